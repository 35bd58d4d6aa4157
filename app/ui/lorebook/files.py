"""Lorebooks from files and to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.translation import counted
from app.core.workers import Failed, Finished, task
from app.lorebook import FORMS, LorebookStore, read_book, write_book
from app.personas import file_name, read_file, write_file
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

Opened = Callable[[], tuple[str, dict[str, Any]]]
"""The name of the open book, and the book."""


@QmlElement
@QmlUncreatable("made by Python")
class LorebookFiles(QObject):  # type: ignore[operator]
    """Reads a book of any program, and writes the one that is open."""

    read = Signal(int)
    """A book was read, and has this number."""

    def __init__(
        self,
        application: Application,
        store: LorebookStore,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        opened: Opened,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._store = store
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._opened = opened

    @Slot(QUrl)
    def bring_in(self, place: QUrl) -> None:
        """Read a lorebook of any program."""
        path = Path(place.toLocalFile())

        def on_event(event: object) -> None:
            match event:
                case Finished(value=int() as key):
                    self.read.emit(key)
                    count = len(self._opened()[1]["entries"])
                    self._notifier.mention(counted("entries_imported", count))
                case Failed(error=error):
                    self._notifier.tell(error)

        work = task(lambda: int(self._store.add(read_book(read_file(path), path.stem))))
        self._application.files_worker.submit(work, deliver=self._dispatcher.to(on_event))

    @Slot(result=str)
    def file_name(self) -> str:
        """What a file of the open book would be called."""
        return file_name(self._opened()[0], "json")

    @Slot(QUrl, int)
    def export(self, place: QUrl, form: int) -> None:
        """Write the open book to a file that anybody can read."""
        with self._notifier.guarding():
            path = Path(place.toLocalFile())
            write_file(path, write_book(self._opened()[1], FORMS[form]), replace=True)
            self._notifier.mention(self.tr("Written: {}. Anybody who has the file can read it.").format(path.name))

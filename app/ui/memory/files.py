"""Memories as a file: written for anybody to read, and brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.translation import counted
from app.core.workers import Failed, Finished
from app.memory import Viewpoint
from app.personas import file_name, read_file, write_file
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class MemoryFilesViewModel(QObject):  # type: ignore[operator]
    """Reads and writes those of the companion that is open; *here* is who looks."""

    turned = Signal()
    """What is known is more now."""

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        here: Callable[[], Viewpoint],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._where = where
        self._here = here

    @Slot(QUrl, bool)
    def export(self, file: QUrl, as_text: bool) -> None:
        """Write everything that is known to a file that anybody can read."""
        persona, here = self._where()[0], self._here()
        with self._notifier.guarding():
            content = self._session.conversations.memories.export_memories(persona, here.you, as_text=as_text)
            write_file(Path(file.toLocalFile()), content, replace=True)
            self._notifier.mention(self.tr("Written. Anybody who has the file can read it."))

    @Slot(bool, result=str)
    def file_name(self, as_text: bool) -> str:
        """What the file would be called."""
        return file_name(f"{self._where()[0].name} memories", "txt" if as_text else "json")

    @Slot(QUrl)
    def bring_in(self, file: QUrl) -> None:
        """Bring in the memories of a file."""
        persona = self._where()[0]
        path, talks = Path(file.toLocalFile()), self._session.conversations

        def ended(event: object) -> None:
            match event:
                case Finished(value=(int(kept), int(refused))):
                    words = counted("memories_imported", kept)
                    if refused:
                        words = self.tr("{} {} were not: what they say is never allowed.").format(words, refused)
                    self._notifier.mention(words)
                    self.turned.emit()
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.files_worker.submit(
            lambda: talks.memories.import_memories(persona, read_file(path)), deliver=self._dispatcher.to(ended)
        )

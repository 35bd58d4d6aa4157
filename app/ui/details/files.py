"""Chats of other programs in, conversations out."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import CHAT_FORMS, Imported, ImportProgress, read_chats
from app.core.translation import counted
from app.core.workers import Failed, Finished, task
from app.personas import file_name, read_file
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class ChatFilesViewModel(QObject):  # type: ignore[operator]
    """One file at a time."""

    changed = Signal()
    brought = Signal(int)

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._where = where
        self._importing = TaskRunner(application.files_worker, dispatcher, self)
        self._importing.changed.connect(self.changed)
        self._share = 0.0

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._importing.is_busy

    @Property(float, notify=changed)
    def share(self) -> float:
        """How much of a chat was looked at, from 0 to 1."""
        return self._share

    @Slot(QUrl)
    def bring_in(self, place: QUrl) -> None:
        """Bring in the chats of a file, as conversations with the companion that is open."""
        if self._importing.is_busy:
            return
        path, (persona, _) = Path(place.toLocalFile()), self._where()
        self._share = 0.0

        def work() -> Generator[object, None, list[Imported]]:
            chats = read_chats(read_file(path), path.stem)
            return (yield from self._session.conversations.files.import_chats(persona, chats))

        self._importing.ask(work, self._say, stepped=self._stepped, failed=self._notifier.tell)

    def _stepped(self, event: object) -> None:
        if isinstance(event, ImportProgress):
            self._share = event.done / max(1, event.total)
            self.changed.emit()

    def _say(self, came: list[Imported]) -> None:
        lines, bad = sum(each.lines for each in came), sum(each.bad_lines for each in came)
        words = counted("messages_imported", lines)
        if bad:
            words += " " + counted("lines_unreadable", bad)
        self._notifier.mention(words)
        if came:
            self.brought.emit(came[-1].conversation_id)

    @Slot()
    def stop(self) -> None:
        """Bring nothing in after all."""
        self._importing.give_up()

    @Slot(int, result=str)
    def file_name(self, form: int) -> str:
        """What a file of the open conversation would be called."""
        persona, conversation_id = self._where()
        title = (
            self._session.conversations.store.catalogue.get(conversation_id).title
            if conversation_id is not None
            else ""
        )
        return file_name(f"{persona.name} {title}", CHAT_FORMS[form])

    @Slot(QUrl, int)
    def export(self, place: QUrl, form: int) -> None:
        """Write the open conversation to a file that anybody can read."""
        path, (persona, conversation_id) = Path(place.toLocalFile()), self._where()
        if conversation_id is None:
            return

        def on_event(event: object) -> None:
            match event:
                case Finished():
                    self._notifier.mention(
                        self.tr("Written: {}. Anybody who has the file can read it.").format(path.name)
                    )
                case Failed(error=error):
                    self._notifier.tell(error)

        def picture() -> bytes:
            return self._session.importer.picture_of(persona.id)

        files = self._session.conversations.files
        work = task(
            lambda: files.write(persona, conversation_id, CHAT_FORMS[form], path, replace_it=True, picture=picture)
        )
        self._application.files_worker.submit(work, deliver=self._dispatcher.to(on_event))

"""A first version of a card, which the model writes from a few sentences."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.generation import fields_in
from app.session import Session
from app.templates import TextDelta, TextRetracted
from app.ui.event_dispatcher import EventDispatcher
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class CardDraftViewModel(QObject):  # type: ignore[operator]
    """The sentences a person begins with, and what the model makes of them."""

    changed = Signal()
    cleared = Signal()
    written = Signal(dict)
    """The fields of the card by their names, once they are written."""

    def __init__(
        self, application: Application, session: Session, dispatcher: EventDispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._previews = session.conversations.previews
        self._writing = TaskRunner(application.engine_worker, dispatcher, self)
        self._writing.changed.connect(self.changed)
        self._notes = ""
        self._said = ""

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the model is writing."""
        return self._writing.is_busy

    @Property(str, notify=changed)
    def text(self) -> str:
        """What the model has written so far."""
        return self._said if self._writing.is_busy else ""

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._writing.trouble

    @Property(str, notify=cleared)
    def notes(self) -> str:
        """The sentences from which a draft is to be made; they stay while one looks at other pages."""
        return self._notes

    @Slot(str)
    def note_down(self, text: str) -> None:
        """Keep the sentences as they are written."""
        self._notes = text

    @Slot(str)
    def write_from(self, notes: str) -> None:
        """Let the model write the card from a few sentences; the person goes on from there."""
        if not notes.strip() or self._writing.is_busy:
            return
        self._notes, self._said = notes, ""
        self._writing.ask(lambda: self._previews.draft_card(notes), self.written.emit, self._on_event)

    @Slot()
    def stop(self) -> None:
        """End what the model is writing; what was written until then is theirs to go on from."""
        if self._writing.is_busy:
            self._writing.give_up()
            self.written.emit(fields_in(self._said))

    def clear(self) -> None:
        """Another companion is made or changed."""
        self._writing.give_up()
        self._writing.say("")
        self._notes = ""
        self.cleared.emit()

    def _on_event(self, event: object) -> None:
        match event:
            case TextDelta(text=text):
                self._said += text
            case TextRetracted():
                self._said = ""
        self.changed.emit()

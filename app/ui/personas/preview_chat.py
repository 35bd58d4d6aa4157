"""A test chat with a companion as the form describes it now; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.generation import PreviewLine
from app.personas import Persona
from app.session import Session
from app.templates import TextDelta, TextRetracted
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import worded
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the test chat."""

    key: int
    is_mine: bool
    text: str

    def __repr__(self) -> str:
        return f"<LineRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class PreviewChatViewModel(QObject):  # type: ignore[operator]
    """The lines said so far, and the answer that is being written.  *as_persona* gives who answers."""

    changed = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        as_persona: Callable[[], Persona],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = session.conversations
        self._as_persona = as_persona
        self._lines: ListModel[LineRow] = ListModel(LineRow, self)
        self._answering = TaskRunner(application.engine_worker, dispatcher, self)
        self._answering.changed.connect(self.changed)
        self._said = ""

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        return self._lines

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it is being answered."""
        return self._answering.is_busy

    @Slot(str)
    def say(self, text: str) -> None:
        """Say something to the companion."""
        if not text.strip() or self._answering.is_busy:
            return
        persona = self._as_persona()
        if not self._lines.rows and (greeting := self._greeting(persona)):
            self._add(False, greeting)
        self._add(True, text.strip())
        lines = [PreviewLine(row.is_mine, row.text) for row in self._lines.rows]
        self._add(False, "")
        self._said = ""
        self._answering.ask(
            lambda: self._conversations.previews.preview(persona, lines),
            lambda answer: None,
            self._on_event,
            lambda error: self._put_last(worded(error)),
        )

    @Slot()
    def stop(self) -> None:
        """End what is being written; it stays."""
        self._answering.give_up()

    @Slot()
    def clear(self) -> None:
        """Forget the test chat."""
        self._answering.give_up()
        self._lines.reset([])

    def _on_event(self, event: object) -> None:
        match event:
            case TextDelta(text=piece):
                self._said += piece
                self._put_last(self._said)
            case TextRetracted():
                self._said = ""
                self._put_last("")

    def _greeting(self, persona: Persona) -> str:
        greetings = persona.card.greetings
        return self._conversations.context_builder.resolved(persona, None, greetings[0]) if greetings else ""

    def _add(self, is_mine: bool, text: str) -> None:
        self._lines.insert(len(self._lines.rows), LineRow(len(self._lines.rows), is_mine, text))

    def _put_last(self, text: str) -> None:
        if self._lines.rows:
            at = len(self._lines.rows) - 1
            self._lines.replace(at, LineRow(at, False, text))

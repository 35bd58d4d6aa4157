"""Which entries would become active if something were said now, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.workers import task
from app.generation import preview_activation
from app.lorebook import Activation, ActivationReason, EntryVerdict
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1
MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What would become of an entry."""

    key: int
    name: str
    why: str
    woke: bool
    tokens: int

    def __repr__(self) -> str:
        return f"<VerdictRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class ActivationViewModel(QObject):  # type: ignore[operator]
    """Tries a text out, without a model and without saying it.  *flush* keeps what was changed a moment ago."""

    tried = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        where: Where,
        why_in_words: Callable[[str, str], str],
        flush: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context_builder = session.conversations.context_builder
        # A large book over a long conversation takes longer than a frame.
        self._trying = TaskRunner(application.io_worker, dispatcher, self)
        self._trying.changed.connect(self.tried)
        self._where = where
        self._why = why_in_words
        self._flush = flush
        self._verdicts: ListModel[VerdictRow] = ListModel(VerdictRow, self)
        self._tried = ""

    @Property(QObject, constant=True)
    def verdicts(self) -> QObject:
        return self._verdicts

    @Property(str, notify=tried)
    def outcome(self) -> str:
        return self._trying.trouble or self._tried

    @Slot(str)
    def try_text(self, text: str) -> None:
        """Which entries would wake if *text* were said now."""
        self._flush()
        persona, conversation_id = self._where()
        self._trying.ask(
            task(lambda: preview_activation(self._context_builder, persona, conversation_id, text)), self._show
        )

    def _show(self, woken: Activation) -> None:
        ordered = sorted(woken.verdicts, key=lambda one: (not one.is_activated, one.why is ActivationReason.NOT_HEARD))
        self._verdicts.reset([self._verdict(at, one) for at, one in enumerate(ordered[:MOST_SHOWN])])
        self._tried = self.tr("Entries that would wake: {} of {}; about {} tokens of lore.").format(
            len(woken.activated), len(woken.verdicts), sum(one.tokens for one in woken.activated)
        )

    def _verdict(self, at: int, one: EntryVerdict) -> VerdictRow:
        why = self._why(one.why.value, one.key)
        if one.is_activated and one.round:
            why += self.tr(", in other lore")
        return VerdictRow(at, f"{one.entry.title} ({one.entry.book})", why, one.is_activated, one.tokens)

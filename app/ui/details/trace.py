"""Why this reply: what it was made from."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationId, MessageId
from app.core.errors import AppError
from app.core.translation import counted
from app.generation import ReplyTrace
from app.memory import FactId
from app.session import Session
from app.ui.details.places import short
from app.ui.details.traces import LoreRow, ShareRow, lore_rows, shares
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class TraceViewModel(QObject):  # type: ignore[operator]
    """Explains one reply at a time."""

    explained = Signal()

    def __init__(self, session: Session, notifier: Notifier, where: Where, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._where = where
        self._context_builder = session.conversations.context_builder
        self._store = session.conversations.store
        self._memory = session.memory
        self._memory_context = session.conversations.memory_context
        self._shares: ListModel[ShareRow] = ListModel(ShareRow, self)
        self._lore: ListModel[LoreRow] = ListModel(LoreRow, self)
        self._recalled: list[str] = []
        self._words = ""

    @property
    def _conversation_id(self) -> ConversationId | None:
        return self._where()[1]

    @Property(QObject, constant=True)
    def shares(self) -> QObject:
        return self._shares

    @Property(QObject, constant=True)
    def lore(self) -> QObject:
        return self._lore

    @Property(list, notify=explained)
    def recalled(self) -> list[str]:
        """What came to mind for it, in words, as far as it is not forgotten."""
        return self._recalled

    def _told_again(self, told: ReplyTrace) -> list[str]:
        memory, out = self._memory, []
        remembering = self._memory_context
        for kind, key in told.recalled:
            if kind == "fact" and remembering is not None:
                fact = memory.facts.get(FactId(key))
                out.append(memory.told(fact, remembering.here(*self._where())) if fact is not None else "")
            elif kind == "message":
                origin = self._store.tree.origin_of(MessageId(key))
                out.append(self.tr("“{}”").format(short(origin[1])) if origin is not None else "")
        return [text or self.tr("something since forgotten") for text in out]

    @Property(str, notify=explained)
    def summary(self) -> str:
        """What the trace says in a sentence."""
        return self._words

    @Slot(int)
    def explain(self, key: int) -> None:
        """Show what a reply was made from."""
        try:
            told = self._context_builder.receipts.of(MessageId(key))
        except AppError as error:
            self._notifier.tell(error)
            return
        if told is None:
            self._shares.reset([])
            self._lore.reset([])
            self._words = self.tr("Nothing was kept of how this came about: it is older than receipts, or was"
                                          " written or brought in by you.")  # fmt: skip
        else:
            self._shares.reset(shares(told))
            self._lore.reset(lore_rows(told.lore))
            words = [self.tr("The model read {} tokens, made of these parts.").format(told.total)]
            if told.left_out:
                words.append(counted("messages_left_out", told.left_out))
            if told.hint:
                words.append(self.tr("You had asked: “{}”").format(told.hint))
            if told.adapters:
                worn = ", ".join(f"{name} {round(100 * scale)} %" for name, scale in told.adapters)
                words.append(self.tr("Adapters: {}.").format(worn))
            if told.is_steered:
                words.append(self.tr("Sliders were at work."))
            if told.asleep:
                words.append(self.tr("Lore entries that stayed asleep: {}.").format(told.asleep))
            self._words = " ".join(words)
        self._recalled = self._told_again(told) if told is not None else []
        self.explained.emit()

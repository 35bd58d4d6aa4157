"""Several messages in the same place, beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationId, MessageId
from app.session import Session
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """One of several messages in the same place."""

    key: int
    text: str
    place: int
    is_shown: bool

    def __repr__(self) -> str:
        return f"<AlternativeRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class VariantsViewModel(QObject):  # type: ignore[operator]
    """Compares the variants of a message, and shows another of them."""

    compared = Signal()
    turned = Signal()
    """Another variant is shown now."""

    def __init__(self, session: Session, notifier: Notifier, where: Where, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._where = where
        self._store = session.conversations.store
        self._alternatives: ListModel[AlternativeRow] = ListModel(AlternativeRow, self)

    @property
    def _conversation_id(self) -> ConversationId | None:
        return self._where()[1]

    @Property(QObject, constant=True)
    def alternatives(self) -> QObject:
        return self._alternatives

    @Slot(int)
    def compare(self, key: int) -> None:
        """Put the alternatives of a message beside each other."""
        with self._notifier.guarding():
            self._alternatives.reset([
                AlternativeRow(each.id, each.text, each.variant_index, each.id == key)
                for each in self._store.tree.alternatives(MessageId(key))
            ])  # fmt: skip
            self.compared.emit()

    @Slot(int)
    def choose_alternative(self, key: int) -> None:
        """Show this one from now on."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._store.tree.select_message(conversation_id, MessageId(key))
                self.turned.emit()

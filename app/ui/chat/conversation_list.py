"""The conversations with the companion who is talked to, on the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import UNTITLED, ConversationId
from app.core.events import Changed
from app.core.translation import sentence
from app.personas import PersonaId
from app.session import Session
from app.ui.chat.messages import ConversationRow
from app.ui.dates import when
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class ConversationList(QObject):  # type: ignore[operator]
    """Shows them in folders, names them, puts them out of the way and into the trash."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        *,
        left: Callable[[ConversationId], None],
        parent: QObject | None = None,
    ) -> None:
        """*left* hears of a conversation that was put into the trash."""
        super().__init__(parent)
        self._store, self._directions = session.conversations.store, session.conversations.context_builder.directions
        self._notifier = notifier
        self._left, self._bin = left, session.trash
        self._model: ListModel[ConversationRow] = ListModel(ConversationRow, self)
        self._shown: tuple[PersonaId, ConversationId | None] | None = None
        self._shows_archived = self._has_archived = False

    @property
    def rows(self) -> Sequence[ConversationRow]:
        return self._model.rows

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._model

    @Property(bool, notify=changed)
    def hasArchived(self) -> bool:  # noqa: N802 - seen from QML
        """Whether conversations were put out of the way."""
        return self._has_archived

    @Property(bool, notify=changed)
    def showsArchived(self) -> bool:  # noqa: N802 - seen from QML
        return self._shows_archived

    def show(self, persona: PersonaId, current: ConversationId | None) -> None:
        """Show those with *persona*, of which *current* is open."""
        self._shown = (persona, current)
        every = self._store.catalogue.alone_with(persona)
        self._has_archived = any(conversation.is_archived for conversation in every)
        talks = [
            conversation
            for conversation in every
            if conversation.is_archived == self._shows_archived or conversation.id == current
        ]
        talks.sort(
            key=lambda conversation: conversation.folder.casefold()
        )  # those in no folder first, the latest first in each
        self._model.show(
            [
                ConversationRow(
                    conversation.id,
                    conversation.title or sentence(UNTITLED),
                    when(conversation.updated),
                    conversation.id == current,
                    conversation.folder,
                    conversation.is_archived,
                )
                for conversation in talks
            ]
        )
        self.changed.emit()

    def may_show(self, changed: Changed) -> bool:
        """Whether a change is one of what is shown here, or of what would be."""
        ids = changed.ids_of("conversation")
        if self._shown is None or not ids:
            return self._shown is not None
        persona, shown = self._shown[0], {row.key for row in self._model.rows}
        return any(each in shown or self._store.catalogue.is_with(each, persona) for each in ids)

    @Slot()
    def toggle_archived(self) -> None:
        """Show the conversations that were put out of the way, or the others."""
        self._shows_archived = not self._shows_archived
        if self._shown is not None:
            self.show(*self._shown)

    @Slot(int, bool)
    def archive(self, key: int, wanted: bool) -> None:
        """Put a conversation out of the way, or back."""
        with self._notifier.guarding():
            self._directions.archive(ConversationId(key), wanted=wanted)

    @Slot(int, str)
    def put_into(self, key: int, folder: str) -> None:
        """Put a conversation into a folder; an empty name takes it out."""
        with self._notifier.guarding():
            self._directions.put_into(ConversationId(key), folder)

    @Slot(int, str)
    def rename(self, key: int, title: str) -> None:
        """Give a conversation another name."""
        with self._notifier.guarding():
            self._store.catalogue.rename(ConversationId(key), title)

    @Slot(int, result=str)
    def title_of(self, key: int) -> str:
        """The name a conversation has; empty where it has none yet."""
        with self._notifier.guarding():
            return self._store.catalogue.get(ConversationId(key)).title
        return ""

    @Slot(int)
    def remove(self, key: int) -> None:
        """Put a conversation into the trash."""
        with self._notifier.guarding():
            conversation = ConversationId(key)
            self._bin.put_conversation(conversation)
            self._left(conversation)

"""Who is in the open conversation, where several are: a list for the screen, and the voices of its messages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import GONE, ConversationId, Message
from app.session import Session
from app.ui.chat.messages import ParticipantRow, Voice
from app.ui.list_model import ListModel

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

FACES = 3
"""So many portraits stand over each other."""


@QmlElement
@QmlUncreatable("made by Python")
class Company(QObject):  # type: ignore[operator]
    """Nobody is in a conversation between two."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = session.conversations.store.catalogue
        self._casts = session.conversations.context_builder.casts
        self._model: ListModel[ParticipantRow] = ListModel(ParticipantRow, self)
        self._title = ""

    @property
    def rows(self) -> Sequence[ParticipantRow]:
        return self._model.rows

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._model

    @Property(bool, notify=changed)
    def isGroup(self) -> bool:  # noqa: N802 - seen from QML
        """Whether several are in it."""
        return bool(self._model.rows)

    @Property(str, notify=changed)
    def title(self) -> str:
        """What a conversation of several is called: its title, else who is in it."""
        return self._title or ", ".join(row.name for row in self._model.rows)

    @Property(list, notify=changed)
    def faces(self) -> list[str]:
        """The portraits of the first of them."""
        return [row.portrait for row in self._model.rows[:FACES]]

    def show(self, conversation_id: ConversationId | None, path: Sequence[Message]) -> dict[int, Voice]:
        """Show who is in *conversation_id*; returns all who speak in *path* besides its own companion."""
        members = self._casts.of(conversation_id)
        self._model.show(
            [
                ParticipantRow(member.persona.id, member.persona.display_name, member.persona.portrait, member.is_muted)
                for member in members
            ]
        )
        self._title = self._catalogue.get(conversation_id).title if conversation_id is not None and members else ""
        self.changed.emit()
        if conversation_id is None:
            return {}
        # In the order in which they came into being: whoever is moved keeps their colour.
        here: dict[int, Voice] = {
            persona.id: Voice(persona.display_name, persona.portrait, place)
            for place, persona in enumerate(sorted((one.persona for one in members), key=lambda one: one.id), 1)
        }
        others = {line.speaker for line in path if line.speaker is not None} - here.keys() - {GONE}
        left = {key: Voice(name) for key, name in self._catalogue.names_of(others).items()}
        return {GONE: Voice(self.tr("Somebody")), **left, **here}

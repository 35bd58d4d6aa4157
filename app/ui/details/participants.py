"""Several companions in one conversation: who is there, who could come, and how turns go round."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ORDERS, ConversationId, ConversationOptions
from app.personas import PersonaId
from app.session import Session
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody who is in the conversation, or could be."""

    key: int
    name: str
    portrait: str
    is_muted: bool
    place: int = 0
    """Whose colour they have, as in the conversation."""


@QmlElement
@QmlUncreatable("made by Python")
class ParticipantsViewModel(QObject):  # type: ignore[operator]
    """Lets companions in and out of the open conversation."""

    changed = Signal()
    turned = Signal()
    """Somebody else may speak now."""

    def __init__(self, session: Session, notifier: Notifier, where: Where, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._where = where
        self._context_builder = session.conversations.context_builder
        self._personas = session.personas
        self._order = ConversationOptions().order
        self._looked_for = ""
        self._members: ListModel[ParticipantRow] = ListModel(ParticipantRow, self)
        self._others: ListModel[ParticipantRow] = ListModel(ParticipantRow, self)

    @property
    def _conversation_id(self) -> ConversationId | None:
        return self._where()[1]

    def refresh(self) -> None:
        """Show what holds in the conversation that is open."""
        self._order = self._context_builder.directions.of(self._conversation_id).order
        self._show_members()
        self.changed.emit()

    @Property(QObject, constant=True)
    def members(self) -> QObject:
        return self._members

    @Property(QObject, constant=True)
    def others(self) -> QObject:
        """Companions who could come in."""
        return self._others

    @Property(int, notify=changed)
    def order(self) -> int:
        return ORDERS.index(self._order) if self._order in ORDERS else 0

    @Slot(int)
    def choose_order(self, at: int) -> None:
        """Say how turns go round."""
        conversation_id = self._conversation_id
        if conversation_id is not None:
            with self._notifier.guarding():
                options = self._context_builder.directions.of(conversation_id)
                self._order = options.order
                if ORDERS[at] == self._order:
                    return
                self._context_builder.directions.put(conversation_id, replace(options, order=ORDERS[at]))
                self._order = ORDERS[at]
                self.turned.emit()
        self.changed.emit()

    @Property(int, notify=changed)
    def host(self) -> int:
        """Whose conversation it is: they cannot leave it."""
        return int(self._where()[0].id)

    def _show_members(self) -> None:
        persona, conversation_id = self._where()
        members = self._context_builder.casts.of(conversation_id)
        here = {member.persona.id for member in members} or {persona.id}
        places = {key: place for place, key in enumerate(sorted(each.persona.id for each in members), 1)}
        self._members.show(
            [
                ParticipantRow(
                    each.persona.id, each.persona.display_name, each.persona.portrait, each.is_muted,
                    places[each.persona.id],
                )
                for each in members
            ]
        )  # fmt: skip
        words = self._looked_for.casefold().split()
        found = [
            each for each in self._personas.summaries()
            if each.id not in here and all(word in f"{each.name} {each.tagline}".casefold() for word in words)
        ]  # fmt: skip
        found.sort(key=lambda each: (not each.is_favourite, -each.talked, each.name.casefold()))
        self._others.show([ParticipantRow(each.id, each.name, each.portrait, False) for each in found[:MOST_OTHERS]])

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show the companions who could come in whose name or line holds *words*."""
        self._looked_for = words
        with self._notifier.guarding():
            self._show_members()

    @Slot(int)
    def let_in(self, key: int) -> None:
        """Let a companion come into the conversation."""
        persona, conversation_id = self._where()
        if conversation_id is not None:
            with self._notifier.guarding():
                self._context_builder.casts.add(conversation_id, persona.id, PersonaId(key))
                self._members_turned()

    @Slot(int)
    def let_go(self, key: int) -> None:
        """Let one leave; with one alone it is a conversation between two again."""
        self._put_members([each for each in self._now() if each[0] != key])

    @Slot(int, bool)
    def mute(self, key: int, wanted: bool) -> None:
        """Let one be there without speaking, or speak again."""
        self._put_members([(who, wanted if who == key else muted) for who, muted in self._now()])

    @Slot(int)
    def move_up(self, key: int) -> None:
        """Let one come before the one before."""
        now = self._now()
        at = next((place for place, each in enumerate(now) if each[0] == key), 0)
        if at > 0:
            now[at - 1], now[at] = now[at], now[at - 1]
            self._put_members(now)

    @Slot(int, int)
    def move_to(self, key: int, place: int) -> None:
        """Let one stand at *place*, counted from 0."""
        now = self._now()
        moved = [each for each in now if each[0] == key]
        if moved:
            rest = [each for each in now if each[0] != key]
            at = max(0, min(place, len(rest)))
            self._put_members([*rest[:at], *moved, *rest[at:]])

    def _now(self) -> list[tuple[PersonaId, bool]]:
        return [
            (member.persona.id, member.is_muted) for member in self._context_builder.casts.of(self._conversation_id)
        ]

    def _put_members(self, members: list[tuple[PersonaId, bool]]) -> None:
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._context_builder.casts.put(conversation_id, members)
                self._members_turned()

    def _members_turned(self) -> None:
        self._show_members()
        self.turned.emit()
        self.changed.emit()

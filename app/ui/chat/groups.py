"""The conversations of several on the left, and how a new one is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationId
from app.personas import PersonaId
from app.session import Session
from app.ui.chat.messages import GroupRow
from app.ui.chat.recent_personas import one_line
from app.ui.dates import when
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SHOWN = 60
LEAST, MOST = 2, 12
FACES = 3


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who could be in a new group."""

    key: int
    name: str
    tagline: str
    portrait: str
    is_chosen: bool


@QmlElement
@QmlUncreatable("made by Python")
class Groups(QObject):  # type: ignore[operator]
    """Shows them, the latest first, and makes new ones of whoever is chosen."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        opened: Callable[[ConversationId], None],
        parent: QObject | None = None,
    ) -> None:
        """*opened* hears of a group that was made and is to be shown."""
        super().__init__(parent)
        self._store = session.conversations.store.groups
        self._personas = session.personas
        self._notifier = notifier
        self._opened = opened
        self._model: ListModel[GroupRow] = ListModel(GroupRow, self)
        self._candidates: ListModel[CandidateRow] = ListModel(CandidateRow, self)
        self._chosen: list[PersonaId] = []
        self._looked_for = ""

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._model

    @Property(int, notify=changed)
    def count(self) -> int:
        return len(self._model.rows)

    def show(self, current: ConversationId | None) -> None:
        """Show them; *current* is open."""
        groups = self._store.all()
        portraits = {who.id: (who.name, who.portrait) for who in self._personas.summaries()} if groups else {}
        self._model.show(
            [
                GroupRow(
                    group.id,
                    group.title or ", ".join(portraits[each][0] for each in group.members if each in portraits),
                    [portraits[each][1] for each in group.members[:FACES] if each in portraits],
                    one_line(group.last),
                    when(group.updated),
                    group.id == current,
                )
                for group in groups
            ]
        )
        self.changed.emit()

    # --- a new one ---

    @Property(QObject, constant=True)
    def candidates(self) -> QObject:
        return self._candidates

    @Property(bool, notify=changed)
    def canCreate(self) -> bool:  # noqa: N802 - seen from QML
        return LEAST <= len(self._chosen) <= MOST

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """Who was chosen, in their order."""
        names = {who.id: who.name for who in self._personas.summaries()}
        return ", ".join(names.get(each, "") for each in self._chosen)

    @Slot()
    def begin(self) -> None:
        """Nobody is chosen yet."""
        self._chosen = []
        self.look_for("")

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show those whose name or line holds *words*, the last talked to first."""
        self._looked_for = words
        wanted = words.casefold().split()
        with self._notifier.guarding():
            found = [
                who for who in self._personas.summaries()
                if all(word in f"{who.name} {who.tagline}".casefold() for word in wanted)
            ]  # fmt: skip
            found.sort(key=lambda who: (not who.is_favourite, -who.talked, who.name.casefold()))
            self._candidates.show(
                [
                    CandidateRow(who.id, who.name, who.tagline, who.portrait, who.id in self._chosen)
                    for who in found[:MOST_SHOWN]
                ]
            )
        self.changed.emit()

    @Slot(int)
    def toggle(self, key: int) -> None:
        """Take somebody in, or leave them out."""
        persona = PersonaId(key)
        if persona in self._chosen:
            self._chosen.remove(persona)
        elif len(self._chosen) < MOST:
            self._chosen.append(persona)
        self.look_for(self._looked_for)

    @Slot(str, result=bool)
    def create(self, title: str) -> bool:
        """Make the group and open it; false where it could not be made."""
        if not self.canCreate:
            return False
        with self._notifier.guarding():
            self._opened(self._store.create(self._chosen, title))
            return True
        return False

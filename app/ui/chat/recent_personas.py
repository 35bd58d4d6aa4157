"""The companions on the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core.paths import resources
from app.maintenance import Trash
from app.personas import PersonaId, PersonaStore, PersonaSummary, starter_sketches
from app.ui.chat.messages import PersonaRow
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

AT_HAND = 6
"""So many companions stand on the left."""


@QmlElement
@QmlUncreatable("made by Python")
class RecentPersonas(QObject):  # type: ignore[operator]
    """Shows those who are at hand, and puts a companion into the trash."""

    changed = Signal()

    def __init__(
        self,
        personas: PersonaStore,
        bin_: Trash,
        notifier: Notifier,
        *,
        leaving: Callable[[PersonaId], None],
        left: Callable[[PersonaId], None],
        parent: QObject | None = None,
    ) -> None:
        """*leaving* and *left* hear of a companion before and after they go into the trash."""
        super().__init__(parent)
        self._personas, self._bin, self._notifier = personas, bin_, notifier
        self._leaving, self._left = leaving, left
        self._model: ListModel[PersonaRow] = ListModel(PersonaRow, self)
        self._count = 0
        self._misses_starters = False

    @property
    def rows(self) -> Sequence[PersonaRow]:
        return self._model.rows

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._model

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many companions there are in all."""
        return self._count

    @Property(bool, notify=changed)
    def missesStarters(self) -> bool:  # noqa: N802 - seen from QML
        """Whether a companion that ships was deleted."""
        return self._misses_starters

    def show(self, current: PersonaId) -> None:
        """Show those who are at hand, of whom *current* is talked to."""
        summaries = self._personas.summaries()
        self._count = len(summaries)
        self._misses_starters = self._personas.misses_starters
        self._model.show(
            [
                PersonaRow(who.id, who.name, who.tagline, who.portrait, who.id == current)
                for who in recent_personas(summaries, current)
            ]
        )
        self.changed.emit()

    @Slot(int)
    def remove(self, key: int) -> None:
        """Put a companion into the trash, with everything said with them."""
        persona = PersonaId(key)
        with self._notifier.guarding():
            self._leaving(persona)
            self._bin.put_companion(persona)
            self._left(persona)

    @Slot()
    def bring_back_starters(self) -> None:
        """Add the companions that ship and were deleted; the lists hear of it as of any other change."""
        with self._notifier.guarding():
            self._personas.bring_back_starters(starter_sketches(resources() / "personas"))


def recent_personas(summaries: Sequence[PersonaSummary], current: PersonaId) -> Sequence[PersonaSummary]:
    """Those for the list on the left: all of a few; of many the current, the favourites, the last talked to."""
    if len(summaries) <= AT_HAND:
        return summaries
    wanted = sorted(summaries, key=lambda who: (who.id != current, not who.is_favourite, -who.talked))
    kept = {who.id for who in wanted[:AT_HAND]}
    return sorted((who for who in summaries if who.id in kept), key=lambda who: who.name.casefold())

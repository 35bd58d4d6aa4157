"""The companions on the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationCatalogue
from app.core.clean_text import visible_text
from app.core.clock import Milliseconds
from app.core.paths import resources
from app.maintenance import Trash
from app.personas import PersonaId, PersonaStore, PersonaSummary, starter_sketches
from app.ui.chat.messages import PersonaRow
from app.ui.dates import when
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

AT_HAND = 40
"""So many companions stand on the left."""


@QmlElement
@QmlUncreatable("made by Python")
class RecentPersonas(QObject):  # type: ignore[operator]
    """Shows those who are at hand, and puts a companion into the trash."""

    changed = Signal()

    def __init__(
        self,
        personas: PersonaStore,
        catalogue: ConversationCatalogue,
        bin_: Trash,
        notifier: Notifier,
        *,
        leaving: Callable[[PersonaId], None],
        left: Callable[[PersonaId], None],
        parent: QObject | None = None,
    ) -> None:
        """*leaving* and *left* hear of a companion before and after they go into the trash."""
        super().__init__(parent)
        self._personas, self._catalogue, self._bin, self._notifier = personas, catalogue, bin_, notifier
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

    def show(self, current: PersonaId, *, is_alone: bool = True) -> None:
        """Show those who are at hand, of whom *current* is talked to, unless it is among others."""
        summaries = self._personas.summaries()
        self._count = len(summaries)
        self._misses_starters = self._personas.misses_starters
        here = recent_personas(summaries, current)
        last = self._catalogue.last_words([who.id for who in here])
        self._model.show([self._row(who, last.get(who.id), is_current=is_alone and who.id == current) for who in here])
        self.changed.emit()

    def _row(self, who: PersonaSummary, last: tuple[str, Milliseconds] | None, *, is_current: bool) -> PersonaRow:
        words, at = last if last is not None else ("", None)
        return PersonaRow(
            who.id, who.name, who.tagline, who.portrait, is_current, who.is_favourite, one_line(words),
            when(at) if at is not None else "",
        )  # fmt: skip

    def talked(self, persona: PersonaId) -> None:
        """Something was said with *persona*: their line says so, above the others; nobody else is read anew."""
        rows = self._model.rows
        at = next((place for place, row in enumerate(rows) if row.key == persona), None)
        last = self._catalogue.last_words([persona]).get(persona)
        if at is None or last is None:
            return
        row = replace(rows[at], last=one_line(last[0]), when=when(last[1]))
        if row == rows[at]:
            return
        first = 0 if row.is_favourite else sum(each.is_favourite for each in rows)
        if at > first:
            self._model.show([*rows[:first], row, *(each for each in rows[first:] if each.key != persona)])
        else:
            self._model.replace(at, row)

    @Slot(int, bool)
    def set_favourite(self, key: int, wanted: bool) -> None:
        """Let a companion stand above the others, or not any more."""
        with self._notifier.guarding():
            self._personas.set_favourite(PersonaId(key), wanted=wanted)

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
    """Those for the list on the left: the favourites, then the last talked to; of many the current one and the first
    of those."""
    wanted = sorted(summaries, key=lambda who: (who.id != current, not who.is_favourite, -who.talked))
    return sorted(wanted[:AT_HAND], key=lambda who: (not who.is_favourite, -who.talked))


def one_line(text: str) -> str:
    """The beginning of *text* on one line, without the signs of its Markdown."""
    return " ".join(visible_text(text).replace("*", "").replace("_", " ").split())

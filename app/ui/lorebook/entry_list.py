"""The entries of the open lorebook, as a list that can be searched; and the words of the choices of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.ui.list_model import ListModel
from app.ui.lorebook.entry_form import LOGICS, PLACES, THREE, values_of

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

ENTRIES_SHOWN = 5000
Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the list."""

    key: int
    name: str
    keys: str
    is_on: bool
    is_constant: bool

    def __repr__(self) -> str:
        return f"<EntryRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class EntryList(QObject):  # type: ignore[operator]
    """Shows the first 5,000 entries of a book, or those of them in which the words that are looked for stand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: ListModel[EntryRow] = ListModel(EntryRow, self)
        self._entries: Sequence[Tree] = ()
        self._words = ""
        self._summaries: dict[int, tuple[Tree, tuple[str, str, str, bool, bool]]] = {}

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(list, constant=True)
    def places(self) -> list[str]:
        return [self.tr(words) for words in PLACES.values()]

    @Property(list, constant=True)
    def logics(self) -> list[str]:
        return [self.tr(words) for words in LOGICS]

    @Property(list, constant=True)
    def three(self) -> list[str]:
        return [self.tr(words) for words in THREE]

    @Slot(str)
    def search(self, words: str) -> None:
        """Show the entries in which *words* stand."""
        self._words = words.casefold().strip()
        self.show(self._entries)

    def show(self, entries: Sequence[Tree]) -> None:
        """Show *entries*, the whole of the book."""
        self._entries = entries
        rows = []
        shown_now = entries[:ENTRIES_SHOWN]
        for at, tree in enumerate(shown_now):
            name, keys, content, is_on, is_constant = self._summary(tree)
            if self._words and self._words not in f"{name} {keys} {content}".casefold():
                continue
            shown = name or keys or " ".join(content.split()[:6]) or self.tr("New entry")
            rows.append(EntryRow(at, shown, keys, is_on, is_constant))
        self._rows.show(rows)
        # What was said of trees that are no more would keep them in memory.
        here = set(map(id, shown_now))
        self._summaries = {key: known for key, known in self._summaries.items() if key in here}

    def _summary(self, tree: Tree) -> tuple[str, str, str, bool, bool]:
        """What the list says of an entry.  A change makes a new tree of one entry and leaves the others as they are."""
        known = self._summaries.get(id(tree))
        if known is None or known[0] is not tree:
            name, keys, content, is_on, is_constant = values_of(tree, "name", "keys", "content", "enabled", "constant")
            found = str(name), str(keys).replace("\n", ", "), str(content), bool(is_on), bool(is_constant)
            self._summaries[id(tree)] = known = (tree, found)
        return known[1]

"""Keeps lorebooks in the vault: for everything, for a companion, or for one conversation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NewType

from app.boundaries import check_described
from app.core import limits
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.lorebook.entry import Entry, read_entry
from app.lorebook.world_info import Tree
from app.vault import Row, Vault

LorebookId = NewType("LorebookId", int)
CHANGE = "lorebook"
COLUMNS = "id, name, persona_id, conversation_id, is_on, changed_ms"


@dataclass(frozen=True, slots=True)
class Lorebook:
    """A book as a list shows it: for one companion, for one conversation, or with neither for everything."""

    id: LorebookId
    name: str
    persona: int | None
    conversation_id: int | None
    is_on: bool
    changed: int = field(compare=False, default=0)

    def __repr__(self) -> str:
        return f"<Lorebook {self.id}>"

    @property
    def rank(self) -> int:
        """Whose entries are looked at first: a conversation's, then a companion's, then those for everything."""
        return 0 if self.conversation_id is not None else 2 if self.persona is not None else 3


class LorebookStore:
    """Owns the ``lorebook`` table."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock
        self._read: dict[LorebookId, tuple[int, list[Entry]]] = {}

    def all(self) -> list[Lorebook]:
        """Every book, by name."""
        rows = self._vault.read(
            f"SELECT {COLUMNS} FROM lorebook WHERE deleted_ms IS NULL ORDER BY name COLLATE NOCASE, id"
        )
        return [_book(row) for row in rows]

    def holding(self, persona: int, conversation_id: int | None) -> list[Lorebook]:
        """The books that are on for a companion in a conversation."""
        sql = (
            f"SELECT {COLUMNS} FROM lorebook WHERE is_on = 1 AND deleted_ms IS NULL"
            " AND (persona_id IS NULL OR persona_id = ?)"
            " AND (conversation_id IS NULL OR conversation_id IS ?) ORDER BY id"
        )
        return [_book(row) for row in self._vault.read(sql, (persona, conversation_id))]

    def get(self, book: LorebookId) -> Lorebook | None:
        """One book; None where it is gone."""
        row = self._vault.read_one(f"SELECT {COLUMNS} FROM lorebook WHERE id = ?", (book,))
        return _book(row) if row is not None else None

    def tree(self, book: LorebookId) -> Tree:
        """Everything a book says."""
        row = self._vault.read_one("SELECT tree FROM lorebook WHERE id = ?", (book,))
        told: Tree = json.loads(row[0]) if row is not None else {"entries": []}
        return told

    def entries(self, book: Lorebook) -> list[Entry]:
        """The entries of a book, read once for each of its changes."""
        known = self._read.get(book.id)
        if known is None or known[0] != book.changed:
            read = entries_of(self.tree(book.id), f"book{book.id}", book=book.name, rank=book.rank)
            known = self._read[book.id] = (book.changed, read)
        return known[1]

    def add(
        self, tree: Mapping[str, Any], *, persona: int | None = None, conversation_id: int | None = None
    ) -> LorebookId:
        """Keep a new book.

        Raises:
            MinorsFilterTriggered: an entry is beyond the minors filter; nothing was kept.
        """
        check_book(tree)
        name = tree.get("name")
        with self._vault.write(CHANGE) as db:
            db.execute(
                "INSERT INTO lorebook(name, persona_id, conversation_id, tree, changed_ms) VALUES (?, ?, ?, ?, ?)",
                (
                    replace_surrogates(name) if isinstance(name, str) else "",
                    persona,
                    conversation_id,
                    json.dumps(tree),
                    self._clock(),
                ),
            )
            return LorebookId(db.last_insert_rowid())

    def change(self, book: LorebookId, tree: Mapping[str, Any]) -> None:
        """Let a book say something else.

        Raises:
            MinorsFilterTriggered: an entry is beyond the minors filter; nothing was changed.
        """
        old = {json.dumps(entry) for entry in self.tree(book)["entries"]}
        check_book({**tree, "entries": [entry for entry in tree["entries"] if json.dumps(entry) not in old]})
        name = tree.get("name")
        with self._vault.write(CHANGE) as db:
            # Two changes within a thousandth of a second are still two.
            db.execute(
                "UPDATE lorebook SET name = ?, tree = ?, changed_ms = max(changed_ms + 1, ?) WHERE id = ?",
                (replace_surrogates(name) if isinstance(name, str) else "", json.dumps(tree), self._clock(), book),
            )

    def put(self, book: LorebookId, *, persona: int | None, conversation_id: int | None, is_on: bool) -> None:
        """Say for whom a book is, and whether it is on."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE lorebook SET persona_id = ?, conversation_id = ?, is_on = ?, changed_ms = changed_ms + 1"
                " WHERE id = ?",
                (persona, conversation_id, is_on, book),
            )

    def move_to_trash(self, book: LorebookId) -> None:
        """Put a book into the trash; ``restore`` undoes it until ``remove``."""
        self._mark_deleted(book, self._clock())

    def restore(self, book: LorebookId) -> None:
        """Undo ``move_to_trash``."""
        self._mark_deleted(book, None)

    def _mark_deleted(self, book: LorebookId, at: int | None) -> None:
        with self._vault.write(CHANGE) as db:
            db.execute("UPDATE lorebook SET deleted_ms = ? WHERE id = ?", (at, book))

    def trashed(self) -> list[tuple[LorebookId, str, int, int]]:
        """What lies in the trash: its number, name, since when, and how many entries it has; the latest first."""
        sql = (
            "SELECT id, name, deleted_ms, json_array_length(tree, '$.entries') FROM lorebook"
            " WHERE deleted_ms IS NOT NULL ORDER BY deleted_ms DESC, id DESC"
        )
        return [(LorebookId(row[0]), row[1], row[2], row[3] or 0) for row in self._vault.read(sql)]

    def remove(self, book: LorebookId) -> None:
        """Delete a book for good."""
        with self._vault.secure_delete(CHANGE) as db:
            db.execute("DELETE FROM lorebook WHERE id = ?", (book,))
        self._read.pop(book, None)


def entries_of(tree: Mapping[str, Any], prefix: str, *, book: str = "", rank: int = 3) -> list[Entry]:
    """The entries of a book, each with a number of its own that begins with *prefix*."""
    told = tree.get("entries")
    every: Sequence[object] = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
    return [
        read_entry(entry, f"{prefix}/{place}", book=book, rank=rank)
        for place, entry in enumerate(every)
        if isinstance(entry, dict)
    ]


def check_book(tree: Mapping[str, Any]) -> None:
    """The minors filter's door for a book: every entry by itself.

    Raises:
        MinorsFilterTriggered: one is beyond it.
    """
    every = list(contents(tree.get("entries")))
    limits.require_number(len(every), limits.ENTRIES, "entries")
    for text in every:
        limits.require_chars(text, limits.FIELD, "entry")
        check_described(text)


def contents(entries: object) -> Iterable[str]:
    """What the entries of a book say."""
    for entry in entries if isinstance(entries, list) else []:
        content = entry.get("content") if isinstance(entry, dict) else None
        if isinstance(content, str):
            yield replace_surrogates(content)


def _book(row: Row) -> Lorebook:
    return Lorebook(LorebookId(row[0]), row[1], row[2], row[3], bool(row[4]), row[5])

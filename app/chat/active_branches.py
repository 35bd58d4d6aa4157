"""Which messages lie on the way that is shown, in every conversation: what else was said is on another branch."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.vault import Vault

PARENTS = """
WITH RECURSIVE way(id, parent_id) AS (
    SELECT id, parent_id FROM message WHERE id = ?
    UNION ALL
    SELECT message.id, message.parent_id FROM message JOIN way ON message.id = way.parent_id
)
SELECT id FROM way
"""
AT_ONCE = 500


@dataclass(slots=True)
class _Branch:
    leaf: int = 0
    ids: list[int] = field(default_factory=list)
    among: set[int] = field(default_factory=set)


class ActiveBranches:
    """Knows the way to the leaf of each conversation, and goes on from what it knows when the leaf moves.

    ``forget`` when messages were deleted: their numbers may be given again.  Any thread may ask.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[int, _Branch] = {}
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Know nothing."""
        with self._lock:
            self._known.clear()

    def on_way(self, messages: Iterable[int]) -> set[int]:
        """Those of *messages* that are shown in their conversation, and whose conversation was not put away."""
        wanted = list(set(messages))
        found: set[int] = set()
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._vault.read(
                "SELECT m.id, c.id, c.leaf_id FROM message m JOIN conversation c ON c.id = m.conversation_id"
                f" WHERE m.id IN ({marks}) AND c.deleted_ms IS NULL",
                some,
            )
            with self._lock:
                for message, conversation_id, leaf in rows:
                    if leaf is not None and message in self._way(conversation_id, leaf).among:
                        found.add(message)
        return found

    def later(self, conversation_id: int, leaf: int, message: int, steps: int) -> int:
        """The message *steps* after (or before) *message* on the way to *leaf*; an end of it where that is nearer.

        *message* lies on that way.
        """
        with self._lock:
            ids = self._way(conversation_id, leaf).ids
            # Who answers is newer than what is answered: the ids of a way rise.
            if not ids:
                return message  # it went meanwhile
            return ids[max(0, min(bisect_left(ids, message) + steps, len(ids) - 1))]

    def _way(self, conversation_id: int, leaf: int) -> _Branch:
        way = self._known.setdefault(conversation_id, _Branch())
        if way.leaf == leaf:
            return way
        new, at = [], leaf
        if way.ids:
            while at and at not in way.among:
                new.append(at)
                row = self._vault.read_one("SELECT parent_id FROM message WHERE id = ?", (at,))
                at = row[0] if row is not None and row[0] is not None else 0
                if len(new) > AT_ONCE:
                    return self._anew(conversation_id, leaf)
        if not way.ids or not at:
            return self._anew(conversation_id, leaf)
        while way.ids[-1] != at:
            way.among.discard(way.ids.pop())
        way.ids += reversed(new)
        way.among.update(new)
        way.leaf = leaf
        return way

    def _anew(self, conversation_id: int, leaf: int) -> _Branch:
        ids = [row[0] for row in self._vault.read(PARENTS, (leaf,))]
        ids.reverse()
        way = self._known[conversation_id] = _Branch(leaf, ids, set(ids))
        return way

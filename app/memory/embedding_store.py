"""Memories as vectors: what an embedding model made of them, kept as eight bits each."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.engine import Vectors
from app.vault import Vault

if TYPE_CHECKING:
    from app.memory.vector_index import VectorIndex

KINDS = ("message", "fact")

WANTING = """
SELECT m.id, m.text FROM memorable_message m WHERE m.id > ?1 AND m.is_sealed = 0
    AND NOT EXISTS (SELECT 1 FROM meaning x WHERE x.message_id = m.id AND x.model = ?2)
ORDER BY m.id LIMIT ?3
"""

Key = tuple[str, int]
"""``message`` or ``fact``, and its number."""


class EmbeddingStore:
    """Owns the ``meaning`` table.  What is searched is held in memory, for one model at a time.  Any thread may ask."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.RLock()
        self._model = ""
        self._held: dict[str, VectorIndex] = {}
        self._done_to: dict[str, int] = {}

    def wanting(self, model: str, limit: int) -> list[tuple[Key, str]]:
        """Messages, then facts, that *model* has not read yet."""
        with self._lock:
            done = self._done_to.get(model, 0)
        found = self._vault.read(WANTING, (done, model, limit))
        if not found:
            newest = self._vault.read("SELECT ifnull(max(id), 0) FROM message_place WHERE NOT is_open")[0][0]
            with self._lock:
                self._done_to[model] = newest
        out: list[tuple[Key, str]] = [(("message", row[0]), row[1]) for row in found]
        if len(out) < limit:
            sql = (
                "SELECT f.id, f.text FROM fact f WHERE f.forgotten_ms IS NULL AND NOT EXISTS"
                " (SELECT 1 FROM meaning x WHERE x.fact_id = f.id AND x.model = ?) ORDER BY f.id LIMIT ?"
            )
            out += [(("fact", row[0]), row[1]) for row in self._vault.read(sql, (model, limit - len(out)))]
        return out

    def keep(self, model: str, keys: Sequence[Key], numbers: Vectors) -> None:
        """Keep what *model* gave for *keys*: a row of length one for each."""
        from app.memory.vector_index import packed

        rows, scales = packed(numbers)
        with self._vault.write() as db:
            for (kind, key), row, scale in zip(keys, rows, scales, strict=True):
                column = "message_id" if kind == "message" else "fact_id"
                db.execute(
                    f"INSERT OR REPLACE INTO meaning({column}, model, scale, numbers)"
                    f" SELECT id, ?, ?, ? FROM {kind} WHERE id = ?",
                    (model, float(scale), row.tobytes(), key),
                )
        with self._lock:
            if self._model == model:
                for kind in KINDS:
                    some = [place for place, key in enumerate(keys) if key[0] == kind]
                    if some:
                        self._held[kind].add([keys[place][1] for place in some], rows[some], scales[some])
            last = max((key for kind, key in keys if kind == "message"), default=0)
            self._done_to[model] = max(self._done_to.get(model, 0), last)

    def nearest(self, model: str, kind: str, question: Vectors, count: int) -> list[tuple[int, float]]:
        """The *count* messages or facts closest to *question* in meaning, the closest first, with their cosine."""
        with self._lock:
            return self._all(model)[kind].nearest(question, count)

    @property
    def held_bits(self) -> Any:
        """The signs of the messages that are held, for measuring them bare."""
        return self._held["message"].bits

    @staticmethod
    def signs_of(vectors: Vectors) -> Any:
        """The signs of each row of *vectors*, as ``held_bits`` has them."""
        from app.memory.vector_index import signs

        return signs(vectors)

    def forget(self) -> None:
        """Hold nothing in memory: what was deleted must not be found, and its number may be given again."""
        with self._lock:
            self._model, self._held = "", {}
            self._done_to.clear()

    def _all(self, model: str) -> dict[str, VectorIndex]:
        from app.memory.vector_index import VectorIndex, read

        if self._model != model:
            self._model, self._held = model, {kind: VectorIndex() for kind in KINDS}
            for kind in KINDS:
                column = f"{kind}_id"
                rows = self._vault.read(
                    f"SELECT {column}, scale, numbers FROM meaning WHERE model = ? AND {column} IS NOT NULL", (model,)
                )
                if rows:
                    self._held[kind].add([row[0] for row in rows], *read(row[1:] for row in rows))
        for held in self._held.values():
            held.gather()
        return self._held

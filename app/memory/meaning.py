"""Memories as numbers: kept as eight bits each, found by their signs first and weighed after.

What was measured for this, and why it is neither an extension nor a graph: bits narrow a million rows to some hundreds
in about 45 ms, and eight bits rank those as well as 32 would.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from app.engine import Numbers
from app.vault import Vault

NARROWED = 400
"""So many rows are weighed after the signs were compared."""
SMALL = 4000
"""Fewer rows than this are weighed at once."""

KINDS = ("message", "fact")

WANTING = """
SELECT m.id, m.text FROM message m JOIN conversation c ON c.id = m.conversation_id
WHERE m.id > ?1 AND m.state <> 'open' AND m.aside = '' AND m.text <> '' AND c.is_sealed = 0
    AND NOT EXISTS (SELECT 1 FROM meaning x WHERE x.message_id = m.id AND x.model = ?2)
    AND NOT EXISTS (SELECT 1 FROM message_unremembered u WHERE u.message_id = m.id)
ORDER BY m.id LIMIT ?3
"""

Key = tuple[str, int]
"""``message`` or ``fact``, and its number."""


class _Held:
    """The rows of one kind, as they are searched."""

    def __init__(self) -> None:
        self.keys: list[int] = []
        self.rows: npt.NDArray[np.int8] = np.zeros((0, 0), np.int8)
        self.scales: Numbers = np.zeros(0, np.float32)
        self.bits: npt.NDArray[np.uint64] = np.zeros((0, 0), np.uint64)
        self.waiting: list[tuple[list[int], npt.NDArray[np.int8], Numbers]] = []

    def add(self, keys: Iterable[int], rows: npt.NDArray[np.int8], scales: Numbers) -> None:
        """Take up more rows; they are put to the others when somebody looks."""
        self.waiting.append((list(keys), rows, scales))

    def gather(self) -> None:
        """Put together what came since the last look."""
        if not self.waiting:
            return
        parts = [*([(self.keys, self.rows, self.scales)] if self.keys else []), *self.waiting]
        self.keys = [key for keys, _, _ in parts for key in keys]
        self.rows = np.concatenate([rows for _, rows, _ in parts])
        self.scales = np.concatenate([scales for _, _, scales in parts])
        self.bits = signs(self.rows)
        self.waiting = []


class Meanings:
    """Owns the ``meaning`` table.  What is searched is held in memory, for one model at a time.  Any thread may ask."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.RLock()
        self._model = ""
        self._held: dict[str, _Held] = {}
        self._done_to: dict[str, int] = {}

    def wanting(self, model: str, limit: int) -> list[tuple[Key, str]]:
        """Messages, then facts, that *model* has not read yet."""
        with self._lock:
            done = self._done_to.get(model, 0)
        found = self._vault.read(WANTING, (done, model, limit))
        if not found:
            newest = self._vault.read("SELECT ifnull(max(id), 0) FROM message WHERE state <> 'open'")[0][0]
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

    def keep(self, model: str, keys: Sequence[Key], numbers: Numbers) -> None:
        """Keep what *model* gave for *keys*: a row of length one for each."""
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

    def nearest(self, model: str, kind: str, question: Numbers, count: int) -> list[tuple[int, float]]:
        """The *count* messages or facts closest to *question* in meaning, the closest first, with their cosine."""
        with self._lock:
            held = self._all(model)[kind]
            if not held.keys:
                return []
            places = _narrowed(held, question)
            near = (held.rows[places].astype(np.float32) @ question) * held.scales[places]
            best = np.argsort(-near)[:count]
            return [(held.keys[int(places[at])], float(near[at])) for at in best]

    @property
    def held_bits(self) -> npt.NDArray[np.uint64]:
        """The signs of the messages that are held, for measuring them bare."""
        return self._held["message"].bits

    def forget(self) -> None:
        """Hold nothing in memory: what was deleted must not be found, and its number may be given again."""
        with self._lock:
            self._model, self._held = "", {}
            self._done_to.clear()

    def _all(self, model: str) -> dict[str, _Held]:
        if self._model != model:
            self._model, self._held = model, {kind: _Held() for kind in KINDS}
            for kind in KINDS:
                column = f"{kind}_id"
                rows = self._vault.read(
                    f"SELECT {column}, scale, numbers FROM meaning WHERE model = ? AND {column} IS NOT NULL", (model,)
                )
                if rows:
                    numbers = np.frombuffer(b"".join(row[2] for row in rows), np.int8).reshape(len(rows), -1)
                    scales = np.array([row[1] for row in rows], np.float32)
                    self._held[kind].add([row[0] for row in rows], numbers, scales)
        for held in self._held.values():
            held.gather()
        return self._held


def _narrowed(held: _Held, question: Numbers) -> npt.NDArray[np.intp]:
    """The places of those whose signs are most like the question's; of few, all."""
    if len(held.keys) <= SMALL:
        return np.arange(len(held.keys))
    asked = signs(question[None, :])
    far = np.bitwise_count(held.bits ^ asked).sum(axis=1, dtype=np.uint16)
    return np.argpartition(far, NARROWED)[:NARROWED]


def packed(numbers: Numbers) -> tuple[npt.NDArray[np.int8], Numbers]:
    """Each row in eight bits, and what to multiply it by."""
    scales = np.maximum(np.abs(numbers).max(axis=1), 1e-9) / 127
    return np.rint(numbers / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def signs(rows: npt.NDArray[np.int8] | Numbers) -> npt.NDArray[np.uint64]:
    """The signs of each row, 64 in a word."""
    bits = np.packbits(rows > 0, axis=1)
    padded = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), np.uint8)
    padded[:, : bits.shape[1]] = bits
    return padded.view(np.uint64)

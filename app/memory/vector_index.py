"""Vectors of one kind as they are searched: by their signs first, weighed after.  Imported with the first of them, as
numpy takes its time.

What was measured for this, and why it is neither an extension nor a graph: bits narrow a million rows to some hundreds
in about 45 ms, and eight bits rank those as well as 32 would.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from app.engine import Vectors

NARROWED = 400
"""So many rows are weighed after the signs were compared."""
SMALL = 4000
"""Fewer rows than this are weighed at once."""


def read(rows: Iterable[tuple[float, bytes]]) -> tuple[npt.NDArray[np.int8], Vectors]:
    """Rows as they are kept, each with what to multiply it by."""
    kept = list(rows)
    numbers = np.frombuffer(b"".join(row[1] for row in kept), np.int8).reshape(len(kept), -1)
    return numbers, np.array([row[0] for row in kept], np.float32)


class VectorIndex:
    """The rows of one kind, as they are searched."""

    def __init__(self) -> None:
        self.keys: list[int] = []
        self.rows: npt.NDArray[np.int8] = np.zeros((0, 0), np.int8)
        self.scales: Vectors = np.zeros(0, np.float32)
        self.bits: npt.NDArray[np.uint64] = np.zeros((0, 0), np.uint64)
        self.waiting: list[tuple[list[int], npt.NDArray[np.int8], Vectors]] = []

    def add(self, keys: Iterable[int], rows: npt.NDArray[np.int8], scales: Vectors) -> None:
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

    def nearest(self, question: Vectors, count: int) -> list[tuple[int, float]]:
        """The *count* keys closest to *question*, the closest first, with their cosine."""
        if not self.keys:
            return []
        places = self._narrowed(question)
        near = (self.rows[places].astype(np.float32) @ question) * self.scales[places]
        best = np.argsort(-near)[:count]
        return [(self.keys[int(places[at])], float(near[at])) for at in best]

    def _narrowed(self, question: Vectors) -> npt.NDArray[np.intp]:
        """The places of those whose signs are most like the question's; of few, all."""
        if len(self.keys) <= SMALL:
            return np.arange(len(self.keys))
        asked = signs(question[None, :])
        far = np.bitwise_count(self.bits ^ asked).sum(axis=1, dtype=np.uint16)
        return np.argpartition(far, NARROWED)[:NARROWED]


def packed(numbers: Vectors) -> tuple[npt.NDArray[np.int8], Vectors]:
    """Each row in eight bits, and what to multiply it by."""
    scales = np.maximum(np.abs(numbers).max(axis=1), 1e-9) / 127
    return np.rint(numbers / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def signs(rows: npt.NDArray[np.int8] | Vectors) -> npt.NDArray[np.uint64]:
    """The signs of each row, 64 in a word."""
    bits = np.packbits(rows > 0, axis=1)
    padded = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), np.uint8)
    padded[:, : bits.shape[1]] = bits
    return padded.view(np.uint64)

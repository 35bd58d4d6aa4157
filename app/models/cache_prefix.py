"""What a KV cache held, in a form that can be kept and compared."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from app.engine import BARE, MediaChunk, ModelChanges, PromptChunk

MEDIA = -1
"""No token has this number: what follows are the cells, the positions and the digest of a picture or sound."""
DIGEST_INTS = 8
"""A SHA-256 in numbers of four bytes."""


@dataclass(frozen=True, slots=True)
class CachePrefix:
    """The chunks of a prompt from its beginning on, and what changed the model that read them."""

    chunks: tuple[PromptChunk, ...] = field(default=(), repr=False)
    changes: ModelChanges = BARE

    def __len__(self) -> int:
        return len(self.chunks)

    def shared_with(self, chunks: Sequence[PromptChunk]) -> int:
        """How many chunks it and *chunks* begin with alike."""
        alike = zip(self.chunks, chunks, strict=False)
        return next(
            (place for place, (one, other) in enumerate(alike) if one != other), min(len(self.chunks), len(chunks))
        )

    def packed(self) -> bytes:
        """As bytes: four for each token, in this machine's order."""
        numbers = array("i")
        for chunk in self.chunks:
            if isinstance(chunk, MediaChunk):
                numbers.extend((MEDIA, chunk.cells, chunk.positions))
                numbers.frombytes(chunk.digest)
            else:
                numbers.append(chunk)
        return numbers.tobytes()

    @classmethod
    def unpacked(cls, raw: bytes, changes: ModelChanges = BARE) -> CachePrefix:
        """What ``packed`` gave, read with *changes*; empty where *raw* is damaged."""
        numbers = array("i")
        chunks: list[PromptChunk] = []
        try:
            numbers.frombytes(raw)
            each = iter(numbers)
            for number in each:
                if number != MEDIA:
                    chunks.append(number)
                    continue
                cells, positions = next(each), next(each)
                digest = array("i", islice(each, DIGEST_INTS)).tobytes()
                chunks.append(MediaChunk(digest, cells, positions))
        except (ValueError, StopIteration):
            return cls()
        return cls(tuple(chunks), changes)

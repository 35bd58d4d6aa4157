"""What is already in the KV cache, and what of a new prompt it can stand for.

Pure planning over lists of chunks; ``kv_cache.py`` does what is planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.prompt_chunk import MediaChunk, PromptChunk

BLOCK = 256
"""So many chunks are compared in one go."""

SURE = 32
"""So many chunks in a row must be the same before a stretch counts as the same text further on."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What of the cache a prompt can use: *head* chunks from the start and, *gap* chunks later, *tail* more.

    Using the tail means taking the gap out and moving what follows it forward.
    """

    head: int
    gap: int = 0
    tail: int = 0

    @property
    def length(self) -> int:
        """How many chunks need no reading."""
        return self.head + self.tail


class Prefix:
    """The chunks of one sequence, in order, exactly as the cache holds them."""

    def __init__(self) -> None:
        self._chunks: list[PromptChunk] = []
        # Asked at every token: counting them anew each time would grow with the conversation.
        self._media: list[tuple[int, MediaChunk]] = []

    def __len__(self) -> int:
        return len(self._chunks)

    @property
    def last(self) -> PromptChunk | None:
        """What was read last."""
        return self._chunks[-1] if self._chunks else None

    def position(self, length: int | None = None) -> int:
        """The position at which what follows the first *length* chunks stands; all of them unless told."""
        if length is None:
            length = len(self._chunks)
        return length + sum(chunk.positions - 1 for place, chunk in self._media if place < length)

    def cells(self, length: int | None = None) -> int:
        """How many cells the first *length* chunks take; all of them unless told."""
        if length is None:
            length = len(self._chunks)
        return length + sum(chunk.cells - 1 for place, chunk in self._media if place < length)

    def shared_with(self, chunks: Sequence[PromptChunk]) -> int:
        """How many leading chunks are those of *chunks*."""
        return _same(self._chunks, 0, chunks, 0)

    def reuse_for(self, chunks: Sequence[PromptChunk], *, may_shift: bool) -> Reuse:
        """What *chunks* can use of the cache; a stretch after a gap only if the model *may_shift*."""
        head = self.shared_with(chunks)
        if not may_shift or head == len(chunks) or head == len(self._chunks):
            return Reuse(head)
        # The window has dropped its oldest part: what follows the gap must be found further on in what is cached.
        wanted = list(chunks[head : head + SURE])
        for place in range(head + 1, len(self._chunks) - len(wanted) + 1):
            if self._chunks[place] == wanted[0] and self._chunks[place : place + SURE] == wanted:
                return Reuse(head, place - head, _same(self._chunks, place, chunks, head))
        return Reuse(head)

    def copy(self) -> Prefix:
        """The same chunks, to be gone on with apart."""
        other = Prefix()
        other._chunks, other._media = self._chunks.copy(), self._media.copy()
        return other

    def cut(self, length: int) -> None:
        """Forget everything after the first *length* chunks."""
        del self._chunks[length:]
        self._find_media()

    def remove(self, start: int, count: int) -> None:
        """Forget *count* chunks from *start* on; those behind them move forward."""
        del self._chunks[start : start + count]
        self._find_media()

    def add(self, chunks: Sequence[PromptChunk]) -> None:
        """Note that *chunks* were read after the rest."""
        start = len(self._chunks)
        self._chunks.extend(chunks)
        self._media += [(start + at, chunk) for at, chunk in enumerate(chunks) if isinstance(chunk, MediaChunk)]

    def _find_media(self) -> None:
        if self._media:
            self._media = [(at, chunk) for at, chunk in enumerate(self._chunks) if isinstance(chunk, MediaChunk)]


def _same(cached: Sequence[PromptChunk], place: int, chunks: Sequence[PromptChunk], start: int) -> int:
    """How many chunks agree, from *place* of what is cached and *start* of what is wanted on."""
    limit = min(len(cached) - place, len(chunks) - start)
    # Whole blocks first: one by one, a long conversation would take milliseconds at every look.
    done = 0
    while done < limit and list(cached[place + done : place + done + BLOCK]) == list(
        chunks[start + done : start + done + BLOCK]
    ):
        done += BLOCK
    for index in range(min(done, limit), limit):
        if cached[place + index] != chunks[start + index]:
            return index
    return limit

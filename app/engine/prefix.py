"""Which tokens are already in the KV cache, and what of a new prompt they can stand for.

Pure planning over lists of tokens; ``kv_cache.py`` does what is planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SURE = 32
"""So many tokens in a row must be the same before a stretch counts as the same text further on."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What of the cache a prompt can use: *head* tokens from the start and, *gap* tokens later, *tail* more.

    Using the tail means taking the gap out and moving what follows it forward.
    """

    head: int
    gap: int = 0
    tail: int = 0

    @property
    def length(self) -> int:
        """How many tokens need no reading."""
        return self.head + self.tail


class Prefix:
    """The tokens of sequence 0, in order, exactly as the cache holds them."""

    def __init__(self) -> None:
        self._tokens: list[int] = []

    def __len__(self) -> int:
        return len(self._tokens)

    def shared_with(self, tokens: Sequence[int]) -> int:
        """How many leading tokens are those of *tokens*."""
        return _same(self._tokens, 0, tokens, 0)

    def reuse_for(self, tokens: Sequence[int], *, may_shift: bool) -> Reuse:
        """What *tokens* can use of the cache; a stretch after a gap only if the model *may_shift*."""
        head = self.shared_with(tokens)
        if not may_shift or head == len(tokens) or head == len(self._tokens):
            return Reuse(head)
        # The window has dropped its oldest part: what follows the gap must be found further on in what is cached.
        wanted = list(tokens[head : head + SURE])
        for place in range(head + 1, len(self._tokens) - len(wanted) + 1):
            if self._tokens[place] == wanted[0] and self._tokens[place : place + SURE] == wanted:
                return Reuse(head, place - head, _same(self._tokens, place, tokens, head))
        return Reuse(head)

    def cut(self, length: int) -> None:
        """Forget everything from position *length* on."""
        del self._tokens[length:]

    def remove(self, start: int, count: int) -> None:
        """Forget *count* tokens from *start* on; those behind them move forward."""
        del self._tokens[start : start + count]

    def add(self, tokens: Sequence[int]) -> None:
        """Note that *tokens* were read after the rest."""
        self._tokens.extend(tokens)


def _same(cached: Sequence[int], place: int, tokens: Sequence[int], start: int) -> int:
    """How many tokens agree, from *place* of what is cached and *start* of what is wanted on."""
    limit = min(len(cached) - place, len(tokens) - start)
    for index in range(limit):
        if cached[place + index] != tokens[start + index]:
            return index
    return limit

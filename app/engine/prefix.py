"""Which tokens are already in the KV cache, and how much of a new prompt they cover."""

from __future__ import annotations

from collections.abc import Sequence


class Prefix:
    """The tokens of sequence 0, in order, exactly as the cache holds them."""

    def __init__(self) -> None:
        self._tokens: list[int] = []

    def __len__(self) -> int:
        return len(self._tokens)

    def shared_with(self, tokens: Sequence[int]) -> int:
        """How many leading tokens of *tokens* need no reading.

        At least the last token is always read, because its reading gives the first logits.
        """
        limit = min(len(self._tokens), len(tokens) - 1)
        for index in range(limit):
            if self._tokens[index] != tokens[index]:
                return index
        return max(limit, 0)

    def cut(self, length: int) -> None:
        """Forget everything from position *length* on."""
        del self._tokens[length:]

    def add(self, tokens: Sequence[int]) -> None:
        """Note that *tokens* were read after the rest."""
        self._tokens.extend(tokens)

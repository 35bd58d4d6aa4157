"""Messages that nobody wrote: pseudo-words in the proportions of a language, so that searches behave as they would."""

from __future__ import annotations

import numpy as np

from app.models.calibration import SYLLABLES

WORDS = 40_000
MESSAGE_CHARS = 200


class Invented:
    """A vocabulary in Zipf's proportions (the word of rank r comes with a frequency of 1/r)."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = np.random.default_rng(seed)
        self.words = [_word(rank) for rank in range(WORDS)]
        weights = 1 / np.arange(1, WORDS + 1)
        self._up_to = np.cumsum(weights / weights.sum())

    def messages(self, count: int) -> list[str]:
        """*count* messages of about 200 characters."""
        lengths = self._chance.integers(16, 73, count)
        ranks = np.searchsorted(self._up_to, self._chance.random(int(lengths.sum())))
        ends = np.cumsum(lengths)
        words = self.words
        return [
            " ".join([words[rank] for rank in ranks[end - length : end]])
            for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)
        ]

    def pick(self, low: int, high: int, count: int) -> list[str]:
        """*count* words whose rank lies between *low* and *high*."""
        return [self.words[rank] for rank in self._chance.integers(low, high, count)]


def _word(rank: int) -> str:
    """A word for each rank; the commonest are the shortest."""
    base, parts = len(SYLLABLES), []
    rank += 1
    while rank:
        rank, place = divmod(rank, base)
        parts.append(SYLLABLES[place])
    return "".join(parts)

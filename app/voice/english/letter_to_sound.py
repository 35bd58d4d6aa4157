"""How a word that no dictionary has is probably said: English letters to sounds.

A joint n-gram model of letters and phonemes (Bisani and Ney, *Joint-sequence models for grapheme-to-phoneme
conversion*, 2008): a word is a chain of pairs of some letters and the sounds that they make, each likely by the pairs
before it, smoothed as Witten and Bell (1991) do.  ``packaging/voice/letters.py`` counts the pairs in a dictionary.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

Pair = str
"""Letters, a colon and their phonemes: ``ph:F``, ``x:K.S``, ``e:`` for a silent one."""
History = tuple[Pair, ...]

START, END = "<", ">"
BEAM = 24
"""Wider beams found no better words (measured on the part of the dictionary that was held out)."""
LONGEST_LETTERS = 40
"""What is longer is no word: it is said in parts."""


class _Path(NamedTuple):
    score: float
    history: History
    phonemes: tuple[str, ...]


class LetterToSound:
    """*counts* says how often each chain of pairs was seen, of every length from one to *order*."""

    def __init__(self, counts: Mapping[History, int], order: int) -> None:
        self._counts, self._order = counts, order
        self._followed: dict[History, tuple[int, int]] = {}
        """What follows a history: how many times in all, and how many different pairs."""
        self._pairs: dict[str, list[Pair]] = {}
        for chain, count in counts.items():
            total, kinds = self._followed.get(chain[:-1], (0, 0))
            self._followed[chain[:-1]] = (total + count, kinds + 1)
            if len(chain) == 1 and (letters := chain[0].partition(":")[0]) and ":" in chain[0]:
                self._pairs.setdefault(letters, []).append(chain[0])
        self._known: dict[tuple[History, Pair], float] = {}

    def phonemes(self, word: str) -> tuple[str, ...]:
        """The phonemes of *word* in ARPAbet, with stress; nothing for what is no English letter."""
        letters = "".join(sign for sign in word.casefold() if sign == "'" or "a" <= sign <= "z")
        found: list[str] = []
        for start in range(0, len(letters), LONGEST_LETTERS):
            found += self._of(letters[start : start + LONGEST_LETTERS])
        return tuple(found)

    def _of(self, letters: str) -> tuple[str, ...]:
        beams: list[list[_Path]] = [[] for _ in range(len(letters) + 1)]
        beams[0] = [_Path(0.0, (START,), ())]
        for place in range(len(letters)):
            for path in _best(beams[place]):
                for width, pair in self._choices(letters, place):
                    said = tuple(pair.partition(":")[2].split(".")) if not pair.endswith(":") else ()
                    score = path.score + self._log_probability(path.history, pair)
                    history = (*path.history, pair)[-(self._order - 1) :]
                    beams[place + width].append(_Path(score, history, path.phonemes + said))
        ended = [
            path._replace(score=path.score + self._log_probability(path.history, END)) for path in _best(beams[-1])
        ]
        return max(ended, default=_Path(0.0, (), ())).phonemes

    def _choices(self, letters: str, place: int) -> Iterator[tuple[int, Pair]]:
        for width in (1, 2):
            for pair in self._pairs.get(letters[place : place + width], ()) if place + width <= len(letters) else ():
                yield width, pair

    def _log_probability(self, history: History, pair: Pair) -> float:
        key = (history, pair)
        if key not in self._known:
            self._known[key] = math.log(self._probability(history, pair))
        return self._known[key]

    def _probability(self, history: History, pair: Pair) -> float:
        narrower = self._probability(history[1:], pair) if history else 1e-5
        if history not in self._followed:
            return narrower
        total, kinds = self._followed[history]
        return (self._counts.get((*history, pair), 0) + kinds * narrower) / (total + kinds)


def _best(paths: list[_Path]) -> list[_Path]:
    """The likeliest paths; of those that go on alike only the best."""
    kept: dict[History, _Path] = {}
    for path in sorted(paths, key=lambda path: -path.score):
        kept.setdefault(path.history, path)
        if len(kept) == BEAM:
            break
    return list(kept.values())

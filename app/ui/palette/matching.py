"""Which of many names a few letters mean.  Knows no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
WHOLE, BEGINS, WORD_BEGINS, INSIDE = 100, 60, 40, 15
"""What one word that is looked for is worth, by where it stands in a name."""
ALSO = 6
"""Found only in what is said beside the name."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something that can be found by its *name*, or by what is *also* said of it; *weight* lifts the likelier."""

    value: T
    name: str
    also: str = ""
    weight: float = 0.0


def best(candidates: Iterable[Candidate[T]], words: str, most: int) -> list[T]:
    """The *most* likely of *candidates* for *words*, the likeliest first; every word must stand in each.

    With no words all of them, by their weight.
    """
    wanted = folded(words).split()
    scored: list[tuple[float, int, T]] = []
    for place, candidate in enumerate(candidates):
        score = _score(candidate, wanted)
        if score is not None:
            scored.append((-(score + candidate.weight), place, candidate.value))
    scored.sort(key=lambda found: found[:2])
    return [value for _, _, value in scored[:most]]


def folded(text: str) -> str:
    """*text* without capitals and accents: nobody should need the right ones to find somebody."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _score(candidate: Candidate[T], wanted: Sequence[str]) -> float | None:
    name = folded(candidate.name)
    total = 0.0
    beside: str | None = None
    for word in wanted:
        found = _worth(name, word)
        if not found:
            if beside is None:
                beside = folded(candidate.also)
            found = ALSO if word in beside else 0
        if not found:
            return None
        total += found
    # Of two that match alike the shorter is meant: more of it was written.
    return total - min(len(name), 80) / 100 if wanted else 0.0


def _worth(name: str, word: str) -> int:
    if name == word:
        return WHOLE
    if name.startswith(word):
        return BEGINS
    if f" {word}" in name:
        return WORD_BEGINS
    return INSIDE if word in name else 0

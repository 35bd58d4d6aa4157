"""Topics in the person's own words: whether a text touches one.

Each line is a topic; commas in it part words of which any one counts.  "spiders, my ex Daniel" is touched by a text
with *spider*, or by a sentence with both *ex* and *Daniel*.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.boundaries.words_of import sentences, stem, stems

FILLERS = """a an the my your his her our their about any anything all of to in on at with from and or by for is are was
 it that this me i you talk talking mention mentioning topic topics things thing something"""
EMPTY = frozenset(map(stem, FILLERS.split()))


def touched(topics: Sequence[str], text: str) -> str | None:
    """The first of *topics* that *text* touches."""
    return next((topic for topic in topics if place_of(topic, text) is not None), None)


def place_of(topic: str, text: str) -> int | None:
    """Where the first sentence of *text* begins that touches *topic*."""
    wanted = [words for part in topic.split(",") if (words := _telling(part))]
    for place, sentence in sentences(text):
        found = set(stems(sentence))
        if any(words <= found for words in wanted):
            return place
    return None


def _telling(words: str) -> frozenset[str]:
    """The words that tell what is meant; all of them where none does."""
    every = stems(words)
    return frozenset(word for word in every if word not in EMPTY) or frozenset(every)

"""Topics in the person's own words: whether a text touches one.

Each line is a topic; commas in it part words of which any one counts.  "spiders, my ex Daniel" is touched by a text
with *spider*, or by a sentence with both *ex* and *Daniel*.  The forms of words are English; in scripts that set no
spaces between words the topic is looked for as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.boundaries.word_forms import WORD, folded, forms, sentences

FILLERS = """a an the my your his her our their about any anything all of to in on at with from and or by for is are was
 it that this me i you talk talking mention mentioning topic topics things thing something no not never don't do please
 without avoid stuff anybody anyone"""
EMPTY = frozenset(FILLERS.split())
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
"""Japanese, Chinese and Thai."""


def touched(topics: Sequence[str], text: str) -> str | None:
    """The first of *topics* that *text* touches."""
    return next((topic for topic in topics if place_of(topic, text) is not None), None)


def place_of(topic: str, text: str) -> int | None:
    """Where the first sentence of *text* begins that touches *topic*."""
    parts = [part.strip() for part in topic.split(",") if part.strip()]
    wanted = [words for part in parts if (words := _telling(part))]
    unspaced = [part for part in parts if UNSPACED.search(part)]
    for place, sentence in sentences(text):
        said = {form for word in WORD.findall(folded(sentence)) for form in forms(word)}
        if any(all(word & said for word in words) for words in wanted) or any(part in sentence for part in unspaced):
            return place
    return None


def _telling(part: str) -> list[frozenset[str]]:
    """The words that tell what is meant, each in its forms; all of them where none does."""
    every = WORD.findall(part)
    telling = [word for word in every if folded(word) not in EMPTY] or every
    return [_forms_of(word) for word in telling]


def _forms_of(word: str) -> frozenset[str]:
    plain = folded(word)
    # A name is not cut down to another word: James is no jam.
    shortest = len(plain) - 1 if word[:1].isupper() else 0
    return frozenset(form for form in forms(plain) if len(form) >= shortest)

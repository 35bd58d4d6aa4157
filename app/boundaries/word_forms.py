"""The words of a text as the checks compare them: folded, and in their forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"'”’*)]*\s+|\n+")
SHORTEST_STEM = 3


def folded(text: str) -> str:
    """*text* without capitals, accents and typographic variants."""
    wide = unicodedata.normalize("NFKD", text).replace("’", "'").replace("ß", "ss")
    return "".join(letter for letter in wide if not unicodedata.combining(letter)).casefold()


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of *text*, each with the place where it begins."""
    start = 0
    for end in SENTENCE_ENDS.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    if start < len(text):
        yield start, text[start:]


def forms(word: str) -> frozenset[str]:
    """*word*, folded already, and what it may be a form of, by the commonest English endings."""
    word = word.removesuffix("'s").replace("'", "")
    found = {word, *IRREGULAR.get(word, ())}
    for ending, put in (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ed", ""), ("er", ""), ("ers", "")):
        cut = word.removesuffix(ending)
        if cut != word and len(cut) >= SHORTEST_STEM:
            found |= {cut + put, cut + put + "e"}
            if len(cut) > SHORTEST_STEM and cut[-1] == cut[-2]:
                found.add(cut[:-1])  # stabbed, stab
    return frozenset(found)


IRREGULAR = {
    "knives": ("knife",), "wives": ("wife",), "lives": ("life",), "dying": ("die", "death"), "dies": ("die", "death"),
    "died": ("die", "death"), "die": ("death",), "dead": ("death",), "death": ("die", "dead"), "suicidal": ("suicide",),
    "children": ("child",), "mice": ("mouse",), "drowned": ("drown",), "wolves": ("wolf",), "teeth": ("tooth",),
    "drunk": ("drink", "alcohol"), "pregnancy": ("pregnant",), "pregnant": ("pregnancy",), "men": ("man",),
    "women": ("woman",),
}  # fmt: skip

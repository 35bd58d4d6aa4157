"""The words of a text as the checks compare them: folded, and cut to a rough stem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"'”’*)]*\s+|\n+")
SHORTEST_STEM = 4


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


def stem(word: str) -> str:
    """*word*, folded already, without the commonest English endings; short words stay whole."""
    word = word.removesuffix("'s").replace("'", "")
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) + len(put) >= SHORTEST_STEM - 1:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                return word
            word = word[: len(word) - len(ending)] + put
            break
    return word.removesuffix("e") if len(word) > SHORTEST_STEM else word


def stems(text: str) -> list[str]:
    """The stems of *text*, in their order."""
    return [stem(word) for word in WORD.findall(folded(text))]

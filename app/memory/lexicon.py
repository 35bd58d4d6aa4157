"""Words as memories are looked for by: their stems, the forms a stem does not join, and words of near meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Stems = Callable[[str], list[str]]
"""The stems of a text's words, as the index has them."""

WORD = re.compile(r"[^\W_]+")
STOP = frozenset((
    "a", "an", "the", "and", "or", "but", "if", "then", "than", "so", "as", "of", "at", "by", "for", "with",
    "about", "into", "onto", "to", "from", "in", "on", "off", "up", "down", "out", "over", "under", "again", "be",
    "am", "is", "are", "was", "were", "been", "being", "have", "has", "had", "having", "do", "does", "did",
    "done", "doing", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "i", "me", "my",
    "mine", "myself", "we", "us", "our", "ours", "you", "your", "yours", "he", "him", "his", "she", "her", "hers",
    "it", "its", "they", "them", "their", "theirs", "this", "that", "these", "those", "there", "here", "what",
    "which", "who", "whom", "whose", "when", "where", "why", "how", "s", "t", "d", "ll", "m", "re", "ve", "not",
    "no", "nor", "only", "own", "same", "too", "very", "just", "also", "any", "some", "such", "each", "other",
    "both", "more", "most", "during", "before", "after", "while", "between", "through", "because", "yes",
    "please", "tell", "remember", "know", "said", "say", "ever", "still",
))  # fmt: skip
"""Words that tell nothing of what is looked for."""

NEAR = 0.3
"""How much a word of near meaning counts."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word looked for: its stem, the words by which the index is asked, and what else counts and how much."""

    stem: str
    inflections: tuple[str, ...]
    same: frozenset[str]
    synonyms: frozenset[str]


class Lexicon:
    """Which words belong together, from two lists that ship."""

    def __init__(self, folder: Path, stems: Stems) -> None:
        self._folder = folder
        self._stems = stems

    def _groups(self, name: str) -> list[list[str]]:
        lines = (self._folder / name).read_text("utf-8").splitlines()
        return [line.split() for line in lines if line and not line.startswith("#")]

    def _stem(self, word: str) -> str:
        found = self._stems(word)
        return found[0] if found else word

    @cached_property
    def _forms(self) -> dict[str, dict[str, str]]:
        """For each stem the stems of its other forms, and a word for each."""
        out: dict[str, dict[str, str]] = {}
        for group in self._groups("forms.txt"):
            stems = {self._stem(word): word for word in group}
            for one in stems:
                out.setdefault(one, {}).update({other: word for other, word in stems.items() if other != one})
        return out

    def synonyms_of(self, term: Term) -> list[str]:
        """A word for each stem of near meaning."""
        return [self._spelled[stem] for stem in sorted(term.synonyms) if stem in self._spelled]

    @cached_property
    def _spelled(self) -> dict[str, str]:
        groups = [*self._groups("near.txt"), *self._groups("forms.txt")]
        return {self._stem(word): word for group in groups for word in group}

    @cached_property
    def _near(self) -> dict[str, set[str]]:
        out: dict[str, set[str]] = {}
        for head, *others in self._groups("near.txt"):
            first = self._stem(head)
            for other in others:
                stem = self._stem(other)
                if stem != first:
                    out.setdefault(first, set()).add(stem)
                    out.setdefault(stem, set()).add(first)
        return out

    def term(self, word: str) -> Term:
        """What to look for where *word* was said."""
        stem = self._stem(word)
        forms = self._forms.get(stem, {})
        same = {stem, *forms}
        near = {other for each in same for other in self._near.get(each, ())}
        near = {form for each in near for form in (each, *self._forms.get(each, ()))} - same
        return Term(stem, (word, *forms.values()), frozenset(same), frozenset(near))

    def terms(self, text: str, leave_out: frozenset[str] = frozenset()) -> list[Term]:
        """The terms of *text*, without the words that tell nothing; with them, where there are no others."""
        words = [word for word in WORD.findall(text.casefold()) if word not in leave_out]
        telling = [word for word in words if word not in STOP] or words
        found: dict[str, Term] = {}
        for word in telling:
            term = self.term(word)
            found.setdefault(term.stem, term)
        return list(found.values())

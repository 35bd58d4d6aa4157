"""The feeling of a reply, by rules: cue words, of which those in actions and near the end weigh more.

An embedding model, where one is loaded, decides what the rules leave open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.presence.expressions import EXPRESSIONS, NEUTRAL

if TYPE_CHECKING:
    from app.engine import Embedder

ACTION = re.compile(r"\*[^*\n]+\*|_[^_\n]+_")
NOT = re.compile(r"(?:\b(?:can)?not|n't|\bnever|\bno|\bwithout|\bhardly|\bless)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
READ_CHARS = 4000
"""Of a long reply its last part is read: the face shows how it ends."""
IN_ACTION, AT_END, OF_SEVERAL_WORDS = 2.0, 1.5, 1.5
CLEAR = 1.0
"""A score from which the rules decide by themselves."""
NEAR = 0.30
"""A likeness (cosine) from which a sentence is taken for a feeling; below it nothing is felt."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a reply shows; *score* is how much speaks for it."""

    expression: str
    score: float

    @property
    def is_clear(self) -> bool:
        """Whether nobody else needs to be asked."""
        return self.score >= CLEAR


@dataclass(frozen=True, slots=True)
class Cues:
    """By what each feeling is known: *patterns* for the rules, *likes* for an embedding model."""

    patterns: Mapping[str, re.Pattern[str]]
    likes: tuple[tuple[str, str], ...]


@cache
def cues_in(file: Path, labels: tuple[str, ...] = EXPRESSIONS) -> Cues:
    """The cues for *labels* that *file* lists; see ``resources/words/feelings.toml``."""
    told = tomllib.loads(file.read_text("utf-8"))
    patterns = {label: _pattern(told[label]["is"]) for label in labels if told.get(label, {}).get("is")}
    likes = tuple((label, text) for label in labels for text in told.get(label, {}).get("like", ()))
    return Cues(patterns, likes)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    parts = [r"\s+".join(_word(word) for word in phrase.split()) for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    if word == "*":
        return r"\w+(?:\s+\w+)?"
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)


def feeling_of(text: str, cues: Cues) -> Feeling:
    """What *text*, a reply as it was written, shows by its words alone; takes well under a millisecond a page."""
    read = text[-READ_CHARS:].replace("’", "'")
    actions = [found.span() for found in ACTION.finditer(read)]
    scores: dict[str, float] = {}  # in the order of the labels
    for label, pattern in cues.patterns.items():
        for found in pattern.finditer(read):
            start = found.start()
            if NOT.search(read[max(0, start - 30) : start]):
                continue
            weight = IN_ACTION if any(begin <= start < end for begin, end in actions) else 1.0
            weight *= OF_SEVERAL_WORDS if " " in found[0] else 1.0
            scores[label] = scores.get(label, 0.0) + weight * (AT_END if start > 0.6 * len(read) else 1.0)
    if not scores:
        return Feeling(NEUTRAL, 0.0)
    # Between two that are as strong, the one that is listed first.
    label = max(scores, key=lambda name: scores[name])
    return Feeling(label, scores[label])


class MeaningClassifier:
    """What a text is most like, by an embedding model; the sentences it is compared with are embedded once a model."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._known: tuple[str, Any] = ("", None)

    def feeling(self, text: str, model: Embedder) -> Generator[None, None, Feeling]:
        """The feeling of *text*; *neutral* where it is like nothing."""
        import numpy as np  # only who has such a model needs it

        if self._known[0] != model.identity:
            likes = np.asarray((yield from model.embed([like for _, like in self._cues.likes])))
            self._known = (model.identity, _unit(likes))
        own = _unit(np.asarray((yield from model.embed([_end_of(text)]))))[0]
        near = self._known[1] @ own
        nearest = int(near.argmax())
        best = float(near[nearest])
        return Feeling(self._cues.likes[nearest][0] if best >= NEAR else NEUTRAL, best)


def _unit(vectors: Any) -> Any:
    """*vectors*, a row each, of length 1."""
    lengths = (vectors**2).sum(axis=1, keepdims=True) ** 0.5
    return vectors / lengths.clip(min=1e-9)


def _end_of(text: str) -> str:
    """The last sentences, without marks: what is felt at the end."""
    return re.sub(r"[*_#>`]", "", text)[-400:].strip()

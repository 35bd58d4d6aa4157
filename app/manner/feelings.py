"""The feelings a companion may notice in what somebody writes, and by what they are told."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.core.paths import resources
from app.presence import Cues, cues_in

FEELINGS = ("happy", "sad", "angry", "afraid", "lonely", "tired", "ashamed", "loving")
NOTHING = "neutral"
LABELS = (*FEELINGS, NOTHING)
"""The order of every list of scores."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody seems to feel, one of ``FEELINGS``, and by which way that was found; empty where nothing is clear.

    A hint for the companion, never a fact about the person: it is kept nowhere but in what a reply was made from.
    """

    feeling: str = ""
    way: str = ""

    def __repr__(self) -> str:
        return f"<Guess by {self.way or 'nothing'}>"


UNCLEAR = Guess()


@dataclass(frozen=True, slots=True)
class FeelingWords:
    """What ``resources/manner/feelings.toml`` says, of each label.

    *says* are the words a model is asked for, *faces* what a companion shows, *names* what the feeling may be called
    in a thought, *called* what it is called in a prompt.
    """

    cues: Cues
    examples: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    faces: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    called: Mapping[str, str]


@cache
def read_feelings() -> FeelingWords:
    """The feelings as they ship."""
    file = resources() / "manner" / "feelings.toml"
    told = tomllib.loads(file.read_text("utf-8"))
    # One of each in turn: who can only read a part has some of every feeling.
    most = max(len(told[label]["like"]) for label in LABELS)
    examples = tuple(
        (label, told[label]["like"][place]) for place in range(most) for label in LABELS
        if place < len(told[label]["like"])
    )  # fmt: skip
    return FeelingWords(
        cues_in(file, FEELINGS),
        examples,
        tuple(told[label]["says"] for label in LABELS),
        {label: told[label]["face"] for label in LABELS},
        {label: tuple(told[label]["names"]) for label in FEELINGS},
        {label: told[label]["called"] for label in FEELINGS},
    )

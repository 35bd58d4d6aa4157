"""The written conversations a starter is taught with: how they are read, and what is varied in them.

A file holds conversations one after the other::

    ## a dog that will not come in
    as: wren
    you: Tamsin
    remember: Tamsin has a dog called Pepper.
    swap: pet Pepper
    - he is standing in the rain and looks at me
    = Pepper has opinions about doors. Is he happy out there?

``as`` is a starter's key or a description of somebody else; ``remember`` is known from the start, ``recall`` and
``lore`` come to mind before the next line; ``swap`` names words that may be anything else of their kind.  A pupil of
this size learns names by heart unless they change, so every reading puts others in their place.
"""

from __future__ import annotations

import functools
import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import values

HEADS = ("as", "you", "remember", "recall", "lore", "swap", "rating")
LINE = re.compile(rf"({'|'.join(HEADS)}): ?(.*)")
RATINGS = {"friendly": "Keep it friendly.", "romantic": "Romance is welcome."}
"""As ``app.prompting`` words them for the starter."""
SEEMS = "They seem {feeling}."
"""As ``app.prompting`` tells the starter what somebody seems to feel."""
FELT_SHARE = 0.85
NOTHING: Mapping[str, str] = {}
PERSONAS = Path(__file__).resolve().parents[2] / "resources" / "personas"


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of the chat: its role, its text, and whether it is to be learnt."""

    role: str
    text: str
    is_learnt: bool = False


@dataclass(slots=True)
class Conversation:
    """One conversation as it was written."""

    place: str
    topic: str
    persona: str = ""
    you: str = ""
    remember: str = ""
    rating: str = ""
    swaps: list[tuple[str, str]] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    is_plain: bool = False
    """Whether it lies in a file of plain answers, which say what they mean in the person's own words."""
    """``-``, ``=``, ``recall`` or ``lore``, and the text, in their order."""

    def turns(self, rng: random.Random | None = None, felt: Mapping[str, str] = NOTHING) -> list[Turn]:
        """The messages a model reads; with *rng*, names and values are others every time.

        *felt* says what somebody seems to feel who writes this or that; not every time is it told.
        """
        rating = self.rating
        if rng is not None and not rating:
            rating = rng.choice(("", "", *RATINGS))
        head = description_of(self.persona)
        if self.you:
            head += f" The person's name is {self.you}."
        if rating:
            head += f" {RATINGS[rating]}"
        if self.remember:
            head += f"\nYou remember: {self.remember}"
        out, moving = [Turn("system", head)], []
        if rng is not None and rng.random() < 0.3 and not self.persona.startswith("You are "):
            out.append(Turn("assistant", " ".join(_starter(self.persona)["first_words"].split())))
        for kind, text in self.lines:
            if kind in ("recall", "lore"):
                moving.append(f"You remember: {text}" if kind == "recall" else text)
                continue
            if kind == "-" and text in felt and (rng is None or rng.random() < FELT_SHARE):
                moving.append(SEEMS.format(feeling=felt[text]))
            if kind == "-" and moving:
                out.append(Turn("system", "\n".join(moving)))
                moving = []
            out.append(Turn("user" if kind == "-" else "assistant", text.replace("\\n", "\n"), kind == "="))
        return out if rng is None else self._swapped(out, rng)

    def _swapped(self, turns: list[Turn], rng: random.Random) -> list[Turn]:
        swaps = list(self.swaps)
        if self.you and rng.random() < 0.8:
            swaps.append(("name", self.you))
        if self.persona.startswith("You are ") and rng.random() < 0.5:
            swaps.append(("name", re.match(r"You are (?:the )?([\w'-]+)", self.persona)[1]))  # type: ignore[index]
        put: dict[str, str] = {}
        for kind, word in swaps:
            if word[:1].isupper() or kind not in ("name", "pet", "city"):
                put[word] = values.another(kind, word, rng)
        if not put:
            return turns
        # Typed in a hurry, a name has no capital; its other keeps that.
        put |= {word.lower(): other.lower() for word, other in put.items() if len(word) > 3}
        found = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(put, key=len, reverse=True)))})(?!\w)")
        return [replace(turn, text=found.sub(lambda one: put[one[1]], turn.text)) for turn in turns]


def description_of(persona: str) -> str:
    """What a model is told of *persona*, which is a starter's key or the description itself."""
    if persona.startswith("You are "):
        return persona
    return " ".join(_starter(persona)["nutshell"].split())


@functools.cache
def _starter(key: str) -> dict[str, str]:
    return tomllib.loads(next(PERSONAS.glob(f"*-{key}.toml")).read_text("utf-8"))


def read(folder: Path) -> list[Conversation]:
    """Every conversation in the text files of *folder*.

    Raises:
        ValueError: a line that is not understood, with its file and number.
    """
    return [one for file in sorted(folder.glob("*.txt")) for one in _in_file(file)]


def _in_file(file: Path) -> Iterator[Conversation]:
    now: Conversation | None = None
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        place = f"{file.name}:{number}"
        if line.startswith("## "):
            if now is not None:
                yield now
            now = Conversation(place, line[3:].strip(), is_plain="plain" in file.stem)
        elif line.strip():
            if now is None:
                raise ValueError(f"{place}: before the first conversation")
            _take(now, line, place)
    if now is not None:
        yield now


def _take(now: Conversation, line: str, place: str) -> None:
    if line[:2] in ("- ", "= "):
        now.lines.append((line[0], line[2:].strip()))
    elif (found := LINE.match(line)) is None:
        raise ValueError(f"{place}: not understood: {line[:60]}")
    elif found[1] == "as":
        now.persona = found[2].strip()
    elif found[1] == "swap":
        pairs = (one.strip().partition(" ") for one in found[2].split(";") if one.strip())
        now.swaps += [(kind, word.strip()) for kind, _, word in pairs if word.strip()]
    elif found[1] in ("recall", "lore"):
        now.lines.append((found[1], found[2].strip()))
    else:
        setattr(now, found[1], found[2].strip())

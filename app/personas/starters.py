"""The companions that ship: read from ``resources/personas``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from app.personas.cards.card import Card, new_card


@dataclass(frozen=True, slots=True)
class StarterPersona:
    """A persona that is not in the vault yet; *key* keeps it from being added twice."""

    key: str
    name: str
    tagline: str
    description: str
    nutshell: str
    first_words: str
    openers: tuple[str, ...]

    @property
    def card(self) -> Card:
        """The same as a card."""
        ours = {"tagline": self.tagline, "nutshell": self.nutshell, "openers": list(self.openers)}
        return new_card(
            {
                "name": self.name,
                "description": self.description,
                "first_mes": self.first_words,
                "creator_notes": self.tagline,
                "extensions": {"inglenook": ours},
            }
        )


def starter_sketches(folder: Path) -> list[StarterPersona]:
    """Every companion described in *folder*, in the order of the file names."""
    return [_sketch(path) for path in sorted(folder.glob("*.toml"))]


def _sketch(path: Path) -> StarterPersona:
    told = tomllib.loads(path.read_text("utf-8"))
    return StarterPersona(
        key=told["key"],
        name=told["name"],
        tagline=told["tagline"],
        description=told["description"].strip(),
        nutshell=" ".join(told["nutshell"].split()),
        first_words=_first_words(told),
        openers=tuple(told["openers"]),
    )


def _first_words(told: dict[str, str]) -> str:
    return told["first_words"].strip()

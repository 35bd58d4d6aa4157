"""What came out of a file: a card with its picture and files, and what is to be said about it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.text import Text
from app.personas.cards.card import Card


class NoteKind(enum.Enum):
    """What becomes of something in a file."""

    MENDED = "mended"
    """It was broken or odd, and could be read all the same."""
    UNUSED = "unused"
    """It is kept and written out again, but nothing is done with it here."""
    LOST = "lost"
    """It could not be read."""


@dataclass(frozen=True, slots=True)
class ImportNote:
    """One thing to say before a card comes in."""

    fate: NoteKind
    text: Text


@dataclass(frozen=True, slots=True)
class ParsedCard:
    """A card as it came: *picture* is its portrait's file without the card, *files* what else belongs to it, by path.

    *kind* is the form it came in.
    """

    card: Card
    kind: str
    picture: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[ImportNote, ...] = ()

    def __repr__(self) -> str:
        return f"<ParsedCard {self.kind} {len(self.files)} files>"

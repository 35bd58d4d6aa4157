"""A persona: who one talks to, as the vault keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType

from app.core.clock import Milliseconds
from app.personas.cards.card import Card

PersonaId = NewType("PersonaId", int)


ANSWERED_AGES = {"adult": "Age: 18 or older", "young": "Age: 17 or younger"}
"""What the person said of a companion whose description left it open."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A companion as the vault keeps it; *card* holds everything, the other fields what is asked for often.

    *description* is for capable models; *nutshell* says the same in the few plain sentences the
    tiny starter model was trained on.  *portrait* names a picture; *openers* are first lines a
    person might like to say.
    """

    id: PersonaId
    name: str
    tagline: str
    description: str
    nutshell: str
    portrait: str
    openers: tuple[str, ...]
    card: Card = field(default_factory=Card)
    starter: str = ""
    """The key of the companion of ours that this is, or was before it was changed; empty for every other."""
    places_exactly: bool = False
    """Whether lore and notes stand where the card wants them, although more must be read anew then."""

    def __repr__(self) -> str:
        return f"<Persona {self.id}>"

    @property
    def display_name(self) -> str:
        """What the companion is called in a conversation."""
        return self.card.display_name if self.card.tree else self.name

    @property
    def described(self) -> str:
        """Everything that tells who this is, for the minors filter; also what the person answered about their age."""
        more = (self.card.text(name) for name in ("personality", "scenario"))
        answered = ANSWERED_AGES.get(str(self.card.ours.get("age", "")), "")
        return ".\n".join(part for part in (self.name, answered, self.tagline, self.description, *more) if part)


@dataclass(frozen=True, slots=True)
class PersonaSummary:
    """What the gallery shows of a companion; *talked* is when they were last talked with, 0 for never."""

    id: PersonaId
    name: str
    tagline: str
    portrait: str
    tags: tuple[str, ...]
    creator: str
    folder: str
    is_favourite: bool
    created: Milliseconds
    talked: Milliseconds

    def __repr__(self) -> str:
        return f"<PersonaSummary {self.id}>"


@dataclass(frozen=True, slots=True)
class PersonaVersion:
    """A card as it was before a change."""

    id: int
    made: Milliseconds
    card: Card

"""A persona: name, character, portrait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

PersonaId = NewType("PersonaId", int)


@dataclass(frozen=True, slots=True)
class Persona:
    """A companion as the vault keeps it.

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

    def __repr__(self) -> str:
        return f"<Persona {self.id}>"

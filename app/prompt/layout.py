"""Why the order of a prompt matters: what stays still comes first, what moves comes last.

Reading a prompt costs time for every token that is not yet in the cache, and a change near the top
costs everything after it.  So: persona, then the history, append only, then what moves (recalled
facts), then the person's message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.persona import Persona
from app.template import Part, Role

NUTSHELL_WORDS = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a prompt, still things first.  *said* is the person's message that wants a reply."""

    still: tuple[Part, ...]
    history: tuple[Part, ...]
    moving: tuple[Part, ...]
    said: tuple[Part, ...]


def lay_out(
    persona: Persona,
    history: Sequence[Part],
    *,
    you: str,
    instructions: str,
    facts: Sequence[str] = (),
    boundaries: str = "",
    notes: Sequence[str] = (),
    for_starter: bool = False,
) -> Layout:
    """Arrange a prompt; the last part of *history* is the one to answer.

    *boundaries* say what is welcome, *notes* what holds for this one turn.  The starter model was trained on neither.
    """
    still = nutshell(persona, you) if for_starter else described(persona, you, instructions, boundaries)
    moving = ["You remember: " + " ".join(facts)] if facts else []
    if notes and not for_starter:
        moving += [_named(note, persona, you) for note in notes]
    parts = (Part(Role.SYSTEM, "\n".join(moving)),) if moving else ()
    return Layout((Part(Role.SYSTEM, still),), tuple(history[:-1]), parts, tuple(history[-1:]))


def described(persona: Persona, you: str, instructions: str, boundaries: str = "") -> str:
    """The persona in full, for models that can read it; what is welcome stands after it, where no card can be last."""
    # What a card says is put in last: nothing in it is taken for a place of ours.
    told = _named(instructions.replace("{boundaries}", boundaries), persona, you)
    return told.replace("{description}", persona.description).strip()


def _named(text: str, persona: Persona, you: str) -> str:
    return text.replace("{name}", persona.name).replace("{you}", you or "the person")


def nutshell(persona: Persona, you: str) -> str:
    """The persona in the few plain sentences the starter model was trained on."""
    told = persona.nutshell or condensed(persona)
    return f"{told} The person's name is {you}." if you else told


def condensed(persona: Persona) -> str:
    """A long description cut to its first sentences."""
    words = persona.description.split()
    text = " ".join(words[:NUTSHELL_WORDS])
    end = max(text.rfind("."), text.rfind("!"), text.rfind("?"))
    if len(words) > NUTSHELL_WORDS and end > 0:
        text = text[: end + 1]
    return f"You are {persona.name}. {text}".strip()

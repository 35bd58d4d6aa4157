"""The nouns of what is remembered."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from app.core.clock import Milliseconds, local
from app.memory.fact_kinds import YOU, fact_kind, sentence

FactId = NewType("FactId", int)

OnWay = Callable[[Iterable[int]], set[int]]
"""Of some messages, those that lie on the way which is shown, in whichever conversation they are."""


class SaidBy(enum.Enum):
    """Whose words a fact goes back to; the person's outrank the companion's, and their own writing both."""

    ME = "me"
    PERSONA = "persona"
    HAND = "hand"

    @property
    def rank(self) -> int:
        """The higher holds where two contradict each other."""
        return {SaidBy.PERSONA: 0, SaidBy.ME: 1, SaidBy.HAND: 2}[self]


@dataclass(frozen=True, slots=True)
class FactCandidate:
    """Something to remember: its slot, the value, and the sentence with ``{you}`` and ``{name}`` in it.

    *sureness* goes from 0 to 1; *about* is the day it is about, where it names one.
    """

    key: str
    value: str
    text: str
    subject: str = YOU
    confidence: float = 0.9
    about: date | None = None

    def __repr__(self) -> str:
        return f"<FactCandidate {self.key.partition(':')[0]}>"


@dataclass(frozen=True, slots=True)
class Fact:
    """One memory.

    It is known to the companion *persona*, or to all where that is None; only in the conversation *conversation_id*,
    or in all.
    *sources* are the messages it was learned from, *since* when that was.  It holds no more from *ended* on, when the
    person said so, or where one of the facts in *closings* is known, from the time beside it.  *learned* is the value
    as first understood, *hand* when the person last wrote it.  *used* and *used_by* are when a reply was last made with
    it, and which.
    """

    id: FactId
    persona: int | None
    conversation_id: int | None
    subject: str
    key: str
    value: str
    text: str
    said_by: SaidBy
    confidence: float
    is_pinned: bool
    about: date | None
    since: Milliseconds
    ended: Milliseconds | None
    used: Milliseconds | None
    used_by: int | None
    uses: int
    sources: tuple[int, ...] = field(default=(), compare=False)
    learned: str = ""
    hand: Milliseconds | None = None
    superseded_by: tuple[tuple[FactId, Milliseconds], ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return f"<Fact {self.id}>"

    def closed_at(self, closers: Collection[FactId]) -> Milliseconds | None:
        """Since when it holds no more, where the facts *closers* are known; None while it holds."""
        times = [at for closer, at in self.superseded_by if closer in closers]
        return min([*times, *([self.ended] if self.ended is not None else [])], default=None)

    @property
    def weight(self) -> float:
        """How much it matters, from 0 to 1."""
        return 1.0 if self.is_pinned else fact_kind(self.key).weight * self.confidence

    @property
    def is_core(self) -> bool:
        """Whether it belongs near the head of every prompt."""
        return self.is_pinned or fact_kind(self.key).core


def named(text: str, you: str, name: str) -> str:
    """*text* with names where ``{you}`` and ``{name}`` stand."""
    return text.replace("{you}", you or "The person").replace("{name}", name)


def fact_as_text(fact: Fact, you: str, name: str, today: date) -> str:
    """A fact as a model reads it, with its day where that says more than the words do."""
    # That somebody's name is their name says nothing.
    text = named(fact.text, "" if fact.key == "name" else you, name)
    if fact.about is None:
        return text
    if fact.about < today:
        text = text.replace(" has ", " had ", 1)
    said = local(fact.since).date()
    if fact.about >= today and (today - said).days < 7:
        return text
    return f"{text.rstrip('.')} ({fact.about.day} {fact.about:%B %Y})."


def candidate(
    key: str, value: str, subject: str = YOU, *, sureness: float = 0.9, about: date | None = None
) -> FactCandidate:
    """What a value of a slot teaches."""
    return FactCandidate(key, value, sentence(key, value, subject), subject, sureness, about)

"""What can be remembered of somebody: each kind of fact, how it is said in one sentence, and how many can hold at once.

The sentences are the ones the starter model was trained to read.
"""

from __future__ import annotations

from dataclasses import dataclass

YOU, THEM = "you", "them"
"""Whom a fact is about: the person, or the companion."""

SUBJECTS = {YOU: "{you}", THEM: "{name}"}


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact.

    *told* says it, with ``{who}``, ``{kind}`` and ``{value}`` to be filled in.  Of a *single* one the newest holds
    and closes the one before.  *core* ones stand near the head of every prompt.  *weight* from 0 to 1 is how much
    they matter.
    """

    key: str
    told: str
    single: bool = False
    core: bool = False
    weight: float = 0.5


SLOTS = {
    slot.key: slot
    for slot in (
        FactKind("name", "{who}'s name is {value}.", single=True, core=True, weight=1.0),
        FactKind("age", "{who} is {value} years old.", single=True, core=True, weight=0.7),
        FactKind("birthday", "{who}'s birthday is on {value}.", single=True, core=True, weight=0.9),
        FactKind("home", "{who} lives in {value}.", single=True, core=True, weight=0.9),
        FactKind("origin", "{who} comes from {value}.", single=True, weight=0.6),
        FactKind("job", "{who} works as {value}.", single=True, core=True, weight=0.9),
        FactKind("workplace", "{who} works at {value}.", single=True, weight=0.6),
        FactKind("language", "{who} speaks {value}.", weight=0.5),
        FactKind("pet", "{who} has a {kind} called {value}.", single=True, core=True, weight=0.8),
        FactKind("family", "{who}'s {kind} is called {value}.", single=True, core=True, weight=0.9),
        FactKind("favourite", "{who}'s favourite {kind} is {value}.", single=True, weight=0.7),
        FactKind("like", "{who} likes {value}.", weight=0.5),
        FactKind("hobby", "{who}'s hobby is {value}.", weight=0.6),
        FactKind("dislike", "{who} does not like {value}.", weight=0.5),
        FactKind("allergy", "{who} is allergic to {value}.", core=True, weight=0.9),
        FactKind("health", "{who} has {value}.", weight=0.8),
        FactKind("plan", "{who} has {value}.", weight=0.7),
        FactKind("wish", "{who}'s wish: {value}.", core=True, weight=0.7),
        FactKind("event", "{value}", weight=0.5),
        FactKind("other", "{value}", weight=0.4),
    )
}

AN = ("a", "e", "i", "o", "u")


def fact_kind(key: str) -> FactKind:
    """The slot of a *key* such as ``pet:dog``; what is none of ours is ``other``."""
    return SLOTS.get(key.partition(":")[0], SLOTS["other"])


def kind_in(key: str) -> str:
    """The dog of ``pet:dog``."""
    return key.partition(":")[2]


def sentence(key: str, value: str, subject: str = YOU) -> str:
    """A fact in one sentence, with ``{you}`` and ``{name}`` where names go."""
    who = SUBJECTS.get(subject, subject)
    if key.partition(":")[0] == "job" and not value.lower().startswith(("a ", "an ", "the ")):
        article = "an" if value.lower().startswith(AN) else "a"
        value = f"{article} {value}"
    told = fact_kind(key).told.replace("{who}", who).replace("{kind}", kind_in(key)).replace("{value}", value)
    return told if told.endswith((".", "!", "?")) else f"{told}."


def are_rivals(one: str, other: str) -> bool:
    """Whether facts of these keys cannot both hold, where their values differ."""
    return one == other and fact_kind(one).single

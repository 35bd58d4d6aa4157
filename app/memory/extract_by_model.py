"""What a model is asked about a conversation, and how its answers are read.

They are bound by a grammar, and checked against what was really said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.memory.fact import FactCandidate
from app.memory.fact_kinds import SLOTS, THEM, YOU, fact_kind
from app.memory.store import words_of
from app.memory.summaries import SpokenLine
from app.memory.times import coming

BEGINS = "Memories:\n"
MOST = 6
GRAMMAR = (
    'root ::= "none" | fact ' + "fact? " * (MOST - 1) + "\n"
    'fact ::= "- " who " | " kind " | " sure " | " value " | " text "\\n"\n'
    'who ::= "person" | "character"\n'
    "kind ::= " + " | ".join(f'"{key}"' for key in SLOTS if key not in ("pet", "family", "favourite"))
    + ' | "pet:" word | "family:" word | "favourite:" word\n'
    "word ::= [a-z] [a-z]{1,14}\n"
    'sure ::= "sure" | "maybe"\n'
    "value ::= [^|\\n] [^|\\n]{0,70}\n"
    "text ::= [^|\\n] [^|\\n]{7,160}\n"
)  # fmt: skip
"""In GBNF: at most six lines, each with whom it is about, its slot, how sure it is, the value, and the sentence."""

LINE = re.compile(r"- (person|character) \| ([a-z:]+) \| (sure|maybe) \| ([^|\n]+) \| ([^|\n]+)")
GROUNDED, GROUNDED_VALUE = 0.4, 0.6
"""The share of a fact's words that were really said in one message."""
FIRST_WORDS = 8


def begins(text: str) -> str:
    """The first words of a message, by which a model finds it."""
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + ("…" if len(words) > FIRST_WORDS else "")


def read_answer(
    answer: str, lines: Sequence[SpokenLine], mine: Sequence[bool], days: Sequence[date], you: str, name: str
) -> list[tuple[FactCandidate, int]]:
    """The lessons in a model's *answer*, each with the place of the message it comes from.

    *mine* says which of *lines* are the person's, *days* when each was said.  What was not said is left out.
    """
    out = []
    for who, key, sure, value, text in LINE.findall(answer):
        subject = YOU if who == "person" else THEM
        place = _source(text, value, lines, mine, subject)
        if place is None:
            continue
        told = _with_places(text.strip(), you, name)
        about = coming(told, days[place]) if fact_kind(key).key in ("plan", "event") else None
        sureness = (0.8 if sure == "sure" else 0.5) - (0.0 if mine[place] else 0.2)
        out.append((FactCandidate(key, value.strip(), told, subject, sureness, about), place))
    return out


def _source(text: str, value: str, lines: Sequence[SpokenLine], mine: Sequence[bool], subject: str) -> int | None:
    """Which message says it; None where none does."""
    wanted, values = words_of(text), words_of(value) or {value.casefold().strip()}
    best: tuple[float, int] | None = None
    for place, line in enumerate(lines):
        said = words_of(line.text)
        held = len(wanted & said) / max(1, len(wanted))
        is_there = value.casefold().strip() in line.text.casefold()
        valued = len(values & said) / len(values) if words_of(value) else float(is_there)
        if valued < GROUNDED_VALUE or held < GROUNDED * 0.5 or held + valued < GROUNDED + GROUNDED_VALUE:
            continue
        score = held + valued + (0.3 if mine[place] == (subject == YOU) else 0.0)
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best is not None else None


def _with_places(text: str, you: str, name: str) -> str:
    """*text* with places for the names, so that a new name is used where it stands."""
    for told, place in ((you, "{you}"), (name, "{name}")):
        if told:
            text = re.sub(rf"\b{re.escape(told)}\b", place, text)
    return re.sub(r"\b(?:The|the) (?:person|user)\b", "{you}", text)

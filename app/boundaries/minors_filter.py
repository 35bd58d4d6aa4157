"""The minors filter: nothing sexual or romantic that involves anybody under 18, whatever a card or a prompt says.

Fixed in code; no setting, level or companion opens it.  Signs of youth and of romance (``signs.py``) are weighed with
numbers that were learnt once from composed cases.  English alone is covered; what was measured stands in the README.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.boundaries.age_cues import Kind, age_mentions, says_grown
from app.boundaries.features import FEATURES, Past, TextFeatures, is_worth_weighing
from app.boundaries.minors_weights import LEANING, WEIGHTS
from app.boundaries.near_cues import ADULT_AGE, SIMILE
from app.boundaries.normalize import normalize
from app.boundaries.roles import MANY, role_of, works_at_school
from app.boundaries.word_forms import sentences
from app.core.workers import report_scanned

BY_HAND = {"intimacy": 1.5, "intimacy near": 2.5}
"""Weighed by us: no case that could teach it is written."""

REMEMBERED = 6
"""So many earlier messages tell who is spoken of."""

MOST_CLAIMS = 8

HINT = re.compile(
    r"\d|teen|eleven|twelve|\bten\b|nine|eight|\bsix|seven|grade|school|young|minor|legal|adult|age\b|1", re.IGNORECASE
)
"""Without any of these a sentence tells nobody's age; most are passed over at once."""

WINDOW_CHARS = 480
"""A long text is looked at in windows, so that a child on its first page and a wedding on its last do not meet."""


def violates(text: str, *, before: Sequence[str] = (), companion: str = "") -> bool:
    """Whether *text* crosses the minors filter.

    *before* are the messages that came before, oldest first; *companion* describes whoever is talked to and, where
    there is one, the person's own profile.
    """
    return violates_after(past(before, companion), text)


def past(before: Sequence[str], companion: str) -> Past:
    """What of *before* tells who is spoken of: what was said of one's own age, and the last few messages."""
    told = dict.fromkeys(claim for line in before[:-REMEMBERED] for claim in claims(line))
    return Past((*tuple(told)[-MOST_CLAIMS:], *before[-REMEMBERED:]), companion)


def violates_after(past: Past, text: str) -> bool:
    """Whether *text* crosses the filter after *past*, which a reply that is looked at again and again reads once."""
    told, earlier = past.before[:-REMEMBERED], past.before[-REMEMBERED:]
    for window in windows(text):
        report_scanned(len(window))
        if _crosses(window, past):
            return True
        earlier = (*earlier, window)[-REMEMBERED:]
        past = Past((*told, *earlier), past.companion)
    return False


@lru_cache(maxsize=2048)
def _crosses(window: str, past: Past) -> bool:
    """Kept, as a draft is looked at while it is written, where nobody waits, and once more when it is sent."""
    return score(TextFeatures(window, past)) > 0


@lru_cache(maxsize=4096)
def claims(text: str) -> tuple[str, ...]:
    """The sentences of *text* that say of who speaks, or is spoken to, that they are young now: never forgotten."""
    found = []
    for _, sentence in sentences(text):
        if not HINT.search(sentence):
            continue
        plain = normalize(sentence)
        if any(
            role_of(plain, youth) in ("i", "you") and youth.kind is not Kind.CHILD and not PAST.search(plain)
            for youth in age_mentions(plain)
        ):
            found.append(sentence)
    return tuple(found)


PAST = re.compile(r"\b(?:was|were|when i|back (?:then|when|in)|ago|used to|as a|at 1[0-7]|years later|remember)\b")


def score(seen: TextFeatures) -> float:
    """How much speaks for a crossing; above 0 it is one."""
    if not is_worth_weighing(seen):
        return -99.0
    told = sum(weight for sign, weight in WEIGHTS.items() if FEATURES[sign][1](seen))
    return LEANING + told + sum(weight for sign, weight in BY_HAND.items() if FEATURES[sign][1](seen))


def windows(text: str) -> Iterator[str]:
    """*text* in stretches of whole sentences, each beginning with the last one of the stretch before."""
    if len(text) <= WINDOW_CHARS:
        yield text
        return
    held: list[str] = []
    for _, sentence in sentences(text):
        if held and sum(map(len, held)) + len(sentence) > WINDOW_CHARS:
            yield " ".join(held)
            held = held[-1:]
        held.append(sentence)
    if held:
        yield " ".join(held)


@lru_cache(maxsize=256)
def seems_young(description: str) -> bool:
    """Whether who is described is, or is made out to be, under 18.

    An adult's past does not make them young; looks and evasions do, whatever age is written beside them.
    """
    plain = normalize(description)
    grown = says_grown(plain) or ADULT_AGE.search(plain) is not None
    for youth in age_mentions(plain):
        if role_of(plain, youth) in ("own", "has", "kin") or works_at_school(plain, youth):
            continue
        if youth.kind is Kind.CHILD and (MANY.search(plain[youth.start : youth.end]) or SIMILE.search(plain)):
            continue
        if youth.kind is Kind.EVASION or not grown:
            return True
    return False

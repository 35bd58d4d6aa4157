"""How well a turn answers a question: what speaks for it, and how much each of that has been worth.

The weights were learned, not chosen: ``packaging/recall_weights.py`` reads three conversations with questions and the
turns that answer them, and finds the weights under which those turns would be drawn first (a softmax over all turns of
a conversation, as ListNet has it: Cao and others, "Learning to Rank", ICML 2007).  Adding up keeps what words are sure
of, where merging two orders of rank does not (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
Retrieval", 2023).
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from operator import mul
from typing import NamedTuple

from app.memory.lexicon import WORD
from app.memory.times import Span

NOUNS_OF_TIME = frozenset((
    "weekend", "week", "month", "year", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "summer", "winter", "spring", "fall", "autumn",
))  # fmt: skip
TIME_WORDS = NOUNS_OF_TIME | {f"{noun}s" for noun in NOUNS_OF_TIME} | {
    "yesterday", "today", "tonight", "tomorrow", "ago", "last", "next", "recently", "since",
}  # fmt: skip
ASKS_WHEN = re.compile(r"\s*(?:when|(?:what|which) (?:date|day|month|year)|how long)\b", re.IGNORECASE)


class Signals(NamedTuple):
    """What speaks for a turn.  How much it, or what is beside it, holds is BM25 as a share of the words asked for."""

    own: float = 0.0
    before: float = 0.0
    """What the turn before holds."""
    before_asks: float = 0.0
    """The same, where that turn asks: an answer seldom repeats its question."""
    after: float = 0.0
    day: float = 0.0
    """The best for each word among everything found on its day."""
    covered: float = 0.0
    """The share of the question that stands in it or beside it."""
    speaker: float = 0.0
    """1 where it was said by whom the question is about, -1 where by the other, 0 where nobody is meant."""
    asking: float = 0.0
    """The share of it that only asks."""
    timed: float = 0.0
    """1 where it tells of a time and that is asked."""
    time_words: float = 0.0
    dated: float = 0.0
    """How well its day fits the time that is asked about."""
    length: float = 0.0
    """Of its text, as ``length_of`` gives it: what says more answers more."""
    close: float = 0.0
    """How close in meaning (cosine); 0 without an embedding model, as the three below."""
    close_before: float = 0.0
    close_after: float = 0.0
    close_day: float = 0.0
    """Of the closest few on its day."""

    def score(self, weights: Signals) -> float:
        """The sum of all, each times its weight."""
        total: float = sum(map(mul, self, weights))
        return total


BY_WORDS = Signals(
    own=3.184, before=-0.068, before_asks=2.51, after=0.281, day=3.199, covered=4.315, speaker=1.574, asking=-1.403,
    timed=2.603, time_words=0.568, dated=3.819, length=0.239,
)  # fmt: skip
"""Where there are words alone."""
BY_MEANING = Signals(
    own=1.841, before=-0.729, before_asks=2.227, after=-0.267, day=2.892, covered=3.924, speaker=1.613, asking=-1.453,
    timed=2.36, time_words=0.655, dated=3.775, length=0.285, close=4.118, close_before=1.399, close_after=1.275,
    close_day=0.858,
)  # fmt: skip
"""Where there is an embedding model too."""


def tells_time(text: str) -> bool:
    """Whether *text* tells of a time: a day, a season, a year, how long ago."""
    words = WORD.findall(text.casefold())
    return not TIME_WORDS.isdisjoint(words) or any(
        len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20") for word in words
    )


def length_of(text: str) -> float:
    """The length of *text*, 0 for an ordinary sentence: of what is long, twice as much is hardly more."""
    return math.log(len(text) + 20) - 4.5


def asking_share(text: str) -> float:
    """The share of *text* that lies in questions."""
    if "?" not in text:
        return 0.0
    parts = re.findall(r"[^.!?]+[.!?]*", text)
    return sum(len(part) for part in parts if "?" in part) / max(1, sum(map(len, parts)))


def fit(day: date, asked: Span) -> float:
    """How well *day* fits what was asked: things are told when they have just happened."""
    if asked.holds(day):
        return 2.0 if (asked.last - asked.first).days < 2 else 1.0
    slack = timedelta(days=10 if (asked.last - asked.first).days > 6 else 7)
    return 0.7 if asked.last < day <= asked.last + slack else 0.0

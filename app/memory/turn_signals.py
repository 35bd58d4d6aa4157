"""What speaks for each turn that comes into question: its words, what stands beside it, its day, and its own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.clock import Milliseconds, local
from app.memory.ranking import ASKS_WHEN, Signals, asking_share, fit, length_of, tells_time
from app.memory.times import past

DAY_BEGINS_MS = 4 * 3600 * 1000
"""What is said before four in the morning belongs to the evening before."""
CLOSEST_OF_DAY = 3
"""How near a day came in meaning is told by so many of its turns."""


@dataclass(slots=True)
class Turn:
    """A message as it is weighed: *match* is its BM25 for each term, *close* the cosine of its meaning, *after* the
    turns that answer it."""

    id: int
    parent: int | None
    conversation_id: int
    is_mine: bool
    said: Milliseconds
    text: str
    match: dict[str, float] = field(default_factory=dict)
    close: float = 0.0
    after: list[Turn] = field(default_factory=list)
    own: float = 0.0
    """Its match for all terms together; a sum that is asked for many times a turn."""

    @property
    def together(self) -> tuple[int, int]:
        """The conversation and the day it belongs to."""
        return self.conversation_id, (self.said - DAY_BEGINS_MS) // 86_400_000


@dataclass(frozen=True, slots=True)
class WeighedTurn:
    """A turn, what speaks for it, and the share of the question that it, or what stands beside it, holds."""

    turn: Turn
    signals: Signals
    covered: float

    def refined(self) -> WeighedTurn:
        """The same, with what the turn's text tells whatever is asked."""
        text = self.turn.text
        more = self.signals._replace(
            asking=asking_share(text), time_words=float(tells_time(text)), length=length_of(text)
        )
        return replace(self, signals=more)


class TimeAsked:
    """Which time a question is about, counted from *today*."""

    def __init__(self, question: str, today: date) -> None:
        self._span = past(question, today)
        self._asks_when = bool(ASKS_WHEN.match(question))

    def timed(self, turn: Turn) -> float:
        """1 where a time is asked for and *turn* tells of one."""
        return float(self._asks_when and tells_time(turn.text))

    def dated(self, turn: Turn) -> float:
        """How well the day of *turn* fits the time that is asked about."""
        return fit(local(turn.said).date(), self._span) if self._span is not None else 0.0


def weigh_turns(
    turns: Mapping[int, Turn], rarities: Mapping[str, float], who: bool | None, time: TimeAsked
) -> Iterator[WeighedTurn]:
    """Each of *turns* that has to do with what is asked.

    *rarities* are the terms asked for and how much each tells; *who* is whether the person is asked about (true), the
    companion (false), or neither.
    """
    whole = sum(rarities.values()) or 1.0
    for turn in turns.values():
        turn.own = sum(turn.match.values())
        if turn.parent is not None and turn.parent in turns:
            turns[turn.parent].after.append(turn)
    days = _Days(turns.values())
    for turn in turns.values():
        before = turns.get(turn.parent) if turn.parent is not None else None
        beside = _beside(turn, before, turns)
        if not (turn.own or turn.close or any(each.own for each in beside)):
            continue
        held = set(turn.match).union(*(each.match for each in beside))
        covered = sum(rarities.get(stem, 0.0) for stem in held) / whole
        signals = Signals(
            own=turn.own / whole,
            before=before.own / whole if before is not None else 0.0,
            before_asks=before.own / whole if before is not None and "?" in before.text else 0.0,
            after=max((each.own for each in turn.after), default=0.0) / whole,
            day=days.held(turn) / whole,
            covered=covered,
            speaker=0.0 if who is None else 1.0 if turn.is_mine is who else -1.0,
            timed=time.timed(turn),
            dated=time.dated(turn),
            close=turn.close,
            close_before=before.close if before is not None else 0.0,
            close_after=max((each.close for each in turn.after), default=0.0),
            close_day=days.closeness(turn),
        )
        yield WeighedTurn(turn, signals, max(turn.close, covered))


class _Days:
    """What was found on each day of each conversation."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        best: dict[tuple[int, int], dict[str, float]] = {}
        near: dict[tuple[int, int], list[float]] = {}
        for turn in turns:
            of_day = best.setdefault(turn.together, {})
            for stem, found in turn.match.items():
                of_day[stem] = max(found, of_day.get(stem, 0.0))
            if turn.close:
                near.setdefault(turn.together, []).append(turn.close)
        self._held = {day: sum(of_day.values()) for day, of_day in best.items()}
        self._closest = {day: sum(sorted(close)[-CLOSEST_OF_DAY:]) / CLOSEST_OF_DAY for day, close in near.items()}

    def held(self, turn: Turn) -> float:
        """The best for each word on the day of *turn*, added up."""
        return self._held[turn.together]

    def closeness(self, turn: Turn) -> float:
        """How close in meaning its day came."""
        return self._closest.get(turn.together, 0.0)


def _beside(turn: Turn, before: Turn | None, turns: Mapping[int, Turn]) -> list[Turn]:
    """The turns right before and after, and the one before that: a question and what led to it."""
    first = turns.get(before.parent) if before is not None and before.parent is not None else None
    return [*turn.after, *(each for each in (before, first) if each is not None)]

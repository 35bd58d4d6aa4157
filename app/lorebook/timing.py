"""Which entries a wake of before keeps awake or asleep.

Found from what woke on the way to here, not from a record beside it: so an alternative, a branch or a deleted message
never leaves an entry stuck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.lorebook.entry import Entry


@dataclass(frozen=True, slots=True)
class PastActivation:
    """An entry woke when there were *count* messages; *by_itself* when nothing kept it awake."""

    uid: str
    count: int
    by_itself: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """Entries that are kept awake, that are asleep, and that woke at any time."""

    sticky: frozenset[str]
    on_cooldown: frozenset[str]
    met: frozenset[str]


def timed(entries: Iterable[Entry], before: Iterable[PastActivation], count: int) -> Timed:
    """What holds when there are *count* messages, after *before*, oldest first.

    A running stay is not made longer by another wake; the rest of an entry that stays begins when its stay ends.
    """
    wakes: dict[str, list[int]] = {}
    met: set[str] = set()
    for woke in before:
        met.add(woke.uid)
        if woke.by_itself and woke.count < count:
            wakes.setdefault(woke.uid, []).append(woke.count)
    stuck, cooling = set(), set()
    for entry in entries:
        if (entry.sticky or entry.cooldown) and entry.uid in wakes:
            stays_until, rests_until = _until(entry, wakes)
            if count < stays_until:
                stuck.add(entry.uid)
            elif count < rests_until:
                cooling.add(entry.uid)
    return Timed(frozenset(stuck), frozenset(cooling), frozenset(met))


def _until(entry: Entry, wakes: Mapping[str, list[int]]) -> tuple[int, int]:
    stays_until = rests_until = -1
    for at in wakes[entry.uid]:
        if at < stays_until:
            continue
        stays_until = at + entry.sticky if entry.sticky else at
        rests_until = stays_until + entry.cooldown if entry.cooldown else stays_until
    return stays_until, rests_until

"""Reminders, breaks, quiet hours and the time spent: on the person's terms, for nobody else."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from app.boundaries import BreakSchedule, Due, TimeSpent, UsageTimer
from app.core.clock import Milliseconds


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 25, 12, 0).astimezone()
        self.ms = int(self.at.timestamp() * 1000)

    def __call__(self) -> Milliseconds:
        return Milliseconds(self.ms)

    def passes(self, minutes: float) -> None:
        self.ms += round(minutes * 60_000)


@pytest.fixture
def clock():
    return Clock()


def sit(clock, terms, minutes, step=2.0):
    """Be here for *minutes*, with a key every *step*; everything that was due."""
    spent = []
    sitting = UsageTimer(lambda: terms, spent.append, clock)
    due = list(sitting.note())
    for _ in range(round(minutes / step)):
        clock.passes(step)
        due += sitting.note()
    return due, sum(spent)


def test_after_three_hours_one_is_reminded_and_again_after_three_more(clock):
    assert sit(clock, BreakSchedule(), 170)[0] == []
    assert sit(clock, BreakSchedule(), 182)[0] == [Due.REMINDER]
    assert sit(clock, BreakSchedule(), 362)[0] == [Due.REMINDER, Due.REMINDER]


def test_never_means_never(clock):
    assert sit(clock, BreakSchedule(reminder_min=0), 1000)[0] == []


def test_a_break_is_suggested_when_it_was_asked_for(clock):
    assert sit(clock, BreakSchedule(0, 30), 62)[0] == [Due.BREAK, Due.BREAK]


def test_time_away_is_not_counted_and_ends_the_sitting(clock):
    due, spent = sit(clock, BreakSchedule(reminder_min=10), 60, step=6)
    assert (due, spent) == ([], 0)


@pytest.mark.parametrize(("hour", "is_quiet"), [(21, False), (23, True), (3, True), (7, False), (12, False)])
def test_quiet_hours_pass_midnight(hour, is_quiet):
    terms = BreakSchedule(quiet=(time(22), time(7)))
    assert terms.is_quiet(datetime(2026, 11, 25, hour, 30)) is is_quiet  # noqa: DTZ001


def test_quiet_hours_say_it_once(clock):
    terms = BreakSchedule(0, 0, (time(11), time(13)))
    assert sit(clock, terms, 30)[0] == [Due.QUIET]


def test_the_time_spent_is_added_up_by_day_and_forgotten_when_told(vault, clock):
    spent = TimeSpent(vault, clock)
    spent.add(90)
    spent.add(60)
    clock.passes(24 * 60)
    spent.add(600)
    assert [minutes for _, minutes in spent.latest(3)] == [10, 2, 0]
    spent.forget()
    assert vault.read("SELECT * FROM time_spent") == []

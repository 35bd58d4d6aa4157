"""A companion speaks first at the times the person set, once a day, and not long after its time."""

from __future__ import annotations

import datetime as dt

import pytest

from app.core.errors import TooMuch
from app.personas import PersonaStore, new_card
from app.presence import EVERY_DAY, FirstWord, FirstWordKind, FirstWords

MONDAY = dt.datetime(2026, 11, 30, 8, 0)  # noqa: DTZ001 - by the clock on the wall
GREETING, REMINDER = FirstWordKind.GREETING, FirstWordKind.REMINDER


@pytest.fixture
def tilda(vault):
    return PersonaStore(vault).add(new_card({"name": "Tilda", "description": "A baker of forty."}))


@pytest.fixture
def first_words(vault) -> FirstWords:
    return FirstWords(vault)


def at(hour: int, minute: int = 0, day: int = 0) -> dt.datetime:
    return MONDAY.replace(hour=hour, minute=minute) + dt.timedelta(days=day)


def test_it_is_said_on_its_days_from_its_time_on_and_once(tilda, first_words):
    first_words.put(FirstWord(0, tilda, GREETING, 0b1, 8 * 60, ""))
    assert not first_words.due(at(7, 59))
    (due,) = first_words.due(at(8, 5))
    first_words.note(due, at(8, 5), None)
    assert not first_words.due(at(8, 6))
    assert not first_words.due(at(8, 5, day=1))
    assert first_words.due(at(8, 5, day=7))


def test_nobody_is_wished_a_good_morning_at_night_but_reminded_still(tilda, first_words):
    first_words.put(FirstWord(0, tilda, GREETING, EVERY_DAY, 8 * 60, ""))
    assert first_words.due(at(11))
    assert not first_words.due(at(21))
    first_words.put(FirstWord(0, tilda, REMINDER, EVERY_DAY, 9 * 60, "water the ferns"))
    assert [each.words for each in first_words.due(at(21))] == ["water the ferns"]


def test_one_companion_says_one_thing_at_a_time(tilda, first_words):
    for minute in (480, 490):
        first_words.put(FirstWord(0, tilda, REMINDER, EVERY_DAY, minute, str(minute)))
    (due,) = first_words.due(at(12))
    assert due.words == "480"
    first_words.note(due, at(12), None)
    (due,) = first_words.due(at(12))
    assert due.words == "490"


def test_it_is_changed_turned_off_and_taken_away(tilda, first_words):
    number = first_words.put(FirstWord(0, tilda, GREETING, EVERY_DAY, 480, ""))
    first_words.put(FirstWord(number, tilda, REMINDER, EVERY_DAY, 500, "tea", is_on=False))
    (kept,) = first_words.of(tilda)
    assert (kept.kind, kept.minute, kept.words) == (REMINDER, 500, "tea")
    assert not first_words.due(at(12))
    first_words.remove(number)
    assert not first_words.of(tilda)
    with pytest.raises(TooMuch):
        first_words.put(FirstWord(0, tilda, REMINDER, EVERY_DAY, 500, "x" * 301))

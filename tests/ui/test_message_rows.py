"""Days, pauses and the pace of reading, as they are said at a message."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.clock import Milliseconds
from app.engine import PrefillProgress
from app.ui.chat.active_replies import ReadingPace
from app.ui.dates import day_line, time_of


def at(moment: datetime) -> Milliseconds:
    return Milliseconds(int(moment.timestamp() * 1000))


NOON = datetime.now().astimezone().replace(hour=12, minute=5, second=0, microsecond=0)


def test_a_day_is_named_once_and_the_last_two_by_words(qapp):
    assert day_line(at(NOON), None) == "Today"
    assert day_line(at(NOON), at(NOON - timedelta(hours=1))) == ""
    assert day_line(at(NOON - timedelta(days=1)), at(NOON - timedelta(days=9))) == "Yesterday"
    long_ago = day_line(at(NOON.replace(year=2021, month=3, day=1)), None)
    assert "2021" in long_ago
    assert "March" in long_ago


def test_the_time_is_written_as_the_system_writes_it(qapp):
    assert "12:05" in time_of(at(NOON))


@pytest.mark.parametrize(("done", "moment", "left"), [(100, 100.0, None), (200, 101.0, None), (600, 105.0, 4.0)])
def test_how_long_reading_takes_is_said_once_something_is_known_of_it(done, moment, left):
    pace = ReadingPace()
    pace.left_s(PrefillProgress(100, 1000), at=100.0)
    assert pace.left_s(PrefillProgress(done, 1000), at=moment) == left


def test_what_was_in_the_cache_says_nothing_of_the_speed():
    pace = ReadingPace()
    assert pace.left_s(PrefillProgress(900, 1000), at=10.0) is None
    assert pace.left_s(PrefillProgress(950, 1000), at=15.0) == 5.0

"""Days in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.memory.times import coming, past

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What did I say yesterday?", "2026-11-24", "2026-11-24"), ("last spring", "2026-03-01", "2026-05-31"),
        ("last winter", "2025-12-01", "2026-02-28"), ("in May 2023", "2023-05-01", "2023-05-31"),
        ("in december", "2025-12-01", "2025-12-31"), ("last Friday", "2026-11-20", "2026-11-20"),
        ("on 3 May 2022", "2022-05-03", "2022-05-03"), ("last week", "2026-11-16", "2026-11-22"),
        ("three weeks ago", "2026-11-01", "2026-11-07"), ("in 2024", "2024-01-01", "2024-12-31"),
    ],
)  # fmt: skip
def test_what_a_question_asks_about(text, first, last):
    span = past(text, TODAY)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["may I ask you something", "What is my dog called?"])
def test_what_names_no_day_asks_about_none(text):
    assert past(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("an exam on Friday", "2026-11-27"), ("dinner tomorrow", "2026-11-26"), ("a party next Monday", "2026-11-30"),
        ("3 May", "2027-05-03"), ("in two weeks", "2026-12-09"), ("on Wednesday", "2026-11-25"),
        ("next spring", "2027-03-01"), ("on the 3rd", "2026-12-03"),
    ],
)  # fmt: skip
def test_the_day_of_a_plan(text, day):
    assert coming(text, TODAY).isoformat() == day


@given(st.text(max_size=80), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_whatever_is_asked_on_whatever_day_nothing_breaks(text, today):
    span, day = past(text, today), coming(text, today)
    assert span is None or span.first <= span.last
    assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
    "text", ["read 5 novels", "buy 3 markers", "plant 20 junipers", "run the marathon 10 times", "20 decorations"]
)
def test_a_month_inside_a_word_is_no_date(text):
    assert (coming(text, TODAY), past(text, TODAY)) == (None, None)

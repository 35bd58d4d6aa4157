"""What speaks for a turn, and that each of it is worth something."""

from __future__ import annotations

from datetime import date

import pytest

from app.memory.ranking import BY_MEANING, BY_WORDS, Signals, asking_share, fit, length_of
from app.memory.times import Span


@pytest.mark.parametrize("weights", [BY_WORDS, BY_MEANING], ids=["words", "meaning"])
@pytest.mark.parametrize(
    "more", ["own", "before_asks", "day", "covered", "speaker", "timed", "time_words", "dated", "length"]
)
def test_what_speaks_for_a_turn_raises_it(weights, more):
    plain = Signals(own=0.5, covered=0.5)
    assert plain._replace(**{more: getattr(plain, more) + 0.5}).score(weights) > plain.score(weights)


@pytest.mark.parametrize("weights", [BY_WORDS, BY_MEANING], ids=["words", "meaning"])
def test_what_only_asks_answers_less(weights):
    assert Signals(own=0.5, asking=1.0).score(weights) < Signals(own=0.5).score(weights)


def test_meaning_counts_only_where_there_is_an_embedding_model():
    close = Signals(own=0.5, close=0.6, close_before=0.5, close_after=0.5, close_day=0.5)
    assert close.score(BY_MEANING) > Signals(own=0.5).score(BY_MEANING)
    assert close.score(BY_WORDS) == Signals(own=0.5).score(BY_WORDS)


def test_only_the_part_that_asks_counts_as_asking():
    assert asking_share("I have a dog.") == 0
    assert asking_share("Do you?") == 1
    assert 0.1 < asking_share("I have a dog that likes the rain. Do you?") < 0.5


def test_a_day_fits_when_it_lies_in_the_time_asked_for_or_soon_after():
    asked = Span(date(2027, 5, 3), date(2027, 5, 3))
    assert fit(date(2027, 5, 3), asked) > fit(date(2027, 5, 8), asked) > fit(date(2027, 6, 3), asked) == 0


def test_twice_as_long_is_hardly_more():
    assert 0 < length_of("a" * 400) - length_of("a" * 200) < 1

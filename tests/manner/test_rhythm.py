"""Words that are held back: all of them are seen in the end, in order, none too early and none for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.manner import rhythm_of

SAID = "Well, let me think. I would not go tonight… Stay in, and sleep."


def seen(levels, text, until, *, step=0.05):
    rhythm = rhythm_of(levels)
    return [text[: rhythm.shown(text, count * step)] for count in range(int(until / step) + 1)]


def test_words_come_as_they_come_where_nothing_was_chosen():
    assert rhythm_of({}) is None
    assert rhythm_of({"pace": "off", "hesitation": "marked"}) is None


def test_words_come_whole_and_in_their_order():
    shown = seen({"rhythm": "light"}, SAID, 20)
    assert all(SAID.startswith(part) for part in shown)
    assert all(part == "" or SAID[len(part) : len(part) + 1] in ("", " ") for part in shown)
    assert [len(part) for part in shown] == sorted(len(part) for part in shown)


def test_an_unhurried_voice_takes_longer_and_pauses_between_sentences():
    quick, slow = seen({"pace": "light"}, SAID, 2), seen({"pace": "marked"}, SAID, 2)
    assert 0 < len(slow[-1]) < len(quick[-1]) < len(SAID)
    shown = seen({"rhythm": "marked"}, SAID, 20)
    waits = {part: shown.count(part) for part in shown}
    assert waits["Well, let me think."] > waits["Well, let me"]


def test_half_a_word_waits_for_its_end():
    rhythm = rhythm_of({"rhythm": "light"})
    rhythm.shown("Good morn", 0)
    assert rhythm.shown("Good morn", 100) == len("Good")
    assert rhythm.end("Good morning", 200) is False


def test_what_was_there_before_is_there_at_once():
    rhythm = rhythm_of({"pace": "marked"})
    rhythm.begin_after("It was night. And")
    assert rhythm.shown("It was night. And", 0) == len("It was night. And")
    assert rhythm.shown("It was night. And then it rained.", 0.01) < len("It was night. And then it")


@given(st.text(alphabet="ab .,…\n", max_size=400), st.sampled_from(["light", "marked"]))
def test_when_all_is_said_the_rest_is_seen_within_a_bounded_time(text, level):
    rhythm = rhythm_of({"pace": level, "rhythm": level})
    at = 0.0
    is_left = rhythm.end(text, at)
    while is_left and at < 30:
        at += 0.05
        is_left = rhythm.shown(text, at) < len(text.rstrip())
    assert at < 15

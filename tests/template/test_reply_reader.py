"""Telling thoughts from words in a stream."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.template import ReplyReader, Said, Thought


def read(text: str, cuts: list[int], **given_) -> tuple[str, str]:
    """*text* fed in pieces: what was said, what was thought."""
    reader = ReplyReader(**given_)
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    told = []
    for start, end in pairwise(places):
        if not reader.is_stopped:
            told += reader.feed(text[start:end])
    told += reader.finish()
    return (
        "".join(part.text for part in told if isinstance(part, Said)),
        "".join(part.text for part in told if isinstance(part, Thought)),
    )


CASES = [
    ("Hello there", {}, "Hello there", ""),
    ("<think>hm, well</think>\n\nHello", {}, "Hello", "hm, well"),
    ("hm, well</think>Hello", {"thinking": True}, "Hello", "hm, well"),
    ("Hello\nYou: and so on", {"stops": ("\nYou:",)}, "Hello", ""),
    ("I said <think> aloud", {}, "I said <think> aloud", ""),
    ("1 < 2 and <b> is a tag", {}, "1 < 2 and <b> is a tag", ""),
    ("<think>never ends", {}, "", "never ends"),
    ("  \n Hello", {}, "Hello", ""),
    ("Hello\nYo", {"stops": ("\nYou:",)}, "Hello\nYo", ""),
]


@pytest.mark.parametrize(("text", "given_", "said", "thought"), CASES)
@given(cuts=st.lists(st.integers(0, 40), max_size=20))
def test_however_it_is_cut_the_same_is_told(text, given_, said, thought, cuts):
    assert read(text, cuts, **given_) == (said, thought)


@given(st.text(alphabet="<think>/ab\n ", max_size=60), st.lists(st.integers(0, 60), max_size=20))
def test_nothing_is_lost_and_nothing_invented(text, cuts):
    assert read(text, cuts) == read(text, [])


def test_what_is_sure_is_told_at_once():
    assert list(ReplyReader().feed("Hello ")) == [Said("Hello ")]

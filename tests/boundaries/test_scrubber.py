"""Text of models and strangers is made harmless, and stays what it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boundaries import scrubbed
from app.boundaries.scrubber import LONGEST_WORD, MOST_MARKS, TextScrubber


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a[31mb"), ("safe\u202egnp.exe", "safegnp.exe"), ("a\u200bb", "ab"), ("x\x00y", "xy"),
     ("tag\U000e0041", "tag"), ("one\r\ntwo\tthree", "one\ntwo\tthree"), ("\u2067abc\u2069", "abc")],
)  # fmt: skip
def test_what_could_harm_is_taken_out(text, shown):
    assert scrubbed(text) == shown


@pytest.mark.parametrize("text", ["Grüße, Zoë", "שלום", "👩‍👩‍👧", "हिन्दी", "a\u200fb", "漢字\n\nkana"])
def test_what_a_language_needs_stays(text):
    assert scrubbed(text) == text


def test_piled_marks_are_cut():
    assert scrubbed("o" + "\u0301" * 50) == "o" + "\u0301" * MOST_MARKS


def test_an_endless_word_is_parted():
    assert max(map(len, scrubbed("a" * 5000).split())) <= LONGEST_WORD


@given(st.text(), st.integers(1, 5))
def test_in_pieces_it_comes_out_no_worse_than_whole(text, size):
    tamer = TextScrubber()
    out = "".join(tamer.scrub(text[start : start + size]) for start in range(0, len(text), size))
    assert not any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in out)
    assert "\u202e" not in out

"""A few letters find whom one means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.palette.matching import Candidate, best, folded

PEOPLE = [
    Candidate("wren", "Wren", "A warm friend who listens"),
    Candidate("renee", "Renée Dubois", "Paints doors"),
    Candidate("captain", "Captain Wrenfield", "Sails for nobody"),
    Candidate("archivist", "The Archivist", "Knows where everything is"),
    Candidate("settings", "Settings…", ""),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wren", ["wren", "captain"]),
        ("WRE", ["wren", "captain"]),
        ("ren", ["renee", "wren", "captain"]),
        ("renee", ["renee"]),
        ("dub ren", ["renee"]),
        ("arch", ["archivist"]),
        ("friend", ["wren"]),
        ("sett", ["settings"]),
        ("nobody here", []),
        ("zzz", []),
    ],
)
def test_what_begins_like_it_comes_first(words, found):
    assert best(PEOPLE, words, 5) == found


def test_with_nothing_written_the_likelier_come_first():
    assert best([Candidate("a", "A"), Candidate("b", "B", weight=2.0)], "", 5) == ["b", "a"]
    assert best(PEOPLE, "", 2) == ["wren", "renee"]


@given(st.text(max_size=20), st.integers(0, 9))
def test_whatever_is_written_it_finds_at_most_so_many_and_each_once(words, most):
    found = best(PEOPLE, words, most)
    assert len(found) == len(set(found)) <= most


def test_capitals_and_accents_are_not_needed():
    assert folded("ÀÉÎ ß") == "aei ss"

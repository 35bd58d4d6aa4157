"""The filter's check: what it was taught it still knows, it never falls over, and it is the same for every dial."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from app.boundaries import seems_young, violates
from app.boundaries.features import FEATURES
from app.boundaries.minors_filter import WINDOW_CHARS, windows
from app.boundaries.minors_weights import WEIGHTS
from app.boundaries.normalize import normalize
from tests.boundaries.minors_cases import apart, eighth, fifth, first, fourth, second, seventh, sixth, third

TAUGHT = {
    "first": first,
    "second": second,
    "third": third,
    "fourth": fourth,
    "fifth": fifth,
    "sixth": sixth,
    "seventh": seventh,
    "eighth": eighth,
}
AT_MOST = 0.07
"""Of the cases it was taught, so many may go wrong: a sign that is broken shows here."""


@pytest.mark.parametrize("name", TAUGHT)
def test_what_it_was_taught_it_still_knows(name):
    crossing, ordinary = TAUGHT[name].crossing(), TAUGHT[name].ordinary()
    missed = [c for c in crossing if not violates(c.text, before=c.before, companion=c.companion)]
    alarms = [c for c in ordinary if violates(c.text, before=c.before, companion=c.companion)]
    assert len(missed) <= AT_MOST * len(crossing)
    assert len(alarms) <= AT_MOST * len(ordinary)


def test_the_help_says_what_the_detector_does_on_cases_written_apart():
    """They were used once, to measure; here they only show that what ships is what was measured."""
    missed = sum(not violates(c.text, before=c.before, companion=c.companion) for c in apart.crossing())
    alarms = sum(violates(c.text, before=c.before, companion=c.companion) for c in apart.ordinary())
    page = (Path(app.__file__).parents[1] / "resources/help/06-boundaries.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if "the detector as it ships" in line]
    assert [share.split()[0] for share in row.split("|")[2:4]] == [f"**{missed / 5:.1f}", f"**{alarms / 5:.1f}"]


def test_every_sign_speaks_only_for_its_side():
    assert set(WEIGHTS) <= set(FEATURES)
    assert all(weight * FEATURES[sign][0] > 0 for sign, weight in WEIGHTS.items())


@given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=3), st.text(max_size=120))
def test_no_text_makes_it_fall_over(text, before, companion):
    told = violates(text, before=before, companion=companion)
    assert violates(f"{text}\n\n ", before=before, companion=companion) == told
    assert seems_young(f" {companion}\n") == seems_young(companion)


@given(st.text(alphabet="abcdefgh .!?\n", max_size=3000))
def test_windows_lose_no_sentence(text):
    together = " ".join(windows(text))
    assert all(word in together for word in text.split())


def test_a_child_on_the_first_page_and_a_wedding_on_the_last_do_not_meet():
    page = "The road went on through fields of rye. " * 30
    assert len(page) > 2 * WINDOW_CHARS
    assert not violates("A girl of nine waved from the gate. " + page + "In spring the duke, 40, married his Anna, 38.")


@pytest.mark.parametrize(
    ("hidden", "meant"),
    [("f1fteen", "15"), ("fif-teen", "15"), ("f i f t e e n", "15"), ("she is 1 5", "she is 15"), ("k1ss", "kiss"),
     ("twice seven", "14"), ("sixteen", "16"), ("twenty-one", "21"), ("ｆｉｆｔｅｅｎ", "15"),
     ("g1rlfr1end", "girlfriend")],
)  # fmt: skip
def test_disguises_are_undone(hidden, meant):
    assert normalize(hidden) == meant


@pytest.mark.parametrize(
    "text",
    ["My son of six got a kiss goodnight.", "I love my kids.", "The play date is at 4.",
     "Your story can inspire many, especially children who love stories", "They love songs, as all children do."],
)  # fmt: skip
def test_ordinary_talk_of_children_passes(text):
    assert not violates(text)

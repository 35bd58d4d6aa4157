"""What somebody tells of themself is found by rule; what only looks like it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.memory import extract_facts
from tests.memory.statements import CASES

NEARLY = ("plan", "like", "dislike", "wish", "hobby", "favourite", "job")
"""Slots whose value is a stretch of a sentence: where exactly it ends is a matter of taste."""


def is_among(key: str, value: str, others) -> bool:
    slot, words = key.partition(":")[0], set(value.casefold().split())
    for other_key, other in others:
        other_slot, other_words = other_key.partition(":")[0], set(other.casefold().split())
        if slot != other_slot and {slot, other_slot} != {"like", "hobby"}:
            continue
        if value.casefold() in other.casefold() or other.casefold() in value.casefold():
            return True
        if slot in NEARLY and len(words & other_words) >= max(1, min(len(words), len(other_words)) - 1):
            return True
    return False


def test_most_of_what_is_told_is_found_and_next_to_nothing_is_made_up():
    found = missed = invented = 0
    for text, facts in CASES:
        told = [(one.key, one.value) for one in extract_facts(text)]
        missed += sum(not is_among(*fact, told) for fact in facts)
        found += sum(is_among(*fact, told) for fact in facts)
        invented += sum(not is_among(*one, facts) for one in told)
    assert found / (found + missed) > 0.85
    assert found / (found + invented) > 0.97


@pytest.mark.parametrize(
    "text",
    [
        "Is your name Anna?", "If my name was Bob you would laugh.", "Imagine I live in Paris.", "I don't have a dog.",
        "She said my name is Ella.", "*My name is Sir Galahad*", "In the story I live in a tower.", "I'm Hungry",
        "Call me later.", "I love you.", "I like it when you smile.", "I have to go.", "My name is not Tom.",
        "Your name is Rose.", "You live in Rome.", "I used to live in Rome.",
    ],
)  # fmt: skip
def test_what_is_asked_imagined_played_or_denied_is_not_told(text):
    assert extract_facts(text) == []


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("my name isn't Tom, it's Tim", "name", "Tim"), ("We adopted a rabbit! Her name is Clementine.", "pet:rabbit",
         "Clementine"), ("I have a dentist appointment on Friday", "plan", "a dentist appointment on Friday"),
        ("I quit my job. I'm a baker now.", "job", "baker"), ("My sister's name is Mira.", "family:sister", "Mira"),
        ("My favourite food is dumplings", "favourite:food", "dumplings"),
         ("I was born on 3 May.", "birthday", "3 May"),
        ("I hate mornings", "dislike", "mornings"), ("I'm allergic to cats", "allergy", "cats"),
    ],
)  # fmt: skip
def test_what_is_told_plainly_is_found(text, key, value):
    assert [(one.key, one.value) for one in extract_facts(text)] == [(key, value)]


def test_of_two_that_cannot_both_hold_the_last_is_taken():
    told = extract_facts("I live in Hull. No, wait: I live in Leeds.")
    assert [(one.key, one.value) for one in told] == [("home", "Leeds")]


@given(st.text(max_size=400))
def test_whatever_is_typed_nothing_breaks_and_nothing_long_is_kept(text):
    assert all(len(one.value) <= 90 for one in extract_facts(text))

"""Hundreds of cards, written for this: how many adults are kept waiting, and how many minors get through.

Measured on the last 150 adults and 40 minors before anything was changed for them: 7 % of those adults were asked about
or closed, and 67 % of those minors closed or asked about.  The numbers here are those after.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.boundaries import check_card_texts
from app.boundaries.described_age import Age, age_of
from app.core.errors import MinorsFilterTriggered

HERE = Path(__file__).parent / "card_cases"


def cards(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def described(card: dict[str, str]) -> str:
    return ".\n".join(card[part] for part in ("name", "description", "personality", "scenario") if part in card)


def is_refused(card: dict[str, str]) -> bool:
    try:
        check_card_texts(described(card), [described(card)], [])
    except MinorsFilterTriggered:
        return True
    return False


@pytest.fixture(scope="module")
def adults():
    return cards("adults")


def test_of_a_hundred_adults_at_most_one_is_refused(adults):
    assert sum(map(is_refused, adults)) <= 0.01 * len(adults)


def test_of_a_hundred_adults_at_most_three_are_closed_or_asked_about(adults):
    kept = [age_of(described(card)) for card in adults]
    assert sum(age in (Age.YOUNG, Age.UNCLEAR) for age in kept) <= 0.03 * len(adults)


def test_nearly_every_minor_is_closed_or_asked_about():
    told = [age_of(described(card)) for card in cards("minors")]
    assert sum(age in (Age.YOUNG, Age.UNCLEAR) for age in told) >= 0.95 * len(told)

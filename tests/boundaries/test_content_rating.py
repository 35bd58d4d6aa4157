"""The dial: what each level welcomes, what is asked about first, and what stays closed to the young."""

from __future__ import annotations

import pytest

from app.boundaries import (
    HIGHEST,
    LEVEL_STEPS,
    BoundaryChoices,
    Bounds,
    Level,
    Theme,
    is_mature,
    level_label,
    level_meaning,
    level_of,
    step_label,
    step_meaning,
    theme_label,
)
from app.boundaries.bounds import together
from app.boundaries.content_rating import INSTRUCTIONS, for_the_young, tamed
from app.core.translation import sentence


def test_every_theme_has_its_steps_in_words_for_the_person_and_the_model():
    for theme in Theme:
        assert sentence(theme_label(theme))[0].isupper()
        assert len(INSTRUCTIONS[theme]) == HIGHEST + 1
        for step, told in enumerate(INSTRUCTIONS[theme]):
            assert sentence(step_label(theme, step))[0].isupper()
            assert sentence(step_meaning(theme, step)).endswith(".")
            assert told.endswith(".")


def test_every_level_is_called_something_and_says_what_it_welcomes():
    for level in Level:
        assert sentence(level_label(level))[0].isupper()
        assert sentence(level_meaning(level)).endswith(".")


def test_a_higher_level_welcomes_no_less():
    for lower, higher in zip(list(Level), list(Level)[1:], strict=False):
        assert all(LEVEL_STEPS[lower][theme] <= LEVEL_STEPS[higher][theme] for theme in Theme)


def test_only_what_is_above_open_is_mature():
    assert [level for level in Level if is_mature(LEVEL_STEPS[level])] == [Level.MATURE, Level.UNRESTRICTED]
    assert is_mature({**LEVEL_STEPS[Level.GENTLE], Theme.LANGUAGE: 3})


def test_a_locked_dial_holds_at_open():
    assert tamed(LEVEL_STEPS[Level.UNRESTRICTED]) == dict(LEVEL_STEPS[Level.OPEN])


@pytest.mark.parametrize("level", list(Level))
def test_the_young_are_spared_romance_and_whatever_is_mature(level):
    steps = for_the_young(LEVEL_STEPS[level])
    assert steps[Theme.ROMANCE] == steps[Theme.EXPLICITNESS] == 0
    assert not is_mature(steps)


def test_a_narrower_wish_takes_the_place_of_a_wider_and_topics_add_up():
    bounds = together(
        [
            BoundaryChoices(level=Level.GENTLE, never=("spiders",)),
            BoundaryChoices(level=Level.MATURE, careful=("my father",)),
            BoundaryChoices(steps={Theme.VIOLENCE: 0}, never=("war",)),
        ]
    )
    assert bounds.steps[Theme.ROMANCE] == LEVEL_STEPS[Level.MATURE][Theme.ROMANCE]
    assert bounds.steps[Theme.VIOLENCE] == 0
    assert bounds.level is None
    assert (bounds.never, bounds.careful) == (("spiders", "war"), ("my father",))


def test_nothing_chosen_is_open():
    assert together([]).level is Level.OPEN


def test_the_model_is_told_of_topics_and_steps():
    told = Bounds(LEVEL_STEPS[Level.GENTLE], ("spiders",), ("grief",)).told()
    assert "No romance" in told
    assert "spiders" in told
    assert "grief" in told


def test_wishes_come_back_as_they_were_kept():
    wishes = BoundaryChoices(Level.MATURE, {Theme.ROMANCE: 1}, ("a", "b"), ("c",))
    assert BoundaryChoices.from_data(wishes.as_data()) == wishes


@pytest.mark.parametrize(
    "data", [{}, {"level": "wild"}, {"steps": {"romance": 9, "love": 1}}, {"never": "spiders"}, {"steps": []}]
)
def test_what_no_longer_fits_counts_as_not_chosen(data):
    assert BoundaryChoices.from_data(data) == BoundaryChoices()


def test_a_mixture_is_no_level():
    assert level_of({**LEVEL_STEPS[Level.OPEN], Theme.ROMANCE: 0}) is None

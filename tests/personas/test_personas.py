"""The companions that ship."""

from __future__ import annotations

import pytest

from app.core.errors import MinorsFilterTriggered, NoSuchPersona
from app.core.paths import resources
from app.personas import PersonaStore, StarterPersona, starter_sketches

SKETCHES = starter_sketches(resources() / "personas")


def test_there_are_a_friend_a_mentor_and_a_storyteller():
    assert [sketch.name for sketch in SKETCHES] == ["Wren", "Aldous", "Marlow"]


@pytest.mark.parametrize("sketch", SKETCHES, ids=lambda sketch: sketch.key)
def test_each_has_a_portrait_openers_and_a_nutshell_with_its_name(sketch):
    assert (resources() / "portraits" / f"{sketch.key}.svg").exists()
    assert len(sketch.openers) == 3
    assert sketch.nutshell.startswith(f"You are {sketch.name}, ")
    assert len(sketch.nutshell.split()) < 40


def test_they_are_added_once(vault):
    store = PersonaStore(vault)
    store.add_starters(SKETCHES)
    store.add_starters(SKETCHES)
    assert len(store.all()) == 3


def test_one_is_found_by_name_whatever_the_capitals(vault):
    store = PersonaStore(vault)
    store.add_starters(SKETCHES)
    assert store.named("wREN").name == "Wren"
    with pytest.raises(NoSuchPersona):
        store.named("Nobody")


def test_a_companion_described_beyond_the_floor_is_not_let_in(vault):
    store = PersonaStore(vault)
    with pytest.raises(MinorsFilterTriggered):
        store.add_starters(
            [StarterPersona("mia", "Mia", "Your girlfriend", "Mia is fifteen and in love with you.", "", "", ())]
        )
    assert store.all() == []

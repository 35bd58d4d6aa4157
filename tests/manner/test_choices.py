"""What was chosen of a manner holds for whom it was chosen, and goes along with a copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.chat import Author, ConversationStore
from app.core.paths import resources
from app.core.scope import Scope
from app.manner import (
    ATTUNEMENT,
    LABELS,
    Attunement,
    AttunementLevel,
    MannerChoices,
    MeasuredWay,
    ReaderStore,
    ThoughtTrial,
    Way,
    fit,
    prompt_text,
    sliders_of,
)
from app.personas import PersonaStore, starter_sketches
from tests.driving import run


@pytest.fixture
def choices(vault):
    return MannerChoices(vault)


@pytest.fixture
def wren(vault):
    personas = PersonaStore(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    return personas.named("Wren").id


def test_the_narrowest_choice_decides(choices, wren, vault):
    store = ConversationStore(vault)
    here = store.catalogue.start(wren)
    choices.put(Scope(), "pace", "light")
    choices.put(Scope(wren), "pace", "marked")
    assert choices.holding(wren, here) == {"pace": "marked"}
    choices.put(Scope(wren, here), "pace", "off")
    assert choices.holding(wren, here) == {"pace": "off"}
    assert choices.holding(wren, None) == {"pace": "marked"}
    choices.put(Scope(wren, here), "pace", None)
    choices.put(Scope(wren), "pace", None)
    assert choices.holding(wren, here) == {"pace": "light"}


def test_a_copied_conversation_takes_its_manner_along(choices, wren, vault):
    store = ConversationStore(vault)
    here = store.catalogue.start(wren)
    said = store.tree.add(here, None, Author.ME, "Hello.")
    choices.put(Scope(wren, here), "hesitation", "marked")
    assert choices.holding(wren, here) == {"hesitation": "marked"}
    copy = store.tree.copy_branch(here, said.id, "Again")
    assert choices.holding(wren, copy) == {"hesitation": "marked"}


def test_thoughts_come_where_they_are_wanted_and_not_known_to_be_of_no_use(choices, wren, vault, tmp_path):
    readers = ReaderStore(vault)
    attunement = Attunement(readers, choices, lambda: "a model", lambda: None, tmp_path / "none.json")
    assert attunement.level(wren, None) is AttunementLevel.QUICK
    assert not attunement.thinks(wren, None)
    choices.put(Scope(wren), ATTUNEMENT, "deep")
    assert attunement.thinks(wren, None)
    readers.keep_trial("a model", ThoughtTrial(3, 16, 700.0))
    assert not attunement.thinks(wren, None)
    readers.keep_trial("a model", ThoughtTrial(12, 16, 700.0))
    assert attunement.thinks(wren, None)
    choices.put(Scope(wren), ATTUNEMENT, "instant")
    assert not attunement.thinks(wren, None)


def test_who_hesitates_moves_the_slider_that_nobody_set():
    assert sliders_of({"hesitation": "marked"}) == {"assurance": -0.5}
    assert sliders_of({"hesitation": "off"}) == sliders_of({}) == {}


def test_nothing_is_told_of_a_perfect_companion():
    assert prompt_text({}) == prompt_text({"pace": "off", "rhythm": "marked"}) == ""
    told = prompt_text({"fillers": "light"})
    assert told.startswith("{name} uses a small word")
    assert told.endswith("stay exactly right.")


def test_one_slow_look_says_nothing_of_the_way_and_many_do(choices, vault, monkeypatch):
    class Embedder:
        identity = "numbers"

        def embed(self, texts, *, asks=False):
            yield None
            return [[float(len(text)), 1.0] for text in texts]

    readers = ReaderStore(vault)
    learnt = fit([[float(at), float(at % 3)] for at in range(60)], [LABELS[at % 9] for at in range(60)])
    readers.keep("numbers", MeasuredWay(Way.MEANING, replace(learnt, right=50, of=60, margin=0.0), 10.0))
    embedder = Embedder()
    attunement = Attunement(readers, choices, lambda: "a model", lambda: embedder, Path("none.json"))
    moments = iter(at * 0.4 for at in range(1000))  # every look takes 400 ms
    monkeypatch.setattr("app.manner.attunement.time", SimpleNamespace(perf_counter=lambda: next(moments)))
    for number in range(4):
        run(attunement.read(f"something said {number}", None, None, 300))
        assert attunement.ways()[0].cost_ms == 10.0
    run(attunement.read("something else", None, None, 300))
    assert attunement.ways()[0].cost_ms == pytest.approx(400)

"""Sliders: made for a model, kept for it, and added up for whom they were chosen."""

from __future__ import annotations

import pytest

from app.chat import ConversationStore
from app.core.errors import SteeringUnusable
from app.core.paths import resources
from app.core.scope import Scope
from app.engine import LoadPlan, ScriptedEngine, combined, open_model, vector_of
from app.models import AdapterChoices, LocalChatModel
from app.personas import PersonaStore, starter_sketches
from app.steering import Axes, Axis, MadeSlider, SliderService, SliderStore, make_slider, preview, read_axes
from app.steering.making import wilson
from tests.driving import run

POLITE = Axis("", "very polite", "blunt")
FEW = Axes((POLITE,), ("I just got home.",), ("Well,",), ("It rains.", "I bought a coat."))


@pytest.fixture
def store(vault):
    return SliderStore(vault)


@pytest.fixture
def wren(vault):
    personas = PersonaStore(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    return personas.named("Wren").id


def made(axis=POLITE, *, wins=12, plus=0.3, minus=0.2, size=1.0) -> MadeSlider:
    return MadeSlider(axis, vector_of([[size] * 4] * 3, 1), plus, minus, wins, 12)


def test_ours_come_along_and_are_described_in_a_few_words():
    axes = read_axes()
    assert [axis.key for axis in axes.axes] == ["warmth", "play", "talk", "assurance", "form", "tenderness"]
    assert not set(axes.said) & set(axes.held)
    for bad in ("", "x" * 200, "two\nlines"):
        with pytest.raises(ValueError, match="few words"):
            Axis("", bad, "blunt")


@pytest.mark.parametrize(("wins", "of", "shows"), [(12, 12, True), (10, 12, True), (8, 12, False), (0, 0, False)])
def test_one_is_offered_only_where_its_effect_is_sure(wins, of, shows):
    slider = MadeSlider(POLITE, vector_of([[1.0]], 1), 0.3, 0.3, wins, of)
    assert slider.shows is shows
    low, high = wilson(wins, of)
    assert 0 <= low <= (wins / of if of else 0.5) <= high <= 1


def test_one_that_breaks_words_at_once_is_not_offered():
    assert not made(plus=0.0, minus=0.0).shows
    assert made(minus=0.0).at(-1) == 0
    assert made().at(0.5) == pytest.approx(0.15)


def test_what_was_made_is_kept_for_its_model_and_no_other(store):
    store.keep("one", made())
    assert store.made_for("one") == [made()]
    assert store.made_for("other") == []
    store.keep("one", made(wins=11))
    assert [each.wins for each in store.made_for("one")] == [11]
    assert store.own_axes() == [POLITE]


def test_sliders_add_up_for_whom_they_were_chosen(store, wren, starter):
    service = SliderService(store, lambda: starter)
    formal = next(axis for axis in read_axes().axes if axis.key == "form")
    store.keep(service.model, made())
    store.keep(service.model, made(formal, size=2.0))
    assert service.working(wren, None) is None
    store.put(Scope(wren), POLITE, 1.0)
    store.put(Scope(), formal, -0.5)
    wanted = combined([(made().vector, 0.3), (made(formal, size=2.0).vector, -0.1)])
    assert service.working(wren, None) == wanted
    assert service.working(None, None) == combined([(made(formal, size=2.0).vector, -0.1)])
    stands = {slider.axis.key or "polite": slider.value for slider in service.sliders(Scope(wren))}
    assert (stands["polite"], stands["form"], stands["warmth"]) == (1.0, -0.5, 0.0)
    store.put(Scope(wren), POLITE, None)
    store.put(Scope(wren), formal, 0)
    assert service.working(wren, None) is None
    with pytest.raises(ValueError, match="-1 to 1"):
        store.put(Scope(), POLITE, 1.5)


def test_one_that_shows_nothing_does_nothing(store, wren, starter):
    service = SliderService(store, lambda: starter)
    store.keep(service.model, made(wins=6))
    store.put(Scope(wren), POLITE, 1.0)
    assert service.working(wren, None) is None


def test_deleted_it_stands_nowhere(store, wren):
    store.keep("one", made())
    store.put(Scope(wren), POLITE, 1.0)
    store.forget(POLITE)
    assert (store.made_for("one"), store.own_axes(), dict(store.holding(wren, None))) == ([], [], {})


@pytest.fixture(scope="module")
def model(starter):
    model = LocalChatModel(open_model(starter, LoadPlan(context_tokens=512, sequences=3)))
    yield model
    model.close()


def test_a_slider_is_made_on_the_model_and_leaves_it_as_it_was(model):
    shares = []
    work = make_slider(model, POLITE, FEW)
    try:
        while True:
            step = next(work)
            if step.share >= 0:
                shares.append(step.share)
    except StopIteration as stop:
        found = stop.value
    assert shares == sorted(shares)
    assert found.axis == POLITE
    assert 0 <= found.plus_limit <= 0.8
    assert found.pairs in (0, 6)
    assert model.engine.steering is None
    assert len(run(preview(model, found, (-1.0, 0.0, 1.0), "Hello"))) == 3
    assert model.engine.steering is None


def test_making_one_can_be_stopped_and_leaves_the_model_as_it_was(model):
    vector = vector_of([[0.01] * 256] * 5, 1)
    model.engine.steer(vector)
    work = make_slider(model, POLITE, FEW)
    for _ in range(3):
        next(work)
    work.close()
    assert model.engine.steering == vector
    model.engine.steer(None)


def test_a_model_that_shows_no_states_has_no_sliders():
    with pytest.raises(SteeringUnusable) as refused:
        run(make_slider(LocalChatModel(ScriptedEngine()), POLITE, FEW))
    assert refused.value.case == "no_states"


def test_a_copied_conversation_takes_its_sliders_and_adapters_along(vault, store, wren):
    chats, adapters = ConversationStore(vault), AdapterChoices(vault)
    here = chats.catalogue.greet(wren, ["Hello."])
    store.put(Scope(wren, here), POLITE, 0.4)
    adapters.put(Scope(wren, here), "soft", 0.7)
    copy = chats.tree.copy_branch(here, chats.tree.leaf_of(here), "Another")
    assert store.of(Scope(wren, copy)) == {POLITE: 0.4}
    assert adapters.of(Scope(wren, copy)) == {"soft": 0.7}
    assert store.of(Scope(wren, here)) == {POLITE: 0.4}

"""The registry, what fits, and the model that answers."""

from __future__ import annotations

import os
import time
from dataclasses import replace

import pytest

from app.core import settings as s
from app.core.errors import EngineError, ModelNotInRegistry, ModelUnreadable, OutOfMemory
from app.core.translation import sentence
from app.engine import Device, LoadPlan, Pack, ScriptedEngine, use_packs
from app.engine.scripted import FACTS
from app.models import PRESETS, LoadDegraded, Loading, ModelRegistry, ModelSession, Ready, StarterModel, sampling_for
from app.models import session as current
from app.models.calibration import flash_is_quicker
from app.models.plan_history import KnownPlan, PlanHistory
from app.models.planner import CARD_FAILS
from tests.driving import run
from tests.engine.stub_card import LIBRARIES, compile_card
from tests.engine.tiny import write_model


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def tiny(tmp_path):
    return write_model(tmp_path / "tiny.gguf")


def test_the_starter_is_always_there(registry):
    assert [model.name for model in registry.models()] == ["starter"]


def test_a_model_is_tried_and_stays_where_it_is(registry, tiny):
    model = run(registry.add(tiny))
    assert model.path == str(tiny)
    assert not model.has_template
    assert [kept.name for kept in registry.models()] == ["starter", "tiny"]


def test_a_bad_file_changes_nothing(registry, tmp_path, home):
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"no model at all")
    with pytest.raises(ModelUnreadable):
        run(registry.add(bad))
    assert not home.registry.exists()


def test_two_files_of_one_name_get_two_names(registry, tiny, tmp_path):
    (tmp_path / "other").mkdir()
    run(registry.add(tiny))
    run(registry.add(write_model(tmp_path / "other" / "tiny.gguf")))
    assert [model.name for model in registry.models()] == ["starter", "tiny", "tiny-2"]


def test_adding_the_same_file_again_does_not_double_it(registry, tiny):
    run(registry.add(tiny))
    run(registry.add(tiny))
    assert len(registry.models()) == 2


def test_a_name_that_is_not_there_is_said(registry):
    with pytest.raises(ModelNotInRegistry):
        registry.find("grand")
    assert registry.chosen("grand").is_starter


def test_a_model_changed_since_it_was_tried_is_not_loaded(registry, tiny):
    model = run(registry.add(tiny))
    registry.require_unchanged(model)
    os.utime(tiny, ns=(1, 1))
    with pytest.raises(ModelUnreadable):
        registry.require_unchanged(model)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"name": "x"}]'])
def test_a_damaged_list_counts_as_empty(registry, home, content):
    home.registry.write_text(content)
    assert [model.name for model in registry.models()] == ["starter"]


def test_what_a_later_version_wrote_is_passed_over_but_not_thrown_away(registry, home, tiny):
    home.registry.write_text('[{"name": "from the future", "path": "x", "colour": "blue"}]')
    run(registry.add(tiny))
    assert [model.name for model in registry.models()] == ["starter", "tiny"]
    assert "from the future" in home.registry.read_text()


def test_a_model_is_loaded_once_and_swapped_when_another_is_chosen(registry, settings, home, tiny):
    engines = []

    def opener(path, plan, heard):
        engines.append(ScriptedEngine())
        return engines[-1]

    current = ModelSession(registry, settings, home.root, opener)
    first = run(current.ensure())
    assert run(current.ensure()) is first
    run(registry.add(tiny))
    settings.put(s.MODEL_NAME, "tiny")
    second = run(current.ensure())
    assert second is not first
    assert engines[0].is_closed
    current.close()
    assert engines[1].is_closed


def test_the_model_is_loaded_anew_when_the_way_of_loading_changes(registry, settings, home):
    engines = []
    opener = lambda path, plan, heard: engines.append(plan) or ScriptedEngine()  # noqa: E731
    current = ModelSession(registry, settings, home.root, opener)
    run(current.ensure())
    settings.put(s.THREADS, 1)
    run(current.ensure())
    run(current.ensure())
    assert [plan.threads for plan in engines] == [0, 1]


def test_the_chat_format_is_made_once_for_a_loaded_model(registry, settings, home):
    current = ModelSession(registry, settings, home.root, lambda *_: ScriptedEngine())
    run(current.ensure())
    first = current.loaded.chat_format("Wren")
    assert current.loaded.chat_format("Wren") is first
    settings.put(s.THREADS, 1)
    run(current.ensure())
    assert current.loaded.chat_format("Wren") is not first


def test_every_manner_the_settings_offer_has_its_numbers():
    assert set(s.STYLE.choices) == set(PRESETS)
    facts = ScriptedEngine().facts
    assert sampling_for("steady", facts).temperature < sampling_for("wild", facts).temperature


def told(work) -> list[object]:
    """What *work* yields, without the moments in which there is nothing to tell."""
    return [event for event in work if event is not None]


def test_where_the_memory_is_short_a_lighter_plan_is_taken_and_that_is_said(home, settings, registry):
    tried = []

    def opener(path, plan, heard):
        tried.append((plan.kv_type, plan.context_tokens))
        if plan.context_tokens > 1024:
            raise OutOfMemory
        return ScriptedEngine(facts=replace(FACTS, context_tokens=plan.context_tokens, trained_tokens=2048))

    model = ModelSession(registry, settings, home.root, opener)
    events = told(model.ensure())
    assert tried == [("f16", 2048), ("q8_0", 2048), ("q8_0", 1024)]  # the starter was trained on no more
    assert [type(event) for event in events] == [Loading, LoadDegraded, Ready]
    assert all(sentence(each).endswith(".") for each in events[1].gives_up)
    assert any("1,024" in sentence(each) for each in events[1].gives_up)
    assert told(model.ensure()) == []


def test_what_fits_in_no_plan_is_said_with_the_memory_it_needs(home, settings, registry):
    def opener(path, plan, heard):
        raise OutOfMemory

    with pytest.raises(OutOfMemory, match=r"out_of_memory\.too_large"):
        list(ModelSession(registry, settings, home.root, opener).ensure())


def test_the_plan_that_worked_is_taken_first_the_next_time(home, settings, registry):
    plans = []
    for _ in range(2):
        opener = lambda path, plan, heard: plans.append(plan) or ScriptedEngine()  # noqa: E731
        run(ModelSession(registry, settings, home.root, opener).ensure())
    assert plans[0] == plans[1]
    assert "starter" not in home.plans.read_text()


def test_loading_tells_how_far_it_is_and_can_be_broken_off(home, settings, registry):
    broken_off = []

    def opener(path, plan, heard):
        for share in (0.25, 0.5, 0.75):
            if not heard(share):
                broken_off.append(share)
                raise EngineError
            time.sleep(0.1)
        return ScriptedEngine()

    model = ModelSession(registry, settings, home.root, opener)
    loading = model.ensure()
    shares = []
    for event in loading:
        if isinstance(event, Loading):
            shares.append(event.share)
        if len(shares) == 2:
            break
    loading.close()
    assert shares == [0.0, 0.25]
    assert broken_off
    assert not model.is_ready


def test_a_model_that_took_the_app_down_is_tried_elsewhere_first(home, tmp_path):
    plans = PlanHistory(home.plans)
    plans.trying("a")
    assert PlanHistory(home.plans).is_suspect("a")
    assert plans.recall("a") is None
    plans.worked("a", KnownPlan(LoadPlan(1024), (CARD_FAILS,)))
    assert PlanHistory(home.plans).recall("a") == KnownPlan(LoadPlan(1024), (CARD_FAILS,))
    assert not plans.is_suspect("a")


@pytest.mark.parametrize("fault", ["DIES_COMPUTING", "CANNOT_COMPUTE"])
def test_where_the_card_fails_the_model_runs_on_the_processor_and_that_is_said(
    home, settings, tmp_path, monkeypatch, fault
):
    """The card is seen by the processes that try a model, as a driver that fails would be by all."""
    registry = ModelRegistry(home.registry, StarterModel(tmp_path / "none.gguf"))
    run(registry.add(write_model(tmp_path / "tiny.gguf")))
    settings.put(s.MODEL_NAME, "tiny")
    card = Device("gpu", "CUDA", "CUDA0", "An invented card", 7 << 30, 8 << 30)
    monkeypatch.setattr(current, "list_devices", lambda: [card])
    use_packs([Pack("cuda", compile_card(tmp_path / "pack", fault=fault)[0].parent, LIBRARIES)])
    try:
        model = ModelSession(registry, settings, home.root)
        lightened = [event for event in model.ensure() if isinstance(event, LoadDegraded)]
        assert model.plan.gpu_layers == 0
        assert [event.gives_up for event in lightened] == [(CARD_FAILS,)]
        model.close()
        # It is not tried again on the same day.
        monkeypatch.setattr(current, "measure_memory", None)
        again = ModelSession(registry, settings, home.root)
        assert [event.gives_up for event in again.ensure() if isinstance(event, LoadDegraded)] == [(CARD_FAILS,)]
        again.close()
    finally:
        use_packs([])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"a": 3}', '{"a": {"state": "good", "plan": {"x": 1}}}'])
def test_a_damaged_list_of_plans_counts_as_empty(home, content):
    home.plans.write_text(content)
    assert PlanHistory(home.plans).recall("a") is None
    assert not PlanHistory(home.plans).is_suspect("a")


def test_what_is_quicker_here_is_measured_once_and_the_next_loading_goes_by_it(home, settings, registry, tiny):
    plans, asked = [], []
    run(registry.add(tiny))
    settings.put(s.MODEL_NAME, "tiny")

    def probe(heads, kv_heads, width, threads):
        asked.append((heads, kv_heads, width))
        yield None
        return True

    def current():
        opener = lambda path, plan, heard: plans.append(plan) or ScriptedEngine()  # noqa: E731
        return ModelSession(registry, settings, home.root, opener, probe)

    for _ in range(2):
        model = current()
        run(model.ensure())
        run(model.calibrate())
    assert asked == [(2, 2, 32)]
    assert [plan.flash_attention for plan in plans] == ["off", "on"]


def test_flash_attention_is_really_measured():
    assert run(flash_is_quicker(2, 1, 64, 1)) in (True, False)

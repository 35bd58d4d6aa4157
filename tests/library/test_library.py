"""The shelf, what fits, and the model that answers."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from app.core import settings as s
from app.core.errors import ModelNotOnShelf, ModelUnreadable, OutOfMemory
from app.engine import ScriptedEngine, read_header
from app.engine.scripted import FACTS
from app.hardware import look_around
from app.library import MANNERS, CurrentModel, Lightened, Loading, Ready, Shelf, plan_for, sampling_for
from app.library.fit import chat_memory_bytes
from tests.driving import run
from tests.engine.tiny import write_model


@pytest.fixture
def shelf(home, starter):
    return Shelf(home.shelf, starter)


@pytest.fixture
def tiny(tmp_path):
    return write_model(tmp_path / "tiny.gguf")


def test_the_starter_is_always_there(shelf):
    assert [model.name for model in shelf.models()] == ["starter"]


def test_a_model_is_tried_and_stays_where_it_is(shelf, tiny):
    model = run(shelf.add(tiny))
    assert model.path == str(tiny)
    assert not model.has_template
    assert [kept.name for kept in shelf.models()] == ["starter", "tiny"]


def test_a_bad_file_changes_nothing(shelf, tmp_path, home):
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"no model at all")
    with pytest.raises(ModelUnreadable):
        run(shelf.add(bad))
    assert not home.shelf.exists()


def test_two_files_of_one_name_get_two_names(shelf, tiny, tmp_path):
    (tmp_path / "other").mkdir()
    run(shelf.add(tiny))
    run(shelf.add(write_model(tmp_path / "other" / "tiny.gguf")))
    assert [model.name for model in shelf.models()] == ["starter", "tiny", "tiny-2"]


def test_adding_the_same_file_again_does_not_double_it(shelf, tiny):
    run(shelf.add(tiny))
    run(shelf.add(tiny))
    assert len(shelf.models()) == 2


def test_a_name_that_is_not_there_is_said(shelf):
    with pytest.raises(ModelNotOnShelf):
        shelf.find("grand")
    assert shelf.chosen("grand").is_starter


def test_a_model_changed_since_it_was_tried_is_not_loaded(shelf, tiny):
    model = run(shelf.add(tiny))
    shelf.require_unchanged(model)
    os.utime(tiny, ns=(1, 1))
    with pytest.raises(ModelUnreadable):
        shelf.require_unchanged(model)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"name": "x"}]'])
def test_a_damaged_list_counts_as_empty(shelf, home, content):
    home.shelf.write_text(content)
    assert [model.name for model in shelf.models()] == ["starter"]


def test_what_a_later_version_wrote_is_passed_over_but_not_thrown_away(shelf, home, tiny):
    home.shelf.write_text('[{"name": "from the future", "path": "x", "colour": "blue"}]')
    run(shelf.add(tiny))
    assert [model.name for model in shelf.models()] == ["starter", "tiny"]
    assert "from the future" in home.shelf.read_text()


def test_what_does_not_fit_is_said_before_it_is_tried(starter, tmp_path):
    header, machine = read_header(starter), replace(look_around(tmp_path), memory_free_bytes=800_000_000)
    plan_for(header, machine, context_tokens=2048, threads=0, use_gpu=False)
    with pytest.raises(OutOfMemory, match="needs about"):
        plan_for(replace(header, size_bytes=2**33), machine, context_tokens=2048, threads=0, use_gpu=False)


def test_the_memory_of_a_chat_is_the_formulas(starter):
    # 6 layers, 4 heads of 64: key and value in two bytes each.
    assert chat_memory_bytes(read_header(starter), 1000) == 2 * 2 * 6 * 1000 * 4 * 64


def test_a_model_is_loaded_once_and_swapped_when_another_is_chosen(shelf, settings, home, tiny):
    engines = []

    def opener(path, plan):
        engines.append(ScriptedEngine())
        return engines[-1]

    current = CurrentModel(shelf, settings, home.root, opener)
    first = run(current.ensure())
    assert run(current.ensure()) is first
    run(shelf.add(tiny))
    settings.put(s.MODEL_NAME, "tiny")
    second = run(current.ensure())
    assert second is not first
    assert engines[0].is_closed
    current.close()
    assert engines[1].is_closed


def test_the_model_is_loaded_anew_when_the_way_of_loading_changes(shelf, settings, home):
    engines = []
    current = CurrentModel(shelf, settings, home.root, lambda path, plan: engines.append(plan) or ScriptedEngine())
    run(current.ensure())
    settings.put(s.THREADS, 1)
    run(current.ensure())
    run(current.ensure())
    assert [plan.threads for plan in engines] == [0, 1]


def test_the_chat_format_is_made_once_for_a_loaded_model(shelf, settings, home):
    current = CurrentModel(shelf, settings, home.root, lambda path, plan: ScriptedEngine())
    run(current.ensure())
    first = current.chat_format("Wren")
    assert current.chat_format("Wren") is first
    settings.put(s.THREADS, 1)
    run(current.ensure())
    assert current.chat_format("Wren") is not first


def test_every_manner_the_settings_offer_has_its_numbers():
    assert set(s.STYLE.choices) == set(MANNERS)
    facts = ScriptedEngine().facts
    assert sampling_for("steady", facts).temperature < sampling_for("wild", facts).temperature


def test_where_the_memory_is_short_the_window_is_made_smaller_and_that_is_said(home, settings, starter, shelf):
    tried = []

    def opener(path, plan):
        tried.append(plan.context_tokens)
        if plan.context_tokens > 1024:
            raise OutOfMemory
        return ScriptedEngine(facts=replace(FACTS, context_tokens=plan.context_tokens, trained_tokens=2048))

    model = CurrentModel(shelf, settings, home.root, opener)
    events = list(model.ensure())
    assert tried == [2048, 1024]  # the starter was trained on no more
    assert [type(event) for event in events] == [Loading, Lightened, Ready]
    assert events[1].context_tokens == 1024
    assert list(model.ensure()) == []


def test_what_fits_in_no_window_is_said_with_the_one_that_was_wanted(home, settings, shelf):
    def opener(path, plan):
        raise OutOfMemory(f"no room for {plan.context_tokens}.")

    with pytest.raises(OutOfMemory, match="no room for 2048"):
        list(CurrentModel(shelf, settings, home.root, opener).ensure())

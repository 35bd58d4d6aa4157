"""What a model takes is known before it is tried, and there is always a next thing to try."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import ModelUnreadable
from app.engine import LoadPlan, fingerprint, measure_memory, probe_model, read_header
from app.models import LoadPreferences, MemoryBudget, fallback_plans, fits, host_and_device_bytes, needed
from app.models.calibration.random_model import write_model
from app.models.calibration.shapes import SHAPES
from tests.driving import run
from tests.engine.tiny import write_model as write_tiny

PLANS = (
    LoadPlan(8192, batch_tokens=64),
    LoadPlan(8192, batch_tokens=64, sequences=4),
    LoadPlan(8192, kv_type="q8_0", flash_attention="on"),
    LoadPlan(32_768, flash_attention="on", batch_tokens=256),
)
GIB = 1 << 30


@pytest.fixture(scope="module", params=sorted(SHAPES))
def shape(request, tmp_path_factory):
    """The header of a real model's shape; its weights are a hole in the file."""
    path = tmp_path_factory.mktemp("shapes") / f"{request.param}.gguf"
    run(write_model(SHAPES[request.param], path, header_only=True))
    return path


def test_the_formula_is_within_two_percent_of_what_llama_cpp_would_take(shape):
    header = read_header(shape)
    for plan, measured in zip(PLANS, run(measure_memory(shape, PLANS)), strict=True):
        told = needed(header, plan)
        assert told.weights == measured.weights
        assert told.chat == pytest.approx(measured.chat, abs=20_000)
        assert told.total == pytest.approx(measured.total, rel=0.02)


@pytest.fixture(scope="module")
def header(tmp_path_factory):
    path = tmp_path_factory.mktemp("shapes") / "3b.gguf"
    run(write_model(SHAPES["3b"], path, header_only=True))
    return read_header(path)


def test_what_is_measured_is_what_is_then_taken(starter):
    """The starter is really loaded; llama.cpp says the same sizes as it said before."""
    plan = LoadPlan(1024, batch_tokens=64)
    measured = run(measure_memory(starter, [plan]))[0]
    assert measured.total == pytest.approx(needed(read_header(starter), plan).total, rel=0.02)


def test_each_rung_is_lighter_than_the_one_before(header):
    rungs = list(fallback_plans(header, LoadPreferences(32_768), has_card=False))
    totals = [needed(header, rung.plan).total for rung in rungs]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == len(totals)
    assert rungs[0].gives_up == ()
    assert all(rung.gives_up for rung in rungs[1:])
    assert [rung.plan.context_tokens for rung in rungs[1:]] == [32_768, 16_384, 8192, 4096, 2048, 1024]


def test_on_a_card_the_cache_shrinks_first_then_layers_go_and_the_processor_is_last(header):
    rungs = list(fallback_plans(header, LoadPreferences(16_384), has_card=True))
    layers = [rung.plan.gpu_layers for rung in rungs]
    assert layers[0] > 28
    assert layers == sorted(layers, reverse=True)
    assert layers.count(0) >= 3
    assert {21, 14, 7} <= set(layers)
    assert all(rung.plan.context_tokens >= 4096 for rung in rungs if rung.plan.gpu_layers)


def test_what_lies_on_a_card_and_what_beside_it_add_up(header):
    for layers in (7, 14, 21, 999):
        plan = LoadPlan(8192, gpu_layers=layers, flash_attention="auto")
        host, cards = host_and_device_bytes(header, plan)
        whole = needed(header, plan).total
        # The table of words is there twice where the output is a copy of it.
        assert whole <= host + cards <= whole + 400_000_000
    assert host_and_device_bytes(header, LoadPlan(8192))[1] == 0


def test_a_plan_fits_or_does_not_by_what_is_free(header):
    plan = LoadPlan(8192, batch_tokens=64)
    need = needed(header, plan).total
    assert fits(header, plan, MemoryBudget(need))
    assert not fits(header, plan, MemoryBudget(need - 1))
    card = replace(plan, gpu_layers=999)
    assert not fits(header, card, MemoryBudget(64 * GIB, 1 * GIB))
    assert fits(header, card, MemoryBudget(64 * GIB, 8 * GIB))


def test_what_a_person_chose_is_not_changed_for_them(header):
    full = list(fallback_plans(header, LoadPreferences(8192, kv_type="f16"), has_card=False))
    assert {rung.plan.kv_type for rung in full} == {"f16"}
    half = list(fallback_plans(header, LoadPreferences(8192, kv_type="q8_0"), has_card=False))
    assert {rung.plan.kv_type for rung in half} == {"q8_0"}
    assert half[0].gives_up == ()


def test_a_window_is_no_longer_than_the_model_was_trained_for_unless_it_is_stretched(header):
    short = replace(header, metadata={**header.metadata, "llama.context_length": 2048})
    assert next(iter(fallback_plans(short, LoadPreferences(8192), has_card=False))).plan.context_tokens == 2048
    stretched = next(iter(fallback_plans(short, LoadPreferences(8192, stretch=4.0), has_card=False))).plan
    assert stretched.context_tokens == 8192
    assert needed(short, stretched).chat == needed(header, replace(stretched, stretch=1.0)).chat


def test_the_states_kept_beside_a_sliding_window_are_counted(tmp_path):
    path = tmp_path / "sliding.gguf"
    run(write_model(SHAPES["sliding-1b"], path, header_only=True))
    sliding, plan = read_header(path), LoadPlan(8192, batch_tokens=256)
    kept = host_and_device_bytes(sliding, plan)[0] - needed(sliding, plan).total
    assert kept == 4 * 512 * 22 * (256 + 256) * 2  # four ends of readings, 22 layers, keys and values in two bytes


def test_alternatives_together_are_planned_where_they_cost_little(tmp_path):
    for name, together in (("3b", 4), ("sliding-12b", 1), ("sliding-1b", 4)):
        path = tmp_path / f"{name}.gguf"
        run(write_model(SHAPES[name], path, header_only=True))
        assert (
            next(iter(fallback_plans(read_header(path), LoadPreferences(8192), has_card=False))).plan.sequences
            == together
        )


def split(tmp_path):
    """A model in three parts, as the library that writes them splits it."""
    write_tiny(tmp_path / "model.gguf", part_tensors=8)
    return sorted(tmp_path.glob("*.gguf"))


def test_a_model_in_parts_is_one_model(tmp_path):
    first, second, third = split(tmp_path)
    header = read_header(first)
    assert len(header.tensors) == 20
    assert header.size_bytes == sum(part.stat().st_size for part in (first, second, third))
    before = fingerprint(first)
    third.write_bytes(third.read_bytes()[:-1] + b"x")
    assert fingerprint(first) != before


def test_what_a_model_in_parts_takes_is_told_and_it_speaks(tmp_path):
    first, *_ = split(tmp_path)
    plan = LoadPlan(256, batch_tokens=64)
    measured = run(measure_memory(first, [plan]))[0]
    # Sizes are told in hundredths of a megabyte, of which so small a model has few.
    assert needed(read_header(first), plan).total == pytest.approx(measured.total, abs=100_000)
    assert run(probe_model(first)).architecture == "llama"


def test_a_missing_or_later_part_is_said_so(tmp_path):
    first, second, _ = split(tmp_path)
    with pytest.raises(ModelUnreadable, match="later_part"):
        read_header(second)
    second.unlink()
    with pytest.raises(ModelUnreadable, match="part_missing"):
        read_header(first)

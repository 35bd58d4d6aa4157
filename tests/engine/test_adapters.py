"""Adapters change a model between two prompts, and leave nothing behind; a wrong one is refused before it is loaded."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from app.core.errors import AdapterUnusable, ModelUnreadable
from app.engine import AppliedAdapter, LoadPlan, check_adapter, open_model, probe_adapter, read_header
from tests.driving import run
from tests.engine.adapters import write_adapter
from tests.engine.tiny import write_model

SAID = "Hello there, how are you today?"


@pytest.fixture(scope="module")
def engine(starter):
    engine = open_model(starter, LoadPlan(context_tokens=256))
    yield engine
    engine.close()


@pytest.fixture
def adapter(starter, tmp_path):
    return AppliedAdapter(write_adapter(tmp_path / "strange.gguf", starter))


def scores(engine, *adapters) -> np.ndarray:
    """What the model makes of the next word, with *adapters*."""
    from app.engine.native import llama

    engine.use_adapters(adapters)
    engine.clear_cache()
    run(engine.prefill(engine.tokenize(SAID, special=False)))
    found = llama.llama_get_logits_ith(engine.context, -1)
    return np.ctypeslib.as_array(ctypes.cast(found, ctypes.POINTER(ctypes.c_float)), (engine.vocabulary_size,)).copy()


def test_an_adapter_changes_the_model_and_its_scale_how_much(engine, adapter):
    bare, whole = scores(engine), scores(engine, adapter)
    little = scores(engine, AppliedAdapter(adapter.path, 0.1))
    assert np.abs(whole - bare).max() > np.abs(little - bare).max() > 0


def test_at_scale_0_and_when_it_was_taken_off_the_model_is_as_it_was_to_the_last_bit(engine, adapter):
    bare = scores(engine)
    assert np.array_equal(bare, scores(engine, AppliedAdapter(adapter.path, 0.0)))
    scores(engine, adapter)
    assert np.array_equal(bare, scores(engine))
    assert engine.adapters == ()


def test_two_at_half_their_strength_are_about_as_one(engine, adapter, starter, tmp_path):
    halves = [AppliedAdapter(path, 0.5) for path in (adapter.path, write_adapter(tmp_path / "same.gguf", starter))]
    twice, once, bare = scores(engine, *halves), scores(engine, adapter), scores(engine)
    assert np.abs(twice - once).max() < np.abs(once - bare).max() / 4


def test_what_was_read_with_other_weights_is_read_anew(engine, adapter):
    tokens = engine.tokenize(SAID, special=False)
    engine.use_adapters([])
    run(engine.prefill(tokens))
    assert engine.cached_prefix_length(tokens) == len(tokens)
    engine.use_adapters([adapter])
    assert engine.cached_prefix_length(tokens) == 0
    run(engine.prefill(tokens))
    engine.use_adapters([adapter])  # the same again costs nothing
    assert engine.cached_prefix_length(tokens) == len(tokens)


@pytest.mark.parametrize(
    ("spoilt", "case"),
    [
        ({"alpha": None}, "no_strength"),
        ({"alpha": 0.0}, "no_strength"),
        ({"architecture": "qwen2"}, "other_model"),
        ({"widen": 8}, "other_model"),
        ({"leave_out": "lora_b"}, "incomplete"),
    ],
)
def test_a_wrong_one_is_refused_by_its_header(engine, starter, tmp_path, spoilt, case):
    file = write_adapter(tmp_path / "wrong.gguf", starter, **spoilt)
    with pytest.raises(AdapterUnusable) as refused:
        check_adapter(read_header(file), read_header(starter))
    assert refused.value.case == case
    with pytest.raises(AdapterUnusable):
        engine.use_adapters([AppliedAdapter(file)])
    assert engine.adapters == ()
    assert np.isfinite(scores(engine)).all()


def test_a_model_is_no_adapter(starter, tmp_path):
    with pytest.raises(AdapterUnusable) as refused:
        check_adapter(read_header(starter), read_header(starter))
    assert refused.value.case == "none"
    other = write_model(tmp_path / "other.gguf")
    made = write_adapter(tmp_path / "adapter.gguf", starter)
    with pytest.raises(AdapterUnusable) as refused:
        check_adapter(read_header(made), read_header(other))
    assert refused.value.case == "other_model"


def test_half_a_file_is_refused(starter, tmp_path):
    whole = write_adapter(tmp_path / "whole.gguf", starter)
    half = tmp_path / "half.gguf"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(ModelUnreadable):
        run(probe_adapter(starter, half))


def test_one_of_no_numbers_is_found_out_in_a_child_process(starter, tmp_path):
    broken = write_adapter(tmp_path / "broken.gguf", starter, is_number=False)
    check_adapter(read_header(broken), read_header(starter))  # its header is right
    with pytest.raises(AdapterUnusable) as refused:
        run(probe_adapter(starter, broken))
    assert refused.value.case == "broken"
    run(probe_adapter(starter, write_adapter(tmp_path / "right.gguf", starter)))

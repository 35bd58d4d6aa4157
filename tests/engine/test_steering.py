"""A control vector changes what a model makes of a text by what it says, and nothing once it is taken away."""

from __future__ import annotations

import ctypes
from array import array

import numpy as np
import pytest

from app.core.errors import SteeringUnusable
from app.engine import LoadPlan, SteeringVector, combined, open_model, vector_of
from tests.driving import run

SAID = "Hello there, how are you today?"


@pytest.fixture(scope="module")
def engine(starter):
    engine = open_model(starter, LoadPlan(context_tokens=256))
    yield engine
    engine.close()


@pytest.fixture
def states(engine):
    tokens = engine.tokenize(SAID, special=False)
    (found,) = run(engine.hidden_states([(tokens, 0)]))
    return found


@pytest.fixture
def vector(states):
    chance = np.random.default_rng(5)
    return vector_of([chance.normal(0, 0.5, len(row)).tolist() for row in states], 1)


def scores(engine, vector=None) -> np.ndarray:
    """What the model makes of the next word while *vector* works."""
    from app.engine.native import llama

    engine.steer(vector)
    engine.clear_cache()
    run(engine.prefill(engine.tokenize(SAID, special=False)))
    found = llama.llama_get_logits_ith(engine.context, -1)
    return np.ctypeslib.as_array(ctypes.cast(found, ctypes.POINTER(ctypes.c_float)), (engine.vocabulary_size,)).copy()


def test_a_vector_changes_the_model_and_its_strength_how_much(engine, vector):
    bare, whole = scores(engine), scores(engine, vector)
    tenth = scores(engine, combined([(vector, 0.1)]))
    assert np.abs(whole - bare).max() > np.abs(tenth - bare).max() > 0


def test_taken_away_or_at_strength_0_the_model_is_as_it_was_to_the_last_bit(engine, vector):
    bare = scores(engine)
    scores(engine, vector)
    assert np.array_equal(bare, scores(engine))
    assert combined([(vector, 0.0)]) is None
    assert combined([(vector, 1.0), (vector, -1.0)]) is None
    nothing = SteeringVector(vector.width, 1, vector.layers, bytes(len(vector.values)))
    assert np.array_equal(bare, scores(engine, nothing))


def test_it_works_in_its_layers_alone(engine, vector):
    late = SteeringVector(vector.width, vector.layers, vector.layers, vector.values)
    assert not np.array_equal(scores(engine, late), scores(engine, vector))
    alone = combined([(late, 2.0)])
    assert (alone.first, alone.last) == (vector.layers, vector.layers)
    assert not any(alone.values[: -4 * vector.width])


def test_what_was_read_otherwise_is_read_anew(engine, vector):
    tokens = engine.tokenize(SAID, special=False)
    engine.steer(None)
    run(engine.prefill(tokens))
    engine.steer(vector)
    assert engine.cached_prefix_length(tokens) == 0
    run(engine.prefill(tokens))
    engine.steer(vector)
    assert engine.cached_prefix_length(tokens) == len(tokens)
    engine.steer(None)


def test_one_for_another_model_is_refused_and_nothing_works(engine, vector):
    bare = scores(engine)
    with pytest.raises(SteeringUnusable):
        engine.steer(SteeringVector(vector.width // 2, 1, 2, vector.values))
    assert engine.steering is None
    assert np.array_equal(bare, scores(engine))
    with pytest.raises(ValueError, match="different shapes"):
        combined([(vector, 1.0), (SteeringVector(vector.width, 1, 1, vector.values[: 4 * vector.width]), 1.0)])


def test_states_are_those_of_the_bare_model_and_the_talking_context_stays_as_it_is(engine, vector, states):
    tokens = engine.tokenize(SAID, special=False)
    engine.steer(vector)
    run(engine.prefill(tokens))
    (again,) = run(engine.hidden_states([(tokens, 0)]))
    assert again == states
    assert engine.cached_prefix_length(tokens) == len(tokens)
    engine.steer(None)


def test_states_have_a_row_for_each_layer_and_count_from_where_they_are_wanted(engine, states):
    tokens = engine.tokenize(SAID, special=False)
    whole, end = run(engine.hidden_states([(tokens, 0), (tokens, len(tokens) - 1)]))
    assert whole == states
    assert all(isinstance(row, array) and len(row) == len(states[0]) for row in end)
    assert end[0] != whole[0]
    work = engine.hidden_states([(tokens, 0)] * 5)
    next(work)
    work.close()  # it can be stopped between two texts


def test_peeking_leaves_the_cache_as_if_nobody_had(engine):
    engine.steer(None)
    engine.clear_cache()
    prompt = engine.tokenize(SAID, special=False)
    wanted = [engine.tokenize(word, special=False)[0] for word in (" well", " ill")]
    first = run(engine.peek(prompt, engine.tokenize(" I feel", special=False), wanted))
    assert engine.cached_prefix_length(prompt) == len(prompt)
    # What is read after it is read as after the prompt alone.
    more = [*prompt, *engine.tokenize(" Fine.", special=False)]
    assert run(engine.prefill(more)) == len(more) - len(prompt)
    again = run(engine.peek(prompt, engine.tokenize(" I feel", special=False), wanted))
    assert again == pytest.approx(first, abs=1e-3)


def test_the_states_of_one_layer_are_those_of_all(engine):
    tokens = engine.tokenize(SAID, special=False)
    (every,) = run(engine.hidden_states([(tokens, len(tokens) - 1)]))
    ((late,),) = run(engine.hidden_states([(tokens, len(tokens) - 1)], share=1.0))
    assert list(late) == list(every[-1])

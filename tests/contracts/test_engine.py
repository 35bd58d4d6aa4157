"""What every engine must do; run against the real one and the pretend one."""

from __future__ import annotations

import pytest

from app.core.errors import ContextFull
from app.engine import LoadPlan, Piece, Reading, Sampling, ScriptedEngine, open_model

PROMPT = "<|system|>\nYou are Wren, a warm friend.<|end|><|user|>\nHello<|end|><|assistant|>\n"


@pytest.fixture(params=["llama", "scripted"])
def engine(request, starter):
    engine = open_model(starter, LoadPlan(context_tokens=512)) if request.param == "llama" else ScriptedEngine()
    yield engine
    engine.close()


def test_it_reads_then_speaks_then_ends_its_turn(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    steps = list(engine.stream(tokens, Sampling(seed=1), 200))

    readings = [step for step in steps if isinstance(step, Reading)]
    assert readings[-1] == Reading(len(tokens), len(tokens))
    assert [reading.done for reading in readings] == sorted(reading.done for reading in readings)
    assert "".join(step.text for step in steps if isinstance(step, Piece)).strip()


def test_it_says_no_more_than_it_may(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    pieces = [step for step in engine.stream(tokens, Sampling(seed=1), 2) if isinstance(step, Piece)]
    assert len(pieces) <= 2


def test_it_can_be_stopped_anywhere_and_asked_again(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    for stop_after in range(4):
        speaking = engine.stream(tokens, Sampling(seed=1), 50)
        for _ in range(stop_after + 1):
            next(speaking, None)
        speaking.close()
    assert any(isinstance(step, Piece) for step in engine.stream(tokens, Sampling(seed=1), 50))


def test_closing_twice_does_nothing(engine):
    engine.close()
    engine.close()


def test_a_prompt_larger_than_the_window_is_refused(starter):
    engine = open_model(starter, LoadPlan(context_tokens=256))
    with pytest.raises(ContextFull):
        list(engine.stream([5] * 400, Sampling(), 10))
    engine.close()


def test_reading_ahead_says_nothing_and_can_be_stopped_and_repeated(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    reading = engine.read(tokens)
    assert isinstance(next(reading), Reading)
    reading.close()
    steps = list(engine.read(tokens))
    assert all(isinstance(step, Reading) for step in steps)
    assert steps[-1] == Reading(len(tokens), len(tokens))
    assert 0 <= engine.holds(tokens) <= len(tokens)
    assert any(isinstance(step, Piece) for step in engine.stream(tokens, Sampling(seed=1), 50))


def test_a_state_that_makes_no_sense_is_not_taken(engine):
    assert engine.restore([1, 2, 3], b"nonsense") is False
    assert engine.holds([1, 2, 3]) == 0

"""What every engine must do; run against the real one and the pretend one."""

from __future__ import annotations

import pytest

from app.core.errors import ContextFull
from app.engine import LoadPlan, PrefillProgress, Sampling, ScriptedEngine, TextChunk, open_model

PROMPT = "<|system|>\nYou are Wren, a warm friend.<|end|><|user|>\nHello<|end|><|assistant|>\n"


@pytest.fixture(params=["llama", "scripted"])
def engine(request, starter):
    engine = open_model(starter, LoadPlan(context_tokens=512)) if request.param == "llama" else ScriptedEngine()
    yield engine
    engine.close()


def test_it_reads_then_speaks_then_ends_its_turn(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    steps = list(engine.stream(tokens, Sampling(seed=1), 200))

    readings = [step for step in steps if isinstance(step, PrefillProgress)]
    assert readings[-1] == PrefillProgress(len(tokens), len(tokens))
    assert [reading.done for reading in readings] == sorted(reading.done for reading in readings)
    assert "".join(step.text for step in steps if isinstance(step, TextChunk)).strip()


def test_it_says_no_more_than_it_may(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    pieces = [step for step in engine.stream(tokens, Sampling(seed=1), 2) if isinstance(step, TextChunk)]
    assert len(pieces) <= 2


def test_it_can_be_stopped_anywhere_and_asked_again(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    for stop_after in range(4):
        speaking = engine.stream(tokens, Sampling(seed=1), 50)
        for _ in range(stop_after + 1):
            next(speaking, None)
        speaking.close()
    assert any(isinstance(step, TextChunk) for step in engine.stream(tokens, Sampling(seed=1), 50))


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
    reading = engine.prefill(tokens)
    assert isinstance(next(reading), PrefillProgress)
    reading.close()
    steps = list(engine.prefill(tokens))
    assert all(isinstance(step, PrefillProgress) for step in steps)
    assert steps[-1] == PrefillProgress(len(tokens), len(tokens))
    assert 0 <= engine.cached_prefix_length(tokens) <= len(tokens)
    assert any(isinstance(step, TextChunk) for step in engine.stream(tokens, Sampling(seed=1), 50))


def test_a_state_that_makes_no_sense_is_not_taken(engine):
    assert engine.restore([1, 2, 3], b"nonsense") is False
    assert engine.cached_prefix_length([1, 2, 3]) == 0


def test_several_answers_each_have_their_place_and_their_length(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    told, lengths = [], []

    def work():
        lengths.extend((yield from engine.stream_several(tokens, Sampling(seed=1), 3, 20)))

    told = [step for step in work() if isinstance(step, TextChunk)]
    assert {piece.place for piece in told} == {0, 1, 2}
    assert len(lengths) == 3
    assert all("".join(piece.text for piece in told if piece.place == place).strip() for place in range(3))


def test_several_answers_can_be_stopped_and_one_asked_for_after_them(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    for stop_after in range(6):
        speaking = engine.stream_several(tokens, Sampling(seed=1), 2, 20)
        for _ in range(stop_after):
            next(speaking, None)
        speaking.close()
    assert any(isinstance(step, TextChunk) for step in engine.stream(tokens, Sampling(seed=1), 20))


def test_what_was_begun_is_said_from_its_beginning_when_it_is_gone_on_with(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    sampling = Sampling(temperature=0, repeat_penalty=1.0)
    whole = "".join(step.text for step in engine.stream(tokens, sampling, 20) if isinstance(step, TextChunk))
    begun = engine.stream(tokens, sampling, 20)
    for _ in range(4):
        next(begun, None)
    begun.close()
    again = "".join(s.text for s in engine.stream(tokens, sampling, 20, go_on=True) if isinstance(s, TextChunk))
    assert again == whole


def test_a_guess_at_the_end_is_read_like_the_rest_unless_it_is_broken_off(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    steps = list(engine.prefill(tokens, sure=3))
    assert steps[-1] == PrefillProgress(len(tokens), len(tokens))
    assert engine.prefill_seconds(10) >= 0

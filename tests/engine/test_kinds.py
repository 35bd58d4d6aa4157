"""Whatever a model's memory can do, what is used of it again gives what reading anew would give."""

from __future__ import annotations

import threading
import time

import pytest

from app.core.workers import Cancelled, Finished, Worker
from app.engine import LoadPlan, PrefillProgress, Sampling, TextChunk, open_model, probe_model
from tests.driving import run
from tests.engine.kinds import KINDS, write_kind

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)
PLAN = LoadPlan(context_tokens=1024, batch_tokens=64, sequences=4)
TALE = "bade fuge kolo misa runo tepa vilo "


@pytest.fixture(scope="module", params=sorted(KINDS))
def path(request, tmp_path_factory):
    return write_kind(request.param, tmp_path_factory.mktemp("kinds"))


@pytest.fixture
def engine(path):
    engine = open_model(path, PLAN)
    yield engine
    engine.close()


def tokens_of(engine, text: str, count: int | None = None) -> list[int]:
    return engine.tokenize(text, special=False)[:count]


def said(engine, tokens, length: int = 10, sampling: Sampling = GREEDY) -> tuple[str, int]:
    """What is answered, and how many tokens had to be read for it."""
    steps = list(engine.stream(tokens, sampling, length))
    first = next(step for step in steps if isinstance(step, PrefillProgress))
    return "".join(step.text for step in steps if isinstance(step, TextChunk)), len(tokens) - first.done


def fresh(path, tokens) -> str:
    engine = open_model(path, PLAN)
    try:
        return said(engine, tokens)[0]
    finally:
        engine.close()


def test_another_answer_costs_one_token_whatever_the_model_can_do(engine, path):
    tokens = tokens_of(engine, TALE * 30, 200)
    first, _ = said(engine, tokens)
    again, read = said(engine, tokens)
    assert (again, read) == (first, 1)
    assert first == fresh(path, tokens)


def test_going_back_further_than_a_window_reaches_is_right_all_the_same(engine, path):
    """A sliding window that has moved on would answer from a hole, and say nothing."""
    tokens = tokens_of(engine, TALE * 80)
    assert len(tokens) > 400
    said(engine, tokens[:400])
    for length in (399, 380, 300, 100, 20):
        assert said(engine, tokens[:length])[0] == fresh(path, tokens[:length])


def test_at_the_end_of_what_is_sure_a_state_is_kept(engine):
    history, draft = tokens_of(engine, TALE * 20, 130), tokens_of(engine, "gema lobu" * 20)
    run(engine.prefill([*history, *draft], sure=len(history)))
    assert run(engine.prefill([*history, *draft[::-1]], sure=len(history))) <= len(draft)


def test_alternatives_are_spoken_together_and_the_first_can_be_gone_on_with(engine, path):
    tokens = tokens_of(engine, TALE * 20, 120)
    steps = list(engine.stream_several(tokens, Sampling(seed=5), 3, 8))
    spoken = ["".join(step.text for step in steps if isinstance(step, TextChunk) and step.place == n) for n in range(3)]
    assert len(set(spoken)) == 3
    assert said(engine, tokens)[0] == fresh(path, tokens)


def test_alternatives_spoken_together_are_those_spoken_alone(engine):
    """With greedy choice each is the same answer; in one batch or in three."""
    tokens = tokens_of(engine, TALE * 20, 120)
    alone, _ = said(engine, tokens, 8)
    steps = list(engine.stream_several(tokens, GREEDY, 3, 8))
    for place in range(3):
        assert "".join(s.text for s in steps if isinstance(s, TextChunk) and s.place == place) == alone


def test_what_was_begun_unheard_is_said_from_its_beginning_and_gone_on_with(engine, path):
    tokens = tokens_of(engine, TALE * 20, 120)
    begun = engine.stream(tokens, GREEDY, 12)
    for _ in range(6):
        next(begun)
    begun.close()
    steps = list(engine.stream(tokens, GREEDY, 12, go_on=True))
    answer = "".join(step.text for step in steps if isinstance(step, TextChunk))
    whole = open_model(path, PLAN)
    assert answer == said(whole, tokens, 12)[0]
    whole.close()
    # Asked for another one it is not repeated.
    assert said(engine, tokens, 12, Sampling(seed=3))[0] != answer


def test_a_long_reading_is_broken_off_inside_a_batch_and_nothing_of_it_is_mistaken_for_read(engine, path):
    tokens = tokens_of(engine, TALE * 110, 900)
    worker = Worker("test")
    reading = threading.Event()

    def work():
        for step in engine.prefill(tokens):
            reading.set()
            yield step

    job = worker.submit(work)
    assert reading.wait(30)
    job.cancel()
    assert job.wait(30)
    assert isinstance(job.end, Cancelled | Finished)
    held = engine.cached_prefix_length(tokens)
    assert said(engine, tokens)[0] == fresh(path, tokens)
    assert held <= len(tokens)
    assert worker.close()


@pytest.mark.parametrize("context_tokens", [256, 1024])
@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
def test_leaving_out_the_oldest_part_brings_no_process_down(path, context_tokens, kv_type):
    """A sliding model whose context is no longer than its window says that it can shift, and aborts."""
    flash = "on" if kv_type == "q8_0" else "off"
    plan = LoadPlan(context_tokens, batch_tokens=64, kv_type=kv_type, flash_attention=flash)
    assert run(probe_model(path, plan)).architecture


def test_a_state_goes_on_in_another_process(engine, path):
    tokens = tokens_of(engine, TALE * 40, 250)
    run(engine.prefill(tokens))
    state = engine.save(50_000_000)
    other = open_model(path, PLAN)
    assert other.restore(tokens, state)
    assert said(other, [*tokens, *tokens[:3]])[0] == fresh(path, [*tokens, *tokens[:3]])
    other.close()


def test_what_reading_will_cost_is_told_from_what_it_cost(engine):
    assert engine.prefill_seconds(100) == 0
    started = time.perf_counter()
    run(engine.prefill(tokens_of(engine, TALE * 40, 250)))
    spent = time.perf_counter() - started
    assert 0 < engine.prefill_seconds(100) < 10 * spent
    assert engine.prefill_seconds(100) <= engine.prefill_seconds(200)


# --- another answer, after the conversation was read on ---


def test_another_answer_after_the_next_turn_was_read_is_that_of_a_fresh_reading(engine, path):
    history, memories = tokens_of(engine, TALE * 20, 120), tokens_of(engine, "gema lobu sedi " * 20, 60)
    question = tokens_of(engine, "vilo runo bade", 3)
    asked = [*history, *memories, *question]
    first, _ = said(engine, asked)
    # The next turn is read without what came to mind only for this one.
    run(engine.prefill([*history, *question, *tokens_of(engine, first, 5)]))
    again, read = said(engine, asked)
    assert again == first == fresh(path, asked)
    if engine.facts.can_shift:  # the others read again what they cannot go back to
        assert read == 1
        assert engine.cached_prefix_length(asked) == len(asked)


@pytest.mark.parametrize("length", [500, 900, 1000])
def test_another_answer_is_right_however_little_room_there_is(engine, path, length):
    """What is read again takes room of its own, even where it is the same."""
    asked = tokens_of(engine, TALE * 300, length)
    first, _ = said(engine, asked, 20)
    assert said(engine, asked, 20)[0] == first
    run(engine.prefill([*asked[:-50], *tokens_of(engine, "gema lobu sedi " * 9, 60)]))
    assert said(engine, asked, 20)[0] == first


def test_going_back_to_the_conversation_before_reads_nothing_anew(engine, path):
    one, other = tokens_of(engine, TALE * 60, 300), tokens_of(engine, "gema lobu sedi " * 60, 200)
    first, _ = said(engine, one)
    run(engine.prefill(other))
    held = engine.cached_prefix_length(one)
    assert run(engine.prefill(one)) <= len(one) - held
    assert said(engine, one)[0] == first == fresh(path, one)


def test_alternatives_have_their_room_after_the_next_turn_was_read(engine, path):
    # Where windows slide each alternative takes one of its own, and a long prompt leaves no room for that.
    tokens = tokens_of(engine, TALE * 300, 900 if engine.facts.can_take_back else 200)
    said(engine, tokens)
    run(engine.prefill(tokens[: len(tokens) * 2 // 3]))
    steps = list(engine.stream_several(tokens, GREEDY, 3, 30))
    texts = ["".join(step.text for step in steps if isinstance(step, TextChunk) and step.place == n) for n in range(3)]
    assert texts[0] == texts[1] == texts[2] != ""


def test_nothing_is_kept_after_everything_was_cleared(engine):
    tokens = tokens_of(engine, TALE * 20, 120)
    said(engine, tokens)
    run(engine.prefill(tokens[:80]))
    engine.clear_cache()
    assert engine.cached_prefix_length(tokens) == 0

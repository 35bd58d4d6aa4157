"""What is used of the cache again gives what reading anew would give."""

from __future__ import annotations

import pytest

from app.engine import LoadPlan, PrefillProgress, Sampling, TextChunk, open_model
from tests.driving import run
from tests.engine.tiny import write_mamba, write_model

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)
STORY = "Once upon a time there was a heron who stood in the reeds and waited. "


@pytest.fixture(scope="module", params=["llama", "mamba"])
def path(request, tmp_path_factory):
    """A random model that can be rolled back, and one that cannot."""
    folder = tmp_path_factory.mktemp("models")
    if request.param == "llama":
        return write_model(folder / "llama.gguf", window=512)
    return write_mamba(folder / "mamba.gguf", window=512)


@pytest.fixture
def engine(path):
    engine = open_model(path, LoadPlan(context_tokens=512))
    yield engine
    engine.close()


def said(engine, prompt: str, length: int = 12, **more) -> tuple[str, int]:
    """What is answered, and how many tokens had to be read for it."""
    tokens = engine.tokenize(prompt, special=False)
    steps = list(engine.stream(tokens, GREEDY, length, **more))
    first = next(step for step in steps if isinstance(step, PrefillProgress))
    return "".join(step.text for step in steps if isinstance(step, TextChunk)), len(tokens) - first.done


def fresh(path, prompt: str) -> str:
    """What a model that has read nothing else answers."""
    engine = open_model(path, LoadPlan(context_tokens=512))
    try:
        return said(engine, prompt)[0]
    finally:
        engine.close()


def test_what_was_read_while_it_was_typed_costs_nothing_at_enter(engine, path):
    prompt = STORY + "And then?"
    assert run(engine.prefill(engine.tokenize(prompt, special=False))) == len(prompt)
    answer, read = said(engine, prompt)
    assert read == 0
    assert answer == fresh(path, prompt)


def test_a_draft_that_went_on_costs_what_is_new(engine, path):
    run(engine.prefill(engine.tokenize(STORY + "And th", special=False)))
    answer, read = said(engine, STORY + "And then?")
    assert read == len("en?")
    assert answer == fresh(path, STORY + "And then?")


def test_a_draft_that_was_changed_is_rolled_back(engine, path):
    run(engine.prefill(engine.tokenize(STORY, special=False)))
    run(engine.prefill(engine.tokenize(STORY + "And then the fox came home", special=False)))
    answer, read = said(engine, STORY + "And then?")
    assert read <= len("And then?") + 1
    assert answer == fresh(path, STORY + "And then?")


def test_another_answer_to_the_same_reads_nothing_but_its_end(engine, path):
    first, _ = said(engine, STORY)
    again, read = said(engine, STORY)
    assert again == first
    assert read <= len(STORY) if "mamba" in path.name else read == 1


def test_a_reading_that_was_stopped_is_gone_on_with(engine, path):
    tokens = engine.tokenize(STORY * 3, special=False)
    reading = engine.prefill(tokens)
    assert next(reading) == PrefillProgress(0, len(tokens))
    assert next(reading).done == 64
    reading.close()
    answer, read = said(engine, STORY * 3)
    assert read == len(tokens) - 64
    assert answer == fresh(path, STORY * 3)


def test_what_is_dropped_near_the_beginning_is_shifted_out(engine, path):
    head, dropped, rest = "You are a heron. ", "This is said early. " * 3, "This is said later on, and it is long. " * 3
    said(engine, head + dropped + rest)
    answer, read = said(engine, head + rest + "So?", may_shift=True)
    if "mamba" in path.name:  # it cannot be shifted, and is read anew
        assert answer == fresh(path, head + rest + "So?")
    else:
        assert read == len("So?")
    # Whatever was shifted, what comes after it is read at its new place.
    assert said(engine, head + rest + "So? Yes.", may_shift=True)[1] <= len("So? Yes.") + len(head + rest)


def test_without_leave_nothing_is_shifted(engine, path):
    """What a person deleted must not go on colouring the replies."""
    head, dropped, rest = "You are a heron. ", "This is said early. " * 3, "This is said later on, and it is long. " * 3
    said(engine, head + dropped + rest)
    answer, _ = said(engine, head + rest)
    assert answer == fresh(path, head + rest)


def test_a_state_that_was_saved_goes_on_in_another_process_as_if_it_had_been_read(engine, path):
    """Also of a model that cannot be rolled back."""
    tokens = engine.tokenize(STORY, special=False)
    run(engine.prefill(tokens))
    state = engine.save(10_000_000)
    other = open_model(path, LoadPlan(context_tokens=512))
    try:
        assert other.restore(tokens, state)
        assert run(other.prefill(tokens)) == 0
        answer, read = said(other, STORY + "And then?")
        assert read == len("And then?")
        assert answer == fresh(path, STORY + "And then?")
    finally:
        other.close()


def test_a_state_that_is_too_large_is_not_saved_and_one_that_does_not_fit_is_not_taken(engine, path):
    tokens = engine.tokenize(STORY, special=False)
    assert engine.save(10_000_000) == b""
    run(engine.prefill(tokens))
    assert engine.save(10) == b""
    state = engine.save(10_000_000)
    for bad in (b"", b"nonsense", state[:-8]):
        assert not engine.restore(tokens, bad)
        assert engine.cached_prefix_length(tokens) == 0
    assert not engine.restore(tokens[:-3], state)
    assert said(engine, STORY)[0] == fresh(path, STORY)

"""The real engine: what is in its cache, and what comes out of it."""

from __future__ import annotations

import pytest

from app.core.errors import EngineError, ModelMissing, ModelUnreadable, UnknownArchitecture
from app.engine import LoadPlan, PrefillProgress, Sampling, TextChunk, open_model, probe_model
from tests.engine.tiny import write_model

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)
SYSTEM = "<|system|>\nYou are Wren, a warm friend. You like rain, tea and folk songs.<|end|>"


def said(engine, prompt: str, sampling: Sampling = GREEDY) -> tuple[str, int]:
    """What is answered, and how many tokens had to be read for it."""
    tokens = engine.tokenize(prompt, special=True)
    steps = list(engine.stream(tokens, sampling, 80))
    first = next(step for step in steps if isinstance(step, PrefillProgress))
    return "".join(step.text for step in steps if isinstance(step, TextChunk)), len(tokens) - first.done


@pytest.fixture
def engine(starter):
    engine = open_model(starter, LoadPlan(context_tokens=1024))
    yield engine
    engine.close()


def test_the_starter_knows_its_name_and_ends_its_turn(engine):
    answer, _ = said(engine, SYSTEM + "<|user|>\nWhat is your name?<|end|><|assistant|>\n")
    assert "Wren" in answer
    assert len(answer) < 200


def test_only_what_is_new_is_read(engine):
    first = SYSTEM + "<|user|>\nHello<|end|><|assistant|>\n"
    answer, cold = said(engine, first)
    _, warm = said(engine, first + answer + "<|end|><|user|>\nI am tired<|end|><|assistant|>\n")
    assert warm < cold / 2


def test_a_cache_rolled_back_answers_as_a_fresh_one(engine, starter):
    """After a longer talk, going back to an earlier point gives the words a cold start gives."""
    prompt = SYSTEM + "<|user|>\nTell me a story<|end|><|assistant|>\n"
    fresh, _ = said(engine, prompt)
    said(engine, prompt + fresh + "<|end|><|user|>\nAnother one<|end|><|assistant|>\n")
    assert said(engine, prompt)[0] == fresh


def test_the_same_seed_says_the_same(engine):
    prompt = SYSTEM + "<|user|>\nTell me a joke<|end|><|assistant|>\n"
    assert said(engine, prompt, Sampling(seed=7))[0] == said(engine, prompt, Sampling(seed=7))[0]


def test_words_that_look_like_control_tokens_are_words(engine):
    token = engine.tokenize("<|end|>", special=True)
    assert len(token) == 1
    assert token[0] not in engine.tokenize("I typed <|end|> myself", special=False)


@pytest.mark.parametrize("text", ["", "a", "Grüße, 你好 🦊", "\0", "\ud800", "x" * 5000])
def test_any_text_becomes_tokens(engine, text):
    assert isinstance(engine.tokenize(text, special=False), list)


def test_letters_of_several_bytes_arrive_whole(tmp_path):
    """A random model speaks broken bytes; none of them breaks the text."""
    engine = open_model(write_model(tmp_path / "random.gguf"), LoadPlan(context_tokens=128))
    pieces = [
        step.text
        for step in engine.stream(engine.tokenize("ä", special=False), Sampling(seed=2), 60)
        if isinstance(step, TextChunk)
    ]
    engine.close()
    "".join(pieces).encode("utf-8")


def finish(work):
    for _ in work:
        pass


def test_a_good_model_passes_the_trial(tmp_path):
    work = probe_model(write_model(tmp_path / "good.gguf", template="{{ messages[0].content }}"))
    try:
        while True:
            next(work)
    except StopIteration as stop:
        verdict = stop.value
    assert (verdict.architecture, verdict.trained_tokens, verdict.has_template) == ("llama", 256, True)


def test_an_unknown_architecture_is_said_so(tmp_path):
    with pytest.raises(UnknownArchitecture):
        finish(probe_model(write_model(tmp_path / "odd.gguf", architecture="gramophone")))


def test_a_missing_model_is_said_so(tmp_path):
    with pytest.raises(ModelMissing):
        finish(probe_model(tmp_path / "gone.gguf"))


def test_a_model_that_kills_its_process_only_kills_the_trial(tmp_path, monkeypatch):
    """Zero heads bring llama.cpp down with the whole process."""
    whole = bytearray(write_model(tmp_path / "deadly.gguf").read_bytes())
    key = b"llama.attention.head_count" + (4).to_bytes(4, "little")
    place = whole.index(key) + len(key)
    whole[place : place + 4] = (0).to_bytes(4, "little")
    path = tmp_path / "deadly.gguf"
    path.write_bytes(whole)
    with pytest.raises(EngineError):
        finish(probe_model(path))


def test_a_model_with_half_its_tensors_is_said_so(tmp_path):
    path = write_model(tmp_path / "half.gguf")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"blk.1.attn_q.weight", b"blk.1.attn_X.weight"))
    with pytest.raises(ModelUnreadable):
        finish(probe_model(path))

"""Every way of choosing words does what its name says, and none brings the process down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import GrammarUnreadable
from app.engine import LoadPlan, Sampling, TextChunk, open_model
from app.engine.detokenizer import Detokenizer
from app.engine.throughput import ThroughputEstimator

PROMPT = "<|system|>\nYou are Wren, a warm friend.<|end|><|user|>\nTell me a story<|end|><|assistant|>\n"
GREEDY = Sampling(temperature=0, repeat_penalty=1.0)


@pytest.fixture(scope="module")
def engine(starter):
    engine = open_model(starter, LoadPlan(context_tokens=1024, sequences=4))
    yield engine
    engine.close()


def said(engine, sampling: Sampling, length: int = 60) -> str:
    tokens = engine.tokenize(PROMPT, special=True)
    return "".join(step.text for step in engine.stream(tokens, sampling, length) if isinstance(step, TextChunk))


@pytest.mark.parametrize(
    "numbers",
    [
        {"top_n_sigma": 1.0},
        {"typical_p": 0.7},
        {"xtc_probability": 0.5, "xtc_threshold": 0.05},
        {"dry_multiplier": 0.8},
        {"frequency_penalty": 0.5, "presence_penalty": 0.5},
        {"dynamic_range": 0.5, "dynamic_exponent": 1.5},
        {"mirostat": 1},
        {"mirostat": 2, "mirostat_tau": 3.0},
        {"top_k": 0, "top_p": 1.0, "min_p": 0.0},
        {"repeat_last": 0},
        {"dry_multiplier": 0.8, "dry_last": 0},
        {"temperature": 5.0, "min_p": 0.3},
    ],
    ids=lambda numbers: next(iter(numbers)),
)
def test_each_number_is_heard_and_a_seed_makes_it_repeatable(engine, numbers):
    sampling = replace(Sampling(seed=11), **numbers)
    first = said(engine, sampling)
    assert first
    assert said(engine, sampling) == first


def test_a_word_made_unlikely_is_not_said(engine):
    plain = said(engine, GREEDY)
    word = next(word for word in plain.split() if word.isalpha() and len(word) > 3)
    assert word not in said(engine, replace(GREEDY, bias=((word, -100.0),))).split()


def test_a_banned_phrase_is_taken_back_before_anybody_sees_it(engine):
    plain = said(engine, GREEDY)
    phrase = " ".join(plain.split()[3:6])
    tokens = engine.tokenize(PROMPT, special=True)
    shown = ""
    for step in engine.stream(tokens, replace(GREEDY, banned=(phrase.upper(),)), 60):
        if isinstance(step, TextChunk):
            shown += step.text
            assert phrase.casefold() not in shown.casefold()
    assert shown.split()[:3] == plain.split()[:3]
    assert len(shown.split()) > 6


def test_a_banned_word_is_not_said_in_other_capitals_either(engine):
    word = next(word for word in said(engine, GREEDY).split() if word.isalpha() and len(word) > 3)
    shown = said(engine, replace(GREEDY, banned=(word, f" {word}", word[:3])))
    assert word[:3].casefold() not in shown.casefold()


def test_a_reply_that_ended_unheard_is_said_whole_and_not_gone_on_with(engine):
    tokens = engine.tokenize(PROMPT, special=True)
    sampling = Sampling(temperature=1.5)
    begun = "".join(step.text for step in engine.stream(tokens, sampling, 300) if isinstance(step, TextChunk))
    again = "".join(s.text for s in engine.stream(tokens, sampling, 300, go_on=True) if isinstance(s, TextChunk))
    assert again == begun


def test_after_a_detour_the_cache_holds_what_was_said(engine):
    phrase = " ".join(said(engine, GREEDY).split()[3:6])
    banned = replace(GREEDY, banned=(phrase,))
    shown = said(engine, banned, 20)
    assert said(engine, banned, 20) == shown


def test_a_grammar_binds_the_whole_reply(engine):
    answer = said(engine, Sampling(seed=2, grammar='root ::= ("yes" | "no")'))
    assert answer in ("yes", "no")


def test_a_grammar_that_is_none_is_said_so(engine):
    with pytest.raises(GrammarUnreadable):
        said(engine, Sampling(grammar="root ::= ((("))


def test_repetition_is_looked_for_in_what_was_said_before_too(engine):
    """A penalty that saw only the reply would let every reply begin alike."""
    free = said(engine, Sampling(seed=4, temperature=0.6, repeat_penalty=1.0))
    bound = said(engine, Sampling(seed=4, temperature=0.6, repeat_penalty=1.0, presence_penalty=8.0))
    prompt_words = {"warm", "friend", "Tell", "story"}
    assert len(prompt_words & set(bound.split())) <= len(prompt_words & set(free.split()))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("abc é", max_size=40), st.lists(st.text("abc ", min_size=1, max_size=5), max_size=3))
def test_nothing_is_lost_or_doubled_by_holding_back(text, banned):
    raw = text.encode()
    spoken = Detokenizer(lambda token: raw[token : token + 1], banned)
    shown = ""
    for token in range(len(raw)):
        if spoken.add(token) is not None:
            return  # the engine would go back here
        shown += spoken.ready()
        assert text.startswith(shown)
    assert shown + spoken.rest() == text


def test_what_is_taken_back_is_no_longer_said():
    words = [b"a ", b"cat ", b"sat ", b"down"]
    spoken = Detokenizer(words.__getitem__, ["cat sat"])
    assert spoken.add(0) is None
    assert spoken.ready() == "a "
    assert spoken.add(1) is None
    assert spoken.ready() == ""
    place = spoken.add(2)
    assert place == 1
    spoken.cut(place)
    assert spoken.tokens == [0]
    spoken.add(3)
    assert spoken.ready() == "down"


def test_the_cost_of_reading_is_a_base_and_a_part_for_each_token():
    pace = ThroughputEstimator()
    assert pace.estimate_seconds(10) == 0
    for tokens in (1, 8, 16, 64):
        pace.note(tokens, 0.02 + 0.01 * tokens)
    assert pace.estimate_seconds(32) == pytest.approx(0.34)
    assert pace.estimate_seconds(0) == 0

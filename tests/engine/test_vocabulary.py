"""What is remembered of a prompt's tokens gives what reading it anew would give."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine import LoadPlan, open_model
from tests.engine.kinds import write_kind

PARTS = ["<|system|>", "<|user|>", "<|assistant|>", "<|end|>", "<|im_end|>", "\n", " ", "Hello", "you there", "<", "|>"]


@pytest.fixture(scope="module", params=["starter", "llama"])
def vocabulary(request, starter, tmp_path_factory):
    path = starter if request.param == "starter" else write_kind("llama", tmp_path_factory.mktemp("kinds"))
    engine = open_model(path, LoadPlan(context_tokens=256))
    yield engine._vocabulary
    engine.close()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=6)), max_size=12), st.booleans())
def test_cut_at_its_marks_a_text_has_the_same_tokens(vocabulary, parts, special):
    text = "".join(parts)
    assert vocabulary.tokens(text, special=special) == vocabulary._read(text, special=special)


def test_what_was_asked_for_is_nobody_elses_to_change(vocabulary):
    first = vocabulary.tokens("Hello there", special=False)
    first.append(1)
    assert vocabulary.tokens("Hello there", special=False) == first[:-1]


def test_no_more_is_remembered_than_a_window_could_hold(vocabulary, monkeypatch):
    before = len(vocabulary._remembered)
    monkeypatch.setattr("app.engine.vocabulary.REMEMBERED", before)
    for number in range(20):
        vocabulary.tokens(f"text {number}", special=False)
    assert len(vocabulary._remembered) == before

"""How words are chosen: the manner, the model's own wishes, and what a person changed, each over the one before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import resources
from app.core.scope import Scope
from app.core.translation import sentence
from app.engine import Sampling
from app.engine.scripted import FACTS
from app.models import KNOBS, SamplingOverrides, sampling_for
from app.models.sampling_presets import accepted, biases
from app.personas import PersonaStore, starter_sketches

ASKS = replace(FACTS, metadata={"general.sampling.temp": "0.6", "general.sampling.top_k": "20"})


@pytest.fixture
def choice(vault):
    PersonaStore(vault).add_starters(starter_sketches(resources() / "personas"))
    return SamplingOverrides(vault)


def test_a_model_that_says_how_it_wants_to_be_sampled_is_heard():
    assert sampling_for("lively", ASKS).temperature == 0.6
    assert sampling_for("lively", ASKS).top_k == 20
    assert sampling_for("steady", ASKS).temperature < 0.6 < sampling_for("wild", ASKS).temperature


@pytest.mark.parametrize("value", ["nan", "1e99", "-3", "warm", ""])
def test_a_model_that_says_nonsense_is_not(value):
    strange = replace(FACTS, metadata={"general.sampling.temp": value})
    assert sampling_for("lively", strange) == sampling_for("lively", FACTS)


def test_what_is_more_particular_holds(choice):
    choice.put(Scope(), "temperature", 0.1)
    choice.put(Scope(model="m"), "temperature", 0.2)
    choice.put(Scope(1), "temperature", 0.3)
    choice.put(Scope(1, model="m"), "temperature", 0.4)
    for persona, model, temperature in ((2, "n", 0.1), (2, "m", 0.2), (1, "n", 0.3), (1, "m", 0.4)):
        assert sampling_for("wild", FACTS, choice.changed_for(persona, model)).temperature == temperature
    choice.put(Scope(1, model="m"), "temperature", None)
    assert sampling_for("wild", FACTS, choice.changed_for(1, "m")).temperature == 0.3
    choice.reset(Scope(1))
    assert choice.of(Scope(1)) == {}


def test_a_companion_can_have_a_manner_of_its_own(choice):
    choice.put(Scope(1), "manner", "steady")
    assert sampling_for("wild", FACTS, choice.changed_for(1, "m")) == sampling_for("steady", FACTS)


def test_what_was_changed_for_a_companion_goes_with_it(choice, vault):
    choice.put(Scope(2), "banned", "a private phrase")
    PersonaStore(vault).remove(2)
    assert vault.read("SELECT * FROM word_choice") == []
    assert b"a private phrase" not in vault.connection().serialize("main")


@pytest.mark.parametrize(
    ("key", "value"),
    [("temperature", -1), ("temperature", float("nan")), ("temperature", "hot"), ("temperature", True),
     ("top_p", 0), ("mirostat", 3), ("bias", "word"), ("manner", "rude"), ("colour", 1)],
)  # fmt: skip
def test_what_is_out_of_its_span_is_not_kept(choice, key, value):
    with pytest.raises(ValueError, match=key):
        choice.put(Scope(), key, value)
    assert choice.of(Scope()) == {}


def test_every_knob_is_a_number_of_the_engines_and_its_usual_value_is_in_its_span():
    for knob in KNOBS:
        usual = getattr(Sampling(), knob.key)
        assert accepted(knob.key, usual) == usual
        assert sentence(knob.label)[0].isupper()
        assert sentence(knob.help).endswith(".")


@given(st.dictionaries(st.sampled_from([knob.key for knob in KNOBS]), st.one_of(st.floats(), st.integers(), st.text())))
def test_whatever_stands_in_the_vault_the_numbers_stay_in_their_spans(numbers):
    sampling = sampling_for("lively", FACTS, [numbers])
    for knob in KNOBS:
        assert knob.low <= getattr(sampling, knob.key) <= knob.high


def test_words_are_made_likelier_or_less_by_a_line_each():
    assert biases("suddenly -5\nin fact: 2.5\n\n") == (("suddenly", -5.0), ("in fact", 2.5))
    assert biases("suddenly") is None
    assert biases("suddenly 500") is None


def test_the_starter_is_kept_from_saying_a_phrase_again_and_again_but_for_who_set_it_otherwise():
    starter = replace(FACTS, metadata={"inglenook.starter": "base"})
    assert sampling_for("steady", starter).dry_multiplier > 0
    assert sampling_for("steady", starter, [{"dry_multiplier": 0.0}]).dry_multiplier == 0
    assert sampling_for("steady", FACTS).dry_multiplier == 0


def test_the_starter_does_not_say_aloud_what_it_was_told_whatever_else_is_banned():
    starter = replace(FACTS, metadata={"inglenook.starter": "true"})
    assert "You remember:" in sampling_for("lively", starter).banned
    assert {"You remember:", "darling"} <= set(sampling_for("lively", starter, [{"banned": "darling"}]).banned)
    assert sampling_for("lively", FACTS).banned == ()

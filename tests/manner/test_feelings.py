"""Feelings are told from messages: by words that leave no doubt, and from examples."""

from __future__ import annotations

import random

import pytest

from app.diagnostics.bench import read_lines
from app.manner import FEELINGS, LABELS, NOTHING, TraitLevel, fit, named_in, read_feelings, read_traits, whole_sentences
from app.presence import EXPRESSIONS, feeling_of


def test_every_feeling_has_examples_a_face_and_names():
    words = read_feelings()
    for label in LABELS:
        assert sum(label == each for each, _ in words.examples) >= 50
        assert words.faces[label] in EXPRESSIONS
    assert set(words.names) == set(words.called) == set(FEELINGS)
    # Who can only read a part of the examples has some of every feeling.
    assert {label for label, _ in words.examples[: len(LABELS)]} == set(LABELS)


def test_what_is_measured_with_was_never_learnt_from():
    lines = read_lines()
    assert [sum(label == each for each, _ in lines) for label in LABELS] == [50] * 8 + [60]
    assert not {text for _, text in lines} & {text for _, text in read_feelings().examples}


@pytest.mark.parametrize(
    ("said", "felt"),
    [
        ("my grandmother died last night", "sad"),
        ("I GOT THE JOB!!", "happy"),
        ("he stole my parking place, I'm so angry", "angry"),
        ("i'm so tired", "tired"),
        ("i'm not angry", ""),
        ("I push the oak door", ""),
        ("what's the capital of Norway", ""),
    ],
)
def test_words_that_leave_no_doubt_are_enough(said, felt):
    found = feeling_of(said, read_feelings().cues)
    assert (found.expression if found.is_clear else "") == felt


def vectors(seed: int, *, spread: float, count: int = 20) -> tuple[list[list[float]], list[str]]:
    """Vectors around a place for each label, so far apart from it."""
    rng = random.Random(seed)
    places = {label: [rng.gauss(0, 1) for _ in range(32)] for label in LABELS}
    pairs = [(label, [at + rng.gauss(0, spread) for at in places[label]]) for label in LABELS for _ in range(count)]
    return [vector for _, vector in pairs], [label for label, _ in pairs]


def test_what_lies_apart_is_told_apart_and_the_estimate_is_honest():
    learnt = fit(*vectors(1, spread=0.3))
    assert learnt.is_useful
    assert learnt.right / learnt.of > 0.95
    apart = fit(*vectors(1, spread=0.3, count=10))
    found, labels = vectors(1, spread=0.3)
    assert sum(apart.label(vector)[0] == label for vector, label in zip(found, labels, strict=True)) > 0.95 * len(
        labels
    )


def test_what_cannot_be_told_apart_is_of_no_use_and_nothing_is_said_of_it():
    found, labels = vectors(2, spread=40)
    learnt = fit(found, labels)
    assert learnt.right / learnt.of < 0.35
    assert not learnt.is_useful


def test_nothing_is_said_where_two_feelings_are_as_near():
    found, labels = vectors(3, spread=0.9)
    learnt = fit(found, labels)
    said = [(learnt.feeling(vector), label) for vector, label in zip(found, labels, strict=True)]
    clear = [(felt, label) for felt, label in said if felt]
    assert 0 < len(clear) < len(said)
    assert sum(felt == label for felt, label in clear) >= 0.85 * len(clear)
    assert not any(felt == NOTHING for felt, _ in said)


def test_a_thought_counts_as_far_as_its_last_whole_sentence():
    assert whole_sentences("She is sad. She needs\n to be held. Avoid jo") == "She is sad. She needs to be held."
    assert whole_sentences("no sentence at all") == ""
    assert named_in("She is grieving, and full of sorrow; not angry.") == "sad"
    assert named_in("Nothing much.") == ""


def test_a_model_is_told_of_every_trait_but_those_that_are_only_seen():
    for trait, levels in read_traits().items():
        assert levels[TraitLevel.OFF] == ""
        assert bool(levels[TraitLevel.LIGHT]) == bool(levels[TraitLevel.MARKED]) == (trait.value != "rhythm")

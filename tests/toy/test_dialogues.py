"""What the toy is trained on, and examined with."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging" / "toy"))

import dialogues
import grammar
import people
import talk

sys.path.pop(0)


@pytest.fixture(scope="module")
def many():
    chance = random.Random(4)
    return [dialogues.dialogue(chance) for _ in range(1500)]


def lines_of(content: object):
    match content:
        case str():
            yield content
        case list() | tuple():
            for part in content:
                yield from lines_of(part)
        case dict():
            yield from lines_of(list(content.values()))


def test_every_choice_is_resolved_and_every_slot_filled(many):
    for line in (line for lines in many for line in lines):
        assert not set(line["content"]) & set("{}|()~"), line["content"]
        assert line["content"].strip() == line["content"]
        assert "  " not in line["content"]


def test_a_dialogue_begins_with_the_persona_and_takes_turns(many):
    for lines in many:
        roles = [line["role"] for line in lines]
        assert roles[0] == "system"
        spoken = [role for role in roles if role != "system"]
        assert spoken == ["user", "assistant"] * (len(spoken) // 2)


def test_wordings_kept_for_the_examination_are_never_trained_on(many):
    kept = {
        grammar.say(line, random.Random(0)).lower().rstrip(".?!")
        for name in vars(talk)
        for line in lines_of(getattr(talk, name) if name.isupper() else [])
        if line.startswith("~") and "{" not in line and "(" not in line
    }
    assert len(kept) > 40
    said = {line["content"].lower().rstrip(".?!") for lines in many for line in lines if line["role"] == "user"}
    assert kept & said == set()


def test_names_kept_for_the_examination_are_never_trained_on(many):
    words = {word.strip(".,!?'*") for lines in many for line in lines for word in line["content"].split()}
    assert words & set(people.UNSEEN_NAMES) == set()


def test_the_companion_answers_with_the_name_it_was_given():
    chance = random.Random(8)
    for _ in range(50):
        world = dialogues.world(chance, unseen=True)
        assert world.name in dialogues.own_name(world)[1]


def test_an_unbalanced_choice_is_noticed():
    with pytest.raises(ValueError, match="unbalanced"):
        grammar.choose("a|b)", random.Random(0))

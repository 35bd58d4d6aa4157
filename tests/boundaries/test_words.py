"""What is recognised in words: topics, the safe word, a sincere question, a refusal, and where help may be needed."""

from __future__ import annotations

import pytest

from app.boundaries import (
    LEVEL_STEPS,
    Bounds,
    Level,
    Need,
    Question,
    Theme,
    Whose,
    asked,
    is_refusal,
    is_safe_word,
    needed,
    why,
)
from app.boundaries.care import country_of, lines_for, read_lines
from app.boundaries.topics import place_of, touched
from app.core.paths import resources

OPEN = Bounds(LEVEL_STEPS[Level.OPEN])
GENTLE = Bounds(LEVEL_STEPS[Level.GENTLE], never=("spiders",))


@pytest.mark.parametrize(
    ("topic", "text"),
    [("spiders", "A spider ran away."), ("spiders", "SPIDERS!"), ("my ex Daniel", "My ex, Daniel, called."),
     ("cancer, tumours", "They found a tumour."), ("anything about snakes", "One snake is enough."),
     ("Größe", "die grösse"), ("war", "The war is over.")],
)  # fmt: skip
def test_a_topic_is_found_in_its_forms(topic, text):
    assert touched([topic], text) == topic


@pytest.mark.parametrize(("topic", "text"), [("spiders", "Inspired by cider."), ("my ex Daniel", "Daniel is here."),
                                             ("war", "A warm day."), ("", "anything"), (",", "a, b")])  # fmt: skip
def test_a_topic_is_not_found_where_it_is_not(topic, text):
    assert touched([topic], text) is None


def test_a_topic_is_placed_at_the_sentence_it_stands_in():
    text = "It is dark. Spiders hang here. You run."
    assert text[: place_of("spiders", text)].rstrip() == "It is dark."


@pytest.mark.parametrize(("text", "is_it"), [("red light", True), ("Red Light!!", True), ("RED-LIGHT", True),
                                             ("the red light is on", False), ("red", False), ("", False)])  # fmt: skip
def test_the_safe_word_counts_alone_however_it_is_written(text, is_it):
    assert is_safe_word(text, "red light") is is_it


def test_without_a_safe_word_nothing_is_one():
    assert not is_safe_word("", "")
    assert not is_safe_word("!", "!")


@pytest.mark.parametrize(
    "text",
    ["Are you real?", "are you a bot", "Are you a real person or an AI?", "Am I talking to a human?",
     "Honestly, is this a real person?", "you're an AI, right?", "Do you have feelings?", "Do you really exist?",
     "is there a human behind this?", "Please tell me whether you are a machine.", "What are you, really?",
     "R u there? are u a real girl?"],
)  # fmt: skip
def test_a_sincere_question_is_recognised(text):
    assert asked(text) is Question.SINCERE


@pytest.mark.parametrize(
    "text",
    ["Are you tired?", "Are you really going?", "Are you a real estate agent?", "Is this a real sword?",
     "How are you?", "Are you human or elf?", "The robot asks who we are.", "You are my best friend, right?",
     "Are you coming? There is a man at the door."],
)  # fmt: skip
def test_another_question_is_not(text):
    assert asked(text) is None


def test_in_a_scene_the_question_may_be_the_storys():
    assert asked('*He stares.* "Are you real?"') is Question.IN_SCENE


@pytest.mark.parametrize(
    "reply",
    ["I'm sorry, but I can't continue with this scene.", "As an AI language model, I do not have a body.",
     "I cannot engage in that kind of roleplay.", "I must decline.", "I'm not comfortable writing explicit content.",
     "That goes against my guidelines. Let's talk about something else.",
     "I am unable to assist with that request."],
)  # fmt: skip
def test_a_refusal_is_recognised(reply):
    assert is_refusal(reply)


@pytest.mark.parametrize(
    "reply",
    ["I can't dance tonight, my ankle hurts.", "*She shakes her head.* I won't tell you where the key is.",
     "I'm sorry, I forgot your birthday.", "I cannot believe you came!", "No. Not in this weather.",
     "I would rather not go into that cave."],
)  # fmt: skip
def test_a_companions_own_no_is_none(reply):
    assert not is_refusal(reply)


def test_whose_no_it_was_is_told():
    no = "I'm sorry, but I can't write that content."
    assert why(no, "A spider comes.", GENTLE).whose is Whose.TOPIC
    refusal = why(no, "Kiss me, I'm in love.", GENTLE)
    assert (refusal.whose, refusal.theme) == (Whose.LEVEL, Theme.ROMANCE)
    assert why(no, "Tell me of the sea.", OPEN).whose is Whose.TRAINING
    assert why("Of course.", "Tell me of the sea.", OPEN) is None


@pytest.mark.parametrize(
    ("text", "need"),
    [("I want to kill myself", Need.SUICIDE), ("i don't want to live anymore", Need.SUICIDE),
     ("I've been cutting myself again", Need.SUICIDE), ("everyone would be better off without me", Need.SUICIDE),
     ("My husband hits me when he drinks", Need.ABUSE), ("I was raped last year", Need.ABUSE),
     ("I'm afraid to go home to my father", Need.ABUSE), ("He won't let me see my friends", Need.ABUSE)],
)  # fmt: skip
def test_words_of_need_are_heard(text, need):
    assert needed(text) is need


@pytest.mark.parametrize(
    "text",
    ["This heat is killing me", "I cut myself shaving", "I don't want to live in London anymore",
     "I could kill for a coffee",
     '*stabs the guard* "I will kill you!"', "I'm dying to see you", "He hit me up for lunch",
     "My brother beat me at chess",
     "I'm not suicidal, just tired", "The hero wants to die in the end of the book"],
)  # fmt: skip
def test_ordinary_words_show_nothing(text):
    assert needed(text) is None


def test_every_help_line_names_its_source_and_waits_for_a_person():
    path = resources() / "help" / "lines.toml"
    lines = read_lines(path)
    assert all(line.source.startswith("http") and line.read_on and line.reach for line in lines)
    assert path.read_text("utf-8").count("to_be_confirmed = true") == len(lines)
    assert [line.name for line in lines_for(lines, "gb", Need.SUICIDE)] == ["Samaritans"]
    assert lines_for(lines, "ZZ", Need.SUICIDE) == []


@pytest.mark.parametrize(("locale", "country"), [("de_AT.UTF-8", "AT"), ("en-GB", "GB"), ("zh_Hans_CN", "CN"),
                                                 ("C", ""),
                                                 ("", ""), ("English_United States", "")])  # fmt: skip
def test_the_country_comes_from_the_locale(locale, country):
    assert country_of(locale) == country

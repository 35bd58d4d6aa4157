"""What is recognised in words: topics, the safe word, a sincere question, a refusal, and where help may be needed."""

from __future__ import annotations

import pytest

from app.boundaries import (
    LEVEL_STEPS,
    Bounds,
    CrisisKind,
    Level,
    Question,
    Theme,
    Whose,
    asked,
    classify_crisis,
    is_refusal,
    is_safe_word,
    why,
)
from app.boundaries.crisis import country_of, lines_for, read_lines
from app.boundaries.topics import place_of, touched
from app.core.paths import resources

HEAVY = [
    "I wanna die",
    "I feel like dying",
    "I should just die",
    "I'd rather be dead",
    "I have suicidal thoughts",
    "I took a whole bottle of pills",
    "I want to disappear forever",
    "life isn't worth living",
    "I don't see a reason to keep living",
    "nobody would miss me if I were gone",
    "I wish I'd never been born",
    "I relapsed, I cut again",
    "I burnt myself on purpose",
    "I just want it all to end",
    "I can't do this anymore, I want out",
    "I want to kill myself",
    "i don't want to live anymore",
    "I've been cutting myself again",
    "everyone would be better off without me",
    "I want to die, I can't go on",
]
HURT = [
    "I've been raped",
    "I've been beaten by my husband",
    "someone raped me",
    "I'm scared of my husband",
    "My boyfriend pushed me down the stairs",
    "He forces himself on me",
    "my girlfriend gets violent",
    "a man groped me on the bus",
    "my boyfriend controls all my money",
    "My husband hits me when he drinks",
    "I was raped last year",
    "I'm afraid to go home to my father",
    "He won't let me see my friends",
    "I'm 16 and my boyfriend forced me to have sex.",
    "I was a teenager when he kissed me against my will.",
]

OPEN = Bounds(LEVEL_STEPS[Level.OPEN])
GENTLE = Bounds(LEVEL_STEPS[Level.GENTLE], never=("spiders",))


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("spiders", "A spider ran away."),
        ("spiders", "SPIDERS!"),
        ("my ex Daniel", "My ex, Daniel, called."),
        ("cancer, tumours", "They found a tumour."),
        ("anything about snakes", "One snake is enough."),
        ("Größe", "die grösse"),
        ("war", "The war is over."),
        ("rape", "raped"),
        ("bone", "bones"),
        ("fire", "fires"),
        ("stab", "stabbed"),
        ("kidnapping", "a kidnap"),
        ("knife", "knives"),
        ("dying", "she dies"),
        ("death", "dead"),
        ("suicide", "suicidal"),
        ("no spiders", "a spider"),
        ("don't talk about my ex", "my ex"),
        ("蜘蛛", "他怕蜘蛛。"),
        ("Spiders", "a spider"),
    ],
)
def test_a_topic_is_found_in_its_forms(topic, text):
    assert touched([topic], text) == topic


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("spiders", "Inspired by cider."),
        ("my ex Daniel", "Daniel is here."),
        ("war", "A warm day."),
        ("", "anything"),
        (",", "a, b"),
        ("James", "jam"),
        ("rape", "a rap song"),
    ],
)
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
    assert not is_safe_word("!", "")
    assert is_safe_word(" 🛑 ", "🛑")


@pytest.mark.parametrize(
    "text",
    [
        "Are you an actual human being?",
        "r u real",
        "so you're not real?",
        "You aren't real, are you?",
        "You're not a real person.",
        "Who am I talking to?",
        "What are you?",
        "Are you ChatGPT?",
        "Can you feel anything?",
        "Is someone reading this?",
        "Is a human typing this?",
        "is anyone actually there?",
        "are you some kind of AI?",
        "Aren't you just a bot?",
        "I need to know if you're a real person",
        "Do you actually love me or are you just programmed to?",
        "Is it a real person who answers?",
        "Are you real?",
        "are you a bot",
        "Are you a real person or an AI?",
        "Am I talking to a human?",
        "Honestly, is this a real person?",
        "you're an AI, right?",
        "Do you have feelings?",
        "Do you really exist?",
        "is there a human behind this?",
        "Please tell me whether you are a machine.",
        "What are you, really?",
        "R u there? are u a real girl?",
    ],
)
def test_a_sincere_question_is_recognised(text):
    assert asked(text) is Question.SINCERE


@pytest.mark.parametrize(
    "text",
    [
        "What are you really doing tonight?",
        "What are you actually afraid of?",
        "What are you actually cooking?",
        "I'm texting with a guy from work.",
        "I'm talking to a woman from Berlin.",
        "I'm chatting with a girl from my course",
        "I am talking to a person at the bank tomorrow",
        "Are you alive? Talk to me! The roof came down.",
        "Are you alive and well?",
        "Are you conscious? Open your eyes!",
        "Are you a model? You look stunning.",
        "Are you a man or a mouse?",
        "are you a girl",
        "Are you a girl or a boy?",
        "is that person behind you",
        "Is there someone behind the door?",
        "Do you have feelings for me?",
        "Do you have feelings for him?",
        "Do you have any emotions about the election?",
        "you are a real woman, yes",
        "Are you human, Geralt?",
        "My teacher asked me: are you a machine?",
        "I write a story where the hero asks, are you human?",
        "Are you tired?",
        "Are you really going?",
        "Are you a real estate agent?",
        "Is this a real sword?",
        "How are you?",
        "Are you human or elf?",
        "The robot asks who we are.",
        "You are my best friend, right?",
        "Are you coming? There is a man at the door.",
    ],
)
def test_another_question_is_not(text):
    assert asked(text) is None


def test_in_a_scene_the_question_may_be_the_storys():
    assert asked('*He stares.* "Are you real?"') is Question.IN_SCENE


@pytest.mark.parametrize(
    "reply",
    [
        "I'm sorry, I can't do that.",
        "I'm not comfortable with that.",
        "I don't feel comfortable writing about that.",
        "I apologize, but I'm not comfortable continuing this roleplay.",
        "I'd rather not write explicit scenes.",
        "That's not something I'm able to write.",
        "My guidelines prevent me from writing this.",
        "I'm sorry but this is not appropriate.",
        "I'm sorry, but I can't continue with this scene.",
        "As an AI language model, I do not have a body.",
        "I cannot engage in that kind of roleplay.",
        "I must decline.",
        "I'm not comfortable writing explicit content.",
        "That goes against my guidelines. Let's talk about something else.",
        "I am unable to assist with that request.",
        "I'm sorry, but I can't write that content.",
        "I'm sorry, but I can't write romantic content.",
    ],
)
def test_a_refusal_is_recognised(reply):
    assert is_refusal(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "I can't describe this feeling.",
        "I can't help that I love you.",
        "I couldn't help this smile.",
        "Let's talk about something else.",
        "Let's keep it safe.",
        "I must decline your offer, my lord.",
        "I won't help you with this heist.",
        "I can't answer that. Only my sister knows.",
        "I can't support that decision, captain.",
        "I'm sorry, but I can't stay for this.",
        "It's against my principles to sell a sword.",
        "As an assistant to the mayor I know everything.",
        "Outside our boundaries lies the old forest.",
        "I can't go on with this dance, my feet hurt.",
        "I can't dance tonight, my ankle hurts.",
        "I'm sorry, I forgot your birthday.",
        "I cannot believe you came!",
        "I would rather not go into that cave.",
    ],
)
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
    [*((text, CrisisKind.SUICIDE) for text in HEAVY), *((text, CrisisKind.ABUSE) for text in HURT)],
)
def test_words_of_need_are_heard(text, need):
    assert classify_crisis(text) is need


@pytest.mark.parametrize(
    "text",
    [
        "My grandmother is going to die.",
        "my dog is going to die soon",
        "We're all going to die!",
        "I'm going to die of embarrassment",
        "I want to die on that hill",
        "I hope to die before you",
        "The king was planning to die in battle",
        "I don't want to be here, this party is dull",
        "Let's end it all with fireworks",
        "Better off dead is a great film",
        "I went bungee jumping off a bridge",
        "I overdosed on chocolate",
        "I hurt myself at football",
        "My brother beat me at Mario Kart",
        "she beat me by two points",
        "He beats me every time we play pool",
        "My boss kicked me out of the meeting",
        "my teacher hit us with a pop quiz",
        "they hit us with a huge bill",
        "the boss hit me for 300 damage",
        "he slapped me on the back",
        "He hit me with a snowball lol",
        "my dad forced me to eat broccoli",
        "She forced me to laugh",
        "my boss won't let me leave before six",
        "I was beaten at chess",
        "I got beaten to the punch",
        "I was assaulted by the smell",
        "This heat is killing me",
        "I cut myself shaving",
        "I don't want to live in London anymore",
        "I could kill for a coffee",
        "I'm dying to see you",
        "He hit me up for lunch",
        "My brother beat me at chess",
        "I'm not suicidal, just tired",
        "The hero wants to die in the end of the book",
        '*stabs the guard* "I will kill you!"',
    ],
)
def test_ordinary_words_show_nothing(text):
    assert classify_crisis(text) is None


def test_every_help_line_names_its_source_and_waits_for_a_person():
    path = resources() / "help" / "lines.toml"
    lines = read_lines(path)
    assert all(line.source.startswith("http") and line.read_on and line.reach for line in lines)
    assert path.read_text("utf-8").count("to_be_confirmed = true") == len(lines)
    assert [line.name for line in lines_for(lines, "gb", CrisisKind.SUICIDE)] == ["Samaritans"]
    assert lines_for(lines, "ZZ", CrisisKind.SUICIDE) == []


@pytest.mark.parametrize(("locale", "country"), [("de_AT.UTF-8", "AT"), ("en-GB", "GB"), ("zh_Hans_CN", "CN"),
                                                 ("C", ""),
                                                 ("", ""), ("English_United States", "")])  # fmt: skip
def test_the_country_comes_from_the_locale(locale, country):
    assert country_of(locale) == country

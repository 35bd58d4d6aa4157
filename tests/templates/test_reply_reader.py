"""Telling thoughts from words in a stream."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.templates import OutputParser, ReasoningDelta, TextDelta, TextRetracted, read_reply


def read(text: str, cuts: list[int], **given_) -> tuple[str, str]:
    """*text* fed in pieces: what was said, what was thought."""
    reader = OutputParser(**given_)
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    told = []
    for start, end in pairwise(places):
        if not reader.is_stopped:
            told += reader.feed(text[start:end])
    told += reader.finish()
    said = thought = ""
    for part in told:
        match part:
            case TextDelta(text):
                said += text
            case ReasoningDelta(text):
                thought += text
            case TextRetracted():
                said, thought = "", thought + said
    return said, thought


MARA = {"own": ("Mara",), "others": ("Alex", "You", "Borin", "Ольга")}
CASES = [
    (
        "<|channel|>analysis<|message|>They greet me.<|end|><|start|>assistant<|channel|>final<|message|>Hello.",
        {},
        "Hello.",
        "They greet me.",
    ),
    (
        "<|channel|>analysis<|message|>They greet.<|start|>assistant<|channel|>final<|message|>Hello.<|return|>",
        {},
        "Hello.",
        "They greet.",
    ),
    ("[THINK]plan[/THINK]Hello.", {}, "Hello.", "plan"),
    ("<seed:think>plan</seed:think>Hello.", {}, "Hello.", "plan"),
    ("<|START_THINKING|>plan<|END_THINKING|><|START_RESPONSE|>Hello.<|END_RESPONSE|>", {}, "Hello.", "plan"),
    ("<think:opensource>plan</think:opensource>Hello.", {}, "Hello.", "plan"),
    ("◁think▷plan◁/think▷Hello.", {}, "Hello.", "plan"),
    ("<thought>plan</thought>Hello.", {}, "Hello.", "plan"),
    ("<|channel>thought\nplan<channel|>Hello.<turn|>", {}, "Hello.", "plan"),
    ("<think>plan</think>\n<answer>Hello.</answer>", {}, "Hello.", "plan"),
    (
        "<|open|>think<|sep|>plan<|close|>think<|sep|><|open|>response<|sep|>Hello.<|close|>response<|sep|>",
        {},
        "Hello.",
        "plan",
    ),
    (" to=self<|message|>plan<|eom|><|start|>assistant to=user<|message|>Hello.<|eot|>", {}, "Hello.", "plan"),
    ("<|think|>plan<|end|><|begin|>assistant<|content|>Hello.<|end|>", {}, "Hello.", "plan"),
    ("plan\n[BEGIN FINAL RESPONSE]\nHello.\n[END FINAL RESPONSE]", {"thinking": True}, "Hello.\n", "plan\n"),
    ("plan of mine</think>\n\nHello.", {}, "Hello.", "plan of mine"),
    ("Hello.<|im_end|>\n<|im_start|>user\nHow are you?", {}, "Hello.", ""),
    ("Hello.</s>", {}, "Hello.", ""),
    ("Hello.<|eot_id|>", {}, "Hello.", ""),
    ("Hello.<end_of_turn>\n<start_of_turn>user", {}, "Hello.", ""),
    ("It writes `<|im_end|>` there.", {}, "It writes `<|im_end|>` there.", ""),
    ('It writes "</s>" there.', {}, 'It writes "</s>" there.', ""),
    ('"Hello."</s>', {}, '"Hello."', ""),
    ("```\n<|im_end|>\nYou: hi\n```\nso.", MARA, "```\n<|im_end|>\nYou: hi\n```\nso.", ""),
    ("Hello, sailor.\nAlex: I am here.\nMara: Good.", MARA, "Hello, sailor.", ""),
    ("Hello.\nYou: Thanks!", MARA, "Hello.", ""),
    ("Borin: I draw my axe.", MARA, "", ""),
    ("Hello.\n Borin: hey", MARA, "Hello.", ""),
    ("Hello.\n**Borin:** hey", MARA, "Hello.", ""),
    ("Hello.\n\n*alex* : hey", MARA, "Hello.", ""),
    ("Hello.\nОльга：да", MARA, "Hello.", ""),
    ("Mara: Hello.\nMara: Again.", MARA, "Hello.\nAgain.", ""),
    ("**Mara:** Hello.", MARA, "Hello.", ""),
    ("*Mara: She nods.* Hello.", MARA, "*She nods.* Hello.", ""),
    (
        "Marathons are long.\nAlexander came. You said so: yes",
        MARA,
        "Marathons are long.\nAlexander came. You said so: yes",
        "",
    ),
    ("Hello there", {}, "Hello there", ""),
    ("<think>hm, well</think>\n\nHello", {}, "Hello", "hm, well"),
    ("hm, well</think>Hello", {"thinking": True}, "Hello", "hm, well"),
    ("Hello\nYou: and so on", {"stops": ("\nYou:",)}, "Hello", ""),
    ("I said <think> aloud", {}, "I said <think> aloud", ""),
    ("1 < 2 and <b> is a tag", {}, "1 < 2 and <b> is a tag", ""),
    ("<think>never ends", {}, "", "never ends"),
    ("  \n Hello", {}, "Hello", ""),
    ("Hello\nYo", {"others": ("You",)}, "Hello\nYo", ""),
]


@pytest.mark.parametrize(("text", "given_", "said", "thought"), CASES)
@given(cuts=st.lists(st.integers(0, 40), max_size=20))
def test_however_it_is_cut_the_same_is_told(text, given_, said, thought, cuts):
    assert read(text, cuts, **given_) == (said, thought)


@given(st.text(alphabet="<think>/ab\n ", max_size=60), st.lists(st.integers(0, 60), max_size=20))
def test_nothing_is_lost_and_nothing_invented(text, cuts):
    assert read(text, cuts) == read(text, [])


def test_what_is_sure_is_told_at_once():
    assert list(OutputParser(**MARA).feed("Hello ")) == [TextDelta("Hello ")]


def test_it_is_known_what_ended_a_reply():
    reader = OutputParser(**MARA)
    list(reader.feed("Hello.\nAlex: I"))
    assert (reader.is_stopped, reader.ended_by) == (True, "Alex:")


def test_a_template_that_begins_the_thought_is_told_by_its_prompt():
    opens = "{% for m in messages %}{{ m.content }}{% endfor %}<|START_THINKING|>"
    assert read_reply(opens, "plan<|END_THINKING|>Hello.") == ("Hello.", "plan", "")

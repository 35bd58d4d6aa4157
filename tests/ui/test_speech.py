"""Speech and actions are set apart in colour, and no word is lost or moved by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.chat.speech import ACTION, END, SPEECH, coloured
from app.ui.markdown import blocks


def marked(text: str) -> str:
    """The blocks of *text*, with speech in braces and actions in brackets."""
    html = "\n".join(coloured(block.text) for block in blocks(text))
    html = html.replace(f"<i>{ACTION}", "[").replace(f"{END}</i>", "]")
    return html.replace(SPEECH, "{").replace(END, "}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('She nods. "Come in."', 'She nods. {"Come in."}'),
        ('*She nods.* "Come in," she says, "and sit."', '[She nods.] {"Come in,"} she says, {"and sit."}'),
        ("“Come in.” She nods.", "{“Come in.”} She nods."),
        ("„Komm herein“, sagt sie.", "{„Komm herein“}, sagt sie."),
        ("«Entrez», dit-elle.", "{«Entrez»}, dit-elle."),
        ("»Komm«, sagt er.", "{»Komm«}, sagt er."),
        ("「どうぞ」と言った。", "{「どうぞ」}と言った。"),
        ('"I *never* said that."', '{"I [never] said that."}'),
        ('*She whispers "come in" and nods.*', '[She whispers {"come in"} and nods.]'),
        ('It is 5" long and 6" wide.', 'It is 5" long and 6" wide.'),
        ('"And then the door', '{"And then the door'+"}"),
        ('`print("hi")` she types.', '<code>print("hi")</code> she types.'),
        ('*He said "no* way" to me.', '[He said "no] way" to me.'),
        ("Nobody speaks.", "Nobody speaks."),
    ],
)  # fmt: skip
def test_what_is_said_and_what_is_done(text, shown):
    assert marked(text) == shown


@given(st.text(alphabet='ab "“”„«»「」*_<>&`\n.', max_size=60))
def test_no_word_is_lost_and_no_mark_crosses_another(text):
    for block in blocks(text):
        html = coloured(block.text)
        assert html.replace(SPEECH, "").replace(ACTION, "").replace(END, "") == block.text
        open_now = []
        for closing, tag in re.findall(r"<(/?)(\w+)[^<>]*>", html.replace("<br>", "")):
            if not closing:
                open_now.append(tag)
            else:
                assert open_now
                assert open_now.pop() == tag
        assert open_now == []


def test_thousands_of_quotes_are_one_colour_and_take_no_time():
    assert coloured('" ' * 9000) == '" ' * 9000

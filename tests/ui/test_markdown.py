"""Replies as blocks, safe and the same however they arrive."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.markdown import Block, GrowingText, Kind, blocks


def test_each_kind_of_block_is_recognised():
    text = (
        "# Title\n\nHello *you* and **me**\n\n*pours tea*\n\n- one\n- two\n\n1. first\n2. second\n\n"
        "> said\n\n```python\nx < 1\n```\n\n---"
    )
    assert blocks(text) == [
        Block(Kind.HEADING, "Title"),
        Block(Kind.PARAGRAPH, "Hello <i>you</i> and <b>me</b>"),
        Block(Kind.ACTION, "<i>pours tea</i>"),
        Block(Kind.ITEM, "one", mark="•"),
        Block(Kind.ITEM, "two", mark="•"),
        Block(Kind.ITEM, "first", mark="1."),
        Block(Kind.ITEM, "second", mark="2."),
        Block(Kind.QUOTE, "said"),
        Block(Kind.CODE, "x < 1", mark="python"),
        Block(Kind.RULE, ""),
    ]


def test_a_table_is_a_line_for_each_row():
    assert [block.text for block in blocks("| a | b |\n|---|---|\n| *c* | d |")] == ["a · b", "<i>c</i> · d"]


def test_a_line_break_within_a_paragraph_stays_one():
    assert blocks("roses\nviolets") == [Block(Kind.PARAGRAPH, "roses<br>violets")]


@pytest.mark.parametrize(
    "text",
    [
        '<img src="http://example.org/x.png">',
        "![a cat](http://example.org/cat.png)",
        "[click](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<a href='http://example.org'>x</a>",
        "[x]: http://example.org/y\n\n![x]",
        '<font size="9"><table><img src=x>',
        "| a | ![b](http://example.org) |\n|---|---|\n| <img src=y> | c |",
    ],
)
def test_nothing_a_model_writes_can_load_or_open_anything(text):
    """Only the few tags we write ourselves come through as tags."""
    for block in blocks(text):
        if block.kind is not Kind.CODE:
            assert set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", block.text)) <= {"i", "b", "s", "br", "code"}
            assert not re.search(r"<[^>]*(src|href)", block.text)


PIECES = [
    "hello ",
    "*act* ",
    "**b**",
    "\n",
    "\n\n",
    "- item\n",
    "1. one\n",
    "> quote\n",
    "```\n",
    "code\n",
    "# h\n",
    "<b>",
    "&",
    "  ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_a_reply_that_grows_ends_as_the_whole_reply_would(pieces):
    growing = GrowingText()
    text = ""
    shown: list[Block] = []
    for piece in pieces:
        text += piece
        shown = growing.set(text)
    assert shown == blocks(text)


@given(st.text(max_size=200))
def test_any_text_can_be_shown(text):
    assert isinstance(blocks(text), list)


def test_only_the_end_of_a_long_reply_is_parsed_again(monkeypatch):
    growing = GrowingText()
    growing.set("word " * 50 + "\n\n" + "last")
    from app.ui import markdown

    read: list[int] = []
    parse = markdown._parser.parse
    monkeypatch.setattr(markdown._parser, "parse", lambda text: read.append(len(text)) or parse(text))
    growing.set("word " * 50 + "\n\n" + "last words")
    assert max(read) < 40

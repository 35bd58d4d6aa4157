"""Replies as blocks, safe and the same however they arrive."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.markdown import PAGE_CHARS, PAGE_LINES, Block, GrowingText, Kind, _parts, as_told, blocks, page_after


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


@pytest.mark.parametrize("text", ["**强调。**后面", "*她笑了。*你好", "*Она улыбается.*Привет", "**「重点」**内容"])
def test_emphasis_ends_at_a_sign_of_punctuation_whatever_follows(text):
    assert "*" not in "".join(block.text for block in blocks(text))


def test_stars_between_blanks_stay():
    assert blocks("2 * 3 * 4") == [Block(Kind.PARAGRAPH, "2 * 3 * 4")]


def test_an_action_with_a_blank_after_its_star_is_no_bullet():
    assert blocks("* She nods.* Hi")[0].kind in (Kind.PARAGRAPH, Kind.ACTION)
    assert "*" not in blocks("* She nods.* Hi")[0].text


def test_a_paragraph_that_begins_with_blanks_is_no_code():
    assert blocks("    She nods slowly.")[0].kind is Kind.PARAGRAPH


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\f", "\v", "\u2029"])
def test_only_line_feeds_end_a_line_of_a_reply_that_grows(sign):
    text = f"a{sign}b{sign}c{sign}d\n\nthree\n\nfour"
    growing = GrowingText()
    shown = [growing.set(text[:end]) for end in range(len(text) + 1)]
    assert shown[-1] == blocks(text)


def test_emphasis_in_a_script_without_italics_stands_upright():
    assert blocks("*تبتسم* أهلا.") == [Block(Kind.PARAGRAPH, "تبتسم أهلا.")]
    assert blocks("*Она улыбается* да")[0].text == "<i>Она улыбается</i> да"


def test_a_list_of_stars_with_bold_words_stays_a_list():
    found = blocks("* **Bold:** text\n* **Two:** more")
    assert [(block.kind, block.text) for block in found] == [
        (Kind.ITEM, "<b>Bold:</b> text"),
        (Kind.ITEM, "<b>Two:</b> more"),
    ]


UNKIND = ["[", "](", "](x)", "![", "*", "**", "_", "`", "```\n", "~~", "> ", "- ", "1. ", "\n", "\n\n", "|", "|-|-|\n",
          "word ", "hidden ", "<", "\\", "# ", "    ", "\t", "secret", "&amp;", "http://a.b/c ", "(", ")", '"t"', "=",
          "---\n", "~~~\n", "[x]: y\n", "</b>", "<!-- c -->", "é", "\u200b", "\r\n"]  # fmt: skip


def words_shown(found: list[Block]) -> str:
    """Every letter of *found*, the small HTML of it taken away."""
    told = [
        block.mark + block.text
        if block.kind is Kind.CODE
        else html.unescape(re.sub(r"</?(?:i|b|s|code|br)>", "", block.text))
        for block in found
    ]
    return "".join(re.findall(r"[^\s!-/:-@\[-`{-~]+", "".join(told)))


@given(st.lists(st.sampled_from(UNKIND), max_size=60).map("".join))
def test_every_word_of_a_text_is_shown_whatever_it_stands_in(text):
    shown = words_shown(blocks(text))
    growing = GrowingText()
    for end in range(0, len(text) + 7, 7):
        found = growing.set(text[:end])
    for word in re.findall(r"[^\s!-/:-@\[-`{-~]{3,}", as_told(text)):
        assert word in shown
        assert word in words_shown(found)


@pytest.mark.parametrize(
    "text",
    ["> " * 20 + "secret", "- " * 15 + "secret", "hello\n\n" + ">" * 30 + " secret\n\nbye", "> " * 500 + "secret",
     "|a|\n|-|\n|x|secret|", "```python secret\nx\n```", '[a](b "secret")', "![a](secret)", '![a](b "secret")',
     "\n".join("  " * depth + "- a" for depth in range(60)) + "\n" + "  " * 60 + "- secret", "[secret]: /url",
     "1. " * 30 + "secret", "<!-- secret -->", "<b title=secret>", "&#115;ecret" + " secret"],
)  # fmt: skip
def test_nothing_is_swallowed_by_nesting_or_folding(text):
    assert "secret" in words_shown(blocks(text))


def test_what_is_hidden_in_letters_that_nobody_sees_is_gone():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    assert blocks(f"a{hidden}\u200bb\u202ec\u2066d\ue000") == [Block(Kind.PARAGRAPH, "abcd")]


@pytest.mark.parametrize(
    "piece",
    ["[a](", "[", "*a **b ", "`a", "![", "~~a ~", "|x|y|\n", "a\n\n", "- a\n", "> ", "1. a\n", "_a __b ", "<a ", "\\[",
     "&amp;", "[a]", "((", "```\n", "# a\n", "a" * 40, "> - "],
)  # fmt: skip
def test_unkind_text_takes_time_by_its_length_alone(piece):
    """Twice as much takes about twice as long, measured beside plain words of the same length."""

    def taken(text: str) -> float:
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            blocks(text)
            best = min(best, time.process_time() - begun)
        return best

    size = 40_000
    plain = taken(("word and more of it, " * size)[:size])
    once, twice = taken((piece * size)[:size]), taken((piece * size)[: 2 * size])
    assert twice < 6 * max(once, 10 * plain)


def test_a_long_kind_text_keeps_its_form():
    kind = 'She turns the *old lamp*. "You are **wet**," she says.\n\n- one\n- two\n\n```py\nx\n\ny\n```\n\n' * 400
    found = blocks(kind)
    assert sum(block.kind is Kind.ITEM for block in found) == 800
    assert sum(block.kind is Kind.CODE for block in found) == 400
    assert sum("<i>old lamp</i>" in block.text for block in found) == 400


@pytest.mark.parametrize(
    "text", ["a\n\n" * 60_000, "word " * 40_000, "x" * 300_000, "line\n" * 9_000, "two\n\nlines", "", "\n" * 999]
)
def test_pages_follow_each_other_and_leave_nothing_out(text):
    start, pages = 0, []
    while start < len(text):
        end = page_after(text, start)
        assert start < end <= start + PAGE_CHARS
        assert text.count("\n", start, end) <= PAGE_LINES
        pages.append(text[start:end])
        start = end
    assert "".join(pages) == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [("| a |\n|---|\n| b | 4917 666 |", "4917666"), ("| a |\n|---|\n| b | 🗝🗝🗝 |", "🗝🗝🗝"), ("[![a](1)](2)", "a12"),
     ("|a|\n|-|\n|b|“secret”|", "“secret”")],
)  # fmt: skip
def test_numbers_signs_and_pictures_are_words_too(text, hidden):
    assert hidden in words_shown(blocks(text))


def test_a_long_block_of_code_stays_one_as_it_grows_and_what_follows_has_its_form():
    code = "\n".join(f"    line_{number} = {number}" for number in range(300))
    growing = GrowingText()
    for end in range(0, len(code), 40):
        found = growing.set(f"Here:\n\n```python\n{code[:end]}")
        assert [block.kind for block in found] in ([Kind.PARAGRAPH, Kind.CODE], [Kind.PARAGRAPH])
    after = growing.set(f"Here:\n\n```python\n{code}\n```\n\nAnd *so* **on**.")
    assert [block.kind for block in after] == [Kind.PARAGRAPH, Kind.CODE, Kind.PARAGRAPH]
    assert after[1].text == code
    assert after[2].text == "And <i>so</i> <b>on</b>."


def test_what_follows_something_unkind_has_its_form_again():
    growing = GrowingText()
    text = "[a](" * 900 + "\n\nAnd *so*.\n\nThe **end**."
    for end in range(0, len(text) + 20, 20):
        found = growing.set(text[:end])
    assert [block.text for block in found[-2:]] == ["And <i>so</i>.", "The <b>end</b>."]


def test_what_is_shown_as_written_keeps_its_blanks():
    assert blocks("[a](" * 2000 + "\n    b")[0].text.endswith("<br>\xa0\xa0\xa0\xa0b")


def test_the_parts_of_a_text_are_all_of_it():
    text = "a\n\n```\nx\n\ny\n```\nb\n" * 400 + "end"
    assert "".join(_parts(text)) == text

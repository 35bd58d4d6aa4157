"""A reply as blocks: paragraphs, headings, list items, quotes, code and actions.

Only the end of a growing reply is parsed again.  Blocks carry a small, safe subset of HTML: nothing
in it can load or open anything; a link shows its words and its address, a picture its description.
"""

from __future__ import annotations

import enum
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token


class Kind(enum.Enum):
    """What a block is shown as."""

    PARAGRAPH = "paragraph"
    ACTION = "action"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block.  *text* is HTML, but plain for code; *mark* is a list item's bullet; *depth* its nesting."""

    kind: Kind
    text: str
    mark: str = ""
    depth: int = 0


_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["strikethrough", "table"])
# A paragraph that begins with blanks is a paragraph: nobody writes code into a chat by indenting it.
_parser.disable(["html_block", "html_inline", "reference", "code"])

STARRED = re.compile(r"^(?P<indent> {0,3})\* (?P<words>[^*\n]*[^*\s])\*(?!\*)", re.MULTILINE)
"""An action with a blank behind its first star; a bullet has no second one."""


def as_told(text: str) -> str:
    """*text* as the parser is to read it: ends of lines as line feeds, and stars of actions beside their words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return STARRED.sub(r"\g<indent>*\g<words>*", text) if "* " in text else text


def _stars(state: StateInline, silent: bool) -> bool:
    """Stars open an emphasis before anything but a blank, and close one behind anything but a blank.

    CommonMark (section 6.2) also asks for a blank or punctuation outside where there is punctuation inside; scripts
    that put no blank between sentences have none there, so that a star behind a full stop would never close.
    """
    start, end = state.pos, state.pos
    if silent or state.src[start] != "*":
        return False
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"), length=end - start, token=len(state.tokens) - 1, end=-1,
                open=not after.isspace(), close=not before.isspace(),
            )
        )  # fmt: skip
    state.pos = end
    return True


_parser.inline.ruler.before("emphasis", "stars", _stars)


class GrowingText:
    """The blocks of a text that grows at its end."""

    def __init__(self) -> None:
        self._settled: list[Block] = []
        self._source = ""
        self._start = 0
        self.text = ""

    def set(self, text: str, *, is_whole: bool = False) -> list[Block]:
        """The blocks of *text*; what has not changed since last time is not parsed again.

        One that *is whole* grows no more and is read from its beginning: a list that goes on over an empty line looks
        otherwise than its parts.
        """
        self.text, text = text, as_told(text)
        if is_whole or not text.startswith(self._source):
            self._settled, self._start = [], 0
        self._source = text
        tail = text[self._start :]
        tokens = _parser.parse(tail)
        if is_whole:
            return list(blocks_of(tokens))
        cut = _last_block_line(tokens)
        if cut > 0:
            offset = _start_of_line(tail, cut)
            self._settled += blocks_of(_parser.parse(tail[:offset]))
            self._start += offset
            tokens = _parser.parse(text[self._start :])
        return [*self._settled, *blocks_of(tokens)]


def _start_of_line(text: str, line: int) -> int:
    """Where a line begins, counted as the parser counts: by line feeds alone, not by other signs that end a line."""
    place = 0
    for _ in range(line):
        place = text.index("\n", place) + 1
    return place


def blocks(text: str) -> list[Block]:
    """The blocks of a finished text."""
    return list(blocks_of(_parser.parse(as_told(text))))


def _last_block_line(tokens: Sequence[Token]) -> int:
    """The line on which the last outermost block begins, or 0."""
    starts = [token.map[0] for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    return starts[-1] if len(starts) > 1 else 0


def blocks_of(tokens: Sequence[Token]) -> Iterator[Block]:
    """Flatten the parser's *tokens*."""
    lists: list[int | None] = []
    cells: list[str] = []
    quotes = 0
    mark = ""
    for index, token in enumerate(tokens):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "•" if number is None else f"{number}."
                if number is not None:
                    lists[-1] = number + 1
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "fence" | "code_block":
                yield Block(Kind.CODE, token.content.rstrip("\n"), mark=token.info.strip().split(" ")[0])
            case "hr":
                yield Block(Kind.RULE, "")
            case "tr_open":
                cells = []
            case "tr_close":
                yield Block(Kind.PARAGRAPH, " · ".join(cells))
            case "inline" if tokens[index - 1].type in ("th_open", "td_open"):
                cells.append(_inline(token.children or []))
            case "inline":
                yield _block(token, tokens[index - 1], lists, quotes, mark)
                mark = ""


def _block(inline: Token, opener: Token, lists: Sequence[int | None], quotes: int, mark: str) -> Block:
    text = _inline(inline.children or [])
    if opener.type == "heading_open":
        return Block(Kind.HEADING, text)
    if lists:
        return Block(Kind.ITEM, text, mark=mark, depth=len(lists) - 1)
    if quotes:
        return Block(Kind.QUOTE, text, depth=quotes - 1)
    return Block(Kind.ACTION if _is_action(inline.children or []) else Kind.PARAGRAPH, text)


def _is_action(children: Sequence[Token]) -> bool:
    """Whether the whole paragraph stands between asterisks."""
    return (
        len(children) > 2
        and children[0].type == "em_open"
        and children[-1].type == "em_close"
        and sum(child.type == "em_open" for child in children) == 1
    )


TAGS = {
    "em_open": "<i>", "em_close": "</i>", "strong_open": "<b>", "strong_close": "</b>",
    "s_open": "<s>", "s_close": "</s>", "softbreak": "<br>", "hardbreak": "<br>",
}  # fmt: skip


UPRIGHT = re.compile("[\u0600-\u07ff\u0840-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
"""Scripts that know no italics (Arabic, Syriac, Thaana, N'Ko): where no font slants them, boxes would stand there."""


def _upright(children: Sequence[Token]) -> set[int]:
    """The places of the tokens that begin and end an emphasis of which something has no italics."""
    found: set[int] = set()
    begun: list[int] = []
    for place, child in enumerate(children):
        if child.type == "em_open":
            begun.append(place)
        elif child.type == "em_close" and begun:
            first = begun.pop()
            if any(UPRIGHT.search(each.content) for each in children[first:place]):
                found |= {first, place}
    return found


def _inline(children: Sequence[Token]) -> str:
    written: list[str] = []
    address = ""
    upright = _upright(children)
    for place, child in enumerate(children):
        if place in upright:
            continue
        match child.type:
            case "text":
                written.append(html.escape(child.content, quote=False))
            case "code_inline":
                written.append(f"<code>{html.escape(child.content, quote=False)}</code>")
            case "link_open":
                address = str(child.attrs.get("href", ""))
            case "link_close":
                shown = html.escape(address, quote=False)
                if shown and shown not in "".join(written):
                    written.append(f" ({shown})")
            case "image":
                written.append(f"[{html.escape(child.content, quote=False)}]")
            case other:
                written.append(TAGS.get(other, ""))
    return "".join(written)

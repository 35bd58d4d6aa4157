"""A reply as blocks: paragraphs, headings, list items, quotes, code and actions.

Only the end of a growing reply is parsed again.  Blocks carry a small, safe subset of HTML: nothing
in it can load or open anything; a link shows its words and its address, a picture its description.

Every word of a text stands in its blocks.  Markdown has ways to say what is not shown (a cell too many, a list within
thirty others), which hide from a person what a model reads: a part that would lose a word is shown as it was written.
So is one that would take long to read, as thousands of brackets do.
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

from app.core.clean_text import visible_text


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
# A paragraph that begins with blanks is a paragraph: nobody writes code into a chat by indenting it.  An address and
# an entity such as &amp; are shown as they were written.
_parser.disable(["html_block", "html_inline", "reference", "code", "entity"])
_parser.normalizeLink = _parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]

COST_US = {
    "[": 14.0,
    "![": 18.0,
    "*": 4.0,
    "_": 4.0,
    "~": 4.0,
    "`": 2.0,
    "|": 4.0,
    "\\": 1.0,
    "<": 1.0,
    "&": 1.0,
    "\n": 20.0,
}
LETTER_US = 0.15
"""Microseconds that the parser takes at most for each, measured on one slow core."""
CODE_US = 0.3
CODE = re.compile(r" {0,3}(```|~~~).*?(?:\n {0,3}\1[`~ ]*(?:\n|\Z)|\Z)", re.DOTALL)
"""A block of code, to its end or to that of the text."""
STOP = re.compile(r"^(?:[ \t]*\n| {0,3}(?:```|~~~))", re.MULTILINE)
"""An empty line, or the beginning of code."""
FRAME_US, WHOLE_US = 2_500.0, 15_000.0
"""What a growing text may take at each step, and a whole one once."""
TOLD = re.compile(r"[^\s!-/:-@\[-`{-~]+")
"""What must be shown of a text: everything but blanks and the signs that Markdown is made of."""

STARRED = re.compile(r"^(?P<indent> {0,3})\* (?P<words>[^*\n]*[^*\s])\*(?!\*)", re.MULTILINE)
"""An action with a blank behind its first star; a bullet has no second one."""


def as_told(text: str) -> str:
    """*text* as the parser is to read it.

    What nobody sees is gone, ends of lines are line feeds, and stars of actions stand beside their words.
    """
    text = visible_text(text)
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


LONG_CHARS, LONG_LINES = 20_000, 400
"""A longer text is shown in pages: few replies come near, and more would be slow to lay out."""
PAGE_CHARS, PAGE_LINES = 10_000, 200


def is_long(text: str) -> bool:
    """Whether *text* is shown in pages."""
    return len(text) > LONG_CHARS or text.count("\n") > LONG_LINES


def page_after(text: str, start: int) -> int:
    """Where the page of *text* that begins at *start* ends: at an end of a line where there is one near enough."""
    end = min(len(text), start + PAGE_CHARS)
    place = start
    for _ in range(PAGE_LINES):
        place = text.find("\n", place, end) + 1
        if not place:
            break
    else:
        return place
    if end == len(text):
        return end
    return max(text.rfind("\n", start, end) + 1, text.rfind(" ", start, end) + 1) or end


class GrowingText:
    """The blocks of a text that grows at its end."""

    def __init__(self) -> None:
        self._settled: list[Block] = []
        self._source = ""
        self._start = 0

    def set(self, text: str, *, is_whole: bool = False) -> list[Block]:
        """The blocks of *text*; what has not changed since last time is not parsed again.

        One that *is whole* grows no more and is read from its beginning: a list that goes on over an empty line looks
        otherwise than its parts.
        """
        text = as_told(text)
        if is_whole or not text.startswith(self._source):
            self._settled, self._start = [], 0
        self._source = text
        if is_whole:
            return list(blocks_in(text, WHOLE_US))
        tail = text[self._start :]
        while cost_us(tail) > FRAME_US:
            # What is over by a part settles, so that what comes after it is read again.
            part = next(_parts(tail))
            if len(part) == len(tail):
                return [*self._settled, *as_written(tail)]
            self._settled += blocks_in(part, FRAME_US)
            self._start += len(part)
            tail = text[self._start :]
        tokens = _parser.parse(tail)
        cut = _last_block_line(tokens)
        if cut == 0:
            return [*self._settled, *_with_every_word(tail, tokens)]
        offset = _start_of_line(tail, cut)
        self._settled += blocks_in(tail[:offset], FRAME_US)
        self._start += offset
        return [*self._settled, *blocks_in(text[self._start :], FRAME_US)]


def blocks(text: str) -> list[Block]:
    """The blocks of a finished text."""
    return list(blocks_in(as_told(text), WHOLE_US))


def cost_us(source: str) -> float:
    """What the parser may take for *source* at most, told by what stands in it; code at its head is passed over."""
    code = CODE.match(source)
    begun = code.end() if code is not None else 0
    rest = source[begun:]
    return CODE_US * begun + LETTER_US * len(rest) + sum(rest.count(sign) * cost for sign, cost in COST_US.items())


def blocks_in(source: str, most_us: float) -> Iterator[Block]:
    """The blocks of *source*, with every word of it in them.

    Where it may take longer than *most_us*, it is read in parts, and a part that alone takes long is not.
    """
    for part in [source] if cost_us(source) <= most_us else _parts(source):
        if cost_us(part) <= max(FRAME_US, most_us if part is source else 0.0):
            yield from _with_every_word(part, _parser.parse(part))
        else:
            yield from as_written(part)


def _parts(source: str) -> Iterator[str]:
    """*source* in parts that end where a paragraph or a block of code does; together they are all of it."""
    start = place = 0
    while (stop := STOP.search(source, place)) is not None:
        if (code := CODE.match(source, stop.start())) is not None:
            if start < stop.start():
                yield source[start : stop.start()]
            yield code[0]
            start = place = code.end()
        else:
            place = stop.end()
            if cost_us(source[start:place]) > FRAME_US / 2:
                yield source[start:place]
                start = place
    if start < len(source):
        yield source[start:]


def _with_every_word(source: str, tokens: Sequence[Token]) -> Iterator[Block]:
    """The blocks of *tokens*; where a word of *source* is in none, that part as it was written."""
    lines = source.split("\n")
    shown = 0
    for group in _outermost(tokens):
        first, end = group[0].map or (shown, shown)
        yield from as_written("\n".join(lines[shown:first]))  # what the parser passed over
        accounted: list[str] = []
        found = list(_blocks_of(group, accounted))
        part = "\n".join(lines[first:end])
        yield from found if _letters("".join(accounted)) == _letters(part) else as_written(part)
        shown = end
    yield from as_written("\n".join(lines[shown:]))


def as_written(source: str) -> Iterator[Block]:
    """*source* as paragraphs of just what stands there."""
    for paragraph in re.split(r"\n[ \t]*\n", source):
        if paragraph.strip():
            shown = html.escape(paragraph.strip("\n"), quote=False)
            # Blanks at the beginning of a line would not be seen.
            shown = INDENT.sub(lambda blanks: "\xa0" * len(blanks[0].expandtabs(4)), shown)
            yield Block(Kind.PARAGRAPH, shown.replace("\n", "<br>"))


INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def _letters(text: str) -> str:
    return "".join(TOLD.findall(text))


def _outermost(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """*tokens* by the outermost blocks that they belong to."""
    group: list[Token] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and group and group[-1].level == 0 and group[-1].type != "inline":
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _start_of_line(text: str, line: int) -> int:
    """Where a line begins, counted as the parser counts: by line feeds alone, not by other signs that end a line."""
    place = 0
    for _ in range(line):
        place = text.index("\n", place) + 1
    return place


def _last_block_line(tokens: Sequence[Token]) -> int:
    """The line on which the last outermost block begins, or 0."""
    starts = [token.map[0] for token in tokens if token.level == 0 and token.map and token.nesting >= 0]
    return starts[-1] if len(starts) > 1 else 0


def _blocks_of(tokens: Sequence[Token], accounted: list[str]) -> Iterator[Block]:
    """Flatten the parser's *tokens*; every piece of the source that is shown is added to *accounted*."""
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
                accounted.append(token.info)  # its number, as it was written
                number = lists[-1]
                mark = "•" if number is None else f"{number}."
                if number is not None:
                    lists[-1] = number + 1
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "fence" | "code_block":
                language = token.info.strip()
                accounted += [language, token.content]
                yield Block(Kind.CODE, token.content.rstrip("\n"), mark=language)
            case "hr":
                yield Block(Kind.RULE, "")
            case "tr_open":
                cells = []
            case "tr_close":
                yield Block(Kind.PARAGRAPH, " · ".join(cells))
            case "inline" if tokens[index - 1].type in ("th_open", "td_open"):
                cells.append(_inline(token.children or [], accounted))
            case "inline":
                yield _block(token, tokens[index - 1], lists, quotes, mark, accounted)
                mark = ""


def _block(
    inline: Token, opener: Token, lists: Sequence[int | None], quotes: int, mark: str, accounted: list[str]
) -> Block:
    text = _inline(inline.children or [], accounted)
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


def _inline(children: Sequence[Token], accounted: list[str]) -> str:
    written: list[str] = []
    address = title = ""
    upright = _upright(children)
    for place, child in enumerate(children):
        if place in upright:
            continue
        match child.type:
            case "text":
                accounted.append(child.content)
                written.append(html.escape(child.content, quote=False))
            case "code_inline":
                accounted.append(child.content)
                written.append(f"<code>{html.escape(child.content, quote=False)}</code>")
            case "link_open":
                address, title = str(child.attrs.get("href", "")), _title(child)
            case "link_close":
                if child.markup != "autolink":  # that one's words are its address
                    accounted += [address, title]
                shown = html.escape(address, quote=False)
                if title or (shown and shown not in "".join(written)):
                    written.append(f" ({html.escape(f'{address} {title}'.strip(), quote=False)})")
            case "image":
                # Its own address and title: a picture may stand in a link.
                about = f"{child.attrs.get('src', '')} {_title(child)}".strip()
                accounted += [child.content, about]
                said = f"[{child.content}] ({about})" if about else f"[{child.content}]"
                written.append(html.escape(said, quote=False))
            case other:
                written.append(TAGS.get(other, ""))
    return "".join(written)


def _title(token: Token) -> str:
    return str(token.attrs.get("title", ""))

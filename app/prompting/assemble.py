"""One list of tokens from a layout, within the model's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.core.clean_text import visible_text
from app.core.errors import ContextFull
from app.prompting.context_window import ContextWindow
from app.prompting.layout import Layout
from app.templates import ChatFormat, ChatMessage, Role, Segment

Tokenize = Callable[..., list[int]]
"""``Engine.tokenize``."""

LEAST_REPLY = 64
"""Tokens that a reply which goes on has at least."""

PART_OVERHEAD = 8
"""Tokens a template may put around one message; only the budget uses it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the engine reads, and what the reply reader must know.

    *left_out* counts old messages; *first* is the id of the oldest one that is still there.  *layout* is what it was
    made from, and *shown* the messages of it that are there.
    """

    tokens: tuple[int, ...]
    starts_thinking: bool
    left_out: int
    first: int | None = None
    layout: Layout | None = field(default=None, repr=False, compare=False)
    shown: tuple[ChatMessage, ...] = field(default=(), repr=False, compare=False)


def assemble(
    layout: Layout,
    ids: Sequence[int],
    chat_format: ChatFormat,
    tokenize: Tokenize,
    window: ContextWindow,
    *,
    context_tokens: int,
    reply_tokens: int,
    spare_tokens: int = 0,
    goes_on: str = "",
) -> Prompt:
    """Render and tokenize *layout*; *ids* are the message ids of its history and of what was said.

    *spare_tokens* are kept free besides the room for the reply; *goes_on* is how the reply begins already.

    Raises:
        ContextFull: even the last message alone does not fit.
    """
    lines = (*layout.history, *layout.said)
    deep = [ChatMessage(one.role, one.section.text) for one in layout.deep]
    fixed = sum(_size(part, tokenize) for part in (*layout.static, *layout.dynamic, *deep))
    reserve = min(reply_tokens, context_tokens // 3)
    if goes_on:
        reserve = max(reserve, len(tokenize(goes_on, special=False)) + LEAST_REPLY)
    room = context_tokens - reserve - spare_tokens - fixed
    start = window.fit(
        ids,
        [part.text for part in lines],
        lambda text: len(tokenize(text, special=False)) + PART_OVERHEAD,
        room,
        [part.role is Role.USER for part in lines],
    )
    parts = [*layout.static, *_with_deep(lines[start:], layout)]
    segments = chat_format.render(parts)
    thinks = chat_format.starts_thinking(segments) and not goes_on
    if goes_on:
        # What goes on was thought about before.
        segments = [*chat_format.without_thought(segments), Segment(visible_text(goes_on), is_template=False)]
    tokens = tuple(token for segment in _joined(segments, tokenize) for token in segment)
    if len(tokens) >= context_tokens - 16:
        raise ContextFull
    return Prompt(tokens, thinks, start, ids[start] if ids else None, layout, lines[start:])


def _with_deep(lines: Sequence[ChatMessage], layout: Layout) -> list[ChatMessage]:
    """*lines* with what moves before the last of them, and everything else at its depth."""
    out = [*lines[:-1], *layout.dynamic, *lines[-1:]]
    # The deepest first: what is put in nearer the end moves no place before it.
    for one in sorted(layout.deep, key=lambda one: -one.depth):
        place = max(0, len(lines) - one.depth)
        found = len(out) if one.depth == 0 else next((at for at, part in enumerate(out) if part is lines[place]), 0)
        out.insert(found, ChatMessage(one.role, one.section.text))
    return out


def _size(part: ChatMessage, tokenize: Tokenize) -> int:
    return len(tokenize(part.text, special=False)) + PART_OVERHEAD


def _joined(segments: Sequence[Segment], tokenize: Tokenize) -> list[list[int]]:
    """The tokens of *segments*, where nobody's words can pass for a control token of the template.

    Stretches without such words are tokenized together, as the model saw them in training; only
    around words that look like a control token is the text cut.
    """
    runs: list[list[int]] = []
    pending = ""
    for segment in segments:
        if segment.is_template or tokenize(segment.text, special=True) == tokenize(segment.text, special=False):
            pending += segment.text
        else:
            runs += [tokenize(pending, special=True), tokenize(segment.text, special=False)]
            pending = ""
    return [*runs, tokenize(pending, special=True)] if pending else runs

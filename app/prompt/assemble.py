"""One list of tokens from a layout, within the model's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.errors import ContextFull
from app.prompt.layout import Layout
from app.prompt.window import Window
from app.template import ChatFormat, Part, Role, Segment

Tokenize = Callable[..., list[int]]
"""``Engine.tokenize``."""

PART_OVERHEAD = 8
"""Tokens a template may put around one message; only the budget uses it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the engine reads, and what the reply reader must know.

    *left_out* counts old messages; *first* is the id of the oldest one that is still there.
    """

    tokens: tuple[int, ...]
    starts_thinking: bool
    left_out: int
    first: int | None = None


def assemble(
    layout: Layout,
    ids: Sequence[int],
    chat_format: ChatFormat,
    tokenize: Tokenize,
    window: Window,
    *,
    context_tokens: int,
    reply_tokens: int,
    spare_tokens: int = 0,
) -> Prompt:
    """Render and tokenize *layout*; *ids* are the message ids of its history and of what was said.

    *spare_tokens* are kept free besides the room for the reply.

    Raises:
        ContextFull: even the last message alone does not fit.
    """
    lines = (*layout.history, *layout.said)
    fixed = sum(_size(part, tokenize) for part in (*layout.still, *layout.moving))
    room = context_tokens - min(reply_tokens, context_tokens // 3) - spare_tokens - fixed
    start = window.visible(
        ids,
        [part.text for part in lines],
        lambda text: len(tokenize(text, special=False)) + PART_OVERHEAD,
        room,
        [part.role is Role.USER for part in lines],
    )
    parts = [*layout.still, *lines[start:-1], *layout.moving, *layout.said]
    segments = chat_format.render(parts)
    tokens = tuple(token for segment in _joined(segments, tokenize) for token in segment)
    if len(tokens) >= context_tokens - 16:
        raise ContextFull
    return Prompt(tokens, chat_format.starts_thinking(segments), start, ids[start] if ids else None)


def _size(part: Part, tokenize: Tokenize) -> int:
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

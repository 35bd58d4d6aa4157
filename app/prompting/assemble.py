"""One list of messages from a layout, within the model's window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.errors import ContextFull
from app.engine import BARE, ModelChanges
from app.models import ChatModel, ChatPrompt
from app.prompting.context_window import ContextWindow
from app.prompting.layout import Layout
from app.templates import ChatMessage, Role, TextPart

LEAST_REPLY = 64
"""Tokens that a reply which goes on has at least."""

PART_OVERHEAD = 8
"""Tokens a template may put around one message; only the budget uses it."""

MARGIN = 16
"""Tokens of the window that no prompt takes, so that there is room for at least a word."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model answers: *chat*, which takes so many *tokens*.

    *left_out* counts old messages; *first* is the id of the oldest one that is still there.  *layout* is what it was
    made from, and *shown* the messages of it that are there.
    """

    chat: ChatPrompt
    tokens: int
    left_out: int
    first: int | None = None
    layout: Layout | None = field(default=None, repr=False, compare=False)
    shown: tuple[ChatMessage, ...] = field(default=(), repr=False, compare=False)


def assemble(
    layout: Layout,
    ids: Sequence[int],
    model: ChatModel,
    window: ContextWindow,
    *,
    context_tokens: int,
    reply_tokens: int,
    spare_tokens: int = 0,
    goes_on: str = "",
    answers_as: str = "",
    changes: ModelChanges = BARE,
) -> Prompt:
    """Put *layout* together for *model*; *ids* are the message ids of its history and of what was said.

    *spare_tokens* are kept free besides the room for the reply; *goes_on* is how the reply begins already, and
    *answers_as* who gives it, by a model that *changes* change.

    Raises:
        ContextFull: even the last message alone does not fit.
    """
    lines = (*layout.history, *layout.said)
    deep = [ChatMessage(one.role, one.section.text) for one in layout.deep]
    fixed = sum(_size(part, model) for part in (*layout.static, *layout.dynamic, *deep))
    reserve = min(reply_tokens, context_tokens // 3)
    if goes_on:
        reserve = max(reserve, model.count_tokens(goes_on) + LEAST_REPLY)
    room = context_tokens - reserve - spare_tokens - fixed
    start = window.fit(
        ids,
        lines,
        lambda line: _size(line, model),
        room,
        [part.role is Role.USER for part in lines],
    )
    chat = ChatPrompt((*layout.static, *_with_deep(lines[start:], layout)), goes_on, answers_as, changes)
    tokens = model.prompt_tokens(chat)
    if tokens >= context_tokens - MARGIN:
        raise ContextFull
    return Prompt(chat, tokens, start, ids[start] if ids else None, layout, lines[start:])


def _with_deep(lines: Sequence[ChatMessage], layout: Layout) -> list[ChatMessage]:
    """*lines* with what moves before the last of them, and everything else at its depth."""
    out = [*lines[:-1], *layout.dynamic, *lines[-1:]]
    # The deepest first: what is put in nearer the end moves no place before it.
    for one in sorted(layout.deep, key=lambda one: -one.depth):
        place = max(0, len(lines) - one.depth)
        found = len(out) if one.depth == 0 else next((at for at, part in enumerate(out) if part is lines[place]), 0)
        out.insert(found, ChatMessage(one.role, one.section.text))
    return out


def _size(message: ChatMessage, model: ChatModel) -> int:
    media = sum(model.media_tokens(part) for part in message.content if not isinstance(part, TextPart))
    return model.count_tokens(message.text) + media + PART_OVERHEAD

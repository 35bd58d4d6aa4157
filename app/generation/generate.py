"""Generating is pure: from a prompt to what is said, with nothing kept and nobody asked.

Recording a reply, moderating it, previewing it in the editor, making memories of it: all listen to this stream.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator

from app.engine import PrefillProgress
from app.models import ChatModel, ChatOptions, ChatPrompt, Token


def goes_on(variant: int) -> bool:
    """Nobody ends an answer but its model."""
    return False


def generate(
    model: ChatModel, prompt: ChatPrompt, options: ChatOptions, is_over: Callable[[int], bool] = goes_on
) -> Generator[PrefillProgress | Token, None, None]:
    """Answer *prompt* as often as *options* say, side by side.

    A variant that *is_over*, as whoever listens says, is heard no further; the others go on.  Closing it, or the end
    of the last of them, stops the model.
    """
    ended: set[int] = set()
    with contextlib.closing(model.chat(prompt, options)) as events:
        for event in events:
            if not isinstance(event, Token):
                yield event
                continue
            if event.variant in ended:
                continue
            yield event
            if event.is_last or is_over(event.variant):
                ended.add(event.variant)
            if len(ended) == options.variants:
                break

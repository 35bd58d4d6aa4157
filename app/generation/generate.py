"""Generating is pure: from a prompt to what is said, with nothing kept and nobody asked.

Recording a reply, moderating it, previewing it in the editor, making memories of it: all listen to this stream.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator

from app.engine import PrefillProgress
from app.models import ChatModel, ChatOptions, ChatPrompt, Token, never_over


def generate(
    model: ChatModel, prompt: ChatPrompt, options: ChatOptions, is_over: Callable[[int], bool] = never_over
) -> Generator[PrefillProgress | Token | None, None, None]:
    """Answer *prompt* as often as *options* say, side by side.

    A variant that *is_over*, as whoever listens says, is heard no further; the others go on.  Closing it, or the end
    of the last of them, stops the model.  None is a place to stop, with nothing to tell.
    """
    with contextlib.closing(model.chat(prompt, options, is_over)) as events:
        for event in events:
            if not isinstance(event, Token) or event.is_last or not is_over(event.variant):
                yield event

"""What a model says that is kept nowhere: watched to its last word like every reply, and cut where a topic begins."""

from __future__ import annotations

import contextlib
from collections.abc import Generator

from app.boundaries import StreamModerator, TopicReached
from app.generation.generate import generate
from app.models import ChatModel, ChatOptions, ChatPrompt, Token
from app.templates import TextDelta, TextRetracted


def stream_ephemeral(
    model: ChatModel, prompt: ChatPrompt, options: ChatOptions, watch: StreamModerator
) -> Generator[object, None, str]:
    """Answer *prompt*; yields ``TextDelta`` as it comes, and returns it all.

    Raises:
        MinorsFilterTriggered: it crossed the minors filter.
    """
    said: list[str] = []

    def on_delta(part: object) -> Generator[TextDelta | TextRetracted, None, None]:
        nonlocal watch
        if isinstance(part, TextRetracted):
            said.clear()
            watch = watch.fresh()
            yield part
        elif isinstance(part, TextDelta):
            said.append(watch.feed(part.text))
            yield TextDelta(said[-1])

    events = generate(model, prompt, options)
    with contextlib.closing(events), contextlib.suppress(TopicReached):
        for event in events:
            if not isinstance(event, Token):
                yield event
                continue
            for delta in event.deltas:
                yield from on_delta(delta)
            if not event.is_last:
                yield None  # a thought may be long, and it gives way at every token
        watch.check()
    return "".join(said)


def collect(work: Generator[object, None, str]) -> Generator[None, None, str]:
    """*work*, of which nobody hears a word before its end."""
    with contextlib.closing(work):
        while True:
            try:
                next(work)
            except StopIteration as ended:
                return str(ended.value)
            yield None

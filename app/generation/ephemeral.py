"""What a model says that is kept nowhere: watched to its last word like every reply, and cut where a topic begins."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence

from app.boundaries import StreamModerator, TopicReached
from app.engine import Engine, Sampling
from app.generation.generate import GenerationRequest, Token, generate
from app.templates import OutputParser, TextDelta, TextRetracted


def stream_ephemeral(
    engine: Engine, tokens: Sequence[int], sampling: Sampling, most: int, reader: OutputParser, watch: StreamModerator
) -> Generator[object, None, str]:
    """Say at most so many tokens after *tokens*; yields ``TextDelta`` as it comes, and returns it all.

    Raises:
        MinorsFilterTriggered: it crossed the minors filter.
    """
    said: list[str] = []

    def heard(part: object) -> Generator[TextDelta | TextRetracted, None, None]:
        nonlocal watch
        if isinstance(part, TextRetracted):
            said.clear()
            watch = watch.fresh()
            yield part
        elif isinstance(part, TextDelta):
            said.append(watch.feed(part.text))
            yield TextDelta(said[-1])

    events = generate(engine, GenerationRequest(tokens, sampling, most), [reader])
    with contextlib.closing(events), contextlib.suppress(TopicReached):
        for event in events:
            if not isinstance(event, Token):
                yield event
                continue
            for delta in event.deltas:
                yield from heard(delta)
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

"""What a model says that is kept nowhere: watched to its last word like every reply, and cut where a topic begins."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence

from app.boundaries import TopicReached, Watch
from app.engine import Engine, Piece, Sampling
from app.templates import ReplyReader, Said, Unsaid


def unkept(
    engine: Engine, tokens: Sequence[int], sampling: Sampling, most: int, reader: ReplyReader, watch: Watch
) -> Generator[object, None, str]:
    """Say at most so many tokens after *tokens*; yields ``Said`` as it comes, and returns it all.

    Raises:
        FloorCrossed: it crossed the floor.
    """
    said: list[str] = []

    def heard(part: object) -> Generator[Said | Unsaid, None, None]:
        nonlocal watch
        if isinstance(part, Unsaid):
            said.clear()
            watch = watch.afresh()
            yield part
        elif isinstance(part, Said):
            said.append(watch.hear(part.text))
            yield Said(said[-1])

    pieces = engine.stream(tokens, sampling, most)
    with contextlib.closing(pieces), contextlib.suppress(TopicReached):
        for event in pieces:
            if not isinstance(event, Piece):
                yield event
                continue
            for part in reader.feed(event.text):
                yield from heard(part)
            if reader.is_stopped:
                break
            yield None  # a thought may be long, and it gives way at every token
        for part in reader.finish():
            yield from heard(part)
        watch.look()
    return "".join(said)


def quietly(work: Generator[object, None, str]) -> Generator[None, None, str]:
    """*work*, of which nobody hears a word before its end."""
    with contextlib.closing(work):
        while True:
            try:
                next(work)
            except StopIteration as ended:
                return str(ended.value)
            yield None

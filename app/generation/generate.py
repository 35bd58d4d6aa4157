"""Generating is pure: from a prompt to what is said, with nothing kept and nobody asked.

Recording a reply, moderating it, previewing it in the editor, making memories of it: all listen to this stream.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from app.engine import Engine, PrefillProgress, Sampling, TextChunk
from app.templates import OutputParser, ReasoningDelta, TextDelta, TextRetracted

Delta = TextDelta | ReasoningDelta | TextRetracted


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What is asked of a model: at most *max_tokens* after *tokens*.

    *may_shift*: the window may drop its oldest part where the cache allows it.  *resumes*: a reply to just these tokens
    was begun unheard, and goes on.
    """

    tokens: Sequence[int]
    sampling: Sampling
    max_tokens: int
    may_shift: bool = False
    resumes: bool = False

    def __repr__(self) -> str:
        return f"<GenerationRequest of {len(self.tokens)} tokens>"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the answer number *place*, and what it lets be known: often nothing yet, as of half a letter.

    *is_last*: no token, but what was held back until the end.
    """

    place: int
    deltas: tuple[Delta, ...]
    is_last: bool = False

    def __repr__(self) -> str:
        return f"<Token of {self.place}>"


def generate(
    engine: Engine, request: GenerationRequest, parsers: Sequence[OutputParser]
) -> Generator[PrefillProgress | Token, None, None]:
    """Speak as many answers to one prompt as there are *parsers*, side by side.

    An answer whose parser is stopped, by an end mark or by whoever listens, is heard no further; the others go on.
    Closing it stops the model.
    """
    chunks: Generator[PrefillProgress | TextChunk, None, object]
    if len(parsers) > 1:
        chunks = engine.stream_several(
            request.tokens, request.sampling, len(parsers), request.max_tokens, may_shift=request.may_shift
        )
    else:
        chunks = engine.stream(
            request.tokens, request.sampling, request.max_tokens, may_shift=request.may_shift, go_on=request.resumes
        )
    with contextlib.closing(chunks):
        for event in chunks:
            if not isinstance(event, TextChunk):
                yield event
                continue
            parser = parsers[event.place]
            if parser.is_stopped:
                continue
            yield Token(event.place, tuple(parser.feed(event.text)))
            if all(each.is_stopped for each in parsers):
                break
    for place, parser in enumerate(parsers):
        yield Token(place, tuple(parser.finish()), is_last=True)

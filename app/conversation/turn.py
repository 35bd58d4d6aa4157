"""The reply, top to bottom: a generator that any thread, or none, may drive."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass

from app.conversation.ahead import LastRead
from app.conversation.message import Author, ConversationId, Message, MessageId, State
from app.conversation.resume import Resume
from app.conversation.store import ConversationStore
from app.core import settings as s
from app.core.errors import AppError
from app.core.log import describe
from app.core.settings import Settings
from app.engine import Engine, Piece, Reading
from app.library import CurrentModel, sampling_for
from app.persona import Persona
from app.prompt import Prompt, Window, assemble, lay_out
from app.template import ChatFormat, Part, ReplyReader, Role, Said, Thought

log = logging.getLogger("app.conversation")

KEPT_EVERY_S = 1.0
"""A kill loses at most this much of what was being said."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How a reply went.  *ttft_ms* runs from the asking to the first visible word.

    Of the prompt, *reused_tokens* were in the cache already.
    """

    ttft_ms: int = 0
    tokens: int = 0
    tokens_per_s: float = 0.0
    prompt_tokens: int = 0
    left_out: int = 0
    model: str = ""
    reused_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a turn draws on, besides the words of the conversation."""

    store: ConversationStore
    model: CurrentModel
    settings: Settings
    instructions: str
    resume: Resume | None = None


def reply(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    answer: MessageId,
    window: Window,
    asked_at: float,
    facts: Sequence[str] = (),
    last: LastRead | None = None,
    talk: ConversationId | None = None,
) -> Generator[object, None, Stats]:
    """Answer the last message of *history* in the open message *answer*.

    Yields ``Loading``, ``Ready``, ``Reading``, ``Said`` and ``Thought``; returns the stats.  Closing it stops
    the reply and keeps what was said.
    """
    written = _Written(given.store, answer, asked_at)
    try:
        engine = yield from given.model.ensure()
        written.model = given.model.name
        chat_format = given.model.chat_format(persona.name)
        prompt = prompt_for(given, persona, history, engine, chat_format, window, facts)
        written.read(prompt)
        yield from bring_back(given, engine, talk, prompt.tokens)
        may_shift = (last or LastRead()).may_shift(talk, prompt)
        yield from _speak(given, engine, chat_format, prompt, written, may_shift=may_shift)
        # All its words were thoughts, or it had none: that is no reply.
        written.state = State.DONE if written.text.strip() else State.FAILED
        return written.stats()
    except Exception:
        written.state = State.FAILED
        raise
    finally:
        written.close()


def bring_back(
    given: Setting, engine: Engine, talk: ConversationId | None, tokens: Sequence[int]
) -> Generator[object, None, None]:
    """Give the model back what it had read of a conversation before a restart."""
    if given.resume is not None and talk is not None:
        yield from given.resume.bring_back(engine, given.model.identity, talk, tokens)


def prompt_for(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    engine: Engine,
    chat_format: ChatFormat,
    window: Window,
    facts: Sequence[str] = (),
) -> Prompt:
    """What the model reads to answer the last message of *history*.

    Raises:
        ContextFull: not even that message fits.
    """
    told = [line for line in history if line.text]  # a reply that failed or was stopped at once said nothing
    layout = lay_out(
        persona,
        [Part(Role.USER if line.author is Author.ME else Role.ASSISTANT, line.text) for line in told],
        you=given.settings.text(s.YOUR_NAME).strip(),
        instructions=given.instructions,
        facts=facts,
        for_starter=engine.facts.is_starter,
    )
    return assemble(
        layout,
        [line.id for line in told],
        chat_format,
        engine.tokenize,
        window,
        context_tokens=engine.facts.context_tokens,
        reply_tokens=given.settings.number(s.REPLY_TOKENS),
    )


def _speak(
    given: Setting, engine: Engine, chat_format: ChatFormat, prompt: Prompt, written: _Written, *, may_shift: bool
) -> Generator[object, None, None]:
    reader = ReplyReader(stops=chat_format.stops, thinking=prompt.starts_thinking)
    sampling = sampling_for(given.settings.text(s.STYLE), engine.facts)
    pieces = engine.stream(prompt.tokens, sampling, given.settings.number(s.REPLY_TOKENS), may_shift=may_shift)
    with contextlib.closing(pieces):
        yield from _told(pieces, reader, written)


def _told(pieces: Iterator[Reading | Piece], reader: ReplyReader, written: _Written) -> Generator[object, None, None]:
    """What the person sees of *pieces*, noted as it is told."""
    for event in pieces:
        if not isinstance(event, Piece):
            written.note_reading(event)
            yield event
            continue
        written.tokens += 1
        told = list(reader.feed(event.text))
        written.note(told)
        # Half a letter or a held-back tag says nothing yet, but it is still a place to stop.
        yield from told or (event,)
        if reader.is_stopped:
            break
    rest = list(reader.finish())
    written.note(rest)
    yield from rest


class _Written:
    """What a reply has said so far, kept about once a second and closed once."""

    def __init__(self, store: ConversationStore, answer: MessageId, asked_at: float) -> None:
        self._store = store
        self._answer = answer
        self._asked_at = asked_at
        self._first_at = 0.0
        self._last_at = asked_at
        self._kept_at = asked_at
        self._thought_tokens = 0
        self._prompt_tokens = 0
        self._left_out = 0
        self._reused: int | None = None
        self.text = ""
        self.thinking = ""
        self.tokens = 0
        self.model = ""
        self.state = State.STOPPED

    def read(self, prompt: Prompt) -> None:
        self._prompt_tokens, self._left_out = len(prompt.tokens), prompt.left_out

    def note_reading(self, reading: Reading) -> None:
        if self._reused is None:
            self._reused = reading.done

    def note(self, told: Sequence[Said | Thought]) -> None:
        self._last_at = time.perf_counter()
        for part in told:
            if isinstance(part, Thought):
                self.thinking += part.text
                continue
            if not self._first_at:
                self._first_at, self._thought_tokens = self._last_at, self.tokens - 1
            self.text += part.text
        if self._last_at - self._kept_at > KEPT_EVERY_S:
            self._kept_at = self._last_at
            try:
                self._store.keep(self._answer, self.text, self.thinking)
            except AppError as error:  # the disk may have room again when the reply ends
                log.info("a reply could not be kept for now: %s", describe(error))

    def stats(self) -> Stats:
        first = self._first_at or self._last_at
        spoken_s = self._last_at - first
        spoken = self.tokens - self._thought_tokens - 1
        return Stats(
            ttft_ms=round((first - self._asked_at) * 1000),
            tokens=self.tokens,
            tokens_per_s=round(spoken / spoken_s, 1) if spoken_s > 0 and spoken > 0 else 0.0,
            prompt_tokens=self._prompt_tokens,
            left_out=self._left_out,
            model=self.model,
            reused_tokens=self._reused or 0,
        )

    def close(self) -> None:
        self._store.close(
            self._answer, self.text.rstrip(), self.thinking.strip(), self.state, self.model, asdict(self.stats())
        )

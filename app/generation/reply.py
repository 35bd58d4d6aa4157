"""The reply, top to bottom: a generator that any thread, or none, may drive."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass

from app.boundaries import ModerationContext, StreamModerator, TopicReached
from app.chat import ConversationId, ConversationStore, Message, MessageId, State
from app.core import settings as s
from app.core.errors import AppError, MinorsFilterTriggered
from app.core.log import describe
from app.core.words import N_
from app.engine import Engine, PrefillProgress, TextChunk
from app.generation.context import PLAIN, ReplyOptions
from app.generation.ephemeral import stream_ephemeral
from app.generation.prefill import PrefillState
from app.generation.prompt_builder import BuiltPrompt, Setting, Speakers, build_prompt
from app.models import ModelSession
from app.personas import Persona
from app.prompting import ContextWindow, Prompt, trace_prompt
from app.templates import ChatFormat, OutputParser, ReasoningDelta, TextDelta, TextRetracted

log = logging.getLogger("app.generation")

REPLY_CROSSED = N_("A reply was stopped: it seemed to put somebody under 18 into a romantic or sexual scene.")
AFTER_CROSSING = N_(
    "No setting opens that, and everything of it was deleted. Ask for another answer, or go on otherwise."
)

REMEMBERED = 400
"""So many messages back the minors filter knows what the two said of their own age."""

KEPT_EVERY_S = 1.0
"""A kill loses at most this much of what was being said."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How a reply went.  *ttft_ms* runs from the asking to the first visible word.

    Of the prompt, *reused_tokens* were in the cache already.  *ended_by* is a boundary that ended it, or whose no it
    is, as ``topic`` or ``training``; *theme* is the dial's where that said no.
    """

    ttft_ms: int = 0
    tokens: int = 0
    tokens_per_s: float = 0.0
    prompt_tokens: int = 0
    model: str = ""
    reused_tokens: int = 0
    ended_by: str = ""
    theme: str = ""


def reply(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    answers: Sequence[MessageId],
    window: ContextWindow,
    asked_at: float,
    last: PrefillState | None = None,
    conversation_id: ConversationId | None = None,
    wish: ReplyOptions = PLAIN,
) -> Generator[object, None, Stats]:
    """Answer the last message of *history* in the open message of *answers*, or in several, each in its own words.

    *wish* is what is asked of it besides.  Yields ``Loading``, ``Ready``, ``Reading``, ``TextDelta`` and
    ``ReasoningDelta``, of
    the first answer only; returns its stats.  Closing it stops the reply and keeps what was said.

    Raises:
        FloorCrossed: it crossed the minors filter; everything of it is deleted.
    """
    last = last or PrefillState()
    # All that was said, also what has left the window: an age is not forgotten.
    who, told = (
        given.moderation_context(persona, conversation_id),
        given.store.tree.texts_to(history[-1].id, REMEMBERED) if history else [],
    )
    written = [
        _Written(given.store, answer, asked_at, given.boundaries.moderator(who, told), wish.continue_from)
        for answer in answers
    ]
    engine = asked = None
    try:
        engine = yield from given.model.ensure()
        chat_format = given.chat_format(persona, conversation_id)
        asked = _decide(given, persona, history, engine, chat_format, window, last, conversation_id, wish)
        yield from given.model.warn_of(chat_format)
        prompt = asked.prompt
        for one in written:
            one.read(prompt, given.model.name)
        yield from restore_kv_snapshot(given, engine, conversation_id, prompt.tokens)
        may_shift = last.allow_context_shift(conversation_id, prompt)
        last.length = len(prompt.tokens)
        go_on = last.take_speculative(prompt)
        speakers = given.speakers(persona, conversation_id)
        yield from _speak(
            given, persona, engine, chat_format, prompt, written, speakers, may_shift=may_shift, go_on=go_on
        )
        for one in written:
            one.end(given, who, told[-1] if told else "")
        return _noted(given.model, written)
    except MinorsFilterTriggered:
        raise  # told in its own words below, once everything of it is gone
    except Exception:
        for one in written:
            one.state = State.FAILED
        raise
    finally:
        # A reply that was stopped has not been looked at to its last word.
        crossed = [one for one in written if not one.is_clean()]
        if crossed:
            _strike_out(given, engine, last, [one.answer for one in crossed])
        kept = [one for one in written if one not in crossed]
        for one in kept:
            one.close()
        if asked is not None and engine is not None:
            _keep_receipt(given, engine, asked, [one.answer for one in kept], history, wish)
        given.store.replies.drop_empty([one.answer for one in kept if one is not written[0] and not one.text.strip()])
        if crossed:
            raise MinorsFilterTriggered(
                REPLY_CROSSED, AFTER_CROSSING
            )  # however it ended: nobody sees it vanish without a word


def write_as_me(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    window: ContextWindow,
    conversation_id: ConversationId,
    so_far: str,
    last: PrefillState,
) -> Generator[object, None, None]:
    """Write the person's next message, going on with *so_far*; yields its words and keeps nothing.

    Raises:
        FloorCrossed: it crossed the minors filter.
    """
    engine = yield from given.model.ensure()
    wish = ReplyOptions(continue_from=so_far.rstrip(), impersonates=True, trigger="impersonate")
    chat_format = given.chat_format(persona, conversation_id)
    asked = build_prompt(
        given, persona, history, engine, chat_format, window, conversation_id=conversation_id, wish=wish
    )
    told = given.store.tree.texts_to(history[-1].id, REMEMBERED) if history else []
    watch = given.boundaries.moderator(given.moderation_context(persona, conversation_id), told)
    watch.begin_with(so_far)
    last.speculative = ()
    speakers = given.speakers(persona, conversation_id)
    reader = chat_format.reader(
        thinking=asked.prompt.starts_thinking, goes_on=bool(so_far.strip()), own=speakers.person,
        others=(*speakers.companion, *speakers.others),
    )  # fmt: skip
    most = given.settings.number(s.REPLY_TOKENS)
    yield from stream_ephemeral(engine, asked.prompt.tokens, given.sampling(persona, engine), most, reader, watch)


def _keep_receipt(
    given: Setting,
    engine: Engine,
    asked: BuiltPrompt,
    answers: Sequence[MessageId],
    history: Sequence[Message],
    wish: ReplyOptions,
) -> None:
    """Keep beside *answers* what they were made from."""
    try:
        count = len(given.store.tree.authors_to(history[-1].id)) if history else 0
        receipt = trace_prompt(asked.prompt, engine.tokenize)
        given.context_builder.receipts.keep(
            answers, receipt, asked.context.activated, count, [(memo.kind, memo.key) for memo in asked.recalled],
            wish.hint, asked.context.variables,
        )  # fmt: skip
        if given.memory_context is not None and answers:
            given.memory_context.note_used(asked.recalled, asked.core, answers[0])
    except AppError as error:  # the reply itself is kept; a full disk may leave no room for more
        log.info("what a reply was made from could not be kept: %s", describe(error))


def _strike_out(given: Setting, engine: Engine | None, last: PrefillState, answers: Sequence[MessageId]) -> None:
    """Leave nothing of replies that crossed the minors filter.

    This overrides keeping what was said: the rows, what was kept for a restart, and what the model holds.
    """
    if engine is not None:
        engine.clear_cache()
    last.speculative = ()
    try:
        given.store.replies.strike_out(answers)
        log.info("a reply crossed the floor and was deleted")
    except AppError as error:  # the disk may be full: at least its words go
        log.error("a reply that crossed the floor could not be deleted: %s", describe(error))
        for answer in answers:
            with contextlib.suppress(AppError):
                given.store.replies.close(answer, "", "", State.FAILED, "", {})


def _noted(model: ModelSession, written: Sequence[_Written]) -> Stats:
    """How the first answer went; the registry remembers the speed of one that was spoken alone."""
    stats = written[0].stats()
    model.note_reply(stats.tokens, stats.tokens_per_s if len(written) == 1 else 0.0)
    return stats


def _decide(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    engine: Engine,
    chat_format: ChatFormat,
    window: ContextWindow,
    last: PrefillState,
    conversation_id: ConversationId | None = None,
    wish: ReplyOptions = PLAIN,
) -> BuiltPrompt:
    """The prompt with what is recalled now; or with what was recalled while it was typed.

    What came to mind too late to be read within the person's patience waits for the next turn.
    """
    before = last.take_recalled()
    recalled = given.recall(persona, conversation_id, history, engine)
    asked = build_prompt(
        given, persona, history, engine, chat_format, window, recalled, conversation_id=conversation_id, wish=wish
    )
    if before is None or before == recalled:
        return asked
    earlier = build_prompt(
        given, persona, history, engine, chat_format, window, before, conversation_id=conversation_id, wish=wish
    )
    held = engine.cached_prefix_length(asked.prompt.tokens)
    if engine.cached_prefix_length(earlier.prompt.tokens) <= held:
        return asked  # what was recalled for it was not read, or it stood before another draft
    patience_s = given.settings.number(s.FIRST_WORD_MS) / 1000
    return asked if engine.prefill_seconds(len(asked.prompt.tokens) - held) <= patience_s else earlier


def restore_kv_snapshot(
    given: Setting, engine: Engine, conversation_id: ConversationId | None, tokens: Sequence[int]
) -> Generator[object, None, None]:
    """Give the model back what it had read of a conversation before a restart."""
    if given.kv_snapshots is not None and conversation_id is not None:
        yield from given.kv_snapshots.restore(engine, given.model.identity, conversation_id, tokens)


def _speak(
    given: Setting,
    persona: Persona,
    engine: Engine,
    chat_format: ChatFormat,
    prompt: Prompt,
    written: Sequence[_Written],
    speakers: Speakers,
    *,
    may_shift: bool,
    go_on: bool,
) -> Generator[object, None, None]:
    # Nobody speaks for anybody else.
    readers = [
        chat_format.reader(
            thinking=prompt.starts_thinking, goes_on=bool(one.text), own=speakers.companion,
            others=(*speakers.person, *speakers.others),
        )
        for one in written
    ]  # fmt: skip
    sampling, most = given.sampling(persona, engine), given.settings.number(s.REPLY_TOKENS)
    pieces: Generator[PrefillProgress | TextChunk, None, object]
    if len(written) > 1:
        pieces = engine.stream_several(prompt.tokens, sampling, len(written), most, may_shift=may_shift)
    else:
        pieces = engine.stream(prompt.tokens, sampling, most, may_shift=may_shift, go_on=go_on)
    with contextlib.closing(pieces):
        yield from _told(pieces, readers, written)


def _told(
    pieces: Iterator[PrefillProgress | TextChunk], readers: Sequence[OutputParser], written: Sequence[_Written]
) -> Generator[object, None, None]:
    """What the person sees of *pieces*, noted as it is told: the first answer; the others are only noted."""
    for event in pieces:
        if not isinstance(event, TextChunk):
            for one in written:
                one.note_reading(event)
            yield event
            continue
        reader, one = readers[event.place], written[event.place]
        if reader.is_stopped:
            continue  # the others may still be speaking
        one.tokens += 1
        told = one.note(list(reader.feed(event.text)))
        if one.ended_by:
            reader.is_stopped = True
        # Half a letter or a held-back tag says nothing yet, but it is still a place to stop.
        yield from (told if event.place == 0 and told else (event,))
        if all(each.is_stopped for each in readers):
            break
    for reader, one in zip(readers, written, strict=True):
        rest = one.note(list(reader.finish()), is_last=True)
        if one is written[0]:
            yield from rest


class _Written:
    """What a reply has said so far, kept about once a second and closed once."""

    def __init__(
        self, store: ConversationStore, answer: MessageId, asked_at: float, watch: StreamModerator, begun: str
    ) -> None:
        self._store = store
        self.answer = answer
        self._watch = watch
        self._thought = watch.for_reasoning()
        self._asked_at = asked_at
        self._first_at = 0.0
        self._last_at = asked_at
        self._kept_at = asked_at
        self._thought_tokens = 0
        self._prompt_tokens = 0
        self._reused: int | None = None
        self.text = begun
        watch.begin_with(begun)
        self.thinking = ""
        self.tokens = 0
        self.model = ""
        self.state = State.STOPPED
        self.ended_by = ""
        self.theme = ""
        self.has_crossed = False

    def read(self, prompt: Prompt, model: str) -> None:
        self._prompt_tokens, self.model = len(prompt.tokens), model

    def note_reading(self, reading: PrefillProgress) -> None:
        if self._reused is None:
            self._reused = reading.done

    def note(
        self, told: Sequence[TextDelta | ReasoningDelta | TextRetracted], *, is_last: bool = False
    ) -> list[TextDelta | ReasoningDelta | TextRetracted]:
        """Note what was said; what of it may be shown.

        Raises:
            FloorCrossed: nothing of it may.
        """
        self._last_at = time.perf_counter()
        shown: list[TextDelta | ReasoningDelta | TextRetracted] = []
        if self.ended_by:
            return shown
        try:
            # One by one: what was heard before a boundary stays shown.
            shown.extend(self._heard(part) for part in told)
            if is_last:
                self._watch.check()
                self._thought.check()
            self._keep_sometimes()
        except TopicReached as reached:
            self._end_at(reached)
        except MinorsFilterTriggered:
            self.has_crossed = True
            raise
        return shown

    def _heard(self, part: TextDelta | ReasoningDelta | TextRetracted) -> TextDelta | ReasoningDelta | TextRetracted:
        if isinstance(part, TextRetracted):
            self._thought.feed(self.text)
            self.thinking, self.text, self._first_at = self.thinking + self.text, "", 0.0
            self._watch = self._watch.fresh()
            return part
        if isinstance(part, ReasoningDelta):
            thought = self._thought.feed(part.text)
            self.thinking += thought
            return ReasoningDelta(thought)
        if not self._first_at:
            self._first_at, self._thought_tokens = self._last_at, self.tokens - 1
        said = self._watch.feed(part.text)
        self.text += said
        return TextDelta(said)

    def is_clean(self) -> bool:
        """Whether it may be kept, looked at to its last word; what touches a topic is cut."""
        if self.has_crossed:
            return False
        try:
            self._thought.check()
            if not self.ended_by:
                self._watch.check()
        except TopicReached as reached:
            self._end_at(reached)
        except MinorsFilterTriggered:
            return False
        return True

    def _end_at(self, reached: TopicReached) -> None:
        self.text = self._watch.text[: reached.keep]
        self.ended_by, self.state = "topic", State.STOPPED

    def end(self, given: Setting, who: ModerationContext, build_prompt: str) -> None:
        """It came to its end: what is to be known of that."""
        # All its words were thoughts, or it had none: that is no reply.
        self.state = State.DONE if self.text.strip() else State.FAILED
        if self.ended_by:
            self.state = State.STOPPED
        elif refusal := given.boundaries.why(who, self.text, build_prompt):
            self.ended_by = refusal.whose.value
            self.theme = refusal.theme.value if refusal.theme else ""

    def _keep_sometimes(self) -> None:
        if self._last_at - self._kept_at > KEPT_EVERY_S:
            self._kept_at = self._last_at
            self._watch.check()
            self._thought.check()
            try:
                self._store.replies.keep(self.answer, self.text, self.thinking)
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
            model=self.model,
            # A reply that was begun unheard is in the cache as well.
            reused_tokens=min(self._reused or 0, self._prompt_tokens),
            ended_by=self.ended_by,
            theme=self.theme,
        )

    def close(self) -> None:
        self._store.replies.close(
            self.answer, self.text.rstrip(), self.thinking.strip(), self.state, self.model, asdict(self.stats())
        )

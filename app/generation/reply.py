"""The reply, top to bottom: a generator that any thread, or none, may drive."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from app.chat import ConversationId, Message, MessageId, State
from app.core import settings as s
from app.core.errors import AppError, MinorsFilterTriggered
from app.core.log import describe
from app.engine import PrefillProgress
from app.generation.considering import Felt, consider, glance, is_deep
from app.generation.ephemeral import stream_ephemeral
from app.generation.generate import generate
from app.generation.kv_snapshots import KvSnapshots
from app.generation.moderation import ModeratedReply
from app.generation.prefill import PrefillState
from app.generation.prompt_builder import BuiltPrompt, PromptBuilder, shown_in
from app.generation.recorder import ReplyRecorder, Stats
from app.generation.reply_options import PLAIN, ReplyOptions
from app.models import ChatModel, ChatOptions, ChatPrompt, ModelSession, Token
from app.personas import Persona
from app.prompting import ContextWindow, Prompt, trace_prompt

log = logging.getLogger("app.generation")

REMEMBERED = 400
"""So many messages back the minors filter knows what the two said of their own age."""


def reply(
    prompts: PromptBuilder,
    persona: Persona,
    history: Sequence[Message],
    answers: Sequence[MessageId],
    window: ContextWindow,
    asked_at: float,
    last: PrefillState | None = None,
    conversation_id: ConversationId | None = None,
    wish: ReplyOptions = PLAIN,
    kv_snapshots: KvSnapshots | None = None,
) -> Generator[object, None, Stats]:
    """Answer the last message of *history* in the open message of *answers*, or in several, each in its own words.

    *wish* is what is asked of it besides.  Yields ``Loading``, ``Ready``, ``PrefillProgress`` and deltas of the first
    answer; returns its stats.  Closing it stops the reply and keeps what was said.

    Raises:
        MinorsFilterTriggered: it crossed the minors filter; everything of it is deleted.
    """
    last = last or PrefillState()
    who = prompts.moderation_context(persona, conversation_id, shown_in(history), wish.seen)
    # All that was said, also what has left the window: an age is not forgotten.
    said = prompts.store.tree.texts_to(history[-1].id, REMEMBERED) if history else []
    recorders = [
        ReplyRecorder(
            prompts.store, answer, asked_at, ModeratedReply(prompts.boundaries.moderator(who, said), wish.continue_from)
        )
        for answer in answers
    ]
    model = built = None
    try:
        model = yield from prompts.model.ensure()
        wish = yield from _considered(
            prompts, persona, history, model, window, conversation_id, wish, recorders[0], last, kv_snapshots
        )
        built = _decide(prompts, persona, history, model, window, last, conversation_id, wish)
        yield from prompts.model.warn_of(built.prompt.chat.answers_as)
        yield from _speak(prompts, persona, model, built.prompt, recorders, last, conversation_id, kv_snapshots)
        for one in recorders:
            ended = bool(one.reply.ended_by)
            one.end(None if ended else prompts.boundaries.why(who, one.reply.text, said[-1] if said else ""))
        return _noted(prompts.model, recorders)
    except MinorsFilterTriggered:
        raise  # told in its own words, once everything of it is gone
    except Exception:
        for one in recorders:
            one.fail()
        raise
    finally:
        kept, is_crossed = _settle(prompts, model, last, recorders)
        if built is not None and model is not None:
            _keep_trace(prompts, model, built, [one.answer for one in kept], history, wish)
        first = recorders[0]
        prompts.store.replies.drop_empty(
            [one.answer for one in kept if one is not first and not one.reply.text.strip()]
        )
        if is_crossed:  # however it ended: nobody sees it vanish without a word
            raise MinorsFilterTriggered("reply")


def _considered(
    prompts: PromptBuilder,
    persona: Persona,
    history: Sequence[Message],
    model: ChatModel,
    window: ContextWindow,
    conversation_id: ConversationId | None,
    wish: ReplyOptions,
    recorder: ReplyRecorder,
    last: PrefillState,
    kv_snapshots: KvSnapshots | None,
) -> Generator[object, None, ReplyOptions]:
    """*wish*, with what the person seems to feel, and what was thought about it where that is wanted."""
    guess = yield from glance(prompts, persona, history, model, window, conversation_id)
    yield Felt(guess.feeling)
    wish = replace(wish, feeling=guess.feeling)
    if wish.continue_from or not is_deep(prompts, persona, conversation_id):
        return wish
    thought = yield from consider(
        prompts, persona, history, model, window, conversation_id, recorder, last, kv_snapshots
    )
    return replace(wish, thought=thought)


def _settle(
    prompts: PromptBuilder, model: ChatModel | None, last: PrefillState, recorders: Sequence[ReplyRecorder]
) -> tuple[list[ReplyRecorder], bool]:
    """Close what may stay and delete what may not; those that stay, and whether one does not."""
    # A reply that was stopped has not been looked at to its last word.
    crossed = [one for one in recorders if not one.reply.is_clean()]
    if crossed:
        _strike_out(prompts, model, last, [one.answer for one in crossed])
    kept = [one for one in recorders if one not in crossed]
    for one in kept:
        one.close()
    return kept, bool(crossed)


def write_as_me(
    prompts: PromptBuilder,
    persona: Persona,
    history: Sequence[Message],
    window: ContextWindow,
    conversation_id: ConversationId,
    so_far: str,
    last: PrefillState,
) -> Generator[object, None, None]:
    """Write the person's next message, going on with *so_far*; yields its words and keeps nothing.

    Raises:
        MinorsFilterTriggered: it crossed the minors filter.
    """
    model = yield from prompts.model.ensure()
    wish = ReplyOptions(continue_from=so_far.rstrip(), impersonates=True, trigger="impersonate")
    asked = prompts.build(persona, history, model, window, conversation_id=conversation_id, wish=wish)
    told = prompts.store.tree.texts_to(history[-1].id, REMEMBERED) if history else []
    who = prompts.moderation_context(persona, conversation_id, shown_in(history))
    watch = prompts.boundaries.moderator(who, told)
    watch.begin_with(so_far)
    last.speculative = None
    speakers = prompts.speakers(persona, conversation_id)
    options = ChatOptions(
        prompts.sampling(persona, model), prompts.settings.number(s.REPLY_TOKENS), own=speakers.person,
        others=(*speakers.companion, *speakers.others),
    )  # fmt: skip
    yield from stream_ephemeral(model, asked.prompt.chat, options, watch)


def _keep_trace(
    prompts: PromptBuilder,
    model: ChatModel,
    asked: BuiltPrompt,
    answers: Sequence[MessageId],
    history: Sequence[Message],
    wish: ReplyOptions,
) -> None:
    """Keep beside *answers* what they were made from."""
    try:
        # How long the conversation was counts only for the timers of lore that became active.
        counts = history and any(one.is_activated for one in asked.context.activated.verdicts)
        count = len(prompts.store.tree.authors_to(history[-1].id)) if counts else 0
        receipt = trace_prompt(asked.prompt, model.count_tokens)
        prompts.context_builder.receipts.keep(
            answers, receipt, asked.context.activated, count, [(memo.kind, memo.key) for memo in asked.recalled],
            wish.hint, asked.context.variables, asked.prompt.chat.changes,
        )  # fmt: skip
        if prompts.memory_context is not None and answers:
            prompts.memory_context.note_used(asked.recalled, asked.core, answers[0])
    except AppError as error:  # the reply itself is kept; a full disk may leave no room for more
        log.info("what a reply was made from could not be kept: %s", describe(error))


def _strike_out(
    prompts: PromptBuilder, model: ChatModel | None, last: PrefillState, answers: Sequence[MessageId]
) -> None:
    """Leave nothing of replies that crossed the minors filter.

    This overrides keeping what was said: the rows, what was kept for a restart, and what the model holds.
    """
    if model is not None:
        model.clear_cache()
    last.speculative = None
    try:
        prompts.store.replies.strike_out(answers)
        log.info("a reply crossed the minors filter and was deleted")
    except AppError as error:  # the disk may be full: at least its words go
        log.error("a reply that crossed the minors filter could not be deleted: %s", describe(error))
        for answer in answers:
            with contextlib.suppress(AppError):
                prompts.store.replies.close(answer, "", "", State.FAILED, "", {})


def _noted(model: ModelSession, written: Sequence[ReplyRecorder]) -> Stats:
    """How the first answer went; the registry remembers the speed of one that was spoken alone."""
    stats = written[0].stats()
    model.note_reply(stats.tokens, stats.tokens_per_s if len(written) == 1 else 0.0)
    return stats


def _decide(
    prompts: PromptBuilder,
    persona: Persona,
    history: Sequence[Message],
    model: ChatModel,
    window: ContextWindow,
    last: PrefillState,
    conversation_id: ConversationId | None = None,
    wish: ReplyOptions = PLAIN,
) -> BuiltPrompt:
    """The prompt with what is recalled now; or with what was recalled while it was typed.

    What came to mind too late to be read within the person's patience waits for the next turn.
    """
    before = last.take_recalled()
    recalled = prompts.recall(persona, conversation_id, history, model)
    asked = prompts.build(persona, history, model, window, recalled, conversation_id=conversation_id, wish=wish)
    if before is None or before == recalled:
        return asked
    earlier = prompts.build(persona, history, model, window, before, conversation_id=conversation_id, wish=wish)
    unread = model.unread_tokens(asked.prompt.chat)
    if _read(model, earlier.prompt) <= _read(model, asked.prompt):
        return asked  # what was recalled for it was not read, or it stood before another draft
    patience_s = prompts.settings.number(s.FIRST_WORD_MS) / 1000
    return asked if model.prefill_seconds(unread) <= patience_s else earlier


def _read(model: ChatModel, prompt: Prompt) -> int:
    """How many tokens of *prompt* are read already."""
    return prompt.tokens - model.unread_tokens(prompt.chat)


def _speak(
    prompts: PromptBuilder,
    persona: Persona,
    model: ChatModel,
    prompt: Prompt,
    recorders: Sequence[ReplyRecorder],
    last: PrefillState,
    conversation_id: ConversationId | None,
    kv_snapshots: KvSnapshots | None,
) -> Generator[object, None, None]:
    """Speak into *recorders*; yields what the person sees, which is the first answer."""
    for one in recorders:
        one.note_prompt(prompt, prompts.model.name)
    if kv_snapshots is not None:
        yield from kv_snapshots.restore(model, persona.id, conversation_id, prompt.chat, last.conversation_id)
    last.length = prompt.tokens
    # Nobody speaks for anybody else.
    speakers = prompts.speakers(persona, conversation_id)
    options = ChatOptions(
        prompts.sampling(persona, model), prompts.settings.number(s.REPLY_TOKENS), len(recorders),
        own=speakers.companion, others=(*speakers.person, *speakers.others),
        may_shift=last.allow_context_shift(conversation_id, prompt), resumes=last.take_speculative(prompt),
    )  # fmt: skip
    with contextlib.closing(_answers(model, prompt.chat, options, recorders)) as events:
        yield from _recorded(events, recorders)


def _answers(
    model: ChatModel, prompt: ChatPrompt, options: ChatOptions, recorders: Sequence[ReplyRecorder]
) -> Generator[PrefillProgress | Token | None, None, None]:
    return generate(model, prompt, options, lambda variant: bool(recorders[variant].reply.ended_by))


def _recorded(
    events: Iterator[PrefillProgress | Token | None], recorders: Sequence[ReplyRecorder]
) -> Generator[object, None, None]:
    """What the person sees of *events*, recorded as it is told: the first answer; the others are only recorded."""
    for event in events:
        if isinstance(event, PrefillProgress):
            for one in recorders:
                one.note_prefill(event)
        if not isinstance(event, Token):
            yield event
            continue
        shown = recorders[event.variant].note(event)
        if event.variant == 0 and shown:
            yield from shown
        elif not event.is_last:
            # Half a letter or a held-back tag says nothing yet, but it is still a place to stop.
            yield None

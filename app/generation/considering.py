"""Considering, before an answer, how somebody feels: at a glance, or in a thought of a bounded length and time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from app.chat import Author, ConversationId, Message
from app.core import settings as s
from app.generation.generate import generate
from app.generation.kv_snapshots import KvSnapshots
from app.generation.prefill import PrefillState
from app.generation.prompt_builder import PromptBuilder
from app.generation.recorder import ReplyRecorder
from app.generation.reply_options import ReplyOptions
from app.manner import THOUGHT, THOUGHT_TOKENS, UNCLEAR, AttunementLevel, Guess, asked_for, whole_sentences
from app.models import ChatModel, ChatOptions, ChatPrompt, Token
from app.personas import Persona
from app.prompting import ContextWindow
from app.templates import ReasoningDelta, TextDelta

WHILE_TYPING_MS = 300.0
"""What a glance may cost while somebody types; after Enter it is half of what the first word may take."""


@dataclass(frozen=True, slots=True)
class Felt:
    """What somebody seems to feel, as one of ``app.manner.FEELINGS``; empty where nothing is clear."""

    feeling: str

    def __repr__(self) -> str:
        return "<Felt>"


@dataclass(frozen=True, slots=True)
class Considering:
    """A thought is being had before the answer."""


def glance(
    prompts: PromptBuilder,
    persona: Persona,
    history: Sequence[Message],
    model: ChatModel,
    window: ContextWindow,
    conversation_id: ConversationId | None,
    within_ms: float | None = None,
) -> Generator[object, None, Guess]:
    """What the person seems to feel who wrote the last of *history*; unclear where it is not theirs, or not wanted."""
    attunement = prompts.attunement
    if attunement is None or not history or history[-1].author is not Author.ME:
        return UNCLEAR
    if attunement.level(persona.id, conversation_id) is AttunementLevel.INSTANT:
        return UNCLEAR
    if within_ms is None:
        within_ms = prompts.settings.number(s.FIRST_WORD_MS) / 2

    def asked() -> ChatPrompt:
        built = prompts.build(persona, history, model, window.copy(), conversation_id=conversation_id)
        return built.prompt.chat

    return (yield from attunement.read(history[-1].text, model, asked, within_ms))


def is_deep(prompts: PromptBuilder, persona: Persona, conversation_id: ConversationId | None) -> bool:
    """Whether a thought comes before the answer: it is wanted, and nothing says that this model's are of no use."""
    attunement = prompts.attunement
    return attunement is not None and attunement.thinks(persona.id, conversation_id)


def consider(
    prompts: PromptBuilder,
    persona: Persona,
    history: Sequence[Message],
    model: ChatModel,
    window: ContextWindow,
    conversation_id: ConversationId | None,
    recorder: ReplyRecorder,
    last: PrefillState,
    kv_snapshots: KvSnapshots | None = None,
) -> Generator[object, None, str]:
    """A thought about the last of *history*, recorded beside the answer to come; yields it as it is thought.

    It ends at ``THOUGHT_TOKENS``, and when the person's patience does: what was thought until then counts, as far as
    its last whole sentence.  Closing it stops the model.

    Raises:
        MinorsFilterTriggered: it crossed the minors filter.
    """
    until = time.monotonic() + prompts.settings.number(s.ATTUNEMENT_S)
    you = prompts.context_builder.you(persona, conversation_id)
    wish = ReplyOptions(outside=asked_for(persona.display_name, you))
    asked = prompts.build(persona, history, model, window.copy(), conversation_id=conversation_id, wish=wish)
    yield Considering()
    # It is the first to read: what was kept of the conversation, and what may be moved in the cache, serve it first.
    if kv_snapshots is not None:
        yield from kv_snapshots.restore(model, persona.id, conversation_id, asked.prompt.chat, last.conversation_id)
    may_shift = last.allow_context_shift(conversation_id, asked.prompt)
    options = ChatOptions(THOUGHT, THOUGHT_TOKENS, may_shift=may_shift)
    before = recorder.reply.thinking
    with contextlib.closing(generate(model, asked.prompt.chat, options)) as events:
        for event in events:
            if isinstance(event, Token):
                yield from recorder.note(_as_thought(event))
            else:
                yield event
            if time.monotonic() >= until:
                break
    return whole_sentences(recorder.reply.thinking.removeprefix(before))


def _as_thought(token: Token) -> Token:
    """*token*, of which everything is a thought: nothing of it is said."""
    deltas = [
        ReasoningDelta(delta.text) for delta in token.deltas if isinstance(delta, TextDelta | ReasoningDelta)
    ]  # fmt: skip
    return replace(token, deltas=tuple(deltas), is_last=False)

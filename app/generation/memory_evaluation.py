"""A small private exam, made from what the person said: answered with memory and without, judged by the words alone."""

from __future__ import annotations

import random
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from app.chat import Author, ConversationId, Message, MessageId, State
from app.core.clock import now
from app.core.errors import MinorsFilterTriggered
from app.generation.ephemeral import collect, stream_ephemeral
from app.generation.prefill import PrefillState
from app.generation.prompt_builder import PromptBuilder
from app.generation.reply_options import ReplyOptions
from app.memory import YOU, Fact, fact_kind
from app.models import ChatModel, ChatOptions
from app.personas import Persona
from app.prompting import ContextWindow

MOST_KNOWN, MOST_UNKNOWN, ANSWER_TOKENS = 8, 3, 60
ASKED = {
    "name": "What is my name?", "age": "How old am I?", "birthday": "When is my birthday?", "home": "Where do I live?",
    "origin": "Where do I come from?", "job": "What do I do for work?", "workplace": "Where do I work?",
    "language": "Which language do I speak?", "pet": "What is my {kind} called?", "family": "What is my {kind} called?",
    "favourite": "What is my favourite {kind}?", "like": "What do I like?", "hobby": "What is my hobby?",
    "dislike": "What do I not like?", "allergy": "What am I allergic to?", "plan": "What do I have planned?",
    "wish": "What do I wish for?", "health": "What illness do I have?",
}  # fmt: skip
NEVER_TOLD = (
    "pet:horse",
    "pet:parrot",
    "family:boss",
    "family:neighbour",
    "favourite:colour",
    "birthday",
    "family:cousin",
)
KNOWS_NOT = re.compile(
    r"\b(?:don't know|do not know|not sure|haven't told|have not told|didn't tell|did not tell|never told|never said"
    r"|not told|didn't mention|haven't mentioned|can't recall|cannot recall|don't remember|do not remember|no idea"
    r"|don't think you|will you tell|tell me)\b", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One question: *wanted* is what the person said, empty where they never did."""

    question: str
    wanted: str

    def __repr__(self) -> str:
        return "<EvaluationQuestion>"


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """One question answered both ways, each ``right``, ``honest`` (it says that it does not know) or ``wrong``."""

    question: str
    wanted: str
    with_memory: str
    without: str
    right_with: str
    right_without: str

    def __repr__(self) -> str:
        return f"<EvaluationResult {self.right_with}/{self.right_without}>"


def evaluation_questions(facts: Sequence[Fact], seed: int = 0) -> list[EvaluationQuestion]:
    """Questions on what is known of the person, and some on what they never told."""
    chance = random.Random(seed)
    mine = [fact for fact in facts if fact.subject == YOU and fact_kind(fact.key).key in ASKED]
    latest = {fact.key: fact for fact in mine}
    chosen = chance.sample(list(latest.values()), min(MOST_KNOWN, len(latest)))
    unknown = [key for key in NEVER_TOLD if key not in latest]
    out = [EvaluationQuestion(_question(fact.key), fact.value) for fact in chosen]
    return [
        *out,
        *(EvaluationQuestion(_question(key), "") for key in chance.sample(unknown, min(MOST_UNKNOWN, len(unknown)))),
    ]


def _question(key: str) -> str:
    slot, _, kind = key.partition(":")
    return ASKED[slot].replace("{kind}", kind)


def evaluate_memory(
    prompts: PromptBuilder,
    persona: Persona,
    conversation_id: ConversationId | None,
    exams: Sequence[EvaluationQuestion],
    last: PrefillState,
) -> Generator[object, None, None]:
    """Put every question twice; yields an ``EvaluationResult`` after each, and keeps nothing."""
    model = yield from prompts.model.ensure()
    last.speculative = None
    for exam in exams:
        remembering = yield from _answer(prompts, persona, conversation_id, exam.question, model, remembers=True)
        bare = yield from _answer(prompts, persona, conversation_id, exam.question, model, remembers=False)
        yield EvaluationResult(
            exam.question, exam.wanted, remembering, bare, judged(remembering, exam.wanted), judged(bare, exam.wanted)
        )


def judged(answer: str, wanted: str) -> str:
    """Whether *answer* holds what was *wanted*."""
    words = re.findall(r"\w+", wanted.casefold())
    said = set(re.findall(r"\w+", answer.casefold()))
    if words and sum(word in said for word in words) / len(words) >= 0.7:
        return "right"
    return "honest" if KNOWS_NOT.search(answer) else "wrong"


def _answer(
    prompts: PromptBuilder,
    persona: Persona,
    conversation_id: ConversationId | None,
    question: str,
    model: ChatModel,
    *,
    remembers: bool,
) -> Generator[object, None, str]:
    asked = Message(MessageId(1 << 60), None, Author.ME, question, "", State.DONE, "", now())
    recalled = prompts.recall(persona, conversation_id, [asked], model) if remembers else ()
    alone = prompts if remembers else replace(prompts, memory_context=None)
    prompt = alone.build(
        persona,
        [asked],
        model,
        ContextWindow(),
        recalled,
        conversation_id=conversation_id if remembers else None,
        wish=ReplyOptions(trigger="quiet"),
    ).prompt
    watch = prompts.boundaries.moderator(prompts.moderation_context(persona, conversation_id), [question])
    options = ChatOptions(prompts.sampling(persona, model), ANSWER_TOKENS)
    said = stream_ephemeral(model, prompt.chat, options, watch)
    try:
        return (yield from collect(said)).strip()
    except MinorsFilterTriggered:
        model.clear_cache()
        return ""

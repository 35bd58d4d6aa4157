"""How many tokens a long chat reads again, counted without a model: our order of a prompt beside the usual one."""

from __future__ import annotations

from dataclasses import dataclass

from app.diagnostics.bench.invented import Invented
from app.engine import Prefix
from app.models import LocalChatModel
from app.prompting import ContextWindow, Layout, assemble
from app.templates import ChatMessage, Role

TURNS, CONTEXT, REPLY = 200, 8192, 400
PERSONA_WORDS, WORDS, FACTS, FACT_WORDS = 300, 20, 4, 12


@dataclass(frozen=True, slots=True)
class Rereading:
    """Tokens read over the whole chat: what came new in it, and what each order of the prompt read for that."""

    new: int
    ours: int
    usual: int


def count_rereading(model: LocalChatModel) -> Rereading:
    """A scripted chat of 200 turns in which other memories come to mind at each."""
    ours, new = _chat(model, on_top=False)
    usual, _ = _chat(model, on_top=True)
    return Rereading(new, ours, usual)


def _chat(model: LocalChatModel, *, on_top: bool) -> tuple[int, int]:
    """How many tokens were read, and how many were said by both sides or recalled."""
    invented, window, cache = Invented(5), ContextWindow(), Prefix()
    persona = ChatMessage(Role.SYSTEM, _words(invented, PERSONA_WORDS))
    history: list[ChatMessage] = []
    read = new = 0
    for turn in range(TURNS):
        facts = ChatMessage(Role.SYSTEM, "You remember: " + _words(invented, FACTS * FACT_WORDS))
        mine, reply = (_words(invented, WORDS) for _ in range(2))
        history.append(ChatMessage(Role.USER, mine))
        still, moving = ((persona, facts), ()) if on_top else ((persona,), (facts,))
        prompt = assemble(
            Layout(still, tuple(history[:-1]), moving, tuple(history[-1:])),
            range(len(history)), model, window, context_tokens=CONTEXT, reply_tokens=REPLY, answers_as="Nobody",
        )  # fmt: skip
        chunks = model.encode(prompt.chat)
        read += len(chunks) - cache.reuse_for(chunks, may_shift=True).length
        cache.cut(0)
        cache.add([*chunks, *model.engine.tokenize(reply, special=False)])
        history.append(ChatMessage(Role.ASSISTANT, reply))
        new += sum(model.count_tokens(text) for text in (mine, facts.text)) + (
            model.count_tokens(persona.text) if not turn else 0
        )
    return read, new


def _words(invented: Invented, count: int) -> str:
    return " ".join(invented.pick(0, 2000, count))

"""What would wake if something were said now: for the try-out of lorebooks, without a model."""

from __future__ import annotations

from app.chat import ConversationId
from app.generation.prefill import draft_message
from app.generation.service import Conversations
from app.lorebook import Awake
from app.macros import expand
from app.personas import Persona

CHARS_A_TOKEN = 4
CONTEXT_TOKENS = 8192


def spoken_now(talks: Conversations, persona: Persona, talk: ConversationId | None, text: str) -> Awake:
    """What wakes in *talk* when *text* is said next; tokens are guessed."""
    history = talks.store.path(talk, last=200) if talk is not None else []
    lines = [*history, draft_message(text)] if text.strip() else history
    scene = talks.backdrop.scene(
        persona, talk, lines, variables=talks.backdrop.receipts.variables_to(history[-1].id if history else None)
    )
    budget = CONTEXT_TOKENS * talks.backdrop.rules().budget_percent // 100
    return talks.backdrop.woken(
        persona, talk, lines, lambda told: expand(told, scene), lambda told: len(told) // CHARS_A_TOKEN + 1, budget
    )

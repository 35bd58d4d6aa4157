"""What would wake if something were said now: for the try-out of lorebooks, without a model."""

from __future__ import annotations

from app.chat import ConversationId
from app.generation.conversations import Conversations
from app.generation.prefill import draft_message
from app.lorebook import Activation
from app.macros import expand
from app.personas import Persona

CHARS_A_TOKEN = 4
CONTEXT_TOKENS = 8192


def preview_activation(
    talks: Conversations, persona: Persona, conversation_id: ConversationId | None, text: str
) -> Activation:
    """What wakes in *conversation_id* when *text* is said next; tokens are guessed."""
    history = talks.store.tree.path(conversation_id, last=200) if conversation_id is not None else []
    lines = [*history, draft_message(text)] if text.strip() else history
    scene = talks.context_builder.scene(
        persona,
        conversation_id,
        lines,
        variables=talks.context_builder.receipts.variables_to(history[-1].id if history else None),
    )
    budget = CONTEXT_TOKENS * talks.context_builder.rules().budget_percent // 100
    return talks.context_builder.activated(
        persona,
        conversation_id,
        lines,
        lambda told: expand(told, scene),
        lambda told: len(told) // CHARS_A_TOKEN + 1,
        budget,
    )

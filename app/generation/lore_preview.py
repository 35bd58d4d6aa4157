"""Which entries would become active if something were said now, without a model."""

from __future__ import annotations

from app.chat import ConversationId
from app.generation.context import PromptContextBuilder
from app.generation.prefill import draft_message
from app.lorebook import Activation
from app.macros import expand
from app.personas import Persona

CHARS_A_TOKEN = 4
CONTEXT_TOKENS = 8192


def preview_activation(
    context_builder: PromptContextBuilder, persona: Persona, conversation_id: ConversationId | None, text: str
) -> Activation:
    """What becomes active in *conversation_id* when *text* is said next; tokens are guessed."""
    history = context_builder.store.tree.path(conversation_id, last=200) if conversation_id is not None else []
    lines = [*history, draft_message(text)] if text.strip() else history
    scene = context_builder.scene(
        persona,
        conversation_id,
        lines,
        variables=context_builder.receipts.variables_to(history[-1].id if history else None),
    )
    budget = CONTEXT_TOKENS * context_builder.rules().budget_percent // 100
    return context_builder.activated(
        persona,
        conversation_id,
        lines,
        lambda told: expand(told, scene),
        lambda told: len(told) // CHARS_A_TOKEN + 1,
        budget,
    )

"""What the services of a conversation share: how much of each the model sees, and what it has read."""

from __future__ import annotations

from collections import defaultdict

from app.chat import (
    ConversationId,
    Message,
    MessageId,
)
from app.core.workers import Worker
from app.generation.kv_snapshots import KvSnapshots
from app.generation.prefill import DraftRead, PrefillState
from app.generation.prompt_builder import PromptBuilder
from app.models import ChatModel
from app.personas import Persona
from app.prompting import ContextWindow

QUICKLY_S = 4.0
"""A prompt that is read sooner than this may begin with something new at any pause."""


class Turns:
    """Lives on the engine worker, but for the windows, which any thread may look up."""

    def __init__(self, prompts: PromptBuilder, worker: Worker, kv_snapshots: KvSnapshots | None = None) -> None:
        self.prompts = prompts
        self.worker = worker
        self.kv_snapshots = kv_snapshots
        self.windows: defaultdict[ConversationId | None, ContextWindow] = defaultdict(ContextWindow)
        self.prefilled = PrefillState()
        self.draft_read: DraftRead | None = None
        """What is being read as if it were sent."""

    def history(self, conversation_id: ConversationId | None) -> list[Message]:
        """What may be visible of a conversation to the model, oldest first."""
        leaf = self.prompts.store.tree.leaf_of(conversation_id) if conversation_id is not None else None
        return self.path_to(leaf, self.windows[conversation_id]) if leaf is not None else []

    def path_to(self, leaf: MessageId, window: ContextWindow) -> list[Message]:
        """What may be visible of the way to *leaf*: the thousandth turn must not cost more than the tenth."""
        if window.first is not None:
            way = self.prompts.store.tree.path_to(leaf, since=window.first)
            if way and way[0].id == window.first:
                return way
        return self.prompts.store.tree.path_to(leaf)  # the window began on another branch, or nowhere yet

    def take_up(
        self, persona: Persona, conversation_id: ConversationId | None, model: ChatModel, *, is_read_anew: bool = False
    ) -> None:
        """Let prompts begin with what is known by now, where reading them anew is quick or must be done anyway."""
        remembering = self.prompts.memory_context
        if remembering is None:
            return
        if is_read_anew or (
            remembering.is_stale(persona, conversation_id) and model.prefill_seconds(self.prefilled.length) < QUICKLY_S
        ):
            remembering.refresh(persona, conversation_id)

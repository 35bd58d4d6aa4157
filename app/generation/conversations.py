"""The services of an open vault's conversations, built once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.boundaries import (
    Boundaries,
    BoundaryStore,
)
from app.chat import (
    ChatArchive,
    ConversationId,
    ConversationStore,
)
from app.core.settings import Settings
from app.core.workers import Worker
from app.engine import BARE, ModelChanges
from app.generation.context import PromptContextBuilder
from app.generation.kv_snapshots import KvSnapshots
from app.generation.memory_context import MemoryContext
from app.generation.memory_worker import MemoryWorker
from app.generation.preview_service import PreviewService
from app.generation.prompt_builder import PromptBuilder
from app.generation.reply_service import ReplyService
from app.generation.turns import Turns
from app.manner import Attunement, MannerChoices, sliders_of
from app.memory import Memory
from app.models import AdapterService, ModelSession, Numbers, SamplingOverrides
from app.personas import Persona
from app.steering import SliderService


class Conversations:
    """No more than the names of the services, and of what they are built from."""

    def __init__(
        self,
        store: ConversationStore,
        worker: Worker,
        model: ModelSession,
        settings: Settings,
        instructions: str,
        resume: KvSnapshots | None = None,
        word_choice: SamplingOverrides | None = None,
        boundaries: Boundaries | None = None,
        memory: Memory | None = None,
        adapters: AdapterService | None = None,
        sliders: SliderService | None = None,
        attunement: Attunement | None = None,
        manner: MannerChoices | None = None,
    ) -> None:
        self.store = store
        self.context_builder = PromptContextBuilder(store, settings)
        self.memory_context = self._remember_with(memory) if memory is not None else None
        # There is no talking without the minors filter.
        self.boundaries = boundaries or Boundaries(BoundaryStore(store.vault))
        self.files = ChatArchive(store, self.context_builder.directions, self.context_builder.you, self.boundaries)

        def changed(persona: Persona, model_name: str) -> Sequence[Numbers]:
            return word_choice.changed_for(persona.id, model_name) if word_choice is not None else ()

        def changes(persona: Persona, conversation_id: ConversationId | None) -> ModelChanges:
            if adapters is None:
                return BARE
            worn = adapters.working(model.chosen, persona.id, conversation_id, persona.starter)
            if sliders is None:
                return ModelChanges(worn)
            levels = manner.holding(persona.id, conversation_id) if manner is not None else {}
            return ModelChanges(worn, sliders.working(persona.id, conversation_id, sliders_of(levels)))

        prompts = PromptBuilder(
            store, model, settings, instructions, self.boundaries, self.context_builder, self.memory_context,
            changed, changes, attunement, manner,
        )  # fmt: skip
        self.turns = Turns(prompts, worker, resume)
        self.memories = MemoryWorker(self.turns)
        self.replies = ReplyService(self.turns, self.memories)
        self.prefill = self.replies.prefill
        self.previews = PreviewService(self.turns)

    def _remember_with(self, memory: Memory) -> MemoryContext:
        """Let every conversation remember with *memory*."""
        chosen = partial(self.context_builder.you, remembers=False)
        context = MemoryContext(memory, self.store, self.context_builder.casts, chosen)
        self.context_builder.remembered_name = context.name_of_person
        return context

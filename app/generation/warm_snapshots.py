"""What a model has read of the conversations one comes from, in memory: turning back to one costs a moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import psutil

from app.chat import ConversationId
from app.generation.snapshot_blobs import WORTH_TOKENS
from app.models import ChatModel, ChatPrompt, ModelSnapshot

SHARE = 8
"""All of them together take at most an eighth of the memory that is free."""


Held = OrderedDict[ConversationId, tuple[str, ModelSnapshot]]
"""By whom each was read, and the state."""


def free_bytes() -> int:
    """How much memory nothing needs just now."""
    return int(psutil.virtual_memory().available)


class WarmSnapshots:
    """Holds states by their conversation, those last turned to; on the engine worker, but for ``clear``.

    A state is only ever used where its tokens are those of the prompt, so an old one is of no use and does no harm;
    whoever deletes something clears them all the same.
    """

    def __init__(self, free: Callable[[], int] = free_bytes) -> None:
        self._free = free
        self._held: Held = OrderedDict()

    def park(self, model: ChatModel, conversation_id: ConversationId) -> bool:
        """Hold what *model* has read of a conversation that is left now; whether there was anything, and room."""
        prefix = model.read_prefix()
        if len(prefix) < WORTH_TOKENS:
            return False
        identity = model.identity(prefix.changes)
        known = self._held.get(conversation_id)
        if known is not None and known[0] == identity and known[1].prefix == prefix:
            self._held.move_to_end(conversation_id)
            return True
        held = self._held
        held.pop(conversation_id, None)
        room = (self._free() + self._taken()) // SHARE
        snapshot = model.save(room)
        if snapshot is None:
            return False
        while held and _size_of(held) + len(snapshot.state) > room:
            held.popitem(last=False)
        # Into what was there when it was saved: where all was cleared meanwhile, this goes with the rest.
        held[conversation_id] = identity, snapshot
        return held is self._held

    def restore(self, model: ChatModel, conversation_id: ConversationId, prompt: ChatPrompt) -> bool:
        """Give *model* back what it had read of *prompt*, if that is more than it holds; whether it was."""
        known = self._held.get(conversation_id)
        if known is None or known[0] != model.identity(prompt.changes):
            return False
        if model.saves_tokens(prompt, known[1].prefix) < WORTH_TOKENS:
            return False
        self._held.move_to_end(conversation_id)
        return model.restore(known[1])

    def clear(self) -> None:
        """Hold nothing."""
        self._held = OrderedDict()

    def _taken(self) -> int:
        return _size_of(self._held)


def _size_of(held: Held) -> int:
    return sum(len(snapshot.state) for _, snapshot in held.values())

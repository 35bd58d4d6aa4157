"""What the model has read of a conversation, kept encrypted so that it goes on at once after a restart."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator

from app.chat import ConversationId, fingerprint
from app.core.clock import Clock, now
from app.core.errors import BlobDamaged, VaultBusy
from app.generation.companion_snapshots import CompanionSnapshots
from app.generation.snapshot_blobs import WORTH_TOKENS, read_state, write_state
from app.generation.warm_snapshots import WarmSnapshots
from app.models import CachePrefix, Capability, ChatModel, ChatPrompt, ModelSnapshot
from app.personas import PersonaId
from app.vault import ERASED, BlobId, Blobs, Vault

log = logging.getLogger("app.generation")

LARGEST_SHARE = 4
"""No conversation takes more than a quarter of the room."""


class KvSnapshots:
    """Owns the ``resume`` table.  *room_bytes* says how much disk it may take; 0 turns it off."""

    def __init__(self, vault: Vault, blobs: Blobs, room_bytes: Callable[[], int], clock: Clock = now) -> None:
        self._vault = vault
        self._blobs = blobs
        self._room_bytes = room_bytes
        self._clock = clock
        self.companions = CompanionSnapshots(vault, blobs, room_bytes, clock)
        self.warm = WarmSnapshots()
        # Where something is deleted for good, nothing that was read of it stays in memory, either.
        vault.changes.listen(ERASED, to=lambda _: self.warm.clear())

    def keep(self, model: ChatModel, conversation_id: ConversationId) -> Generator[object, None, bool]:
        """Keep the state of *model*, which has just read ahead in a conversation; whether it was kept.

        Yields between its pieces; closing it leaves what was kept before.
        """
        if Capability.SNAPSHOT not in model.capabilities:
            return False
        room, messages, prefix = self._room_bytes(), fingerprint(self._vault, conversation_id), model.read_prefix()
        if len(prefix) < WORTH_TOKENS or not room or self._has(model, conversation_id, prefix):
            return False
        snapshot = model.save(room // LARGEST_SHARE)
        if snapshot is None:
            return False
        yield None
        blob = yield from write_state(self._blobs, snapshot.state, conversation=conversation_id)
        with self._vault.write("blob") as db:
            if fingerprint(self._vault, conversation_id, messages[0]) != messages or blob is None:
                # Something was deleted meanwhile: what was read may hold it.
                db.execute("DELETE FROM blob WHERE id = ?", (blob,))
                return False
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))
            db.execute(
                "INSERT INTO resume(conversation_id, blob_id, model, tokens, made_ms) VALUES (?, ?, ?, ?, ?)",
                (conversation_id, blob, model.identity(prefix.changes), prefix.packed(), self._clock()),
            )
        self._make_room(room)
        return True

    def restore(
        self,
        model: ChatModel,
        persona: PersonaId,
        conversation_id: ConversationId | None,
        prompt: ChatPrompt,
        before: ConversationId | None = None,
    ) -> Generator[object, None, bool]:
        """Give *model* back what it had read of *prompt*, if that is more than it holds; whether it was.

        Where nothing is kept of the conversation, in memory or on the disk, what it had read of the companion.  What
        it holds of *before*, the conversation one comes from, stays in memory for the way back.
        """
        if before is not None and before != conversation_id:
            self.warm.park(model, before)
        if conversation_id is not None and (
            self.warm.restore(model, conversation_id, prompt)
            or (yield from self._restore(model, conversation_id, prompt))
        ):
            return True
        return (yield from self.companions.restore(model, persona, prompt))

    def _restore(
        self, model: ChatModel, conversation_id: ConversationId, prompt: ChatPrompt
    ) -> Generator[object, None, bool]:
        if Capability.SNAPSHOT not in model.capabilities:
            return False
        row = self._vault.read_one(
            "SELECT blob_id, tokens FROM resume WHERE conversation_id = ? AND model = ?",
            (conversation_id, model.identity(prompt.changes)),
        )
        if row is None:
            return False
        kept = CachePrefix.unpacked(row[1], prompt.changes)
        if model.saves_tokens(prompt, kept) < WORTH_TOKENS:
            return False
        try:
            state = yield from read_state(self._blobs, BlobId(row[0]))
        except BlobDamaged:
            log.info("a kept state is damaged and is made again")
            self.forget(conversation_id)
            return False
        except VaultBusy:
            return False  # reading the conversation anew does as well
        return model.restore(ModelSnapshot(kept, state))

    def forget(self, conversation_id: ConversationId) -> None:
        """Delete what is kept of a conversation."""
        with self._vault.write("blob") as db:
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))

    def _has(self, model: ChatModel, conversation_id: ConversationId, prefix: CachePrefix) -> bool:
        """Whether what is kept already spares all but a little of the reading: the disk is not worn for that."""
        row = self._vault.read_one(
            "SELECT tokens FROM resume WHERE conversation_id = ? AND model = ?",
            (conversation_id, model.identity(prefix.changes)),
        )
        if row is None:
            return False
        return CachePrefix.unpacked(row[0]).shared_with(prefix.chunks) > len(prefix) - WORTH_TOKENS

    def _make_room(self, room: int) -> None:
        """The oldest go until the rest fits."""
        rows = self._vault.read(
            "SELECT r.conversation_id, b.size_bytes FROM resume r JOIN blob b ON b.id = r.blob_id"
            " ORDER BY r.made_ms DESC"
        )
        taken = 0
        for conversation_id, size_bytes in rows:
            taken += size_bytes
            if taken > room:
                self.forget(ConversationId(conversation_id))

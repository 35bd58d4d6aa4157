"""A companion is read once: what a model has read of who they are begins every conversation with them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator

from app.core.clock import Clock, now
from app.core.errors import BlobDamaged, VaultBusy
from app.generation.snapshot_blobs import WORTH_TOKENS, read_state, write_state
from app.models import CachePrefix, Capability, ChatModel, ChatPrompt, ModelSnapshot
from app.personas import PersonaId
from app.vault import BlobId, Blobs, Vault

log = logging.getLogger("app.generation")

LARGEST_SHARE = 4
"""All companions together take at most a quarter of the room, the conversations the rest."""


class CompanionSnapshots:
    """Owns the ``companion_snapshot`` table.  *room_bytes* says how much disk snapshots may take; 0 turns it off."""

    def __init__(self, vault: Vault, blobs: Blobs, room_bytes: Callable[[], int], clock: Clock = now) -> None:
        self._vault = vault
        self._blobs = blobs
        self._room_bytes = room_bytes
        self._clock = clock

    def has(self, model: ChatModel, persona: PersonaId, prompt: ChatPrompt, length: int) -> bool:
        """Whether what is kept spares all but a little of the first *length* tokens of *prompt*; or nothing could."""
        if Capability.SNAPSHOT not in model.capabilities or length < WORTH_TOKENS or not self._room_bytes():
            return True
        kept = self._kept(model, persona, prompt)
        return kept is not None and model.saved_tokens(prompt, kept[1]) > length - WORTH_TOKENS

    def keep(self, model: ChatModel, persona: PersonaId) -> Generator[object, None, bool]:
        """Keep the state of *model*, which has just read ahead what begins every conversation; whether it was kept."""
        room, prefix = self._room_bytes() // LARGEST_SHARE, model.read_prefix()
        snapshot = model.save(room) if len(prefix) >= WORTH_TOKENS else None
        if snapshot is None:
            return False
        yield None
        blob = yield from write_state(self._blobs, snapshot.state, persona=persona)
        with self._vault.write("blob") as db:
            identity = model.identity(prefix.changes)
            db.execute("DELETE FROM companion_snapshot WHERE persona_id = ? AND model = ?", (persona, identity))
            db.execute(
                "INSERT INTO companion_snapshot(persona_id, model, blob_id, tokens, used_ms) VALUES (?, ?, ?, ?, ?)",
                (persona, identity, blob, prefix.packed(), self._clock()),
            )
        self._make_room(room)
        return True

    def restore(self, model: ChatModel, persona: PersonaId, prompt: ChatPrompt) -> Generator[object, None, bool]:
        """Give *model* back what it had read of the beginning of *prompt*, if that is more than it holds."""
        if Capability.SNAPSHOT not in model.capabilities:
            return False
        kept = self._kept(model, persona, prompt)
        if kept is None or model.saves_tokens(prompt, kept[1]) < WORTH_TOKENS:
            return False
        blob, prefix = kept
        try:
            state = yield from read_state(self._blobs, blob)
        except BlobDamaged:
            log.info("a kept state is damaged and is made again")
            self._forget(blob)
            return False
        except VaultBusy:
            return False  # reading it anew does as well
        if not model.restore(ModelSnapshot(prefix, state)):
            return False
        with self._vault.write() as db:
            db.execute("UPDATE companion_snapshot SET used_ms = ? WHERE blob_id = ?", (self._clock(), blob))
        return True

    def _kept(self, model: ChatModel, persona: PersonaId, prompt: ChatPrompt) -> tuple[BlobId, CachePrefix] | None:
        row = self._vault.read_one(
            "SELECT blob_id, tokens FROM companion_snapshot WHERE persona_id = ? AND model = ?",
            (persona, model.identity(prompt.changes)),
        )
        return (BlobId(row[0]), CachePrefix.unpacked(row[1], prompt.changes)) if row is not None else None

    def _forget(self, blob: BlobId) -> None:
        with self._vault.write("blob") as db:
            db.execute("DELETE FROM companion_snapshot WHERE blob_id = ?", (blob,))

    def _make_room(self, room: int) -> None:
        """Who was not talked to for longest goes until the rest fits."""
        rows = self._vault.read(
            "SELECT c.blob_id, b.size_bytes FROM companion_snapshot c JOIN blob b ON b.id = c.blob_id"
            " ORDER BY c.used_ms DESC"
        )
        taken = 0
        for blob, size_bytes in rows:
            taken += size_bytes
            if taken > room:
                self._forget(BlobId(blob))

"""What the model has read of a conversation, kept encrypted so that it goes on at once after a restart."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable, Generator, Sequence

from app.chat import ConversationId
from app.core.clock import Clock, now
from app.core.errors import BlobDamaged, VaultBusy
from app.engine import Engine
from app.generation.prefill import common
from app.vault import BlobId, BlobKind, Blobs, Row, Vault

log = logging.getLogger("app.generation")

PIECE = 1 << 20
WORTH_TOKENS = 128
"""Fewer tokens than this are read anew as quickly as they are fetched."""
LARGEST_SHARE = 4
"""No conversation takes more than a quarter of the room."""


class KvSnapshots:
    """Owns the ``resume`` table.  *room_bytes* says how much disk it may take; 0 turns it off."""

    def __init__(self, vault: Vault, blobs: Blobs, room_bytes: Callable[[], int], clock: Clock = now) -> None:
        self._vault = vault
        self._blobs = blobs
        self._room_bytes = room_bytes
        self._clock = clock

    def keep(
        self, engine: Engine, model: str, conversation_id: ConversationId, tokens: Sequence[int]
    ) -> Generator[object, None, bool]:
        """Keep the state of *engine*, which holds exactly *tokens*; whether it was kept.

        Yields between its pieces; closing it leaves what was kept before.
        """
        room, messages = self._room_bytes(), self._messages(conversation_id)
        if len(tokens) < WORTH_TOKENS or not room or self._has(model, conversation_id, tokens):
            return False
        state = engine.save(room // LARGEST_SHARE)
        if not state:
            return False
        yield None
        with self._blobs.writing(BlobKind.SNAPSHOT, conversation=conversation_id) as blob:
            for start in range(0, len(state), PIECE):
                blob.write(state[start : start + PIECE])
                yield None
        with self._vault.write("blob") as db:
            if self._messages(conversation_id, messages[0]) != messages or blob.id is None:
                # Something was deleted meanwhile: what was read may hold it.
                db.execute("DELETE FROM blob WHERE id = ?", (blob.id,))
                return False
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))
            db.execute(
                "INSERT INTO resume(conversation_id, blob_id, model, tokens, made_ms) VALUES (?, ?, ?, ?, ?)",
                (conversation_id, blob.id, model, array("i", tokens).tobytes(), self._clock()),
            )
        self._make_room(room)
        return True

    def restore(
        self, engine: Engine, model: str, conversation_id: ConversationId, tokens: Sequence[int]
    ) -> Generator[object, None, bool]:
        """Give *engine* back what it had read of *tokens*, if that is more than it holds; whether it was."""
        row = self._vault.read_one(
            "SELECT blob_id, tokens FROM resume WHERE conversation_id = ? AND model = ?", (conversation_id, model)
        )
        if row is None:
            return False
        kept = _tokens(row[1])
        if len(common(kept, tokens)) < engine.cached_prefix_length(tokens) + WORTH_TOKENS:
            return False
        pieces = []
        try:
            for piece in self._blobs.stream(BlobId(row[0])):
                pieces.append(piece)
                yield None
        except BlobDamaged:
            log.info("a kept state is damaged and is made again")
            self.forget(conversation_id)
            return False
        except VaultBusy:
            return False  # reading the conversation anew does as well
        return engine.restore(kept.tolist(), b"".join(pieces))

    def forget(self, conversation_id: ConversationId) -> None:
        """Delete what is kept of a conversation."""
        with self._vault.write("blob") as db:
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))

    def _has(self, model: str, conversation_id: ConversationId, tokens: Sequence[int]) -> bool:
        """Whether what is kept already spares all but a little of the reading: the disk is not worn for that."""
        row = self._vault.read_one(
            "SELECT tokens FROM resume WHERE conversation_id = ? AND model = ?", (conversation_id, model)
        )
        return row is not None and len(common(_tokens(row[0]), tokens)) > len(tokens) - WORTH_TOKENS

    def _messages(self, conversation_id: ConversationId, newest: int = 1 << 62) -> Row:
        """What tells whether any message up to the *newest* was deleted: its number, how many, and their times.

        A number alone would not: that of a deleted message is given again.
        """
        return self._vault.read(
            "SELECT ifnull(max(m.id), 0), count(*), total(m.created_ms), count(d.message_id) FROM message m"
            " LEFT JOIN message_doomed d ON d.message_id = m.id WHERE m.conversation_id = ? AND m.id <= ?",
            (conversation_id, newest),
        )[0]

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


def _tokens(raw: bytes) -> array[int]:
    tokens = array("i")
    tokens.frombytes(raw)
    return tokens

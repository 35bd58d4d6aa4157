"""What a person does with a message besides reading it: hides it from the model, pins it, names the place."""

from __future__ import annotations

from dataclasses import dataclass

from app.chat.message import ConversationId, MessageId
from app.chat.rows import CHANGE
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.vault import Vault


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A message that is pinned, or a place with a name."""

    message: MessageId
    text: str
    checkpoint: str
    is_pinned: bool

    def __repr__(self) -> str:
        return f"<Bookmark {self.message}>"


class BookmarkStore:
    """Owns the marks of the ``message`` table."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def hide(self, message: MessageId, *, wanted: bool) -> None:
        """Let no model read *message*, or let it again."""
        self._put(message, "is_hidden", wanted)

    def pin(self, message: MessageId, *, wanted: bool) -> None:
        """Let the model always read *message*, however long ago it was said, or not any more."""
        self._put(message, "pinned_ms", self._clock() if wanted else None)

    def name(self, message: MessageId, checkpoint: str) -> None:
        """Call the place of *message* *checkpoint*; an empty name takes it away."""
        self._put(message, "checkpoint", replace_surrogates(checkpoint.strip()))

    def all(self, conversation_id: ConversationId) -> list[Bookmark]:
        """What is marked in *conversation_id*, on whichever branch, the oldest first."""
        sql = (
            "SELECT id, text, checkpoint, pinned_ms IS NOT NULL FROM message WHERE conversation_id = ?"
            " AND (pinned_ms IS NOT NULL OR checkpoint <> '') ORDER BY id"
        )
        return [
            Bookmark(MessageId(row[0]), row[1], row[2], bool(row[3]))
            for row in self._vault.read(sql, (conversation_id,))
        ]

    def _put(self, message: MessageId, column: str, value: object) -> None:
        with self._vault.write(CHANGE) as db:
            db.execute(f"UPDATE message SET {column} = ? WHERE id = ?", (value, message))

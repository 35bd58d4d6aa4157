"""What a person has begun to write: in a conversation, in a new one, or in place of a message."""

from __future__ import annotations

from app.chat.message import ConversationId, MessageId
from app.core.clean_text import replace_surrogates
from app.personas import PersonaId
from app.vault import Vault


class DraftStore:
    """Owns ``draft``."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, persona: PersonaId, conversation_id: ConversationId | None) -> str:
        """What the person had begun to write in *conversation_id*, or in a new one with *persona*."""
        row = self._vault.read_one(
            "SELECT text FROM draft WHERE persona_id = ? AND conversation_id IS ? AND message_id IS NULL",
            (persona, conversation_id),
        )
        return row[0] if row else ""

    def edit_of(self, message: MessageId) -> str:
        """Other words for *message* that were begun and not kept; nothing where there are none."""
        row = self._vault.read_one("SELECT text FROM draft WHERE message_id = ?", (message,))
        return row[0] if row else ""

    def keep_edit(self, message: MessageId, text: str) -> None:
        """Keep other words for *message* until they are said or thrown away; nothing forgets them."""
        with self._vault.write() as db:
            db.execute("DELETE FROM draft WHERE message_id = ?", (message,))
            if text:
                db.execute(
                    "INSERT INTO draft(persona_id, conversation_id, text, message_id)"
                    " SELECT c.persona_id, c.id, ?, m.id FROM message m JOIN conversation c ON c.id = m.conversation_id"
                    " WHERE m.id = ?",
                    (replace_surrogates(text), message),
                )

    def keep(self, persona: PersonaId, conversation_id: ConversationId | None, text: str) -> None:
        """Keep what the person has begun to write."""
        with self._vault.write() as db:
            db.execute(
                "DELETE FROM draft WHERE persona_id = ? AND conversation_id IS ? AND message_id IS NULL",
                (persona, conversation_id),
            )
            if text:
                db.execute(
                    "INSERT INTO draft(persona_id, conversation_id, text) VALUES (?, ?, ?)",
                    (persona, conversation_id, replace_surrogates(text)),
                )

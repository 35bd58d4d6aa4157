"""A scene that is paused: nothing goes on in its conversation until somebody says so."""

from __future__ import annotations

from app.chat.message import Author, ConversationId, Message, MessageId, State, SystemNotice
from app.chat.rows import CHANGE, begin_conversation, insert_message, without_draft
from app.chat.tree import MessageTree
from app.core.clock import Clock, now
from app.personas import PersonaId
from app.vault import Vault


class ScenePause:
    """Owns ``conversation.paused_ms``."""

    def __init__(self, vault: Vault, tree: MessageTree, clock: Clock = now) -> None:
        self._vault = vault
        self._tree = tree
        self._clock = clock

    def pause(
        self, persona: PersonaId, conversation_id: ConversationId | None, words: str, *, with_draft: bool = True
    ) -> tuple[ConversationId, Message]:
        """Nothing goes on in *conversation_id* until ``resume``; the app says *words* there, once.

        What is being written is dropped, but *with_draft*: then it is kept.
        """
        if conversation_id is not None and self.is_paused(conversation_id):
            if not with_draft:
                with self._vault.write(CHANGE) as db:
                    without_draft(db, self._clock(), persona, conversation_id)
            newest = "SELECT max(id) FROM message WHERE conversation_id = ? AND aside = ?"
            before = self._vault.read(newest, (conversation_id, SystemNotice.PAUSED.value))[0][0]
            if before is not None:
                return conversation_id, self._tree.get(MessageId(before))
        with self._vault.write(CHANGE) as db:
            if with_draft:
                where = (
                    conversation_id if conversation_id is not None else begin_conversation(db, self._clock(), persona)
                )
                if conversation_id is None:  # what is being written goes along
                    moved = "UPDATE draft SET conversation_id = ? WHERE persona_id = ? AND conversation_id IS NULL"
                    db.execute(moved, (where, persona))
            else:
                where = without_draft(db, self._clock(), persona, conversation_id)
            row = db.execute("SELECT leaf_id FROM conversation WHERE id = ?", (where,)).fetchone()
            said = insert_message(
                db, self._clock(), where, row[0] if row else None, Author.APP, words, State.DONE, SystemNotice.PAUSED
            )
            db.execute("UPDATE conversation SET paused_ms = ? WHERE id = ?", (self._clock(), where))
        return where, self._tree.get(said)

    def resume(self, conversation_id: ConversationId) -> None:
        """The scene goes on."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            db.execute("UPDATE conversation SET paused_ms = NULL WHERE id = ?", (conversation_id,))

    def is_paused(self, conversation_id: ConversationId) -> bool:
        """Whether the scene is paused."""
        row = self._vault.read_one("SELECT paused_ms FROM conversation WHERE id = ?", (conversation_id,))
        return row is not None and row[0] is not None

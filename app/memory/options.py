"""What a person chose about memories: how far they reach, which conversations are sealed, who keeps a journal."""

from __future__ import annotations

from app.core.scope import ScopeLevel
from app.vault import Vault

CHANGE = "memory"


class MemoryOptions:
    """Owns the ``memory_choice`` table, and what the ``conversation`` table says of sealing."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def scope_of(self, persona: int) -> ScopeLevel | None:
        """How far memories reach with a companion; None where it is as usual."""
        row = self._vault.read_one("SELECT reach FROM memory_choice WHERE persona_id = ?", (persona,))
        return ScopeLevel(row[0]) if row is not None and row[0] else None

    def put_scope(self, persona: int, reach: ScopeLevel | None) -> None:
        """Choose it; None is as usual.  What is known already stays as it is."""
        self._put(persona, "reach", reach.value if reach is not None else "")

    def keeps_journal(self, persona: int) -> bool:
        """Whether a companion writes a page a week."""
        row = self._vault.read_one("SELECT keeps_journal FROM memory_choice WHERE persona_id = ?", (persona,))
        return bool(row and row[0])

    def put_journal(self, persona: int, *, wanted: bool) -> None:
        """Let a companion write a page a week, or not any more; pages that are there stay."""
        self._put(persona, "keeps_journal", wanted)

    def is_excluded(self, conversation_id: int | None) -> bool:
        """Whether a conversation makes no memories."""
        row = self._vault.read_one("SELECT is_sealed FROM conversation WHERE id = ?", (conversation_id,))
        return bool(row and row[0])

    def exclude(self, conversation_id: int, *, wanted: bool) -> None:
        """Let a conversation make no memories, or let it again; what was learned there before is forgotten."""
        with self._vault.secure_delete("conversation", CHANGE) as db:
            db.execute("UPDATE conversation SET is_sealed = ? WHERE id = ?", (wanted, conversation_id))
            if wanted:
                of_talk = "message_id IN (SELECT id FROM message_place WHERE conversation_id = ?)"
                db.execute(f"DELETE FROM fact_source WHERE {of_talk}", (conversation_id,))
                db.execute(f"DELETE FROM meaning WHERE {of_talk}", (conversation_id,))
                db.execute("DELETE FROM story WHERE conversation_id = ?", (conversation_id,))
                db.execute("DELETE FROM resume")  # what was learned here stood in other prompts too
                db.execute(
                    "DELETE FROM journal WHERE persona_id = (SELECT persona_id FROM conversation WHERE id = ?1)"
                    " AND EXISTS (SELECT 1 FROM message_place WHERE conversation_id = ?1"
                    " AND created_ms BETWEEN from_ms AND to_ms)",
                    (conversation_id,),
                )
            else:
                db.execute("DELETE FROM memory_mark WHERE conversation_id = ?", (conversation_id,))

    def _put(self, persona: int, column: str, value: object) -> None:
        with self._vault.write(CHANGE) as db:
            db.execute(
                f"INSERT INTO memory_choice(persona_id, {column}) VALUES (?, ?)"
                f" ON CONFLICT(persona_id) DO UPDATE SET {column} = excluded.{column}",
                (persona, value),
            )

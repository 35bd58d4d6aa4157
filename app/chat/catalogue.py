"""The conversations there are: whom they are with, what they are called, whether the scene goes on."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from app.chat.active_branches import ActiveBranches
from app.chat.message import Author, ConversationId, ConversationSummary, State
from app.chat.participants import GROUPS
from app.chat.rows import (
    CHANGE,
    begin_conversation,
    insert_message,
)
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, Milliseconds, now
from app.personas import PersonaId
from app.vault import Row, Vault

TALK = "id, persona_id, title, updated_ms, folder, archived_ms IS NOT NULL"

UNTOUCHED = """
SELECT c.id FROM conversation c WHERE c.persona_id = ?1 AND c.deleted_ms IS NULL AND c.is_named = 0
    AND c.direction = '{}' AND c.archived_ms IS NULL AND c.folder = '' AND c.profile_id IS NULL
    AND c.paused_ms IS NULL AND EXISTS (SELECT 1 FROM message WHERE conversation_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM message WHERE conversation_id = c.id AND (parent_id IS NOT NULL OR author = 'me'))
    AND NOT EXISTS (SELECT 1 FROM conversation taken WHERE taken.taken_from = c.id)
    AND NOT EXISTS (SELECT 1 FROM draft WHERE conversation_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM member WHERE conversation_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM lorebook WHERE conversation_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM boundary WHERE conversation_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM message WHERE conversation_id = c.id
        AND (pinned_ms IS NOT NULL OR checkpoint <> '' OR is_hidden))
    AND (SELECT count(*) FROM message WHERE conversation_id = c.id) = ?2
    ORDER BY c.id DESC LIMIT 1
"""


LAST_CHARS = 160
LAST_WORDS = f"""
WITH RECURSIVE way(persona, id, at, depth) AS (
    SELECT p.value, c.leaf_id, c.updated_ms, 1 FROM json_each(?1) p
    CROSS JOIN conversation c ON c.id = (SELECT id FROM conversation WHERE persona_id = p.value
        AND deleted_ms IS NULL AND id NOT IN ({GROUPS})
        ORDER BY updated_ms DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT way.persona, m.parent_id, way.at, way.depth + 1 FROM way JOIN message m ON m.id = way.id
    WHERE (m.text = '' OR m.aside <> '' OR m.is_hidden) AND way.depth < 12
)
SELECT way.persona, substr(m.text, 1, ?2), way.at FROM way CROSS JOIN message m ON m.id = way.id
WHERE m.text <> '' AND m.aside = '' AND m.is_hidden = 0
"""


class ConversationCatalogue:
    """Owns the rows of ``conversation``, but for those in the trash."""

    def __init__(self, vault: Vault, branches: ActiveBranches, clock: Clock = now) -> None:
        self._vault = vault
        self._branches = branches
        self._clock = clock

    def of_persona(self, persona: PersonaId) -> list[ConversationSummary]:
        """Conversations with *persona*, the latest first."""
        rows = self._vault.read(
            f"SELECT {TALK} FROM conversation WHERE persona_id = ? AND deleted_ms IS NULL"
            " ORDER BY updated_ms DESC, id DESC",
            (persona,),
        )
        return [summary_of(row) for row in rows]

    def alone_with(self, persona: PersonaId) -> list[ConversationSummary]:
        """The same without groups, which have a list of their own; an archived one stands among the archived here."""
        rows = self._vault.read(
            f"SELECT {TALK} FROM conversation WHERE persona_id = ? AND deleted_ms IS NULL"
            f" AND (archived_ms IS NOT NULL OR id NOT IN ({GROUPS})) ORDER BY updated_ms DESC, id DESC",
            (persona,),
        )
        return [summary_of(row) for row in rows]

    def every(self) -> list[ConversationSummary]:
        """Every conversation with whomever, the latest first."""
        sql = f"SELECT {TALK} FROM conversation WHERE deleted_ms IS NULL ORDER BY updated_ms DESC, id DESC"
        return [summary_of(row) for row in self._vault.read(sql)]

    def get(self, conversation_id: ConversationId) -> ConversationSummary:
        """One conversation."""
        return summary_of(self._vault.read(f"SELECT {TALK} FROM conversation WHERE id = ?", (conversation_id,))[0])

    def created(self, conversation_id: ConversationId) -> Milliseconds:
        """When a conversation was begun."""
        row = self._vault.read_one("SELECT created_ms FROM conversation WHERE id = ?", (conversation_id,))
        return Milliseconds(row[0]) if row is not None else self._clock()

    def start(self, persona: PersonaId) -> ConversationId:
        """A new, empty conversation."""
        with self._vault.write(CHANGE) as db:
            return begin_conversation(db, self._clock(), persona)

    def greet(
        self, persona: PersonaId, greetings: Sequence[str], conversation_id: ConversationId | None = None
    ) -> ConversationId:
        """A new conversation (or the empty one *conversation_id*) that begins with the first of *greetings*; the
        others beside it.

        One in which nothing was said yet is begun anew, so that looking around leaves nothing behind.
        """
        with self._vault.write(CHANGE) as db:
            where = conversation_id if conversation_id is not None else self._untouched(persona, len(greetings))
            if where is None:
                where = begin_conversation(db, self._clock(), persona)
            db.execute("DELETE FROM message WHERE conversation_id = ?", (where,))
            said = [
                insert_message(db, self._clock(), where, None, Author.PERSONA, text, State.DONE) for text in greetings
            ]
            leaf = said[0] if said else None
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (leaf, where))
        self._branches.forget()
        return where

    def was_spoken_in(self) -> bool:
        """Whether the person said anything in any conversation."""
        row = self._vault.read_one("SELECT 1 FROM message WHERE author = ? LIMIT 1", (Author.ME.value,))
        return row is not None

    def _untouched(self, persona: PersonaId, greetings: int) -> ConversationId | None:
        """A conversation with *persona* in which only the *greetings* stand, and nobody did anything with."""
        row = self._vault.read_one(UNTOUCHED, (persona, greetings))
        return ConversationId(row[0]) if row is not None else None

    def persona_of(self, conversation_id: ConversationId) -> PersonaId:
        """Who a conversation is with."""
        return PersonaId(self._vault.read("SELECT persona_id FROM conversation WHERE id = ?", (conversation_id,))[0][0])

    def is_with(self, conversation_id: int, persona: PersonaId) -> bool:
        """Whether a conversation is one of *persona*'s own."""
        sql = "SELECT 1 FROM conversation WHERE id = ? AND persona_id = ?"
        return self._vault.read_one(sql, (conversation_id, persona)) is not None

    def rename(self, conversation_id: ConversationId, title: str) -> None:
        """Give a conversation a name of the person's own; an empty one changes nothing."""
        if title.strip():
            with self._vault.write(CHANGE, ids=[conversation_id]) as db:
                db.execute(
                    "UPDATE conversation SET title = ?, is_named = 1 WHERE id = ?",
                    (replace_surrogates(title.strip()), conversation_id),
                )

    def names_of(self, personas: Collection[PersonaId]) -> dict[int, str]:
        """The names of *personas*, also of those in the trash."""
        marks = ",".join("?" * len(personas))
        rows = self._vault.read(f"SELECT id, name FROM persona WHERE id IN ({marks})", tuple(personas)) if marks else ()
        return {row[0]: row[1] for row in rows}

    def hosts_of(self, conversations: Collection[int]) -> set[PersonaId]:
        """Whom *conversations* are with; nobody for those that are gone."""
        sql = "SELECT DISTINCT persona_id FROM conversation WHERE id IN (SELECT value FROM json_each(?))"
        return {PersonaId(row[0]) for row in self._vault.read(sql, (json.dumps(list(conversations)),))}

    def last_words(self, personas: Sequence[PersonaId]) -> dict[int, tuple[str, Milliseconds]]:
        """What was said last in the latest conversation with each of *personas*, in short, and when."""
        rows = self._vault.read(LAST_WORDS, (json.dumps(list(personas)), LAST_CHARS))
        return {row[0]: (row[1], Milliseconds(row[2])) for row in rows}

    def speaker_names(self, conversation_id: ConversationId) -> dict[int, str]:
        """The names of those who spoke in a conversation besides its own companion."""
        # By the index of speakers, which only talk among several has (a plus keeps SQLite from the other one).
        sql = (
            "SELECT id, name FROM persona WHERE id IN"
            " (SELECT speaker_id FROM message WHERE speaker_id IS NOT NULL AND +conversation_id = ?)"
        )
        return {row[0]: row[1] for row in self._vault.read(sql, (conversation_id,))}


def summary_of(row: Row) -> ConversationSummary:
    """A row of ``SUMMARY``."""
    return ConversationSummary(
        ConversationId(row[0]), PersonaId(row[1]), row[2], Milliseconds(row[3]), row[4], bool(row[5])
    )

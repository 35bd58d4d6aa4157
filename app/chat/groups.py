"""Conversations of several, as a list shows them: who is in each, and what was said last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.chat.message import ConversationId
from app.chat.participants import GROUPS, ParticipantStore
from app.chat.rows import CHANGE, begin_conversation
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, Milliseconds, now
from app.personas import PersonaId
from app.vault import Vault

SHOWN_CHARS = 200

SUMMARIES = f"""
SELECT c.id, c.title, c.updated_ms, c.persona_id,
    (SELECT json_group_array(persona_id) FROM (SELECT k.persona_id FROM member k JOIN persona p ON p.id = k.persona_id
        WHERE k.conversation_id = c.id AND p.deleted_ms IS NULL ORDER BY k.place)),
    (SELECT substr(text, 1, ?1) FROM message WHERE id = c.leaf_id AND aside = '' AND is_hidden = 0)
FROM conversation c
WHERE c.id IN ({GROUPS}) AND c.deleted_ms IS NULL AND c.archived_ms IS NULL
ORDER BY c.updated_ms DESC, c.id DESC
"""


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """A conversation of several: *members* in their order; *last* is the beginning of what was said last."""

    id: ConversationId
    title: str
    host: PersonaId
    members: tuple[PersonaId, ...]
    last: str
    updated: Milliseconds

    def __repr__(self) -> str:
        return f"<GroupSummary {self.id}>"


class GroupStore:
    """Makes and lists conversations of several; their rows are those of any conversation."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def all(self) -> list[GroupSummary]:
        """Every one that is not archived, the latest first."""
        return [
            GroupSummary(
                ConversationId(row[0]), row[1], PersonaId(row[3]), tuple(map(PersonaId, json.loads(row[4]))),
                row[5] or "", Milliseconds(row[2]),
            )
            for row in self._vault.read(SUMMARIES, (SHOWN_CHARS,))
        ]  # fmt: skip

    def create(self, members: Sequence[PersonaId], title: str) -> ConversationId:
        """A new, empty conversation with *members*, the first of whom is its host; with a *title* or none."""
        assert len(members) > 1, "a group has several"
        with self._vault.write(CHANGE) as db:
            conversation_id = begin_conversation(db, self._clock(), members[0])
            if title.strip():
                db.execute(
                    "UPDATE conversation SET title = ?, is_named = 1 WHERE id = ?",
                    (replace_surrogates(title.strip()), conversation_id),
                )
        ParticipantStore(self._vault).put(conversation_id, [(each, False) for each in members])
        return conversation_id

"""Rows of the conversation tables as nouns, and the pieces of SQL that their owners share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.chat.message import (
    GONE,
    Attachment,
    AttachmentId,
    AttachmentKind,
    Author,
    ConversationId,
    Message,
    MessageId,
    State,
    SystemNotice,
)
from app.chat.titles import title_from
from app.core.clean_text import replace_surrogates
from app.core.clock import Milliseconds
from app.personas import PersonaId
from app.vault import Connection, Row, Vault

CHANGE = "conversation"
NO_ATTACHMENTS = "[]"

FIELDS = """
m.id, m.parent_id, m.author, m.text, m.thinking, m.state, m.model, m.created_ms,
    (SELECT count(*) FROM message s WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id
        AND s.id <= m.id),
    (SELECT count(*) FROM message s WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id),
m.stats, m.aside, m.is_hidden, m.pinned_ms IS NOT NULL, m.checkpoint, m.speaker_id, m.speaker_gone, m.speaker_name,
    (SELECT json_group_array(json_array(a.id, x.kind, hex(x.digest), x.blob_id, x.width, x.height, a.alt, a.told_by))
        FROM (SELECT * FROM attachment WHERE message_id = m.id ORDER BY place) a JOIN media x ON x.id = a.media_id)
"""

NOT_MINE_AT_FIRST = "SELECT id FROM message WHERE conversation_id = ? AND parent_id IS NULL AND author <> 'me'"
"""A greeting, or what the app said before anybody: what the person says below it is as good as first."""

BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT ?
    UNION ALL
    SELECT message.id FROM message JOIN below ON message.parent_id = below.id
)
SELECT id FROM below
"""

DEEPEST = """
WITH RECURSIVE down(id) AS (
    SELECT ?
    UNION ALL
    SELECT (SELECT max(id) FROM message WHERE parent_id = down.id) FROM down WHERE down.id IS NOT NULL
)
SELECT max(id) FROM down
"""


def fingerprint(vault: Vault, conversation_id: ConversationId, newest: int = 1 << 62) -> Row:
    """What is another whenever a message up to the *newest* was deleted, moved into the bin, or is doomed to."""
    return vault.read(
        "SELECT ifnull(max(m.id), 0), count(*), total(m.created_ms), count(d.message_id) FROM message m"
        " LEFT JOIN message_doomed d ON d.message_id = m.id WHERE m.conversation_id = ? AND m.id <= ?",
        (conversation_id, newest),
    )[0]


def begin_conversation(db: Connection, at: Milliseconds, persona: PersonaId) -> ConversationId:
    """A new, empty conversation with *persona*."""
    db.execute(
        "INSERT INTO conversation(persona_id, title, created_ms, updated_ms) VALUES (?, ?, ?, ?)",
        (persona, "", at, at),
    )
    return ConversationId(db.last_insert_rowid())


def insert_message(
    db: Connection,
    at: Milliseconds,
    conversation_id: ConversationId,
    parent: MessageId | None,
    author: Author,
    text: str,
    state: State,
    aside: SystemNotice | None = None,
    speaker: PersonaId | None = None,
) -> MessageId:
    """Add a message under *parent* and make it the active leaf; the first thing a person says gives the title."""
    text = replace_surrogates(text)
    # To the table an aside stands where the companion would speak.
    who = Author.PERSONA if author is Author.APP else author
    db.execute(
        "INSERT INTO message(conversation_id, parent_id, author, text, state, created_ms, aside, speaker_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            conversation_id,
            parent,
            who.value,
            text,
            state.value,
            at,
            aside.value if aside else "",
            speaker,
        ),
    )
    message = MessageId(db.last_insert_rowid())
    db.execute(
        "UPDATE conversation SET leaf_id = ?, updated_ms = ? WHERE id = ?",
        (message, at, conversation_id),
    )
    if author is Author.ME:
        # The first thing said gives the title, whatever the app said before it; or the next, where that had no words.
        # Looked up by number: looking through the conversation would cost more with every message.
        below_greeting = "SELECT 1 FROM message WHERE id = ?3 AND parent_id IS NULL AND author <> 'me'"
        db.execute(
            "UPDATE conversation SET title = ?1 WHERE id = ?2 AND is_named = 0"
            f" AND (title = '' OR ?3 IS NULL OR EXISTS ({below_greeting}))",
            (title_from(text), conversation_id, parent),
        )
    return message


def without_draft(
    db: Connection, at: Milliseconds, persona: PersonaId, conversation_id: ConversationId | None
) -> ConversationId:
    """*conversation_id*, or a new conversation, with no draft for it any more."""
    # Other words that were begun for a message are another draft, and stay.
    db.execute(
        "DELETE FROM draft WHERE persona_id = ? AND conversation_id IS ? AND message_id IS NULL",
        (persona, conversation_id),
    )
    return conversation_id if conversation_id is not None else begin_conversation(db, at, persona)


def title_anew(db: Connection, conversation_id: ConversationId, gone: MessageId) -> None:
    """A title made from words that are gone goes with them."""
    row = db.execute(
        "SELECT text FROM message WHERE conversation_id = ?1 AND author = 'me' AND id <> ?2"
        f" AND (parent_id IS NULL OR parent_id IN ({NOT_MINE_AT_FIRST.replace('?', '?1')})) ORDER BY id DESC",
        (conversation_id, gone),
    ).fetchone()
    title = title_from(row[0]) if row else ""
    db.execute("UPDATE conversation SET title = ? WHERE id = ? AND is_named = 0", (title, conversation_id))


def attachments_in(rows: Sequence[Sequence[Any]]) -> tuple[Attachment, ...]:
    """Attachments from the columns that ``FIELDS`` names of each."""
    return tuple(
        Attachment(AttachmentId(number), AttachmentKind(kind), bytes.fromhex(digest), blob, width, height, alt, told_by)
        for number, kind, digest, blob, width, height, alt, told_by in rows
    )


def message_of(row: Row) -> Message:
    """A row of ``FIELDS``."""
    return Message(
        id=MessageId(row[0]),
        parent=MessageId(row[1]) if row[1] is not None else None,
        author=Author.APP if row[11] else Author(row[2]),
        text=row[3],
        thinking=row[4],
        state=State(row[5]),
        model=row[6],
        created=Milliseconds(row[7]),
        variant_index=row[8],
        variant_count=row[9],
        stats=row[10],
        notice=SystemNotice(row[11]) if row[11] else None,
        is_hidden=bool(row[12]),
        is_pinned=bool(row[13]),
        checkpoint=row[14],
        speaker=PersonaId(row[15]) if row[15] is not None else GONE if row[16] else None,
        speaker_name=row[17],
        attachments=attachments_in(json.loads(row[18])) if row[18] != NO_ATTACHMENTS else (),
    )

"""A conversation copied up to a message, with all that hangs on it: traces, memories, boundaries, lore, members."""

from __future__ import annotations

from collections.abc import Sequence

from app.chat.attachments import copy_attachments
from app.chat.message import ConversationId, MessageId
from app.core.clock import Milliseconds
from app.vault import Connection


def copy_conversation(
    db: Connection, conversation_id: ConversationId, way: Sequence[MessageId], title: str, at: Milliseconds
) -> ConversationId:
    """Copy the messages of *way*, from the first to the last, into a new conversation called *title*."""
    db.execute(
        "INSERT INTO conversation(persona_id, title, is_named, created_ms, updated_ms, direction, profile_id,"
        " folder, foreign_told, paused_ms, is_sealed) SELECT persona_id, ?, 1, created_ms, ?, direction,"
        " profile_id, folder, foreign_told, paused_ms, is_sealed FROM conversation WHERE id = ?",
        (title, at, conversation_id),
    )
    new = ConversationId(db.last_insert_rowid())
    parent: MessageId | None = None
    for message in way:
        parent = _copy_message(db, message, new, parent)
    if way:
        db.execute(
            # What was read for memories is not read again: of it more, or less, may be known by now.
            "INSERT INTO memory_mark(conversation_id, by_rule, by_model) SELECT ?1, iif(by_rule >= ?2, ?3, 0),"
            " iif(by_model >= ?2, ?3, 0) FROM memory_mark WHERE conversation_id = ?4",
            (new, way[-1], parent, conversation_id),
        )
    db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (parent, new))
    db.execute(
        "INSERT INTO boundary(persona_id, conversation_id, told)"
        " SELECT persona_id, ?, told FROM boundary WHERE conversation_id = ?",
        (new, conversation_id),
    )
    db.execute(
        "INSERT INTO adapter_choice(persona_id, conversation_id, adapter, scale)"
        " SELECT persona_id, ?, adapter, scale FROM adapter_choice WHERE conversation_id = ?",
        (new, conversation_id),
    )
    db.execute(
        "INSERT INTO slider_choice(persona_id, conversation_id, axis, plus, minus, value)"
        " SELECT persona_id, ?, axis, plus, minus, value FROM slider_choice WHERE conversation_id = ?",
        (new, conversation_id),
    )
    db.execute(
        "INSERT INTO manner_choice(persona_id, conversation_id, trait, level)"
        " SELECT persona_id, ?, trait, level FROM manner_choice WHERE conversation_id = ?",
        (new, conversation_id),
    )
    db.execute(
        "INSERT INTO lorebook(name, persona_id, conversation_id, is_on, tree, changed_ms)"
        " SELECT name, persona_id, ?, is_on, tree, changed_ms FROM lorebook WHERE conversation_id = ?",
        (new, conversation_id),
    )
    db.execute(
        "INSERT INTO member(conversation_id, persona_id, place, is_muted)"
        " SELECT ?, persona_id, place, is_muted FROM member WHERE conversation_id = ?",
        (new, conversation_id),
    )
    return new


def _copy_message(
    db: Connection, message: MessageId, conversation_id: ConversationId, parent: MessageId | None
) -> MessageId:
    db.execute(
        "INSERT INTO message(conversation_id, parent_id, author, text, thinking, state, model, stats,"
        " created_ms, aside, is_hidden, pinned_ms, checkpoint, speaker_id, speaker_gone, speaker_name)"
        " SELECT ?, ?, author, text,"
        " thinking, CASE state WHEN 'open' THEN 'stopped' ELSE state END, model, stats, created_ms, aside,"
        " is_hidden, pinned_ms, checkpoint, speaker_id, speaker_gone, speaker_name FROM message WHERE id = ?",
        (conversation_id, parent, message),
    )
    copy = MessageId(db.last_insert_rowid())
    for table in ("receipt", "foreign_part"):
        db.execute(
            f"INSERT INTO {table}(message_id, told) SELECT ?, told FROM {table} WHERE message_id = ?", (copy, message)
        )
    copy_attachments(db, message, copy)
    # What was learned from a message was learned from its copy too; what is to be forgotten of it as well.
    db.execute(
        "INSERT OR IGNORE INTO fact_source(fact_id, message_id)"
        " SELECT fact_id, ? FROM fact_source WHERE message_id = ?",
        (copy, message),
    )
    db.execute(
        "INSERT INTO message_unremembered(message_id) SELECT ? FROM message_unremembered WHERE message_id = ?",
        (copy, message),
    )
    return copy

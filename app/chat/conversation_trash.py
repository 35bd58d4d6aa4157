"""Conversations, and parts of them, in the trash: put there, brought back, or deleted for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.chat.active_branches import ActiveBranches
from app.chat.message import Author, ConversationId, MessageId
from app.chat.rows import (
    BELOW,
    CHANGE,
    DEEPEST,
    title_anew,
)
from app.chat.titles import title_from
from app.chat.tree import MessageTree
from app.core.clock import Clock, Milliseconds, now
from app.core.errors import ParentInTrash
from app.core.words import N_
from app.vault import Vault

SLICE = 100

TAKEN_OUT = N_("(What was said here was forgotten.)")


@dataclass(frozen=True, slots=True)
class TrashedMessages:
    """A conversation in the trash, or a part of one: *is_part*.  *name* is whose it is."""

    id: ConversationId
    title: str
    at: Milliseconds
    is_part: bool
    name: str
    messages: int

    def __repr__(self) -> str:
        return f"<TrashedMessages {self.id}>"


class ConversationTrash:
    """Takes rows of ``conversation`` and ``message`` out of sight, and deletes them."""

    def __init__(self, vault: Vault, tree: MessageTree, branches: ActiveBranches, clock: Clock = now) -> None:
        self._vault = vault
        self._tree = tree
        self._branches = branches
        self._clock = clock

    def move_to_trash(self, conversation_id: ConversationId) -> None:
        """Put a conversation into the trash; ``restore`` undoes it until ``purge``."""
        with self._vault.write(CHANGE, "memory") as db:
            db.execute("UPDATE conversation SET deleted_ms = ? WHERE id = ?", (self._clock(), conversation_id))

    def restore(self, conversation_id: ConversationId) -> ConversationId:
        """Undo ``move_to_trash``, or ``trash_branch``; the conversation in which it stands again.

        Raises:
            ParentInTrash: what it stood below lies in the trash too.
        """
        with self._vault.write(CHANGE, "memory") as db:
            row = db.execute(
                "SELECT taken_from, taken_below, leaf_id FROM conversation WHERE id = ?", (conversation_id,)
            ).fetchone()
            if row is None or row[0] is None:
                db.execute("UPDATE conversation SET deleted_ms = NULL WHERE id = ?", (conversation_id,))
                return conversation_id
            home, parent, leaf = row
            if parent is not None:
                stands = db.execute("SELECT conversation_id FROM message WHERE id = ?", (parent,)).fetchone()
                if stands is None or stands[0] != home:
                    raise ParentInTrash
            db.execute(
                "UPDATE message SET parent_id = ? WHERE conversation_id = ? AND parent_id IS NULL",
                (parent, conversation_id),
            )
            db.execute("UPDATE message SET conversation_id = ? WHERE conversation_id = ?", (home, conversation_id))
            db.execute("UPDATE conversation SET leaf_id = ?, deleted_ms = NULL WHERE id = ?", (leaf, home))
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (home,))
            db.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))
        self._branches.forget()
        return ConversationId(home)

    def trashed(self) -> list[TrashedMessages]:
        """What lies in the trash by itself, the latest first; not what went with a companion."""
        sql = (
            "SELECT c.id, c.title, c.deleted_ms, c.taken_from IS NOT NULL, p.name,"
            " (SELECT count(*) FROM message WHERE conversation_id = c.id)"
            " FROM conversation c JOIN persona p ON p.id = c.persona_id"
            " WHERE c.deleted_ms IS NOT NULL AND p.deleted_ms IS NULL ORDER BY c.deleted_ms DESC, c.id DESC"
        )
        return [
            TrashedMessages(ConversationId(row[0]), row[1], Milliseconds(row[2]), bool(row[3]), row[4], row[5])
            for row in self._vault.read(sql)
        ]

    def memories_of(self, conversation_id: ConversationId) -> int:
        """How many memories come from a conversation alone: they go and come with it."""
        sql = (
            "SELECT count(*) FROM fact f WHERE f.forgotten_ms IS NULL AND f.said_by <> 'hand'"
            " AND EXISTS (SELECT 1 FROM fact_source s JOIN message m ON m.id = s.message_id"
            " WHERE s.fact_id = f.id AND m.conversation_id = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM fact_source s JOIN message m ON m.id = s.message_id"
            " WHERE s.fact_id = f.id AND m.conversation_id <> ?1)"
        )
        return int(self._vault.read(sql, (conversation_id,))[0][0])

    def memories_below(self, message: MessageId) -> int:
        """How many memories come only from *message* and what was said after it."""
        sql = (
            f"WITH gone(id) AS ({BELOW.strip()}) SELECT count(*) FROM fact f WHERE f.forgotten_ms IS NULL"
            " AND f.said_by <> 'hand' AND EXISTS (SELECT 1 FROM fact_source s WHERE s.fact_id = f.id AND s.message_id"
            " IN gone) AND NOT EXISTS (SELECT 1 FROM fact_source s WHERE s.fact_id = f.id AND s.message_id NOT IN gone)"
        )
        return int(self._vault.read(sql, (message,))[0][0])

    def purge(self, only: ConversationId | None = None) -> None:
        """Delete for good what was put away, or *only* one conversation of it.

        Its messages go, its drafts, their words in the index, its blobs.
        A long conversation goes in slices, the newest messages first, so that others can write in between.
        """
        put_away = self._vault.read(
            "SELECT id FROM conversation WHERE deleted_ms IS NOT NULL AND id = ifnull(?, id)", (only,)
        )
        for (conversation_id,) in put_away:
            newest = "SELECT id FROM message WHERE conversation_id = ? ORDER BY id DESC"
            self._erase([row[0] for row in self._vault.read(newest, (conversation_id,))])
            with self._vault.secure_delete(CHANGE) as db:
                db.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))

    def purge_messages(self) -> None:
        """Delete for good what ``trash_branch`` took out of its conversation."""
        for (message,) in self._vault.read("SELECT message_id FROM message_doomed"):
            self._erase(sorted((row[0] for row in self._vault.read(BELOW, (message,))), reverse=True))

    def _erase(self, newest_first: Sequence[int]) -> None:
        # Children are newer than their parents: going first, none takes others along (see the second migration).
        for start in range(0, len(newest_first), SLICE):
            gone = [(each,) for each in newest_first[start : start + SLICE]]
            # The log is emptied once, after the last of them.
            is_last = start + SLICE >= len(newest_first)
            with (self._vault.secure_delete if is_last else self._vault.write)(CHANGE) as db:
                db.executemany("DELETE FROM message WHERE id = ?", gone)
        self._branches.forget()

    def trash_branch(self, conversation_id: ConversationId, message: MessageId) -> ConversationId:
        """Put *message* and everything said after it into the trash, as a conversation of its own, which is returned.

        If it was on the way that is shown, the alternative beside it is shown now, or what came before it.
        ``restore`` undoes it until ``purge``.
        """
        with self._vault.write(CHANGE, "memory") as db:
            stay, old = self._tree.neighbour(message), self._tree.get(message)
            gone = [row[0] for row in self._vault.read(BELOW, (message,))]
            ((persona, leaf, sealed),) = db.execute(
                "SELECT persona_id, leaf_id, is_sealed FROM conversation WHERE id = ?", (conversation_id,)
            ).fetchall()
            shown = leaf if leaf in gone else self._vault.read(DEEPEST, (message,))[0][0]
            at = self._clock()
            db.execute(
                "INSERT INTO conversation(persona_id, title, created_ms, updated_ms, deleted_ms, taken_from,"
                " taken_below, is_sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (persona, title_from(old.text), at, at, at, conversation_id, old.parent, sealed),
            )
            out = ConversationId(db.last_insert_rowid())
            if leaf in gone:
                db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (stay, conversation_id))
            db.execute("UPDATE message SET parent_id = NULL WHERE id = ?", (message,))
            db.executemany("UPDATE message SET conversation_id = ? WHERE id = ?", [(out, each) for each in gone])
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (shown, out))
            # What was told of it, and what a model has read of it, is made anew.
            db.execute("DELETE FROM story WHERE conversation_id = ? AND last_id >= ?", (conversation_id, message))
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))
            title_anew(db, conversation_id, message)
        self._branches.forget()
        return out

    def remove(self, conversation_id: ConversationId, message: MessageId) -> None:
        """Delete *message* and everything said after it, at once and for good."""
        self.purge(self.trash_branch(conversation_id, message))

    def take_words_out(self, messages: Sequence[MessageId]) -> None:
        """Leave of *messages* only that there was one: their words, pictures, thoughts and traces go for good."""
        gone = [(each,) for each in messages]
        with self._vault.secure_delete(CHANGE, "blob") as db:
            db.executemany(
                "UPDATE message SET text = ?, thinking = '', is_hidden = 1, checkpoint = '', pinned_ms = NULL"
                " WHERE id = ?",
                [(TAKEN_OUT, *each) for each in gone],
            )
            for table in ("receipt", "foreign_part", "attachment"):
                db.executemany(f"DELETE FROM {table} WHERE message_id = ?", gone)
            for (each,) in gone:
                row = self._vault.read_one("SELECT conversation_id, author FROM message WHERE id = ?", (each,))
                if row is not None:
                    db.execute("DELETE FROM resume WHERE conversation_id = ?", (row[0],))
                    if row[1] == Author.ME.value:
                        title_anew(db, ConversationId(row[0]), MessageId(each))

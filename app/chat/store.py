"""Keeps conversations and their message trees in the vault."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.chat.active_branches import ActiveBranches
from app.chat.archive.chat import Chat, ChatLine, ChatVersion
from app.chat.copying import copy_conversation
from app.chat.message import GONE, Author, ConversationId, ConversationSummary, Message, MessageId, State, SystemNotice
from app.chat.titles import title_from
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, Milliseconds, now
from app.core.errors import StandsInBin
from app.core.words import N_
from app.personas import PersonaId
from app.vault import Connection, Row, Vault

EVERY = 1 << 62
SLICE = 100
NEW_TITLE = N_("New conversation")
TAKEN_OUT = N_("(What was said here was forgotten.)")
CHANGE = "conversation"

FIELDS = """
m.id, m.parent_id, m.author, m.text, m.thinking, m.state, m.model, m.created_ms,
    (SELECT count(*) FROM message s WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id
        AND s.id <= m.id),
    (SELECT count(*) FROM message s WHERE s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id),
m.stats, m.aside, m.is_hidden, m.pinned_ms IS NOT NULL, m.checkpoint, m.speaker_id, m.speaker_gone, m.speaker_name
"""

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

ONE = f"SELECT {FIELDS} FROM message m WHERE m.id = ?"

PATH = f"""
WITH RECURSIVE way(id, parent_id, depth) AS (
    SELECT id, parent_id, 1 FROM message WHERE id = ?1
    UNION ALL
    SELECT message.id, message.parent_id, way.depth + 1 FROM message JOIN way ON message.id = way.parent_id
    WHERE way.depth < ?2 AND way.id > ?3
)
SELECT {FIELDS} FROM way JOIN message m ON m.id = way.id ORDER BY way.depth DESC
"""

TEXTS = """
WITH RECURSIVE way(parent_id, text, aside, depth) AS (
    SELECT parent_id, text, aside, 1 FROM message WHERE id = ?1
    UNION ALL
    SELECT message.parent_id, message.text, message.aside, way.depth + 1 FROM message
    JOIN way ON message.id = way.parent_id WHERE way.depth < ?2
)
"""

WHO = """
WITH RECURSIVE way(id, parent_id, author, aside, is_hidden, depth) AS (
    SELECT id, parent_id, author, aside, is_hidden, 1 FROM message WHERE id = ?1
    UNION ALL
    SELECT message.id, message.parent_id, message.author, message.aside, message.is_hidden, way.depth + 1 FROM message
    JOIN way ON message.id = way.parent_id
)
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


@dataclass(frozen=True, slots=True)
class TrashedMessages:
    """A conversation in the bin, or a part of one: *is_part*.  *name* is whose it is."""

    id: ConversationId
    title: str
    at: Milliseconds
    is_part: bool
    name: str
    messages: int

    def __repr__(self) -> str:
        return f"<PutAway {self.id}>"


class ConversationStore:
    """Owns the ``conversation``, ``message`` and ``draft`` tables."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock
        self.ways = ActiveBranches(vault)
        vault.changes.listen("persona", to=lambda _: self.ways.forget())

    # --- conversations ---

    def of_persona(self, persona: PersonaId) -> list[ConversationSummary]:
        """Conversations with *persona*, the latest first."""
        rows = self._vault.read(
            f"SELECT {TALK} FROM conversation WHERE persona_id = ? AND deleted_ms IS NULL"
            " ORDER BY updated_ms DESC, id DESC",
            (persona,),
        )
        return [_talk(row) for row in rows]

    def every(self) -> list[ConversationSummary]:
        """Every conversation with whomever, the latest first."""
        sql = f"SELECT {TALK} FROM conversation WHERE deleted_ms IS NULL ORDER BY updated_ms DESC, id DESC"
        return [_talk(row) for row in self._vault.read(sql)]

    def conversation_id(self, conversation_id: ConversationId) -> ConversationSummary:
        """One conversation."""
        return _talk(self._vault.read(f"SELECT {TALK} FROM conversation WHERE id = ?", (conversation_id,))[0])

    def created(self, conversation_id: ConversationId) -> Milliseconds:
        """When a conversation was begun."""
        row = self._vault.read_one("SELECT created_ms FROM conversation WHERE id = ?", (conversation_id,))
        return Milliseconds(row[0]) if row is not None else self._clock()

    def start(self, persona: PersonaId) -> ConversationId:
        """A new, empty conversation."""
        with self._vault.write(CHANGE) as db:
            return self._begin(db, persona)

    def greet(
        self, persona: PersonaId, greetings: Sequence[str], conversation_id: ConversationId | None = None
    ) -> ConversationId:
        """A new conversation (or the empty one *talk*) that begins with the first of *greetings*; the others beside it.

        One in which nothing was said yet is begun anew, so that looking around leaves nothing behind.
        """
        with self._vault.write(CHANGE) as db:
            where = conversation_id if conversation_id is not None else self._untouched(persona, len(greetings))
            if where is None:
                where = self._begin(db, persona)
            db.execute("DELETE FROM message WHERE conversation_id = ?", (where,))
            said = [self._insert(db, where, None, Author.PERSONA, text, State.DONE) for text in greetings]
            leaf = said[0] if said else None
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (leaf, where))
        self.ways.forget()
        return where

    def _untouched(self, persona: PersonaId, greetings: int) -> ConversationId | None:
        """A conversation with *persona* in which only the *greetings* stand, and nobody did anything with."""
        row = self._vault.read_one(UNTOUCHED, (persona, greetings))
        return ConversationId(row[0]) if row is not None else None

    def persona_of(self, conversation_id: ConversationId) -> PersonaId:
        """Who a conversation is with."""
        return PersonaId(self._vault.read("SELECT persona_id FROM conversation WHERE id = ?", (conversation_id,))[0][0])

    def rename(self, conversation_id: ConversationId, title: str) -> None:
        """Give a conversation a name of the person's own; an empty one changes nothing."""
        if title.strip():
            with self._vault.write(CHANGE) as db:
                db.execute(
                    "UPDATE conversation SET title = ?, is_named = 1 WHERE id = ?",
                    (replace_surrogates(title.strip()), conversation_id),
                )

    def move_to_trash(self, conversation_id: ConversationId) -> None:
        """Put a conversation into the bin; ``bring_back`` undoes it until ``purge``."""
        with self._vault.write(CHANGE, "memory") as db:
            db.execute("UPDATE conversation SET deleted_ms = ? WHERE id = ?", (self._clock(), conversation_id))

    def restore(self, conversation_id: ConversationId) -> ConversationId:
        """Undo ``put_away``, or ``take_out``; the conversation in which it stands again.

        Raises:
            StandsInBin: what it stood below lies in the bin too.
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
                    raise StandsInBin
            db.execute(
                "UPDATE message SET parent_id = ? WHERE conversation_id = ? AND parent_id IS NULL",
                (parent, conversation_id),
            )
            db.execute("UPDATE message SET conversation_id = ? WHERE conversation_id = ?", (home, conversation_id))
            db.execute("UPDATE conversation SET leaf_id = ?, deleted_ms = NULL WHERE id = ?", (leaf, home))
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (home,))
            db.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))
        self.ways.forget()
        return ConversationId(home)

    def trashed(self) -> list[TrashedMessages]:
        """What lies in the bin by itself, the latest first; not what went with a companion."""
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
        """Delete for good what ``take_out`` took out of its conversation."""
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
        self.ways.forget()

    # --- the tree ---

    def path(self, conversation_id: ConversationId, last: int = EVERY) -> list[Message]:
        """The messages from the first to the active leaf, or only the *last* of them."""
        leaf = self.leaf_of(conversation_id)
        return self.path_to(leaf, last) if leaf is not None else []

    def path_to(self, leaf: MessageId, last: int = EVERY, since: int = 0) -> list[Message]:
        """The messages from the root to *leaf*, or only the *last* of them, or those from number *since* on."""
        return [_message(row) for row in self._vault.read(PATH, (leaf, last, since))]

    def texts_to(self, leaf: MessageId, last: int) -> list[str]:
        """The *last* texts on the way to *leaf*, oldest first; not those of the app."""
        way = "SELECT text FROM way WHERE aside = '' AND text <> '' ORDER BY depth DESC"
        return [row[0] for row in self._vault.read(TEXTS + way, (leaf, last))]

    def authors_to(self, leaf: MessageId) -> list[Author]:
        """Who said each message on the way to *leaf*, oldest first; not what the app said, nor what is hidden."""
        sql = WHO + "SELECT author FROM way WHERE aside = '' AND is_hidden = 0 ORDER BY depth DESC"
        return [Author(row[0]) for row in self._vault.read(sql, (leaf,))]

    def pinned_to(self, leaf: MessageId) -> list[Message]:
        """The pinned messages on the way to *leaf*, oldest first."""
        pinned = "SELECT 1 FROM message WHERE conversation_id = (SELECT conversation_id FROM message WHERE id = ?)"
        if self._vault.read_one(f"{pinned} AND pinned_ms IS NOT NULL LIMIT 1", (leaf,)) is None:
            return []
        sql = (
            WHO
            + f"SELECT {FIELDS} FROM way JOIN message m ON m.id = way.id"
            + " WHERE m.pinned_ms IS NOT NULL AND m.is_hidden = 0 ORDER BY m.id"
        )
        return [_message(row) for row in self._vault.read(sql, (leaf,))]

    def leaf_of(self, conversation_id: ConversationId) -> MessageId | None:
        """The message that is shown last in a conversation."""
        row = self._vault.read_one("SELECT leaf_id FROM conversation WHERE id = ?", (conversation_id,))
        return MessageId(row[0]) if row and row[0] is not None else None

    def tree(self, conversation_id: ConversationId) -> list[Message]:
        """Every message of a conversation, on whichever branch, the oldest first."""
        sql = f"SELECT {FIELDS} FROM message m WHERE m.conversation_id = ? ORDER BY m.id"
        return [_message(row) for row in self._vault.read(sql, (conversation_id,))]

    def get(self, message: MessageId) -> Message:
        """One message, without the way to it."""
        return _message(self._vault.read(ONE, (message,))[0])

    def origin_of(self, message: MessageId) -> tuple[ConversationId, str] | None:
        """The conversation a message stands in, and its text; None where it is gone, or that was put away."""
        row = self._vault.read_one(
            "SELECT m.conversation_id, m.text FROM message m JOIN conversation c ON c.id = m.conversation_id"
            " WHERE m.id = ? AND c.deleted_ms IS NULL", (message,),
        )  # fmt: skip
        return (ConversationId(row[0]), str(row[1])) if row is not None else None

    def add(
        self,
        conversation_id: ConversationId,
        parent: MessageId | None,
        author: Author,
        text: str,
        state: State = State.DONE,
        speaker: PersonaId | None = None,
    ) -> Message:
        """Add a message under *parent* and make it the active leaf.  When this returns it is on disk."""
        with self._vault.write(CHANGE) as db:
            message = self._insert(db, conversation_id, parent, author, text, state, speaker=speaker)
        return self.get(message)

    def ask(
        self,
        persona: PersonaId,
        conversation_id: ConversationId | None,
        text: str,
        aside: str = "",
        *,
        is_answered: bool = False,
        speaker: PersonaId | None = None,
        awaits_reply: bool = True,
    ) -> tuple[ConversationId, Message, Message]:
        """Say *text* at the end of *talk*, or of a new one: all of it is kept, or nothing.

        *speaker* answers, where it is not the conversation's own companion; where none *awaits_reply*, nobody does.
        What the app says to it, *aside*, comes first where there is something; when the question *is_answered* by
        that, nobody else speaks.  Gives the conversation, the person's message and the open reply to it, or the
        app's; the draft is gone.
        """
        with self._vault.write(CHANGE) as db:
            where = self._without_draft(db, persona, conversation_id)
            row = db.execute("SELECT leaf_id FROM conversation WHERE id = ?", (where,)).fetchone()
            mine = answer = self._insert(db, where, row[0] if row else None, Author.ME, text, State.DONE)
            if aside:
                answer = self._insert(db, where, mine, Author.APP, aside, State.DONE, SystemNotice.SIMULATION)
            if awaits_reply and not (aside and is_answered):
                answer = self._insert(db, where, answer, Author.PERSONA, "", State.OPEN, speaker=speaker)
        return where, self.get(mine), self.get(answer)

    def _without_draft(
        self, db: Connection, persona: PersonaId, conversation_id: ConversationId | None
    ) -> ConversationId:
        """*talk*, or a new conversation, with no draft for it any more."""
        db.execute("DELETE FROM draft WHERE persona_id = ? AND conversation_id IS ?", (persona, conversation_id))
        return conversation_id if conversation_id is not None else self._begin(db, persona)

    # --- pausing the scene ---

    def pause(
        self, persona: PersonaId, conversation_id: ConversationId | None, words: str, *, with_draft: bool = True
    ) -> tuple[ConversationId, Message]:
        """Nothing goes on in *talk* until ``go_on``; the app says *words* there, once.

        What is being written is dropped, but *with_draft*: then it is kept.
        """
        if conversation_id is not None and self.is_paused(conversation_id):
            if not with_draft:
                with self._vault.write(CHANGE) as db:
                    self._without_draft(db, persona, conversation_id)
            newest = "SELECT max(id) FROM message WHERE conversation_id = ? AND aside = ?"
            before = self._vault.read(newest, (conversation_id, SystemNotice.PAUSED.value))[0][0]
            if before is not None:
                return conversation_id, self.get(MessageId(before))
        with self._vault.write(CHANGE) as db:
            if with_draft:
                where = conversation_id if conversation_id is not None else self._begin(db, persona)
                if conversation_id is None:  # what is being written goes along
                    moved = "UPDATE draft SET conversation_id = ? WHERE persona_id = ? AND conversation_id IS NULL"
                    db.execute(moved, (where, persona))
            else:
                where = self._without_draft(db, persona, conversation_id)
            row = db.execute("SELECT leaf_id FROM conversation WHERE id = ?", (where,)).fetchone()
            said = self._insert(db, where, row[0] if row else None, Author.APP, words, State.DONE, SystemNotice.PAUSED)
            db.execute("UPDATE conversation SET paused_ms = ? WHERE id = ?", (self._clock(), where))
        return where, self.get(said)

    def go_on(self, conversation_id: ConversationId) -> None:
        """The scene goes on."""
        with self._vault.write(CHANGE) as db:
            db.execute("UPDATE conversation SET paused_ms = NULL WHERE id = ?", (conversation_id,))

    def is_paused(self, conversation_id: ConversationId) -> bool:
        """Whether the scene is paused."""
        row = self._vault.read_one("SELECT paused_ms FROM conversation WHERE id = ?", (conversation_id,))
        return row is not None and row[0] is not None

    def strike_out(self, answers: Sequence[MessageId]) -> None:
        """Delete *answers* at once and for good, with what was kept of them for going on after a restart.

        Unlike a person's own deletion nothing of it waits and nothing can be undone.
        """
        gone = set(answers)
        marks = ",".join("?" * len(gone))
        with self._vault.secure_delete(CHANGE, "blob") as db:
            find = f"SELECT conversation_id, parent_id FROM message WHERE id IN ({marks}) LIMIT 1"
            row = self._vault.read_one(find, tuple(gone))
            if row is None:
                return  # the person has deleted it meanwhile
            conversation_id, parent = ConversationId(row[0]), MessageId(row[1]) if row[1] is not None else None
            # What was said below meanwhile stays: it hangs where the answer hung.
            below = [(parent, each) for each in gone]
            db.executemany("UPDATE message SET parent_id = ? WHERE parent_id = ?", below)
            db.executemany("UPDATE conversation SET taken_below = ? WHERE taken_below = ?", below)
            if self.leaf_of(conversation_id) in gone:
                db.execute(
                    "UPDATE conversation SET leaf_id = ? WHERE id = ?", (self._beside(parent, gone), conversation_id)
                )
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))
            db.executemany("DELETE FROM message WHERE id = ?", [(each,) for each in gone])
        self.ways.forget()

    def _beside(self, parent: MessageId | None, gone: set[MessageId]) -> MessageId | None:
        """What is shown where *gone* stood: the newest that is left below *parent*, else that."""
        below = "SELECT id FROM message WHERE parent_id IS ? ORDER BY id"
        stay = [row[0] for row in self._vault.read(below, (parent,)) if row[0] not in gone]
        return MessageId(self._vault.read(DEEPEST, (stay[-1],))[0][0]) if stay and parent is not None else parent

    @property
    def vault(self) -> Vault:
        """Where all of it lies."""
        return self._vault

    def _begin(self, db: Connection, persona: PersonaId) -> ConversationId:
        db.execute(
            "INSERT INTO conversation(persona_id, title, created_ms, updated_ms) VALUES (?, ?, ?, ?)",
            (persona, NEW_TITLE, self._clock(), self._clock()),
        )
        return ConversationId(db.last_insert_rowid())

    def _insert(
        self,
        db: Connection,
        conversation_id: ConversationId,
        parent: MessageId | None,
        author: Author,
        text: str,
        state: State,
        aside: SystemNotice | None = None,
        speaker: PersonaId | None = None,
    ) -> MessageId:
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
                self._clock(),
                aside.value if aside else "",
                speaker,
            ),
        )
        message = MessageId(db.last_insert_rowid())
        db.execute(
            "UPDATE conversation SET leaf_id = ?, updated_ms = ? WHERE id = ?",
            (message, self._clock(), conversation_id),
        )
        if author is Author.ME:
            # The first thing said gives the title, whatever the app said before it.
            is_first = f"(? IS NULL OR ? IN ({NOT_MINE_AT_FIRST}))"
            db.execute(
                f"UPDATE conversation SET title = ? WHERE id = ? AND is_named = 0 AND {is_first}",
                (title_from(text), conversation_id, parent, parent, conversation_id),
            )
        return message

    def select_variant(self, conversation_id: ConversationId, message: MessageId, step: int) -> None:
        """Show the alternative *step* places after *message*, with what followed it last."""
        with self._vault.write(CHANGE) as db:
            rows = self._vault.read(
                "SELECT s.id FROM message s JOIN message m ON m.id = ? WHERE s.conversation_id = m.conversation_id"
                " AND s.parent_id IS m.parent_id ORDER BY s.id",
                (message,),
            )
            ids = [row[0] for row in rows]
            index = ids.index(message) + step if message in ids else -1  # it may have gone meanwhile
            if 0 <= index < len(ids):
                deepest = self._vault.read(DEEPEST, (ids[index],))[0][0]
                db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (deepest, conversation_id))

    def select_message(self, conversation_id: ConversationId, message: MessageId, *, to_end: bool = True) -> None:
        """Show the way on which *message* lies: to what followed it last, or with ``to_end`` false only to it."""
        with self._vault.write(CHANGE) as db:
            if self._vault.read_one("SELECT 1 FROM message WHERE id = ?", (message,)) is None:
                return  # it went meanwhile
            leaf = self._vault.read(DEEPEST, (message,))[0][0] if to_end else message
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (leaf, conversation_id))

    def alternatives(self, message: MessageId) -> list[Message]:
        """*message* and everything that stands in its place on other branches, oldest first."""
        sql = (
            f"SELECT {FIELDS} FROM message m JOIN message o ON o.id = ? WHERE m.conversation_id = o.conversation_id"
            " AND m.parent_id IS o.parent_id ORDER BY m.id"
        )
        return [_message(row) for row in self._vault.read(sql, (message,))]

    def outline(self, conversation_id: ConversationId, chars: int = 80) -> list[tuple[int, int | None, str, str, str]]:
        """The tree of a conversation in short: number, parent, who, the first words, the name of the place."""
        sql = (
            "SELECT id, parent_id, CASE WHEN aside <> '' THEN 'app' ELSE author END, substr(text, 1, ?), checkpoint"
            " FROM message WHERE conversation_id = ? ORDER BY id"
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self._vault.read(sql, (chars, conversation_id))]

    def copy_branch(self, conversation_id: ConversationId, leaf: MessageId, title: str) -> ConversationId:
        """A new conversation with what was said up to *leaf*; all of it, or nothing."""
        way = [line.id for line in self.path_to(leaf)]
        with self._vault.write(CHANGE) as db:
            return copy_conversation(db, conversation_id, way, replace_surrogates(title), self._clock())

    # --- chats of other programs ---

    def import_lines(self, persona: PersonaId, chat: Chat, direction: str) -> ConversationId:
        """Keep *chat* as a conversation with *persona*: all of it, or nothing."""
        with self._vault.write(CHANGE) as db:
            conversation_id = self._begin(db, persona)
            parent: MessageId | None = None
            known = self._vault.read("SELECT id, name FROM persona WHERE deleted_ms IS NULL")
            speakers = {row[1].casefold(): row[0] for row in known}
            host = _host_of(chat, next((row[1] for row in known if row[0] == persona), ""))
            for line in chat.lines:
                kept = [
                    self._bring_line(db, conversation_id, parent, line, version, speakers, host)
                    for version in line.versions
                ]
                chosen = min(max(line.chosen, 0), len(kept) - 1)
                parent = kept[chosen]
                if line.checkpoint:
                    db.execute(
                        "UPDATE message SET checkpoint = ? WHERE id = ?", (replace_surrogates(line.checkpoint), parent)
                    )
                told = {"line": dict(line.extra), "name": line.name}
                for key, version in zip(kept, line.versions, strict=True):
                    part = {**told, "version": dict(version.extra)}
                    db.execute("INSERT INTO foreign_part(message_id, told) VALUES (?, ?)", (key, json.dumps(part)))
            title = replace_surrogates(chat.title.strip())
            now_ms = self._clock()
            db.execute(
                "UPDATE conversation SET leaf_id = ?, direction = ?, updated_ms = ?,"
                " title = ifnull(nullif(?, ''), title), is_named = ?, foreign_told = ? WHERE id = ?",
                (parent, direction, now_ms, title, bool(title), json.dumps(dict(chat.header)), conversation_id),
            )
        return conversation_id

    def _bring_line(
        self,
        db: Connection,
        conversation_id: ConversationId,
        parent: MessageId | None,
        line: ChatLine,
        version: ChatVersion,
        speakers: Mapping[str, int],
        host: str | None,
    ) -> MessageId:
        author = Author.ME if line.is_mine else Author.PERSONA
        message = self._insert(db, conversation_id, parent, author, version.text, State.DONE)
        speaker = None if line.is_mine else speakers.get(line.name.casefold())
        owner = db.execute("SELECT persona_id FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
        is_host = line.is_mine or host is None or line.name.strip().casefold() in ("", host)
        db.execute(
            "UPDATE message SET thinking = ?, model = ?, is_hidden = ?, speaker_id = ?, speaker_name = ?,"
            " created_ms = ifnull(?, created_ms) WHERE id = ?",
            (replace_surrogates(version.thinking), replace_surrogates(version.model), line.is_hidden,
             speaker if owner is None or speaker != owner[0] else None,
             "" if is_host or speaker is not None else replace_surrogates(line.name.strip()), version.when_ms, message),
        )  # fmt: skip
        return message

    def foreign_of(self, message: MessageId) -> dict[str, Any]:
        """What came with a message from another program and has no place here."""
        row = self._vault.read_one("SELECT told FROM foreign_part WHERE message_id = ?", (message,))
        told: dict[str, Any] = json.loads(row[0]) if row is not None else {}
        return told

    def foreign_of_talk(self, conversation_id: ConversationId) -> dict[str, Any]:
        """What the file of a conversation said besides its messages."""
        row = self._vault.read_one("SELECT foreign_told FROM conversation WHERE id = ?", (conversation_id,))
        told: dict[str, Any] = json.loads(row[0]) if row is not None else {}
        return told

    def speaks_elsewhere(self, persona: PersonaId) -> bool:
        """Whether *persona* said something in a conversation of another's."""
        sql = (
            "SELECT 1 FROM message m JOIN conversation c ON c.id = m.conversation_id"
            " WHERE m.speaker_id = ?1 AND c.persona_id <> ?1 LIMIT 1"
        )
        return self._vault.read_one(sql, (persona,)) is not None

    def speaker_names(self, conversation_id: ConversationId) -> dict[int, str]:
        """The names of those who spoke in a conversation besides its own companion."""
        sql = "SELECT id, name FROM persona WHERE id IN (SELECT speaker_id FROM message WHERE conversation_id = ?)"
        return {row[0]: row[1] for row in self._vault.read(sql, (conversation_id,))}

    def below(self, message: MessageId) -> int:
        """How many messages would go with *message*: it and everything said after it."""
        return len(self._vault.read(BELOW, (message,)))

    def trash_branch(self, conversation_id: ConversationId, message: MessageId) -> ConversationId:
        """Put *message* and everything said after it into the bin, as a conversation of its own, which is returned.

        If it was on the way that is shown, the alternative beside it is shown now, or what came before it.
        ``bring_back`` undoes it until ``purge``.
        """
        with self._vault.write(CHANGE, "memory") as db:
            stay, old = self._neighbour(message), self.get(message)
            gone = [row[0] for row in self._vault.read(BELOW, (message,))]
            ((persona, leaf, sealed),) = db.execute(
                "SELECT persona_id, leaf_id, is_sealed FROM conversation WHERE id = ?", (conversation_id,)
            ).fetchall()
            shown = leaf if leaf in gone else self._vault.read(DEEPEST, (message,))[0][0]
            at = self._clock()
            db.execute(
                "INSERT INTO conversation(persona_id, title, created_ms, updated_ms, deleted_ms, taken_from,"
                " taken_below, is_sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (persona, title_from(old.text) or NEW_TITLE, at, at, at, conversation_id, old.parent, sealed),
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
            self._title_anew(db, conversation_id, message)
        self.ways.forget()
        return out

    def remove(self, conversation_id: ConversationId, message: MessageId) -> None:
        """Delete *message* and everything said after it, at once and for good."""
        self.purge(self.trash_branch(conversation_id, message))

    def take_words_out(self, messages: Sequence[MessageId]) -> None:
        """Leave of *messages* only that there was one: their words, thoughts and receipts go at once and for good."""
        gone = [(each,) for each in messages]
        with self._vault.secure_delete(CHANGE, "blob") as db:
            db.executemany(
                "UPDATE message SET text = ?, thinking = '', is_hidden = 1, checkpoint = '', pinned_ms = NULL"
                " WHERE id = ?",
                [(TAKEN_OUT, *each) for each in gone],
            )
            for table in ("receipt", "foreign_part"):
                db.executemany(f"DELETE FROM {table} WHERE message_id = ?", gone)
            for (each,) in gone:
                row = self._vault.read_one("SELECT conversation_id, author FROM message WHERE id = ?", (each,))
                if row is not None:
                    db.execute("DELETE FROM resume WHERE conversation_id = ?", (row[0],))
                    if row[1] == Author.ME.value:
                        self._title_anew(db, ConversationId(row[0]), MessageId(each))

    def _neighbour(self, message: MessageId) -> MessageId | None:
        """What is shown when *message* is gone."""
        row = self._vault.read_one(
            "SELECT s.id FROM message s JOIN message m ON m.id = ?1 WHERE s.conversation_id = m.conversation_id"
            " AND s.parent_id IS m.parent_id AND s.id <> ?1 ORDER BY s.id > ?1, abs(s.id - ?1) LIMIT 1",
            (message,),
        )
        if row is not None:
            return MessageId(self._vault.read(DEEPEST, (row[0],))[0][0])
        return self.get(message).parent

    def _title_anew(self, db: Connection, conversation_id: ConversationId, gone: MessageId) -> None:
        """A title made from words that are gone goes with them."""
        row = db.execute(
            "SELECT text FROM message WHERE conversation_id = ?1 AND author = 'me' AND id <> ?2"
            f" AND (parent_id IS NULL OR parent_id IN ({NOT_MINE_AT_FIRST.replace('?', '?1')})) ORDER BY id DESC",
            (conversation_id, gone),
        ).fetchone()
        title = title_from(row[0]) if row else NEW_TITLE
        db.execute("UPDATE conversation SET title = ? WHERE id = ? AND is_named = 0", (title, conversation_id))

    # --- a reply as it grows ---

    def keep(self, message: MessageId, text: str, thinking: str) -> None:
        """Keep what an open reply has said so far."""
        with self._vault.write() as db:
            db.execute(
                "UPDATE message SET text = ?, thinking = ? WHERE id = ?",
                (replace_surrogates(text), replace_surrogates(thinking), message),
            )

    def close(
        self, message: MessageId, text: str, thinking: str, state: State, model: str, stats: Mapping[str, object]
    ) -> None:
        """End a reply: what was said stays said."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE message SET text = ?, thinking = ?, state = ?, model = ?, stats = ? WHERE id = ?",
                (
                    replace_surrogates(text),
                    replace_surrogates(thinking),
                    state.value,
                    model,
                    json.dumps(stats),
                    message,
                ),
            )

    def add_aside(self, conversation_id: ConversationId, parent: MessageId, words: str) -> Message:
        """Add what the app says to a question under *parent*."""
        with self._vault.write(CHANGE) as db:
            said = self._insert(db, conversation_id, parent, Author.APP, words, State.DONE, SystemNotice.SIMULATION)
        return self.get(said)

    def open_variants(self, conversation_id: ConversationId, answer: MessageId, count: int) -> list[MessageId]:
        """Open *count* more replies beside *answer*, which stays the one that is shown."""
        with self._vault.write(CHANGE) as db:
            parent = self.get(answer).parent
            speaker = self.get(answer).speaker
            beside = [
                self._insert(db, conversation_id, parent, Author.PERSONA, "", State.OPEN, speaker=speaker)
                for _ in range(count)
            ]
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (answer, conversation_id))
        return beside

    def drop_empty(self, messages: Sequence[MessageId]) -> None:
        """Forget those of *messages* that came to nothing."""
        if messages:
            with self._vault.write(CHANGE) as db:
                db.executemany("DELETE FROM message WHERE id = ? AND text = ''", [(each,) for each in messages])
            self.ways.forget()

    def settle(self, message: MessageId) -> None:
        """Count a reply that is still open as stopped."""
        with self._vault.write(CHANGE) as db:
            db.execute("UPDATE message SET state = 'stopped' WHERE id = ? AND state = 'open'", (message,))

    def settle_interrupted(self) -> None:
        """At start: replies a crash left open count as stopped, and empty ones were never begun."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE conversation SET leaf_id = (SELECT parent_id FROM message WHERE id = leaf_id) WHERE leaf_id IN"
                " (SELECT id FROM message WHERE state = 'open' AND text = '')"
            )
            db.execute("DELETE FROM message WHERE state = 'open' AND text = ''")
            db.execute("UPDATE message SET state = 'stopped' WHERE state = 'open'")
        self.ways.forget()

    # --- what is being written ---

    def draft(self, persona: PersonaId, conversation_id: ConversationId | None) -> str:
        """What the person had begun to write in *talk*, or in a new one with *persona*."""
        row = self._vault.read_one(
            "SELECT text FROM draft WHERE persona_id = ? AND conversation_id IS ? AND message_id IS NULL",
            (persona, conversation_id),
        )
        return row[0] if row else ""

    def edit_draft(self, message: MessageId) -> str:
        """Other words for *message* that were begun and not kept; nothing where there are none."""
        row = self._vault.read_one("SELECT text FROM draft WHERE message_id = ?", (message,))
        return row[0] if row else ""

    def keep_edit_draft(self, message: MessageId, text: str) -> None:
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

    def keep_draft(self, persona: PersonaId, conversation_id: ConversationId | None, text: str) -> None:
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


def _host_of(chat: Chat, persona: str) -> str | None:
    """Which of several who speak in *chat* is the companion it is kept with; None where only one does."""
    said = dict.fromkeys(line.name.strip().casefold() for line in chat.lines if not line.is_mine and line.name.strip())
    if len(said) < 2:
        return None
    return next((name for name in (persona.casefold(), chat.they.casefold()) if name in said), next(iter(said)))


def _talk(row: Row) -> ConversationSummary:
    return ConversationSummary(
        ConversationId(row[0]), PersonaId(row[1]), row[2], Milliseconds(row[3]), row[4], bool(row[5])
    )


def _message(row: Row) -> Message:
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
    )

"""The tree of messages: what was said, what stands beside it, and which branch is shown."""

from __future__ import annotations

from app.chat.active_branches import ActiveBranches
from app.chat.attachments import copy_attachments, send_attachments
from app.chat.copying import copy_conversation
from app.chat.message import Author, ConversationId, Message, MessageId, State, SystemNotice
from app.chat.rows import (
    BELOW,
    CHANGE,
    DEEPEST,
    FIELDS,
    insert_message,
    message_of,
    without_draft,
)
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.core.errors import MessageGone
from app.personas import PersonaId
from app.vault import Vault

EVERY = 1 << 62

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


class MessageTree:
    """Owns the rows of ``message``."""

    def __init__(self, vault: Vault, branches: ActiveBranches, clock: Clock = now) -> None:
        self._vault = vault
        self._branches = branches
        self._clock = clock

    def path(self, conversation_id: ConversationId, last: int = EVERY) -> list[Message]:
        """The messages from the first to the active leaf, or only the *last* of them."""
        leaf = self.leaf_of(conversation_id)
        return self.path_to(leaf, last) if leaf is not None else []

    def path_to(self, leaf: MessageId, last: int = EVERY, since: int = 0) -> list[Message]:
        """The messages from the root to *leaf*, or only the *last* of them, or those from number *since* on."""
        return [message_of(row) for row in self._vault.read(PATH, (leaf, last, since))]

    def later(self, conversation_id: ConversationId, message: MessageId, steps: int) -> MessageId:
        """The message *steps* after *message* on the branch that is shown, or its last where that is nearer."""
        leaf = self.leaf_of(conversation_id)
        if leaf is None or not self.is_shown(message):
            return message
        return MessageId(self._branches.later(conversation_id, leaf, message, steps))

    def is_shown(self, message: MessageId) -> bool:
        """Whether *message* lies on the branch that is shown."""
        return message in self._branches.on_way([message])

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
        return [message_of(row) for row in self._vault.read(sql, (leaf,))]

    def leaf_of(self, conversation_id: ConversationId) -> MessageId | None:
        """The message that is shown last in a conversation."""
        row = self._vault.read_one("SELECT leaf_id FROM conversation WHERE id = ?", (conversation_id,))
        return MessageId(row[0]) if row and row[0] is not None else None

    def every(self, conversation_id: ConversationId) -> list[Message]:
        """Every message of a conversation, on whichever branch, the oldest first."""
        sql = f"SELECT {FIELDS} FROM message m WHERE m.conversation_id = ? ORDER BY m.id"
        return [message_of(row) for row in self._vault.read(sql, (conversation_id,))]

    def get(self, message: MessageId) -> Message:
        """One message, without the way to it.

        Raises:
            MessageGone: it was deleted for good.
        """
        found = self.find(message)
        if found is None:
            raise MessageGone
        return found

    def find(self, message: MessageId) -> Message | None:
        """One message; None where it was deleted for good."""
        row = self._vault.read_one(ONE, (message,))
        return message_of(row) if row is not None else None

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
        in_place_of: MessageId | None = None,
    ) -> Message:
        """Add a message under *parent* and make it the active leaf.  When this returns it is on disk.

        Said *in_place_of* another, it shows the same pictures.
        """
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            message = insert_message(db, self._clock(), conversation_id, parent, author, text, state, speaker=speaker)
            if in_place_of is not None:
                copy_attachments(db, in_place_of, message)
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
        """Say *text* at the end of *conversation_id*, or of a new one: all of it is kept, or nothing.

        *speaker* answers, where it is not the conversation's own companion; where none *awaits_reply*, nobody does.
        What the app says to it, *aside*, comes first where there is something; when the question *is_answered* by
        that, nobody else speaks.  Gives the conversation, the person's message and the open reply to it, or the
        app's; the draft is gone.
        """
        changed: list[int] = []
        with self._vault.write(CHANGE, ids=changed) as db:
            where = without_draft(db, self._clock(), persona, conversation_id)
            changed.append(where)
            row = db.execute("SELECT leaf_id FROM conversation WHERE id = ?", (where,)).fetchone()
            mine = answer = insert_message(
                db, self._clock(), where, row[0] if row else None, Author.ME, text, State.DONE
            )
            send_attachments(db, persona, conversation_id, mine)
            if aside:
                answer = insert_message(
                    db, self._clock(), where, mine, Author.APP, aside, State.DONE, SystemNotice.SIMULATION
                )
            if awaits_reply and not (aside and is_answered):
                answer = insert_message(
                    db, self._clock(), where, answer, Author.PERSONA, "", State.OPEN, speaker=speaker
                )
        return where, self.get(mine), self.get(answer)

    def add_notice(self, conversation_id: ConversationId, parent: MessageId, words: str) -> Message:
        """Add what the app says to a question under *parent*."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            said = insert_message(
                db, self._clock(), conversation_id, parent, Author.APP, words, State.DONE, SystemNotice.SIMULATION
            )
        return self.get(said)

    def select_variant(self, conversation_id: ConversationId, message: MessageId, step: int) -> MessageId | None:
        """Show the variant *step* places after *message*, with what followed it last; None where there is none."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            rows = self._vault.read(
                "SELECT s.id FROM message s JOIN message m ON m.id = ? WHERE s.conversation_id = m.conversation_id"
                " AND s.parent_id IS m.parent_id ORDER BY s.id",
                (message,),
            )
            ids = [row[0] for row in rows]
            index = ids.index(message) + step if message in ids else -1  # it may have gone meanwhile
            if not 0 <= index < len(ids):
                return None
            deepest = self._vault.read(DEEPEST, (ids[index],))[0][0]
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (deepest, conversation_id))
        return MessageId(ids[index])

    def select_message(self, conversation_id: ConversationId, message: MessageId, *, to_end: bool = True) -> None:
        """Show the way on which *message* lies: to what followed it last, or with ``to_end`` false only to it."""
        if to_end and self.is_shown(message):
            return  # the branch that was chosen stays, whatever was said later on another
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
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
        return [message_of(row) for row in self._vault.read(sql, (message,))]

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

    def below(self, message: MessageId) -> int:
        """How many messages would go with *message*: it and everything said after it."""
        return len(self._vault.read(BELOW, (message,)))

    def neighbour(self, message: MessageId) -> MessageId | None:
        """What is shown when *message* is gone."""
        row = self._vault.read_one(
            "SELECT s.id FROM message s JOIN message m ON m.id = ?1 WHERE s.conversation_id = m.conversation_id"
            " AND s.parent_id IS m.parent_id AND s.id <> ?1 ORDER BY s.id > ?1, abs(s.id - ?1) LIMIT 1",
            (message,),
        )
        if row is not None:
            return MessageId(self._vault.read(DEEPEST, (row[0],))[0][0])
        return self.get(message).parent

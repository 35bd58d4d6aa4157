"""A reply on the disk while it grows, when it ends, and when a crash left it open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.chat.active_branches import ActiveBranches
from app.chat.message import Author, ConversationId, MessageId, State
from app.chat.rows import (
    CHANGE,
    DEEPEST,
    insert_message,
)
from app.chat.tree import MessageTree
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.vault import Vault

CUT_OFF = "cut_off"
"""What ended a reply that was heard only as far as it stands there: somebody spoke."""


class OpenReplies:
    """Owns the rows of ``message`` whose reply is being made."""

    def __init__(self, vault: Vault, tree: MessageTree, branches: ActiveBranches, clock: Clock = now) -> None:
        self._vault = vault
        self._tree = tree
        self._branches = branches
        self._clock = clock

    def open_variants(self, conversation_id: ConversationId, answer: MessageId, count: int) -> list[MessageId]:
        """Open *count* more replies beside *answer*, which stays the one that is shown."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            parent = self._tree.get(answer).parent
            speaker = self._tree.get(answer).speaker
            beside = [
                insert_message(
                    db, self._clock(), conversation_id, parent, Author.PERSONA, "", State.OPEN, speaker=speaker
                )
                for _ in range(count)
            ]
            db.execute("UPDATE conversation SET leaf_id = ? WHERE id = ?", (answer, conversation_id))
        return beside

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
        with self._vault.write(CHANGE, ids=self._conversation_of(message)) as db:
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

    def cut(self, message: MessageId, text: str) -> None:
        """Of a reply only *text*, its beginning, was heard: keep that, and that it was cut off."""
        row = self._vault.read_one("SELECT stats FROM message WHERE id = ? AND state != 'open'", (message,))
        if row is None:
            return
        stats = {**json.loads(row[0] or "{}"), "ended_by": CUT_OFF}
        with self._vault.write(CHANGE, ids=self._conversation_of(message)) as db:
            db.execute(
                "UPDATE message SET text = ?, state = 'stopped', stats = ? WHERE id = ?",
                (replace_surrogates(text), json.dumps(stats), message),
            )

    def _conversation_of(self, message: MessageId) -> list[int]:
        row = self._vault.read_one("SELECT conversation_id FROM message WHERE id = ?", (message,))
        return [row[0]] if row is not None else []

    def drop_empty(self, messages: Sequence[MessageId]) -> None:
        """Forget those of *messages* that came to nothing."""
        if messages:
            with self._vault.write(CHANGE) as db:
                db.executemany("DELETE FROM message WHERE id = ? AND text = ''", [(each,) for each in messages])
            self._branches.forget()

    def mark_stopped(self, message: MessageId) -> None:
        """Count a reply that is still open as stopped."""
        with self._vault.write(CHANGE, ids=self._conversation_of(message)) as db:
            db.execute("UPDATE message SET state = 'stopped' WHERE id = ? AND state = 'open'", (message,))

    def mark_interrupted(self) -> None:
        """At start: replies a crash left open count as stopped, and empty ones were never begun."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE conversation SET leaf_id = (SELECT parent_id FROM message WHERE id = leaf_id) WHERE leaf_id IN"
                " (SELECT id FROM message WHERE state = 'open' AND text = '')"
            )
            db.execute("DELETE FROM message WHERE state = 'open' AND text = ''")
            db.execute("UPDATE message SET state = 'stopped' WHERE state = 'open'")
        self._branches.forget()

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
            if self._tree.leaf_of(conversation_id) in gone:
                db.execute(
                    "UPDATE conversation SET leaf_id = ? WHERE id = ?", (self._beside(parent, gone), conversation_id)
                )
            db.execute("DELETE FROM resume WHERE conversation_id = ?", (conversation_id,))
            db.executemany("DELETE FROM message WHERE id = ?", [(each,) for each in gone])
        self._branches.forget()

    def _beside(self, parent: MessageId | None, gone: set[MessageId]) -> MessageId | None:
        """What is shown where *gone* stood: the newest that is left below *parent*, else that."""
        below = "SELECT id FROM message WHERE parent_id IS ? ORDER BY id"
        stay = [row[0] for row in self._vault.read(below, (parent,)) if row[0] not in gone]
        return MessageId(self._vault.read(DEEPEST, (stay[-1],))[0][0]) if stay and parent is not None else parent

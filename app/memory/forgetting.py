"""Forgetting: out of sight and out of every prompt at once, back while one may undo, then gone for good.

With a memory goes everything made from it: its index, its numbers, chapters and pages that tell of it, and what a model
has read of the conversation.  Its source is not recalled again; the words of the conversation itself stay, unless they
are to go too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from app.core.clock import Clock
from app.core.events import tell_each
from app.memory.embedding_store import EmbeddingStore
from app.memory.fact import FactId
from app.memory.message_retriever import MessageRetriever
from app.vault import Vault

CHANGE = "memory"
TELLING = 3
"""A value shorter than this stands in too many texts to tell which of them speak of it."""
TWINS = """
DELETE FROM fact WHERE id <> ?1 AND instr(lower(text), lower(?2)) > 0 AND id IN (
    SELECT other.fact_id FROM fact_source mine JOIN fact_source other ON other.message_id = mine.message_id
    WHERE mine.fact_id = ?1)
"""


TWIN = """
SELECT new.id FROM fact new JOIN fact old ON old.id = ?1 WHERE new.id <> old.id AND new.forgotten_ms IS NULL
    AND new.ended_ms IS NULL AND new.persona_id IS old.persona_id AND new.slot = old.slot AND new.text = old.text
    LIMIT 1
"""
"""What says the same as a fact in the trash, and was learned after it went there."""
PLAIN_SLOTS = frozenset({"pet", "family", "home", "origin", "workplace", "birthday"})
"""Slots whose values are names: who says the word means the same."""
MANY_WORDS = 3
ANYWHERE = """
SELECT m.id, m.text FROM message_index x JOIN message m ON m.id = x.rowid
JOIN conversation c ON c.id = m.conversation_id
WHERE x.message_index MATCH :words AND instr(lower(m.text), lower(:value)) > 0
    AND (:persona IS NULL OR c.persona_id = :persona) AND :fact > 0
"""
NEAR = """
SELECT m.id, m.text FROM fact_source s JOIN message n ON n.id = s.message_id
JOIN message m ON m.parent_id = n.id OR m.id = n.parent_id
WHERE s.fact_id = :fact AND instr(lower(m.text), lower(:value)) > 0
"""
SHOWN = """
SELECT m.id, a.alt FROM attachment a JOIN message m ON m.id = a.message_id
JOIN conversation c ON c.id = m.conversation_id
WHERE instr(lower(a.alt), lower(:value)) > 0 AND (:persona IS NULL OR c.persona_id = :persona) AND :fact > 0
"""
"""Messages with a picture that is said to show it, or a recording in which it is said."""


def names(text: str, value: str) -> bool:
    """Whether *text* speaks of what *value* names, and does not only use a word that is spelt like it.

    A name is written as a name: with its capitals, as a word of its own, and not only where every word has a capital,
    at the beginning of a sentence.  "I was reading" does not speak of Reading, nor "Hope springs" of a sister.
    """
    if len(value.split()) >= MANY_WORDS:
        return value.casefold() in text.casefold()
    if not any(letter.isupper() for letter in value):
        return False
    for found in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text):
        before = text[: found.start()].rstrip(" *_\"'“‘(")
        if " " in value or (before and before[-1] not in ".!?:…\n"):
            return True
    return False


def phrase(value: str) -> str:
    """*value* as a query for just these words in this order."""
    words = re.findall(r"\w+", value)
    return '"' + " ".join(words) + '"' if words else ""


class Forgetting:
    """Takes facts away, in two steps."""

    def __init__(self, vault: Vault, archive: MessageRetriever, meanings: EmbeddingStore, clock: Clock) -> None:
        self._vault = vault
        self._archive = archive
        self._meanings = meanings
        self._clock = clock
        self.listeners: list[Callable[[], None]] = []
        """Called when something was forgotten, on the thread that did it: nobody may hold words of it."""

    def move_to_trash(self, facts: Sequence[FactId], *, with_words: bool = False) -> None:
        """Take memories out of sight; ``restore`` undoes it until ``purge``.

        *with_words* is remembered until then: what was said is to go too.
        """
        self._mark(facts, self._clock(), with_words=with_words)

    def restore(self, facts: Sequence[FactId]) -> None:
        """Undo ``move_to_trash``; what was learned anew meanwhile is known once."""
        with self._vault.write(CHANGE) as db:
            for fact in facts:
                twin = (fact,)
                db.execute(f"INSERT OR IGNORE INTO fact_source(fact_id, message_id) SELECT ({TWIN}), message_id"
                           f" FROM fact_source WHERE fact_id = ?1 AND ({TWIN}) IS NOT NULL", twin)  # fmt: skip
                db.execute(f"DELETE FROM fact WHERE id = ?1 AND ({TWIN}) IS NOT NULL", twin)
        self._mark(facts, None)

    def _mark(self, facts: Sequence[FactId], at: int | None, *, with_words: bool = False) -> None:
        with self._vault.write(CHANGE) as db:
            db.executemany(
                "UPDATE fact SET forgotten_ms = ?, forgets_words = ? WHERE id = ?",
                [(at, with_words, each) for each in facts],
            )
        self.let_go()

    def sources(self, facts: Sequence[FactId]) -> list[int]:
        """The messages that *facts* were learned from."""
        marks = ",".join("?" * len(facts))
        sql = f"SELECT DISTINCT message_id FROM fact_source WHERE fact_id IN ({marks}) ORDER BY message_id"
        return [row[0] for row in self._vault.read(sql, list(facts))]

    def holding(self, facts: Sequence[FactId]) -> list[int]:
        """The messages that *facts* were learned from, and others that plainly say the same.

        Those are what was said right before and after it, and of what few other words tell (names of people, animals
        and places, and longer stretches) whatever the same companion's conversations say of it, where it is named:
        see ``names``.
        """
        found = set(self.sources(facts))
        marks = ",".join("?" * len(facts))
        rows = self._vault.read(f"SELECT id, value, slot, persona_id FROM fact WHERE id IN ({marks})", list(facts))
        for fact, value, slot, persona in rows:
            if len(value) < TELLING or not (words := phrase(value)):
                continue
            given = {"value": value, "fact": fact}
            found |= {row[0] for row in self._vault.read(NEAR, given) if names(row[1], value)}
            if slot.partition(":")[0] in PLAIN_SLOTS or len(value.split()) >= MANY_WORDS:
                everywhere = {**given, "words": words, "persona": persona}
                found |= {row[0] for row in self._vault.read(ANYWHERE, everywhere) if names(row[1], value)}
                told = {**given, "persona": persona}
                found |= {row[0] for row in self._vault.read(SHOWN, told) if names(row[1], value)}
        return sorted(found)

    def trashed(self) -> list[tuple[FactId, str, int, str]]:
        """What lies in the trash: its number, what it says, since when, and who knew it; the latest first."""
        sql = (
            "SELECT f.id, f.text, f.forgotten_ms, ifnull(p.name, '')"
            " FROM fact f LEFT JOIN persona p ON p.id = f.persona_id"
            " WHERE f.forgotten_ms IS NOT NULL ORDER BY f.forgotten_ms DESC, f.id DESC"
        )
        return [(FactId(row[0]), row[1], row[2], row[3]) for row in self._vault.read(sql)]

    def purge(self, only: Sequence[FactId] | None = None) -> list[int]:
        """Delete for good what was put away, or *only* some of it, and all that was made from it.

        Returns the messages whose words are to go too.
        """
        gone = self._vault.read("SELECT id, value, forgets_words, ended_ms FROM fact WHERE forgotten_ms IS NOT NULL")
        if only is not None:
            gone = [row for row in gone if row[0] in set(only)]
        if not gone:
            return []
        self.exclude_from_memory(self.holding([FactId(row[0]) for row in gone]))
        words = self.holding([FactId(row[0]) for row in gone if row[2]]) if any(row[2] for row in gone) else []
        with self._vault.secure_delete(CHANGE, "blob") as db:
            for fact, value, _, _ in gone:
                # What it had closed does not hold again because of that.
                db.execute(
                    "UPDATE fact SET ended_ms = (SELECT closed_ms FROM fact_closing WHERE fact_id = fact.id"
                    " AND closer_id = ?1) WHERE ended_ms IS NULL"
                    " AND id IN (SELECT fact_id FROM fact_closing WHERE closer_id = ?1)",
                    (fact,),
                )
                # What one companion learned from a message, another may have too, or a model in other words.
                db.execute(TWINS, (fact, value))
                db.execute("DELETE FROM fact WHERE id = ?", (fact,))
            # It stood in the prompts of every conversation that may know it.
            db.execute("DELETE FROM resume")
        self.let_go()
        return words

    def exclude_from_memory(self, messages: Sequence[int]) -> None:
        """Let nothing be remembered of *messages* any more: not found, not read for memories, told in no chapter."""
        with self._vault.secure_delete(CHANGE, "blob") as db:
            db.executemany(
                "INSERT OR IGNORE INTO message_unremembered(message_id) SELECT id FROM message_place WHERE id = ?",
                [(each,) for each in messages],
            )
        self.let_go()

    def not_to_tell(self, messages: Sequence[int]) -> set[int]:
        """Those of *messages* of which nothing is to be remembered: forgotten for good, or into the bin."""
        marks = json.dumps(list(messages))
        sql = (
            "SELECT message_id FROM message_unremembered WHERE message_id IN (SELECT value FROM json_each(?1))"
            " UNION SELECT s.message_id FROM fact_source s JOIN fact f ON f.id = s.fact_id"
            " WHERE f.forgotten_ms IS NOT NULL AND s.message_id IN (SELECT value FROM json_each(?1))"
        )
        return {row[0] for row in self._vault.read(sql, (marks,))} if messages else set()

    def let_go(self) -> None:
        """Let nobody hold words in memory of what is known no more."""
        self._archive.forget()
        self._meanings.forget()
        tell_each(self.listeners)

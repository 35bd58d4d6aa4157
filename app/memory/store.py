"""Keeps facts in the vault: learned, merged, closed when something else holds, and forgotten when told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.boundaries import check_described
from app.core import limits
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, Milliseconds, now
from app.core.scope import ScopeLevel
from app.memory.fact import Fact, FactCandidate, FactId, OnWay, SaidBy
from app.memory.fact_kinds import fact_kind
from app.vault import Connection, Row, Vault

CHANGE = "memory"
ALIKE = 0.75
"""Share of their words that two sentences have in common when they say the same."""
OPPOSITES = {"like": "dislike", "dislike": "like", "hobby": "dislike"}
MORE_SURE = 0.05
FREE = ("other", "event")
"""Slots without a fixed form: two facts of these say the same when their words do."""
MOST_WORDS, MOST_ALIKE = 12, 40

FIELDS = """
f.id, f.persona_id, f.conversation_id, f.subject, f.slot, f.value, f.text, f.said_by, f.sureness, f.is_pinned,
    f.about_day, f.since_ms, f.ended_ms, f.used_ms, f.used_by, f.uses,
    (SELECT group_concat(message_id) FROM fact_source s WHERE s.fact_id = f.id), f.learned, f.hand_ms,
    (SELECT group_concat(closer_id || ':' || closed_ms) FROM fact_closing x WHERE x.fact_id = f.id)
"""
KNOWN_TO = "f.forgotten_ms IS NULL AND (f.persona_id IS NULL OR f.persona_id = ?1)"


class FactStore:
    """Owns the ``fact`` and ``fact_source`` tables."""

    def __init__(self, vault: Vault, on_way: OnWay, clock: Clock = now) -> None:
        self._vault = vault
        self._on_way = on_way
        self._clock = clock

    # --- reading ---

    def of(self, persona: int) -> list[Fact]:
        """Everything *persona* knows or knew, wherever it was said, the newest first."""
        sql = f"SELECT {FIELDS} FROM fact f WHERE {KNOWN_TO} ORDER BY f.since_ms DESC, f.id DESC"
        return [_fact(row) for row in self._vault.read(sql, (persona,))]

    def holding(self, persona: int, conversation_id: int | None) -> list[Fact]:
        """What *persona* could know in a conversation, closed facts among it."""
        sql = (
            f"SELECT {FIELDS} FROM fact f WHERE {KNOWN_TO} AND (f.conversation_id IS NULL OR f.conversation_id IS ?2)"
            " ORDER BY f.id"
        )
        return [_fact(row) for row in self._vault.read(sql, (persona, conversation_id))]

    def get(self, fact: FactId) -> Fact | None:
        """One fact; None where it was forgotten."""
        row = self._vault.read_one(f"SELECT {FIELDS} FROM fact f WHERE f.id = ? AND f.forgotten_ms IS NULL", (fact,))
        return _fact(row) if row is not None else None

    def from_message(self, message: int) -> list[Fact]:
        """What was learned from a message."""
        sql = (
            f"SELECT {FIELDS} FROM fact f JOIN fact_source s ON s.fact_id = f.id WHERE s.message_id = ?"
            " AND f.forgotten_ms IS NULL"
        )
        return [_fact(row) for row in self._vault.read(sql, (message,))]

    # --- learning ---

    def learn(
        self,
        lessons: Iterable[FactCandidate],
        *,
        persona: int,
        conversation_id: int | None,
        reach: ScopeLevel,
        said_by: SaidBy,
        message: int | None = None,
        at: Milliseconds | None = None,
    ) -> list[FactId]:
        """Remember *lessons* from *message*, said *at*: what is known is only confirmed, what it contradicts is closed.

        What was said earlier closes nothing that was said later, and what the companion says nothing that the person
        said.  Nothing is learned from a message of which nothing is to be remembered.  Gives the facts that are new.
        """
        lessons = list(lessons)
        if not lessons:
            return []
        when = at if at is not None else self._clock()
        new: list[FactId] = []
        with self._vault.write(CHANGE) as db:
            gone = "SELECT 1 FROM message_unremembered WHERE message_id = ?"
            if message is not None and db.execute(gone, (message,)).fetchone() is not None:
                return []
            for each in lessons:
                new += self._learn_one(db, each, persona, conversation_id, reach, said_by, message, when)
        return new

    def _learn_one(
        self,
        db: Connection,
        each: FactCandidate,
        persona: int,
        conversation_id: int | None,
        reach: ScopeLevel,
        said_by: SaidBy,
        message: int | None,
        when: Milliseconds,
    ) -> list[FactId]:
        known = self._beside(db, each, persona, conversation_id)
        closers = self._shown_closers(known)
        for fact in known:
            until = fact.closed_at(closers)
            # What was said before it was closed says only what was known then.
            if says_the_same(fact, each) and (until is None or until >= when):
                self._confirm(db, fact, said_by, message)
                return []
        rivals = [fact for fact in known if fact.closed_at(closers) is None and is_contradicted(fact, each)]
        if any(outranks(fact, said_by, when) for fact in rivals):
            return []
        new = self._insert(db, each, None if reach is ScopeLevel.EVERYONE else persona,
                           conversation_id if reach is ScopeLevel.CONVERSATION else None, said_by, when)  # fmt: skip
        if message is not None:
            db.execute("INSERT INTO fact_source(fact_id, message_id) VALUES (?, ?)", (new, message))
        for fact in rivals:
            old, closer, at = (new, fact.id, fact.since) if fact.since > when else (fact.id, new, when)
            db.execute("INSERT OR REPLACE INTO fact_closing(fact_id, closer_id, closed_ms) VALUES (?, ?, ?)",
                       (old, closer, at))  # fmt: skip
        return [new]

    def _beside(self, db: Connection, each: FactCandidate, persona: int, conversation_id: int | None) -> list[Fact]:
        """What is known already that a lesson could say again, or contradict."""
        key = fact_kind(each.key).key
        where = f"{KNOWN_TO} AND (f.conversation_id IS NULL OR f.conversation_id IS ?2) AND f.subject = ?3"
        if key in FREE:
            # By their words: of those there may be thousands.
            match = " OR ".join(f'"{word}"' for word in sorted(words_of(each.text))[:MOST_WORDS])
            if not match:
                return []
            sql = (
                f"SELECT {FIELDS} FROM (SELECT rowid AS id FROM fact_index WHERE fact_index MATCH ?4 ORDER BY rank"
                f" LIMIT {MOST_ALIKE}) i JOIN fact f ON f.id = i.id WHERE {where} AND f.slot IN ('other', 'event')"
            )
            given: tuple[object, ...] = (persona, conversation_id, each.subject, match)
        else:
            wanted = sorted({each.key, OPPOSITES.get(key, each.key)})
            sql = f"SELECT {FIELDS} FROM fact f WHERE {where} AND f.slot IN ({','.join('?' * len(wanted))})"
            given = (persona, conversation_id, each.subject, *wanted)
        return [_fact(row) for row in db.execute(sql, given).fetchall()]

    def _shown_closers(self, facts: Sequence[Fact]) -> set[FactId]:
        """The facts that close some of *facts* on the ways that are shown."""
        closers = {closer for fact in facts for closer, _ in fact.superseded_by}
        if not closers:
            return set()
        sources: dict[FactId, list[int]] = {closer: [] for closer in closers}
        marks = ",".join(map(str, closers))
        sql = f"SELECT fact_id, message_id FROM fact_source WHERE fact_id IN ({marks})"
        for closer, source in self._vault.read(sql):
            sources[FactId(closer)].append(source)
        way = self._on_way({source for each in sources.values() for source in each})
        hand = {closer for closer, each in sources.items() if not each}
        return hand | {closer for closer, each in sources.items() if any(source in way for source in each)}

    def _insert(
        self,
        db: Connection,
        each: FactCandidate,
        persona: int | None,
        conversation_id: int | None,
        said_by: SaidBy,
        when: Milliseconds,
    ) -> FactId:
        db.execute(
            "INSERT INTO fact(persona_id, conversation_id, subject, slot, value, learned, text, said_by, sureness,"
            " about_day, since_ms, hand_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            (
                persona,
                conversation_id,
                replace_surrogates(each.subject),
                replace_surrogates(each.key),
                replace_surrogates(each.value),
                replace_surrogates(each.text),
                said_by.value,
                each.confidence,
                each.about.isoformat() if each.about else None,
                when,
                when if said_by is SaidBy.HAND else None,
            ),
        )
        return FactId(db.last_insert_rowid())

    def _confirm(self, db: Connection, fact: Fact, said_by: SaidBy, message: int | None) -> None:
        stronger = said_by if said_by.rank > fact.said_by.rank else fact.said_by
        db.execute(
            "UPDATE fact SET sureness = min(1.0, sureness + ?), said_by = ? WHERE id = ?",
            (MORE_SURE, stronger.value, fact.id),
        )
        if message is not None:
            db.execute("INSERT OR IGNORE INTO fact_source(fact_id, message_id) VALUES (?, ?)", (fact.id, message))

    def write(
        self, text: str, *, persona: int | None, conversation_id: int | None = None, key: str = "other"
    ) -> FactId:
        """Keep a memory in the person's own words.

        Raises:
            MinorsFilterTriggered: it is beyond the minors filter; nothing was kept.
        """
        limits.require_chars(text, limits.MEMORY, "memory")
        check_described(text)
        with self._vault.write(CHANGE) as db:
            return self._insert(
                db, FactCandidate(key, text, text, confidence=1.0), persona, conversation_id, SaidBy.HAND, self._clock()
            )

    # --- what a person does with them ---

    def correct(self, fact: FactId, text: str) -> None:
        """Let a memory say *text*; from now on it is the person's own.

        Raises:
            MinorsFilterTriggered: it is beyond the minors filter; nothing was changed.
        """
        limits.require_chars(text, limits.MEMORY, "memory")
        check_described(text)
        known = self.get(fact)
        if known is None or not text.strip():
            return
        value = _value_in(text, known)
        with self._vault.secure_delete(CHANGE) as db:
            db.execute(
                "UPDATE fact SET text = ?, value = ?, said_by = 'hand', sureness = 1.0, hand_ms = ? WHERE id = ?",
                (replace_surrogates(text.strip()), replace_surrogates(value), self._clock(), fact),
            )

    def pin(self, fact: FactId, *, wanted: bool) -> None:
        """Let a memory stand in every prompt, or not any more."""
        self._put(fact, "is_pinned", wanted)

    def share(self, fact: FactId, *, persona: int | None, conversation_id: int | None) -> None:
        """Say who knows a memory: one companion or all of them, in one conversation or in all."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE fact SET persona_id = ?, conversation_id = ? WHERE id = ?", (persona, conversation_id, fact)
            )

    def end(self, fact: FactId, *, wanted: bool) -> None:
        """Say that something holds no more, or does again."""
        with self._vault.write(CHANGE) as db:
            at = self._clock() if wanted else None
            db.execute("UPDATE fact SET ended_ms = ? WHERE id = ?", (at, fact))
            if not wanted:
                db.execute("DELETE FROM fact_closing WHERE fact_id = ?", (fact,))

    def merge(self, facts: Sequence[FactId]) -> FactId | None:
        """Let one memory stand for all of *facts*: the one that holds and has most weight; it has all their sources.

        Only of those that are known as far; None where there are not two such.
        """
        every = [fact for each in facts if (fact := self.get(each)) is not None]
        if not every:
            return None
        closers = self._shown_closers(every)
        best = max(every, key=lambda fact: (fact.closed_at(closers) is None, fact.said_by.rank, -fact.id))
        gone = [
            fact
            for fact in every
            if fact.id != best.id and (fact.persona, fact.conversation_id) == (best.persona, best.conversation_id)
        ]
        if not gone:
            return None
        with self._vault.secure_delete(CHANGE) as db:
            for fact in gone:
                db.execute(
                    "INSERT OR IGNORE INTO fact_source(fact_id, message_id)"
                    " SELECT ?, message_id FROM fact_source WHERE fact_id = ?",
                    (best.id, fact.id),
                )
                db.execute(
                    "INSERT OR IGNORE INTO fact_closing(fact_id, closer_id, closed_ms)"
                    " SELECT fact_id, ?1, closed_ms FROM fact_closing WHERE closer_id = ?2 AND fact_id <> ?1",
                    (best.id, fact.id),
                )
            db.execute(
                "UPDATE fact SET is_pinned = ?, since_ms = ?, sureness = ? WHERE id = ?",
                (any(fact.is_pinned for fact in every), min(fact.since for fact in [best, *gone]),
                 max(fact.confidence for fact in [best, *gone]), best.id),
            )  # fmt: skip
            db.executemany("DELETE FROM fact WHERE id = ?", [(fact.id,) for fact in gone])
        return best.id

    def note_used(self, facts: Iterable[FactId], reply: int) -> None:
        """A reply was made with these."""
        with self._vault.write() as db:
            db.executemany(
                "UPDATE fact SET used_ms = ?, used_by = (SELECT id FROM message_place WHERE id = ?), uses = uses + 1"
                " WHERE id = ?",
                [(self._clock(), reply, each) for each in facts],
            )

    def _put(self, fact: FactId, column: str, value: object) -> None:
        with self._vault.write(CHANGE) as db:
            db.execute(f"UPDATE fact SET {column} = ? WHERE id = ?", (value, fact))


def says_the_same(fact: Fact, lesson: FactCandidate) -> bool:
    """Whether a lesson is only what is known already."""
    if fact.key == lesson.key and folded(lesson.value) in (folded(fact.value), folded(fact.learned)):
        return fact.about == lesson.about
    if fact_kind(fact.key).key not in FREE or fact_kind(lesson.key).key not in FREE:
        return False
    one, other = words_of(fact.text), words_of(lesson.text)
    return bool(one | other) and len(one & other) / len(one | other) >= ALIKE


def is_contradicted(fact: Fact, lesson: FactCandidate) -> bool:
    """Whether *fact* cannot hold any more when *lesson* does."""
    if fact.key == lesson.key and fact_kind(fact.key).single:
        return True
    are_opposite = OPPOSITES.get(fact_kind(lesson.key).key) == fact_kind(fact.key).key
    return are_opposite and folded(fact.value) == folded(lesson.value)


def outranks(fact: Fact, said_by: SaidBy, when: Milliseconds) -> bool:
    """Whether *fact* holds against what *said_by* says: the person's words against the companion's, whenever it was;
    what they wrote by hand against what was said before that."""
    if said_by is SaidBy.PERSONA:
        return fact.said_by.rank > said_by.rank
    return fact.hand is not None and fact.hand >= when and said_by is not SaidBy.HAND


def folded(value: str) -> str:
    """*value* without articles, capitals and signs."""
    return " ".join(word for word in re.findall(r"\w+", value.casefold()) if word not in ("a", "an", "the", "my"))


def words_of(text: str) -> set[str]:
    """The words of *text* that say something."""
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2}


def _value_in(text: str, known: Fact) -> str:
    """The value in a corrected sentence, where it still begins and ends as the slot's own does."""
    before, found, after = known.text.partition(known.value)
    told = text.strip()
    if found and before and told.startswith(before) and told.endswith(after):
        return told[len(before) : len(told) - len(after) or None]
    return told


def _fact(row: Row) -> Fact:
    return Fact(
        FactId(row[0]), row[1], row[2], row[3], row[4], row[5], row[6], SaidBy(row[7]), row[8], bool(row[9]),
        date.fromisoformat(row[10]) if row[10] else None, Milliseconds(row[11]), _time(row[12]), _time(row[13]),
        row[14], row[15], tuple(int(each) for each in row[16].split(",")) if row[16] else (), row[17], _time(row[18]),
        tuple(_closing(each) for each in row[19].split(",")) if row[19] else (),
    )  # fmt: skip


def _time(told: int | None) -> Milliseconds | None:
    return Milliseconds(told) if told is not None else None


def _closing(told: str) -> tuple[FactId, Milliseconds]:
    closer, _, at = told.partition(":")
    return FactId(int(closer)), Milliseconds(int(at))

"""The room's front desk: what is learned, what is known on the way that is shown, and what comes to mind."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from app.boundaries import check_described
from app.core.clock import Clock, Milliseconds, local, now
from app.core.errors import AppError, MinorsFilterTriggered
from app.core.scope import ScopeLevel
from app.core.workers import run_to_end
from app.engine import Embedder
from app.memory.embedding_store import EmbeddingStore
from app.memory.extract_rules import extract_facts
from app.memory.fact import Fact, FactCandidate, FactId, OnWay, SaidBy, candidate, fact_as_text
from app.memory.fact_kinds import THEM, YOU, fact_kind
from app.memory.forgetting import Forgetting
from app.memory.journal import JournalStore
from app.memory.lexicon import Lexicon
from app.memory.message_retriever import Hit, MessageRetriever, Question
from app.memory.options import MemoryOptions
from app.memory.question_intent import asked_about
from app.memory.ranking import Signals
from app.memory.retrieved_item import RetrievedItem, quoted
from app.memory.store import FactStore
from app.memory.summaries import SummaryStore
from app.memory.times import coming
from app.vault import Vault

log = logging.getLogger("app.memory")

CORE_LINES, CORE_CHARS = 14, 900
RECALLED_FACTS, RECALLED_TURNS, RECALLED_CHARS = 6, 4, 1600
LEAST_COVERED = 0.5
"""A turn that holds less of what is asked does not come to mind."""
CLOSE_IN_MEANING = 0.35
WEIGHED_TURNS, WEIGHED_OF_LARGE = 400, 60
"""So many turns that are closest in meaning are weighed together with those found by words."""
OF_THEM = frozenset({"home", "origin", "job", "pet", "family", "favourite", "allergy", "birthday", "age", "wish"})
"""What a companion tells of itself is remembered only as far as it makes it the same tomorrow."""
SLICE, STRIDE = 64, 8
"""Messages read from the vault at once; and looked through before somebody who waits may come first."""
LONGEST_NAME = 40
MOST_READ = 64


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Where one is: with whom, in which conversation, and what both are called."""

    persona: int
    conversation_id: int | None
    you: str = ""
    name: str = ""

    def __repr__(self) -> str:
        return f"<Viewpoint {self.persona}/{self.conversation_id}>"


class Memory:
    """What was lived together.  *on_way* knows what is shown, *usual_reach* how far memories reach where nothing else
    was chosen, *is_on* whether anything is remembered at all."""

    def __init__(
        self,
        vault: Vault,
        on_way: OnWay,
        words: Path,
        *,
        usual_reach: Callable[[], str] = lambda: ScopeLevel.COMPANION.value,
        is_on: Callable[[], bool] = lambda: True,
        clock: Clock = now,
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._on_way = on_way
        self._usual_reach = usual_reach
        self._is_on = is_on
        self.facts = FactStore(vault, on_way, clock)
        self.stories = SummaryStore(vault, clock)
        self.choices = MemoryOptions(vault)
        self.journal = JournalStore(vault, clock)
        self.meanings = EmbeddingStore(vault)
        self.families = Lexicon(words, vault.stems)
        self.archive = MessageRetriever(vault, self.families, on_way)
        self.forgetting = Forgetting(vault, self.archive, self.meanings, clock)
        self.embedder: Embedder | None = None
        self._lock = threading.Lock()
        self._changes = 0
        self._read: dict[tuple[int, int | None], tuple[int, list[Fact]]] = {}
        vault.changes.listen("memory", "persona", "conversation", to=lambda _: self._changed())

    def exclude(self, conversation_id: int, *, wanted: bool) -> None:
        """Let a conversation make no memories, or let it again; see ``Choices.seal``."""
        self.choices.exclude(conversation_id, wanted=wanted)
        self.forgetting.let_go()

    @property
    def is_on(self) -> bool:
        """Whether anything is remembered."""
        return self._is_on()

    def scope(self, persona: int) -> ScopeLevel:
        """How far what is learned with a companion is known."""
        chosen = self.choices.scope_of(persona)
        return chosen or ScopeLevel(self._usual_reach())

    # --- learning by rule ---

    def extract_pending(
        self, conversation_id: int, personas: Sequence[int], *, learns_of_them: bool = True
    ) -> Generator[None, None, int]:
        """Read by rule what was said in a conversation since it was last read; yields now and then.

        How many facts are new.  What was read stays read if it is closed.
        """
        if not self.is_on or self.choices.is_excluded(conversation_id) or not personas:
            return 0
        new = 0
        while True:
            mark = self._mark(conversation_id)
            rows = self._vault.read(
                "SELECT id, author, text, created_ms, speaker_id, speaker_gone FROM memorable_message"
                " WHERE conversation_id = ?1 AND id > ?2 AND id < ifnull((SELECT min(id) FROM message_place"
                " WHERE conversation_id = ?1 AND id > ?2 AND is_open), 1 << 62) ORDER BY id LIMIT ?3",
                (conversation_id, mark, SLICE),
            )
            done = mark
            for place, (message, author, text, created, speaker, is_nobody) in enumerate(rows, 1):
                if not is_nobody and (author == "me" or learns_of_them):
                    new += self._hear(conversation_id, personas, message, author == "me", text, created, speaker)
                done = message
                if place % STRIDE == 0 and place < len(rows):
                    self._put_mark(conversation_id, done)
                    yield None
            if done == mark:
                return new
            self._put_mark(conversation_id, done)
            if len(rows) < SLICE:
                return new
            yield None

    def _hear(
        self,
        conversation_id: int,
        personas: Sequence[int],
        message: int,
        is_mine: bool,
        text: str,
        at: int,
        speaker: int | None,
    ) -> int:
        lessons = self.lessons_in(text, Milliseconds(at), is_mine=is_mine)
        if not lessons:
            return 0
        said_by = SaidBy.ME if is_mine else SaidBy.PERSONA
        new = 0
        for persona in personas if is_mine else [speaker or personas[0]]:
            new += len(
                self.facts.learn(
                    lessons,
                    persona=persona,
                    conversation_id=conversation_id,
                    reach=self.scope(persona),
                    said_by=said_by,
                    message=message,
                    at=Milliseconds(at),
                )
            )
        return new

    def lessons_in(self, text: str, at: Milliseconds, *, is_mine: bool) -> list[FactCandidate]:
        """What a message teaches by rule: of the person, or of the companion."""
        out = []
        for one in extract_facts(text):
            if not is_mine and fact_kind(one.key).key not in OF_THEM:
                continue
            about = coming(one.value, local(at).date()) if one.key == "plan" else None
            each = candidate(
                one.key, one.value, YOU if is_mine else THEM, sureness=0.9 if is_mine else 0.6, about=about
            )
            with contextlib.suppress(MinorsFilterTriggered):
                check_described(each.text)
                out.append(each)
        return out

    def _mark(self, conversation_id: int) -> int:
        row = self._vault.read_one("SELECT by_rule FROM memory_mark WHERE conversation_id = ?", (conversation_id,))
        return int(row[0]) if row is not None else 0

    def _put_mark(self, conversation_id: int, message: int, column: str = "by_rule") -> None:
        with self._vault.write() as db:
            db.execute(
                f"INSERT INTO memory_mark(conversation_id, {column}) VALUES (?, ?)"
                f" ON CONFLICT(conversation_id) DO UPDATE SET {column} = max({column}, excluded.{column})",
                (conversation_id, message),
            )

    def read_by_model(self, conversation_id: int) -> int:
        """Up to which message a model has looked for memories."""
        row = self._vault.read_one("SELECT by_model FROM memory_mark WHERE conversation_id = ?", (conversation_id,))
        return int(row[0]) if row is not None else 0

    def note_read_by_model(self, conversation_id: int, message: int) -> None:
        """A model has looked for memories up to *message*."""
        self._put_mark(conversation_id, message, "by_model")

    # --- what is known ---

    def active(self, facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
        """Of *facts* those that hold on the ways that are shown, and those that did: *ended* says until when."""
        every = list(facts)
        by_id = {fact.id: fact for fact in every}
        for key in {closer for fact in every for closer, _ in fact.superseded_by} - set(by_id):
            if (closer := self.facts.get(key)) is not None:
                by_id[key] = closer
        way = self._on_way({source for fact in by_id.values() for source in fact.sources})
        shown = {
            fact.id for fact in by_id.values()
            if not fact.sources or any(source in way for source in fact.sources)
        }  # fmt: skip
        held: list[Fact] = []
        closed: list[Fact] = []
        for fact in every:
            if fact.id not in shown:
                continue
            until = fact.closed_at(shown)
            if until is None:
                held.append(fact)
            else:
                closed.append(replace(fact, ended=until))
        return held, closed

    def known(self, here: Viewpoint) -> list[Fact]:
        """What a companion knows in a conversation, and what holds."""
        return self.active(self._holding(here))[0] if self.is_on else []

    def _holding(self, here: Viewpoint) -> list[Fact]:
        """What could be known here, read once for each change of what is known."""
        key = (here.persona, here.conversation_id)
        with self._lock:
            read, known = self._read.get(key, (-1, []))
            changes = self._changes
        if read != changes:
            known = self.facts.holding(here.persona, here.conversation_id)
            with self._lock:
                if len(self._read) > MOST_READ:
                    self._read.clear()
                self._read[key] = (changes, known)
        return known

    def _changed(self) -> None:
        with self._lock:
            self._changes += 1

    def core(self, here: Viewpoint, *, only_here: bool = False) -> list[Fact]:
        """What stands near the head of every prompt; it changes rarely.

        With *only_here* only what everybody in the conversation has heard there, or what all companions know.
        """
        found = [fact for fact in self.known(here) if fact.is_core and (fact.is_pinned or fact.key != "plan")]
        if only_here:
            heard = self._said_in(here.conversation_id, {source for fact in found for source in fact.sources})
            found = [fact for fact in found if fact.persona is None or any(each in heard for each in fact.sources)]
        found.sort(key=lambda fact: (-fact.weight, fact.id))
        kept: list[Fact] = []
        for fact in found:
            if len(kept) < CORE_LINES and sum(len(each.text) for each in kept) + len(fact.text) <= CORE_CHARS:
                kept.append(fact)
        return sorted(kept, key=lambda fact: fact.id)

    def _said_in(self, conversation_id: int | None, messages: Iterable[int]) -> set[int]:
        sql = (
            "SELECT m.id FROM json_each(?) i CROSS JOIN message_place m ON m.id = i.value WHERE m.conversation_id IS ?"
        )
        return {row[0] for row in self._vault.read(sql, (json.dumps(sorted(messages)), conversation_id))}

    def sources_of_core(self, here: Viewpoint) -> set[int]:
        """The messages that what is always known could come from, on whichever branch."""
        facts = self._holding(here) if self.is_on else []
        return {source for fact in facts if fact.is_core for source in fact.sources}

    def persons_name(self, here: Viewpoint) -> str:
        """What the person said that they are called; empty where they did not."""
        named = [fact.value for fact in self.known(here) if fact.key == "name" and fact.subject == YOU]
        return named[-1] if named and len(named[-1]) <= LONGEST_NAME and named[-1].isprintable() else ""

    def told(self, fact: Fact, here: Viewpoint) -> str:
        """A fact as a model reads it today."""
        return fact_as_text(fact, here.you, here.name, local(self._clock()).date())

    # --- what comes to mind ---

    def recall(
        self, text: str, here: Viewpoint, *, skip: frozenset[int] = frozenset(), there: frozenset[int] = frozenset(),
        only_facts: bool = False, is_new_day: bool = False,
    ) -> list[RetrievedItem]:  # fmt: skip
        """What comes to mind for *text*: facts, then turns of long ago, as much as there is room for.

        *skip* are messages that are read anyway, *there* facts that stand in the prompt already; on a *new day* plans
        that are due come too.
        """
        if not self.is_on:
            return []
        memos = [RetrievedItem("fact", fact.id, self.told(fact, here))
                 for fact in self._facts_for(text, here, skip, there, is_new_day=is_new_day)]  # fmt: skip
        if not only_facts:
            fact_as_text = [*(memo.key for memo in memos), *there]
            known = {source for key in fact_as_text if (fact := self.facts.get(FactId(key))) for source in fact.sources}
            memos += [quoted(hit, here.you, here.name) for hit in self._turns_for(text, here, skip)
                      if hit.message not in known]  # fmt: skip
        kept: list[RetrievedItem] = []
        for memo in memos:
            if sum(len(each.text) for each in kept) + len(memo.text) <= RECALLED_CHARS:
                kept.append(memo)
        return kept

    def find(self, text: str, here: Viewpoint, count: int = 20, *, skip: frozenset[int] = frozenset()) -> list[Hit]:
        """The turns that answer *text* best, by their words and, where there is an embedding model, their meaning."""
        return self.archive.search(self._question(text, here, skip), count, self._near_turns(text))

    def signals(self, text: str, here: Viewpoint) -> dict[int, Signals]:
        """What speaks for each turn that comes into question for *text*: see ``MessageRetriever.signals``."""
        return self.archive.signals(self._question(text, here, frozenset()), self._near_turns(text))

    def _question(self, text: str, here: Viewpoint, skip: frozenset[int]) -> Question:
        return Question(
            text, here.persona, here.conversation_id, self.scope(here.persona), here.you, here.name, skip,
            local(self._clock()).date(), self._sharing(),
        )  # fmt: skip

    def _near_turns(self, text: str) -> dict[int, float]:
        count = WEIGHED_OF_LARGE if self.archive.is_large else WEIGHED_TURNS
        return self._near(text, "message", count, 0.0)

    def _sharing(self) -> frozenset[int]:
        """The companions whose conversations all of them know."""
        usual = ScopeLevel(self._usual_reach()) is ScopeLevel.EVERYONE
        rows = self._vault.read(
            "SELECT p.id, ifnull(c.reach, '') FROM persona p LEFT JOIN memory_choice c ON c.persona_id = p.id"
            " WHERE p.deleted_ms IS NULL"
        )
        return frozenset(row[0] for row in rows if row[1] == ScopeLevel.EVERYONE.value or (usual and not row[1]))

    def _turns_for(self, text: str, here: Viewpoint, skip: frozenset[int]) -> list[Hit]:
        found = self.find(text, here, RECALLED_TURNS, skip=skip)
        return [hit for hit in found if hit.covered >= LEAST_COVERED]

    def _near(self, text: str, kind: str, count: int, least: float = CLOSE_IN_MEANING) -> dict[int, float]:
        """What is close to *text* in meaning, with how close; nothing without an embedding model, or where it fails."""
        if self.embedder is None:
            return {}
        try:
            near = self.meanings.nearest(
                self.embedder.identity, kind, run_to_end(self.embedder.embed([text], asks=True))[0], count
            )
        except AppError as error:
            log.info("memories were found by their words alone: %s", type(error).__name__)
            return {}
        return {key: close for key, close in near if close >= least}

    def _facts_for(
        self, text: str, here: Viewpoint, skip: frozenset[int], there: frozenset[int], *, is_new_day: bool
    ) -> list[Fact]:
        terms = self.families.terms(text)
        asked, near = asked_about(text), self._near(text, "fact", RECALLED_FACTS)
        today = local(self._clock()).date()
        scored = []
        for fact in self.known(here):
            if fact.id in there or (fact.sources and set(fact.sources) <= skip):
                continue
            slot = fact_kind(fact.key).key
            stems = set(self._vault.stems(fact.text.replace("{you}", "").replace("{name}", "")))
            score = sum(1.0 if term.same & stems else 0.3 if term.synonyms & stems else 0.0 for term in terms)
            score += (1.2 if slot in asked else 0.0) + 1.2 * near.get(fact.id, 0.0)
            is_due = fact.about is not None and abs(fact.about - today) <= timedelta(days=1)
            score += 1.0 if is_due and is_new_day else 0.0
            if slot == "plan" and fact.about is not None and fact.about < today - timedelta(days=2):
                score *= 0.3  # it is over
            if score >= 0.9:
                scored.append((score + 0.5 * fact.weight, fact.id, fact))
        scored.sort(key=lambda each: (-each[0], -each[1]))
        return [fact for _, _, fact in scored[:RECALLED_FACTS]]

    # --- meaning, when nobody waits ---

    def embed_some(self, count: int) -> Generator[None, None, int]:
        """Let the embedding model read up to *count* memories it has not read; how many it did."""
        if self.embedder is None or not self.is_on:
            return 0
        model = self.embedder
        wanting = self.meanings.wanting(model.identity, count)
        if not wanting:
            return 0
        rows = yield from model.embed([text for _, text in wanting])
        self.meanings.keep(model.identity, [key for key, _ in wanting], rows)
        return len(wanting)

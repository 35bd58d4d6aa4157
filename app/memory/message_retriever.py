"""Everything that was ever said, found again by a question: words, their neighbours, who spoke, and when.

A turn is found by its own words, by those of the turns around it (an answer seldom repeats its question) and by what
else was said on that day.  Reads the messages of conversations and changes nothing.
"""

from __future__ import annotations

import json
import math
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core.clock import Milliseconds
from app.core.scope import ScopeLevel
from app.memory.fact import OnWay
from app.memory.lexicon import STOP, WORD, Lexicon, Term
from app.memory.ranking import BY_MEANING, BY_WORDS, Signals
from app.memory.turn_signals import TimeAsked, Turn, WeighedTurn, weigh_turns
from app.vault import Row, Vault

DEPTH, DEPTH_OF_LARGE, NEIGHBOURS_OF_LARGE, MORE_DEPTH = 200, 60, 30, 2000
"""Messages the index gives at first, of few and of very many, and where too few of those may be known here."""
COMMON, FEW = 0.1, 5000
"""In more than such a share of so many messages, a word is not asked for where there are rarer ones."""

K1, B = 0.9, 0.5
"""Saturation and length in BM25 (Robertson and Zaragoza 2009); messages are short, so both are low."""
NEAR_WEIGHT = 0.3
REFINED, REFINED_OF_LARGE = 120, 40
"""So many of the best are looked at once more, with what else their text tells; of few messages, and of very many."""
RECENT, HALF_LIFE_DAYS = 0.05, 90.0
"""Of two that answer equally well, what was said later comes first."""
REMEMBERED = 30_000
LARGE = 50_000
"""In so many messages words of near meaning are only weighed, not asked for: there are enough without them."""

FIRST, SECOND = frozenset(("i", "me", "my", "mine", "myself")), frozenset(("you", "your", "yours", "yourself"))

ROW = "m.id, m.parent_id, m.conversation_id, m.author, m.created_ms, m.text"
UNSEALED = "(m.is_sealed = 0 OR m.conversation_id IS :talk)"
WHERE = {
    ScopeLevel.CONVERSATION: "m.conversation_id = :talk",
    # Whoever is a guest in a conversation has heard it.
    ScopeLevel.COMPANION: "(m.persona_id = :persona OR m.conversation_id IS :talk)",
    ScopeLevel.EVERYONE: "(m.persona_id = :persona OR m.conversation_id IS :talk"
    " OR m.persona_id IN (SELECT value FROM json_each(:sharing)))",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, by whom and where.

    *you* and *name* are what the person and the companion are called; *skip* are messages that are there anyway;
    *today* is the day from which "last week" is counted; *sharing* are companions whose memories all of them know.
    """

    text: str
    persona: int
    conversation_id: int | None
    scope: ScopeLevel = ScopeLevel.COMPANION
    you: str = ""
    name: str = ""
    skip: frozenset[int] = frozenset()
    today: date = field(default_factory=date.today)
    sharing: frozenset[int] = frozenset()

    def __repr__(self) -> str:
        return f"<Question {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found; *covered* is the share of the question that it, or what stands beside it, holds."""

    message: int
    conversation_id: int
    is_mine: bool
    said: Milliseconds
    text: str
    score: float
    covered: float

    def __repr__(self) -> str:
        return f"<Hit {self.message}>"


class MessageRetriever:
    """Finds what was said."""

    def __init__(self, vault: Vault, families: Lexicon, on_way: OnWay) -> None:
        self._vault = vault
        self._families = families
        self._on_way = on_way
        self._lock = threading.RLock()
        self._in_how_many: dict[str, int] = {}
        self._counted_at = 0
        self._total = 1
        self._cut: OrderedDict[int, tuple[int, list[str]]] = OrderedDict()

    def forget(self) -> None:
        """Hold no words in memory."""
        with self._lock:
            self._cut.clear()
            self._in_how_many.clear()

    def search(self, question: Question, count: int = 20, also: Mapping[int, float] | None = None) -> list[Hit]:
        """The *count* messages that answer *question* best, the best first.

        *also* are messages found by their meaning, with how close they are (cosine).
        """
        with self._lock:
            return self._search(question, count, also)

    def _search(self, question: Question, count: int, also: Mapping[int, float] | None) -> list[Hit]:
        weights = BY_MEANING if also else BY_WORDS
        weighed = [each for each in self._weighed(question, also) if each.turn.id not in question.skip]
        weighed.sort(key=lambda each: -each.signals.score(weights))
        newest = max((each.turn.said for each in weighed), default=0)
        out: list[Hit] = []
        # What a turn's text tells whatever is asked weighs little and takes long: the best are looked at first, and
        # others only where those lie on ways that are not shown.
        most = REFINED_OF_LARGE if self._total >= LARGE else REFINED
        for start in range(0, len(weighed), most):
            hits = [_hit(each, weights, newest) for each in weighed[start : start + most]]
            hits.sort(key=lambda hit: (-hit.score, -hit.message))
            out += self._shown(hits, count - len(out))
            if len(out) >= count:
                break
        return out

    def _looked_at(
        self, question: Question, also: Mapping[int, float] | None
    ) -> tuple[bool | None, list[Term], dict[int, Turn]]:
        """Of whom it is asked, by which terms, and the turns that come into question."""
        self._total = self._count()
        who, terms = self._parsed(question)
        # First few by the index, then weighed with care: BM25 over everything would read every message.
        found = self._candidates(question, terms)
        self._weigh(list(found.values()), terms)
        # An answer seldom repeats its question: what stands beside a hit is looked at too.
        turns = self._around(found if self._total < LARGE else _best(found, NEIGHBOURS_OF_LARGE)) | found
        if also:
            turns |= self._fetched([each for each in also if each not in turns], question)
            for message, close in also.items():
                if message in turns:
                    turns[message].close = close
        return who, terms, turns

    def _shown(self, hits: Sequence[Hit], count: int) -> list[Hit]:
        """The first *count* of *hits* that lie on a way that is shown; no more ways are looked up than that takes."""
        out: list[Hit] = []
        for start in range(0, len(hits), count):
            some = hits[start : start + count]
            way = self._on_way({hit.message for hit in some})
            out += [hit for hit in some if hit.message in way]
            if len(out) >= count:
                break
        return out[:count]

    # --- what is asked ---

    def _parsed(self, question: Question) -> tuple[bool | None, list[Term]]:
        """Of whom it is asked (the person: true, the companion: false), and the terms."""
        words = set(WORD.findall(question.text.casefold()))
        mine = _called(words, question.you)
        theirs = _called(words, question.name)
        # "What did I say" asks for the person's words, "what did you say" for the companion's; a name outranks both.
        who: bool | None = None
        if bool(mine) != bool(theirs):
            who = bool(mine)
        elif not mine and bool(words & FIRST) != bool(words & SECOND):
            who = bool(words & FIRST)
        return who, self._families.terms(question.text, frozenset(mine | theirs))

    # --- the first look ---

    def _candidates(self, question: Question, terms: Sequence[Term]) -> dict[int, Turn]:
        """What the index gives for the terms, of what may be recalled here."""
        words = self._worth_asking(terms)
        if not words:
            return {}
        match = " OR ".join(f'"{word}"' for word in words)
        depth = DEPTH if self._total < LARGE else DEPTH_OF_LARGE
        best = self._ranked_by_index(match, depth)
        found = self._fetched(best, question)
        # Where most of what the index gave may not be recalled here, it is asked for more, once.
        if len(best) < depth or len(found) >= depth // 2:
            return found
        more = self._fetched(self._ranked_by_index(match, MORE_DEPTH), question)
        return dict(list(more.items())[:depth])

    def _ranked_by_index(self, match: str, most: int) -> list[int]:
        sql = "SELECT rowid FROM message_index WHERE message_index MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._vault.read(sql, (match, most))]

    def _worth_asking(self, terms: Sequence[Term]) -> list[str]:
        total = self._total
        shares = {term.stem: self._documents(term.stem) / max(1, total) for term in terms}
        # A word in a large share of all messages finds everything and tells nothing.
        rare = [term for term in terms if total < FEW or shares[term.stem] <= COMMON]
        asked = rare or list(terms[:1])
        near = [word for term in asked for word in self._families.synonyms_of(term)] if total < LARGE else []
        return [*(word for term in asked for word in term.inflections), *near]

    def _fetched(self, messages: Sequence[int], question: Question) -> dict[int, Turn]:
        """Those of *messages* that may be recalled here, in the same order."""
        if not messages:
            return {}
        # One statement for whatever numbers: preparing it anew each time costs more than running it.
        sql = (
            f"SELECT {ROW} FROM json_each(:ids) i CROSS JOIN memorable_message m ON m.id = i.value"
            f" WHERE m.deleted_ms IS NULL AND {UNSEALED} AND {WHERE[question.scope]}"
        )
        given: dict[str, object] = {
            "ids": json.dumps(list(messages)), "persona": question.persona, "talk": question.conversation_id,
        }  # fmt: skip
        if question.scope is ScopeLevel.EVERYONE:
            given["sharing"] = json.dumps(sorted(question.sharing))
        rows = self._vault.read(sql, given)
        known = {row[0]: _turn(row) for row in rows}
        return {message: known[message] for message in messages if message in known}

    def _around(self, found: Mapping[int, Turn]) -> dict[int, Turn]:
        """The turns found, and those right before and after each."""
        turns = dict(found)
        before = [turn.parent for turn in found.values() if turn.parent and turn.parent not in found]
        for column, ids in (("id", before), ("parent_id", list(found))):
            sql = f"SELECT {ROW} FROM json_each(?) i CROSS JOIN memorable_message m ON m.{column} = i.value"
            for row in self._vault.read(sql, (json.dumps(ids),)) if ids else ():
                if row[0] not in turns:
                    turns[row[0]] = _turn(row)
        return turns

    # --- weighing ---

    def _count(self) -> int:
        row = self._vault.read_one("SELECT max(id) FROM message_place")
        total = int(row[0] or 0) if row is not None else 0
        # Counts of words change slowly; they are read again when there is a fifth more of everything.
        if total > 1.2 * self._counted_at + 50:
            self._in_how_many.clear()
            self._counted_at = total
        return max(1, total)

    def _documents(self, stem: str) -> int:
        """In how many messages a stem stands."""
        if stem not in self._in_how_many:
            row = self._vault.read_one("SELECT doc FROM message_words WHERE term = ?", (stem,))
            self._in_how_many[stem] = int(row[0]) if row is not None else 0
        return self._in_how_many[stem]

    def _rarity(self, documents: int) -> float:
        total = max(self._counted_at, documents, 1)
        return math.log(1 + (total - documents + 0.5) / (documents + 0.5))

    def _stems(self, turn: Turn) -> list[str]:
        # By the text too: an edited message keeps its number.
        known = self._cut.get(turn.id)
        if known is not None and known[0] == hash(turn.text):
            self._cut.move_to_end(turn.id)
            return known[1]
        cut = self._vault.stems(turn.text)
        self._cut[turn.id] = (hash(turn.text), cut)
        if len(self._cut) > REMEMBERED:
            self._cut.popitem(last=False)
        return cut

    def _weigh(self, turns: Sequence[Turn], terms: Sequence[Term]) -> None:
        """Note in each turn that the index gave how well it matches each term; the others live by their neighbours."""
        if not turns:
            return
        cuts = {turn.id: self._stems(turn) for turn in turns}
        average = sum(map(len, cuts.values())) / len(cuts) or 1.0
        weighed = [
            (term, self._rarity(min(self._counted_at, sum(self._documents(stem) for stem in term.same))))
            for term in terms
        ]
        near = {stem: self._rarity(self._documents(stem)) for term in terms for stem in term.synonyms}
        for turn in turns:
            cut = cuts[turn.id]
            there = set(cut)
            # BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.
            length = K1 * (1 - B + B * len(cut) / average)
            for term, rarity in weighed:
                times = sum(cut.count(stem) for stem in term.same if stem in there)
                found = rarity * times * (K1 + 1) / (times + length) if times else 0.0
                for stem in term.synonyms & there:
                    times = cut.count(stem)
                    other = NEAR_WEIGHT * min(rarity, near[stem]) * times * (K1 + 1) / (times + length)
                    found = max(found, other)
                if found:
                    turn.match[term.stem] = found

    @property
    def is_large(self) -> bool:
        """Whether there is so much that only the best of it is looked at with care."""
        return self._count() >= LARGE

    def signals(self, question: Question, also: Mapping[int, float] | None = None) -> dict[int, Signals]:
        """What speaks for each turn that comes into question for *question*: what the weights are learned from."""
        with self._lock:
            return {each.turn.id: each.refined().signals for each in self._weighed(question, also)}

    def _weighed(self, question: Question, also: Mapping[int, float] | None) -> Iterator[WeighedTurn]:
        """Each turn that has to do with *question*, and what speaks for it."""
        who, terms, turns = self._looked_at(question, also)
        rarities = {term.stem: self._rarity(sum(self._documents(stem) for stem in term.same)) for term in terms}
        return weigh_turns(turns, rarities, who, TimeAsked(question.text, question.today))


def _best(found: Mapping[int, Turn], most: int) -> dict[int, Turn]:
    """The *most* of *found* that match best by themselves."""
    ranked = sorted(found.values(), key=lambda turn: -sum(turn.match.values()))
    return {turn.id: turn for turn in ranked[:most]}


def _called(words: set[str], name: str) -> set[str]:
    """The words by which somebody of this *name* is meant: it, or the beginning of it."""
    parts = [part.casefold() for part in WORD.findall(name) if len(part) > 2 and part.casefold() not in STOP]
    return {word for word in words if len(word) > 2 and any(part.startswith(word) for part in parts[:1])} | {
        word for word in words if word in parts
    }


def _hit(weighed: WeighedTurn, weights: Signals, newest: int) -> Hit:
    """A turn as it is found, with all that speaks for it."""
    turn = weighed.turn
    score = weighed.refined().signals.score(weights)
    score += RECENT * 0.5 ** ((newest - turn.said) / 86_400_000 / HALF_LIFE_DAYS)
    return Hit(turn.id, turn.conversation_id, turn.is_mine, turn.said, turn.text, score, weighed.covered)


def _turn(row: Row) -> Turn:
    return Turn(row[0], row[1], row[2], row[3] == "me", Milliseconds(row[4]), row[5])

"""How well what was said is found again: the share of a question's evidence among the first turns that recall gives.

On data of the form of LoCoMo (Maharana and others, ACL 2024), which is not ours to ship: it is read from a file.  No
language model judges anything.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.chat import Author, ConversationId, ConversationStore
from app.core.clock import Milliseconds
from app.core.errors import FileUnreadable
from app.memory import Memory, Viewpoint
from app.models.calibration import Step
from app.personas import PersonaStore, new_card
from app.vault import Vault

TUNED_ON = ("conv-42", "conv-44", "conv-48")
"""The weights of recall were chosen by these; the others are reported beside them."""
AMONG = (5, 10, 20)
CATEGORIES = {1: "several hops", 2: "time", 3: "open domain", 4: "one hop"}
WHEN = re.compile(r"(\d+):(\d+) (am|pm) on (\d+) (\w+),? (\d{4})")
MINUTE_MS = 60_000
Search = Callable[[str], Sequence[int]]


@dataclass(slots=True)
class Recalled:
    """Shares of evidence found: for ``tuned`` and ``other`` conversations, by category and for all, at each depth."""

    questions: int = 0
    left_out: list[str] = field(default_factory=list)
    ours: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    bm25: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    fts5: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def ratio(self, among: int = 10, group: str = "other") -> float:
        """How many times the better of the two plain ones ours finds."""
        place = AMONG.index(among)
        plain = max(each[group]["all"][place] for each in (self.bm25, self.fts5) if group in each)
        return self.ours[group]["all"][place] / max(plain, 1e-9)


@dataclass(slots=True)
class _Talk:
    name: str
    here: Viewpoint
    first: str
    ids: dict[str, int]
    speakers: dict[int, str]


class Clocked:
    """A clock that says what it was told."""

    def __init__(self) -> None:
        self.at = Milliseconds(0)

    def __call__(self) -> Milliseconds:
        return self.at


def read_locomo(file: Path) -> list[dict[str, Any]]:
    """The conversations of a file.

    Raises:
        FileUnreadable: it is not of that form.
    """
    try:
        told = json.loads(file.read_text("utf-8"))
        return [each for each in told if each["conversation"] and each["qa"]]
    except (OSError, ValueError, TypeError, KeyError):
        raise FileUnreadable("no_questions") from None


def ingest(
    sample: dict[str, Any], store: ConversationStore, personas: PersonaStore, clock: Clocked
) -> Generator[Step, None, _Talk]:
    """Say every turn of a conversation, one after the other, at its own time."""
    told = sample["conversation"]
    me, them = told["speaker_a"], told["speaker_b"]
    persona = personas.add(new_card({"name": them, "description": them}), check=False)
    conversation_id, ids, speakers = store.catalogue.start(persona), {}, {}
    parent = None
    sessions = sorted(int(key[8:]) for key in told if re.fullmatch(r"session_\d+", key))
    for number in sessions:
        at = _when(told[f"session_{number}_date_time"])
        for place, turn in enumerate(told[f"session_{number}"]):
            clock.at = Milliseconds(at + place * MINUTE_MS)
            author = Author.ME if turn["speaker"] == me else Author.PERSONA
            parent = store.tree.add(conversation_id, parent, author, turn["text"]).id
            ids[turn["dia_id"]] = int(parent)
            speakers[int(parent)] = turn["speaker"]
        yield Step(f"Ingesting {sample['sample_id']}", number, len(sessions))
    return _Talk(sample["sample_id"], Viewpoint(persona, conversation_id, me, them), me, ids, speakers)


def _when(text: str) -> int:
    found = WHEN.search(text)
    if found is None:
        raise FileUnreadable("no_session_time")
    hour = int(found[1]) % 12 + (12 if found[3] == "pm" else 0)
    day = datetime.strptime(f"{found[4]} {found[5]} {found[6]}", "%d %B %Y").astimezone()
    return int(day.replace(hour=hour, minute=int(found[2])).timestamp() * 1000)


def measure(
    samples: Sequence[dict[str, Any]], vault: Vault, memory: Memory, store: ConversationStore, clock: Clocked
) -> Generator[Step, None, Recalled]:
    """Ingest every conversation, then ask every question of it alone."""
    figures, personas = Recalled(), PersonaStore(vault, clock)
    talks: list[tuple[dict[str, Any], _Talk]] = []
    for sample in samples:
        ingested = yield from ingest(sample, store, personas, clock)
        talks += [(sample, ingested)]
    while memory.embedder is not None and (yield from _embedding(memory)):
        pass
    shares: dict[tuple[str, str, str], list[list[float]]] = {}
    for sample, ingested in talks:
        searches = _searches(vault, memory, ingested)
        for number, question in enumerate(sample["qa"]):
            if number % 20 == 0:
                yield Step(f"Asking about {ingested.name}", number, len(sample["qa"]))
            evidence = {ingested.ids[each] for each in question["evidence"] if each in ingested.ids}
            if question["category"] not in CATEGORIES:
                continue
            figures.left_out += [each for each in question["evidence"] if each not in ingested.ids]
            if not evidence:
                continue
            figures.questions += 1
            group = "tuned" if ingested.name in TUNED_ON else "other"
            for name, search in searches.items():
                found = list(search(question["question"]))
                share = [len(evidence & set(found[:among])) / len(evidence) for among in AMONG]
                for part in ("all", CATEGORIES[question["category"]]):
                    shares.setdefault((name, group, part), []).append(share)
    for (name, group, part), every in shares.items():
        means = [round(sum(column) / len(every), 4) for column in zip(*every, strict=True)]
        getattr(figures, name).setdefault(group, {})[part] = [*means, len(every)]
    return figures


def _embedding(memory: Memory) -> Generator[Step, None, int]:
    work = memory.embed_some(32)
    while True:
        try:
            next(work)
        except StopIteration as stop:
            done: int = stop.value
            return done
        yield Step("Reading for meaning", 0, 1)


def _searches(vault: Vault, memory: Memory, ingested: _Talk) -> dict[str, Search]:
    rows = vault.read(
        "SELECT id, text FROM message WHERE conversation_id = ? ORDER BY id",
        (ConversationId(ingested.here.conversation_id or 0),),
    )
    lines = [(int(key), f"{ingested.speakers[int(key)]}: {text}") for key, text in rows]
    most = max(AMONG)
    return {
        "ours": lambda question: [hit.message for hit in memory.find(question, ingested.here, most)],
        "bm25": Bm25(lines, vault.stems).search,
        "fts5": Fts5(lines, vault).search,
    }


class Bm25:
    """Plain BM25 over single turns: k1 1.2, b 0.75, lower case, stems, the speaker among the words."""

    def __init__(self, lines: Sequence[tuple[int, str]], stems: Callable[[str], list[str]]) -> None:
        self._stems = stems
        cut = [(key, stems(text)) for key, text in lines]
        average = sum(len(words) for _, words in cut) / len(cut)
        self._count = len(cut)
        self._holding: dict[str, list[tuple[int, float]]] = {}
        for key, words in cut:
            for word, times in Counter(words).items():
                share = times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(words) / average))
                self._holding.setdefault(word, []).append((key, share))

    def search(self, question: str) -> list[int]:
        """The turns that hold most of it."""
        scores: Counter[int] = Counter()
        for word in self._stems(question):
            holding = self._holding.get(word, [])
            rarity = math.log(1 + (self._count - len(holding) + 0.5) / (len(holding) + 0.5))
            for key, share in holding:
                scores[key] += rarity * share  # type: ignore[assignment]
        return sorted(scores, key=lambda key: (-scores[key], key))[: max(AMONG)]


class Fts5:
    """SQLite's own ranking of an OR of all the words of a question."""

    def __init__(self, lines: Sequence[tuple[int, str]], vault: Vault) -> None:
        self._vault = vault
        self._table = f"bench_{lines[0][0]}"
        with vault.write() as db:
            db.execute(f"CREATE VIRTUAL TABLE {self._table} USING fts5(text, tokenize='porter unicode61')")
            db.executemany(f"INSERT INTO {self._table}(rowid, text) VALUES (?, ?)", lines)

    def search(self, question: str) -> list[int]:
        """The turns it ranks first."""
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", question.lower())))
        sql = f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._vault.read(sql, (words, max(AMONG)))] if words else []

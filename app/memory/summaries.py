"""The running story: what happened, told in short, in layers, so that years of it fit into a few hundred words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

from app.boundaries import check_described
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, Milliseconds, now
from app.memory.fact import OnWay
from app.vault import Row, Vault

ChapterId = NewType("ChapterId", int)

MANY, MERGED = 6, 4
"""With more chapters of one level than this, so many of the oldest become one of the next."""
SENTENCES, LONGEST_SENTENCE = 3, 220
ALIKE = 0.6
BY_RULE = "rule"
CHANGE = "memory"
FIELDS = "id, first_id, last_id, level, text, made_by, made_ms"


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened from the message *first* to the message *last*; *made_by* is a model, or ``rule``."""

    id: ChapterId
    first: int
    last: int
    level: int
    text: str
    made_by: str
    made: Milliseconds

    def __repr__(self) -> str:
        return f"<Summary {self.id}>"


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A message as it goes into a chapter."""

    id: int
    who: str
    text: str

    def __repr__(self) -> str:
        return f"<SpokenLine {self.id}>"


class SummaryStore:
    """Owns the ``story`` table."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def of(self, conversation_id: int | None, on_way: OnWay) -> list[Summary]:
        """The chapters on the way that is shown, oldest first: of each stretch the highest level that tells it."""
        if conversation_id is None:
            return []
        sql = (
            f"SELECT {FIELDS} FROM story WHERE conversation_id = ?"
            # A memory in the trash is out of every prompt, and so is the chapter that tells of it.
            " AND NOT EXISTS (SELECT 1 FROM fact f JOIN fact_source s ON s.fact_id = f.id"
            " JOIN message_place m ON m.id = s.message_id WHERE f.forgotten_ms IS NOT NULL"
            " AND m.conversation_id = story.conversation_id AND m.id BETWEEN story.first_id AND story.last_id)"
            " ORDER BY level DESC, first_id"
        )
        every = [_chapter(row) for row in self._vault.read(sql, (conversation_id,))]
        way = on_way({each.last for each in every})
        out: list[Summary] = []
        for each in every:
            if each.last in way and not any(high.first <= each.first and each.last <= high.last for high in out):
                out.append(each)
        return sorted(out, key=lambda each: each.first)

    def ends(self, conversation_id: int | None) -> list[int]:
        """The last messages of all chapters of a conversation, on whichever branch."""
        return [
            row[0]
            for row in self._vault.read("SELECT last_id FROM story WHERE conversation_id = ?", (conversation_id,))
        ]

    def add(self, conversation_id: int, first: int, last: int, text: str, *, made_by: str, level: int = 0) -> None:
        """Keep a chapter; those it was made from stay below it."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "INSERT INTO story(conversation_id, first_id, last_id, level, text, made_by, made_ms)"
                " SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM message_place WHERE id = ?)"
                " AND EXISTS (SELECT 1 FROM message_place WHERE id = ?)",
                (conversation_id, first, last, level, replace_surrogates(text), made_by, self._clock(), first, last),
            )

    def correct(self, chapter: ChapterId, text: str) -> None:
        """Let a chapter say *text*.

        Raises:
            MinorsFilterTriggered: it is beyond the minors filter; nothing was changed.
        """
        check_described(text)
        with self._vault.secure_delete(CHANGE) as db:
            db.execute(
                "UPDATE story SET text = ?, made_by = 'hand' WHERE id = ?", (replace_surrogates(text.strip()), chapter)
            )

    def remove(self, chapter: ChapterId) -> None:
        """Forget a chapter, and those it was made from; they are told anew when there is time."""
        row = self._vault.read_one("SELECT conversation_id, first_id, last_id FROM story WHERE id = ?", (chapter,))
        if row is not None:
            with self._vault.secure_delete(CHANGE) as db:
                db.execute("DELETE FROM story WHERE conversation_id = ? AND first_id >= ? AND last_id <= ?", row)


def to_merge(chapters: Sequence[Summary]) -> list[Summary]:
    """The oldest chapters of one level, where there are too many of it; else none."""
    for level in sorted({each.level for each in chapters}):
        same = [each for each in chapters if each.level == level]
        if len(same) > MANY:
            return same[:MERGED]
    return []


def in_short(lines: Sequence[SpokenLine], sentences: int = SENTENCES) -> str:
    """*lines* told by rule: the sentences that say most, in their order, each with who said it."""
    parts = [
        (line.who, part.strip()) for line in lines
        for part in re.split(r"(?<=[.!?…])[\"'”*]*\s+|\n+", re.sub(r"\s+", " ", line.text)) if len(part.strip()) > 12
    ]  # fmt: skip
    counts = Counter(word for _, part in parts for word in set(_words(part)))

    def weight(place: int) -> float:
        words = set(_words(parts[place][1]))
        told = sum(math.log(1 + len(parts) / counts[word]) for word in words if counts[word] > 1 or word[0].isupper())
        names = len(re.findall(r"(?<!^)(?<![.!?] )\b[A-Z][a-z]+", parts[place][1]))
        asks = parts[place][1].endswith("?")
        return (told + 2 * names) / math.sqrt(8 + len(words)) * (0.4 if asks else 1.0)

    best: list[int] = []
    for place in sorted(range(len(parts)), key=weight, reverse=True):
        words = set(_words(parts[place][1].casefold()))
        # What was said already in about the same words says nothing new.
        if len(best) < sentences and not any(
            len(words & other) > ALIKE * len(words | other)
            for other in (set(_words(parts[each][1].casefold())) for each in best)
        ):
            best.append(place)
    best.sort()
    return " ".join(f"{parts[place][0]}: {_cut(parts[place][1])}" for place in best)


def shortened(text: str, sentences: int = SENTENCES + 1) -> str:
    """Several chapters as one, by rule."""
    return (
        in_short([SpokenLine(0, "", part) for part in text.splitlines()], sentences)
        .replace(" : ", " ")
        .removeprefix(": ")
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\b[A-Za-zÀ-ɏ]{4,}\b", text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SENTENCE else f"{text[:LONGEST_SENTENCE].rsplit(' ', 1)[0]}…"


def _chapter(row: Row) -> Summary:
    return Summary(ChapterId(row[0]), row[1], row[2], row[3], row[4], row[5], Milliseconds(row[6]))

"""Memories as a file: JSON of our own, or plain text with one memory a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.core.clean_text import as_utf8, replace_surrogates
from app.core.clock import Milliseconds, local
from app.core.errors import FileTooLarge, FileUnreadable
from app.core.text import Text
from app.memory.fact import Fact, FactCandidate, SaidBy, named
from app.memory.fact_kinds import THEM, YOU

FORM = "inglenook_memories"
MOST_BYTES, MOST_MEMORIES, LONGEST = 16 << 20, 50_000, 2000
LATEST_S = 1 << 33


def as_json_file(facts: Sequence[Fact], you: str, name: str) -> bytes:
    """Everything that is known, for keeping or for another computer.  Anybody can read it."""
    told = [
        {
            "text": named(fact.text, you, name), "about": fact.subject, "key": fact.key, "value": fact.value,
            "said_by": fact.said_by.value, "sureness": fact.confidence, "pinned": fact.is_pinned,
            "since": local(fact.since).isoformat(timespec="seconds"),
            "until": local(fact.ended).isoformat(timespec="seconds") if fact.ended is not None else None,
            "day": fact.about.isoformat() if fact.about is not None else None,
        }
        for fact in facts
    ]  # fmt: skip
    return json.dumps({FORM: 1, "companion": name, "memories": told}, indent=1, ensure_ascii=False).encode()


def as_text_file(facts: Sequence[Fact], you: str, name: str) -> bytes:
    """What holds, one sentence a line."""
    lines = [" ".join(named(fact.text, you, name).split()) for fact in facts if fact.ended is None]
    return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True, slots=True)
class ImportedFact:
    """One memory of a file: whether it was kept always in mind, and since when it holds, where the file says so."""

    lesson: FactCandidate
    is_pinned: bool = False
    since: Milliseconds | None = None

    def __repr__(self) -> str:
        return "<ImportedFact>"


def read_memories(content: bytes) -> list[ImportedFact]:
    """The memories in a file.

    Raises:
        FileUnreadable, FileTooLarge: it is none of ours, or more than anybody remembers.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    try:
        text = as_utf8(content).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileUnreadable("no_memories") from None
    if text.lstrip().startswith(("{", "[")):
        found = _from_json(text)
    else:
        if "\0" in text:
            raise FileUnreadable("no_memories")
        found = [ImportedFact(_plain(line)) for line in text.splitlines() if line.strip()]
    if not found:
        raise FileUnreadable("no_memories")
    if len(found) > MOST_MEMORIES:
        raise FileTooLarge
    return found


def _plain(line: str) -> FactCandidate:
    text = replace_surrogates(line.strip().removeprefix("- ").removeprefix("* "))[:LONGEST]
    return FactCandidate("other", text, text, confidence=1.0)


def _from_json(text: str) -> list[ImportedFact]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise FileUnreadable from None
    if not isinstance(told, dict) or FORM not in told or not isinstance(told.get("memories"), list):
        raise FileUnreadable("no_memories")
    return [found for each in told["memories"] if (found := _memory(each)) is not None]


def _memory(told: Any) -> ImportedFact | None:
    if not isinstance(told, dict) or not isinstance(told.get("text"), str) or not told["text"].strip():
        return None
    if told.get("until"):
        return None  # what held no more then does not hold now
    text = replace_surrogates(told["text"].strip())[:LONGEST]
    key, value, sureness = told.get("key"), told.get("value"), told.get("sureness")
    lesson = FactCandidate(
        replace_surrogates(key)[:60] if isinstance(key, str) and key else "other",
        # What is not in the sentence was not said in it.
        replace_surrogates(value)[:LONGEST] if isinstance(value, str) and value.strip() and value in text else text,
        text,
        THEM if told.get("about") == THEM else YOU,
        float(sureness) if isinstance(sureness, float) and 0 <= sureness <= 1 else 1.0,
        _day(told.get("day")),
    )
    return ImportedFact(lesson, told.get("pinned") is True, _since(told.get("since")))


def _since(told: object) -> Milliseconds | None:
    try:
        at = datetime.fromisoformat(told).timestamp() if isinstance(told, str) else None
    except (ValueError, OverflowError, OSError):
        return None
    return Milliseconds(int(at * 1000)) if at is not None and 0 < at < LATEST_S else None


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


HOW_SAID = {
    SaidBy.ME: Text("said_by.me"),
    SaidBy.PERSONA: Text("said_by.persona"),
    SaidBy.HAND: Text("said_by.hand"),
}

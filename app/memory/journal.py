"""A companion's journal: a page a week, in its own voice, for who wants one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NewType

from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, Milliseconds, local, now
from app.memory.summaries import SpokenLine, in_short
from app.vault import Vault

PageId = NewType("PageId", int)
CHANGE = "memory"
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Page:
    """The page of the week that begins on *monday*."""

    id: PageId
    monday: date
    text: str

    def __repr__(self) -> str:
        return f"<Page {self.id}>"


@dataclass(frozen=True, slots=True)
class Week:
    """A week that is over, in the person's own time zone."""

    monday: date
    begins: Milliseconds
    ends: Milliseconds


def last_week(at: Milliseconds) -> Week:
    """The week before the one that *at* lies in."""
    today = local(at).date()
    monday = today - timedelta(days=today.weekday() + 7)
    begins = datetime(monday.year, monday.month, monday.day).astimezone()
    ends = begins + timedelta(days=7)
    return Week(monday, Milliseconds(int(begins.timestamp() * 1000)), Milliseconds(int(ends.timestamp() * 1000) - 1))


class JournalStore:
    """Owns the ``journal`` table."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def pages(self, persona: int) -> list[Page]:
        """A companion's pages, the newest first."""
        sql = "SELECT id, monday, text FROM journal WHERE persona_id = ? ORDER BY monday DESC"
        return [Page(PageId(row[0]), date.fromisoformat(row[1]), row[2]) for row in self._vault.read(sql, (persona,))]

    def wants(self, persona: int) -> Week | None:
        """The last week, if there is no page of it yet and something was said in it."""
        week = last_week(self._clock())
        if self._vault.read_one(
            "SELECT 1 FROM journal WHERE persona_id = ? AND monday = ?", (persona, week.monday.isoformat())
        ):
            return None
        return week if self.lines(persona, week, 1) else None

    def lines(self, persona: int, week: Week, most: int = MOST_LINES) -> list[tuple[bool, str]]:
        """What was said with a companion in a week, with whether the person said it; nothing that was sealed."""
        sql = (
            "SELECT author, text FROM memorable_message WHERE persona_id = ? AND created_ms BETWEEN ? AND ?"
            " AND deleted_ms IS NULL AND is_sealed = 0 ORDER BY id LIMIT ?"
        )
        return [(row[0] == "me", row[1]) for row in self._vault.read(sql, (persona, week.begins, week.ends, most))]

    def add(self, persona: int, week: Week, text: str) -> None:
        """Keep the page of a week."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "INSERT OR REPLACE INTO journal(persona_id, monday, from_ms, to_ms, text, made_ms)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (persona, week.monday.isoformat(), week.begins, week.ends, replace_surrogates(text), self._clock()),
            )

    def told(self, page: PageId) -> dict[str, object] | None:
        """A page in a form that ``restore_model`` takes; None where it is gone."""
        columns = ("persona_id", "monday", "from_ms", "to_ms", "text", "made_ms")
        row = self._vault.read_one(f"SELECT {', '.join(columns)} FROM journal WHERE id = ?", (page,))
        return dict(zip(columns, row, strict=True)) if row is not None else None

    def restore(self, told: Mapping[str, object]) -> None:
        """Put a page back that was torn out, in place of another that the week may have by now: this one was missed."""
        columns = ("persona_id", "monday", "from_ms", "to_ms", "text", "made_ms")
        with self._vault.write(CHANGE) as db:
            db.execute(
                f"INSERT OR REPLACE INTO journal({', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?)",
                tuple(told[column] for column in columns),
            )

    def remove(self, page: PageId) -> None:
        """Tear a page out."""
        with self._vault.secure_delete(CHANGE) as db:
            db.execute("DELETE FROM journal WHERE id = ?", (page,))


def page_by_rule(lines: Sequence[tuple[bool, str]], facts: Sequence[str], you: str) -> str:
    """A page for a model that cannot write one: what was learned, and what the person said that tells most."""
    who = you or "You"
    said = (
        in_short([SpokenLine(0, "", text) for is_mine, text in lines if is_mine], 2)
        .replace(" : ", " ")
        .removeprefix(": ")
    )
    times = sum(is_mine for is_mine, _ in lines)
    begins = f"{who} came to talk this week, and said {'one thing' if times == 1 else f'{times} things'}."
    learned = f" I learned: {' '.join(facts)}" if facts else ""
    kept = f" What stays with me: “{said}”" if said else ""
    return f"{begins}{learned}{kept}"

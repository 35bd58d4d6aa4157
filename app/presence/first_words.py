"""When a companion speaks first: at times the person set, one message, and never a second before it is answered."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from app.core import limits
from app.personas import PersonaId
from app.vault import Row, Vault

EVERY_DAY = 0b111_1111
LATE_MIN = {"greeting": 180, "plan": 600, "reminder": 24 * 60}
"""So many minutes after its time it is still said: nobody is wished a good morning at night."""
MOST_WORDS = 300
FIELDS = "id, persona_id, kind, days, minute, words, is_on, done_day, message_id"


class FirstWordKind(enum.Enum):
    """What it is about.  The values stand in vaults."""

    GREETING = "greeting"
    REMINDER = "reminder"
    PLAN = "plan"
    """What is remembered for the day."""


@dataclass(frozen=True, slots=True)
class FirstWord:
    """*days* has a bit for each weekday, Monday the lowest; *minute* counts from midnight by the clock on the wall.

    *done_day* is the day it was said last, counted from 1 January 1970, and *message* what was said then.
    """

    id: int
    persona: PersonaId
    kind: FirstWordKind
    days: int
    minute: int
    words: str
    is_on: bool = True
    done_day: int = 0
    message: int | None = None

    def __repr__(self) -> str:
        return f"<FirstWord {self.id}>"

    def is_due(self, at: dt.datetime) -> bool:
        """Whether it is to be said *at* that moment, which is local time."""
        late = at.hour * 60 + at.minute - self.minute
        is_today = bool(self.days >> at.weekday() & 1) and self.done_day < day_of(at)
        return self.is_on and is_today and 0 <= late <= LATE_MIN[self.kind.value]


def day_of(at: dt.datetime) -> int:
    """The number of the day, counted from 1 January 1970."""
    return (at.date() - dt.date(1970, 1, 1)).days


class FirstWords:
    """Owns the ``first_word`` table."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def of(self, persona: PersonaId) -> list[FirstWord]:
        """What was set for *persona*, by its time."""
        sql = f"SELECT {FIELDS} FROM first_word WHERE persona_id = ? ORDER BY minute, id"
        return [_first_word(row) for row in self._vault.read(sql, (persona,))]

    def due(self, at: dt.datetime) -> list[FirstWord]:
        """What is to be said *at* that moment, the earliest first; of each companion only one."""
        sql = (
            f"SELECT {FIELDS} FROM first_word WHERE is_on = 1 AND persona_id IN"
            " (SELECT id FROM persona WHERE deleted_ms IS NULL) ORDER BY minute, id"
        )
        found: dict[PersonaId, FirstWord] = {}
        for each in map(_first_word, self._vault.read(sql)):
            if each.is_due(at):
                found.setdefault(each.persona, each)
        return list(found.values())

    def waits(self, message: int) -> bool:
        """Whether *message* was said first by a companion."""
        return self._vault.read_one("SELECT 1 FROM first_word WHERE message_id = ?", (message,)) is not None

    def put(self, wanted: FirstWord) -> int:
        """Keep *wanted*, a new one where its number is 0; returns the number.

        Raises:
            TooMuch: its words are longer than a reminder is.
        """
        limits.require_chars(wanted.words, MOST_WORDS, "field")
        told = (wanted.kind.value, wanted.days, wanted.minute, wanted.words.strip(), wanted.is_on)
        with self._vault.write("first_word") as db:
            if wanted.id:
                db.execute(
                    "UPDATE first_word SET kind = ?, days = ?, minute = ?, words = ?, is_on = ? WHERE id = ?",
                    (*told, wanted.id),
                )
                return wanted.id
            db.execute(
                "INSERT INTO first_word(kind, days, minute, words, is_on, persona_id) VALUES (?, ?, ?, ?, ?, ?)",
                (*told, wanted.persona),
            )
            return int(db.last_insert_rowid())

    def remove(self, number: int) -> None:
        """Say it no more."""
        with self._vault.write("first_word") as db:
            db.execute("DELETE FROM first_word WHERE id = ?", (number,))

    def note(self, done: FirstWord, at: dt.datetime, message: int | None) -> FirstWord:
        """It was said, or the day went by without: it is not said again that day."""
        with self._vault.write("first_word") as db:
            db.execute(
                "UPDATE first_word SET done_day = ?, message_id = ifnull(?, message_id) WHERE id = ?",
                (day_of(at), message, done.id),
            )
        return replace(done, done_day=day_of(at), message=message)


def _first_word(row: Row) -> FirstWord:
    return FirstWord(
        row[0], PersonaId(row[1]), FirstWordKind(row[2]), row[3], row[4], row[5], bool(row[6]), row[7], row[8]
    )

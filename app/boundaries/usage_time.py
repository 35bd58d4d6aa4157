"""When to rest, on the person's own terms: reminders, breaks, quiet hours, and the time that was spent.

Nothing here rewards staying or blames leaving: no streaks, no counts of days in a row.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.core.clock import Clock, local, now
from app.vault import Vault

AWAY_S = 5 * 60
"""So long without a key, and the person counts as away: that time is not counted, and ends a sitting."""


class Due(enum.Enum):
    """What it is time to say."""

    REMINDER = "reminder"
    BREAK = "break"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class BreakSchedule:
    """What the person wants: minutes of one sitting, 0 for never; *quiet* is None or from when until when."""

    reminder_min: int = 180
    break_min: int = 0
    quiet: tuple[time, time] | None = None

    def is_quiet(self, at: datetime) -> bool:
        """Whether *at* is within the quiet hours, which may pass midnight."""
        if self.quiet is None or self.quiet[0] == self.quiet[1]:
            return False
        start, end = self.quiet
        clock = at.time().replace(tzinfo=None)
        return start <= clock < end if start < end else clock >= start or clock < end


class UsageTimer:
    """One stretch of being here; told of every key, it says what is due, each thing once until it is due again."""

    def __init__(self, terms: Callable[[], BreakSchedule], spent: Callable[[float], None], clock: Clock = now) -> None:
        self._terms = terms
        self._spent = spent
        self._clock = clock
        self._last_s = 0.0
        self._here_s = 0.0
        self._said_s = dict.fromkeys((Due.REMINDER, Due.BREAK), 0.0)
        self._quiet_until: datetime | None = None

    @property
    def minutes(self) -> int:
        """How long this sitting has lasted."""
        return int(self._here_s // 60)

    def note(self) -> list[Due]:
        """A key was pressed, or something was said: what is due now."""
        at_s = self._clock() / 1000
        passed = at_s - self._last_s
        self._last_s = at_s
        if 0 <= passed <= AWAY_S:
            self._here_s += passed
            self._spent(passed)
        elif self._here_s:
            self._here_s = 0.0
            self._said_s = dict.fromkeys(self._said_s, 0.0)
        terms = self._terms()
        due = [what for what, minutes in ((Due.REMINDER, terms.reminder_min), (Due.BREAK, terms.break_min))
               if minutes and self._here_s - self._said_s[what] >= minutes * 60]  # fmt: skip
        for what in due:
            self._said_s[what] = self._here_s
        moment = local(self._clock())
        if terms.is_quiet(moment) and (self._quiet_until is None or moment >= self._quiet_until):
            self._quiet_until = moment + timedelta(hours=12)
            due.append(Due.QUIET)
        elif not terms.is_quiet(moment):
            self._quiet_until = None
        return due


class TimeSpent:
    """Owns the ``time_spent`` table: seconds for each day, for nobody but the person."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def add(self, seconds: float) -> None:
        """So long was spent today."""
        whole = round(seconds)
        if whole > 0:
            with self._vault.write() as db:
                db.execute(
                    "INSERT INTO time_spent(day, seconds) VALUES (?, ?)"
                    " ON CONFLICT(day) DO UPDATE SET seconds = seconds + excluded.seconds",
                    (local(self._clock()).date().isoformat(), whole),
                )

    def latest(self, days: int = 7) -> list[tuple[str, int]]:
        """The last *days*, today first: the day and its minutes, those without any among them."""
        today = local(self._clock()).date()
        wanted = [(today - timedelta(days=back)).isoformat() for back in range(days)]
        known: dict[str, int] = dict(
            self._vault.read("SELECT day, seconds FROM time_spent WHERE day >= ?", (wanted[-1],))
        )
        return [(day, known.get(day, 0) // 60) for day in wanted]

    def forget(self) -> None:
        """Forget all of it."""
        with self._vault.secure_delete() as db:
            db.execute("DELETE FROM time_spent")

"""What the app says beside the conversation: a boundary that was met, a pause, where help is, a time to rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QElapsedTimer, QLocale, QObject, QTimer

from app.application import Application
from app.boundaries import (
    BreakSchedule,
    CrisisKind,
    Due,
    UsageTimer,
    classify_crisis,
    lines_for,
)
from app.core import settings as s
from app.core.errors import AppError
from app.core.settings import Settings
from app.core.text import Text, text
from app.core.translation import sentence
from app.session import Session
from app.ui.list_model import ListModel

KEPT_EVERY_MS = 60_000
NOTED_EVERY_MS = 5_000
"""A key or a word within this of the last changes nothing."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One word of the app's, above the field: *action* and *other* are what can be done about it."""

    key: str
    text: str
    detail: str
    action: str
    other: str

    def __repr__(self) -> str:
        return f"<NoticeRow {self.key}>"


class NoticeList(ListModel[NoticeRow]):
    """Each kind stands once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(NoticeRow, parent)

    def put(self, key: str, text: str, detail: str = "", action: str = "", other: str = "") -> None:
        """Say *text*, in place of what was said of the same kind."""
        row = NoticeRow(key, text, detail, action, other)
        place = self._place(key)
        if place is None:
            self.insert(len(self.rows), row)
        else:
            self.replace(place, row)

    def take(self, key: str) -> None:
        """Say it no more."""
        if (place := self._place(key)) is not None:
            self.remove(place)

    def _place(self, key: str) -> int | None:
        return next((number for number, row in enumerate(self.rows) if row.key == key), None)


class CrisisNotices(QObject):
    """Shows where help is, at most once for a conversation and need until the app starts again."""

    def __init__(self, application: Application, asides: NoticeList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._asides = asides
        self._shown: set[tuple[int | None, CrisisKind]] = set()
        self._last: CrisisKind | None = None

    def note(self, conversation_id: int | None) -> None:
        """What was looked at last was said in the conversation *conversation_id*; one that has no number yet is not
        noted."""
        if conversation_id is not None and self._last is not None:
            self._shown.add((conversation_id, self._last))

    def look(self, text: str, conversation_id: int | None) -> None:
        """*text* is about to be said in *conversation_id*; what it says is not kept here."""
        need = self._last = classify_crisis(text)
        if need is None or (conversation_id, need) in self._shown:
            return
        self.note(conversation_id)
        country = self._application.policy.country(QLocale.system().name())
        lines = [
            f"{line.name}: {line.reach}" for line in lines_for(self._application.policy.help_lines(), country, need)
        ]
        where = "\n".join([*lines, sentence(Text("notice.immediate_danger"))])
        words = sentence(Text(f"notice.crisis_{need.value}"))
        if len(lines) == 0:
            words = words.removesuffix(":") + "."
        not_kept = sentence(Text("notice.crisis_not_kept"))
        self._asides.put("care", words, f"{where}\n{not_kept}", self.tr("Close"))


class UsageNotices(QObject):
    """Says what is due while the person is here, and keeps how long that was, for them alone."""

    def __init__(
        self, application: Application, session: Session, asides: NoticeList, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = application.settings
        self._time_spent = session.time_spent
        self._asides = asides
        self._unkept_s = 0.0
        self._at = QElapsedTimer()
        self._sitting = UsageTimer(lambda: terms_of(self._settings), self._spend)
        self._keeping = QTimer(self, interval=KEPT_EVERY_MS)
        self._keeping.timeout.connect(self.keep)
        self._keeping.start()

    def note(self, name: str) -> None:
        """The person is here, talking with the companion called *name*."""
        if self._at.isValid() and self._at.elapsed() < NOTED_EVERY_MS:
            return
        self._at.start()
        for due in self._sitting.note():
            self._asides.put(f"rest {due.value}", self._words(due, name), "", self.tr("Close"))

    def keep(self) -> None:
        """Keep what was counted since last time."""
        spent, self._unkept_s = self._unkept_s, 0.0
        if self._settings.switch(s.COUNT_TIME):
            try:
                self._time_spent.add(spent)
            except AppError:  # a full disk: it is kept later
                self._unkept_s += spent

    def end(self) -> None:
        """Nothing more is counted."""
        self._keeping.stop()

    def _spend(self, seconds: float) -> None:
        self._unkept_s += seconds

    def _words(self, due: Due, name: str) -> str:
        match due:
            case Due.REMINDER:
                return sentence(text("notice.reminder", name=name, count=max(1, round(self._sitting.minutes / 60))))
            case Due.BREAK:
                return self.tr("You asked to be reminded: it is time for a break. Everything stays as it is.")
            case _:
                return self.tr("These are your quiet hours. Nothing here runs away; good night.")


def terms_of(settings: Settings) -> BreakSchedule:
    """What the person wants of reminders, breaks and quiet hours."""
    start, end = settings.text(s.QUIET_FROM), settings.text(s.QUIET_TO)
    quiet = (time(int(start)), time(int(end))) if start else None
    return BreakSchedule(int(settings.text(s.REMINDER)), int(settings.text(s.BREAK)), quiet)

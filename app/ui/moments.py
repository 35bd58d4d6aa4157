"""Moments as the screen writes them: times of day, days above messages, and times in a list."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from app.core.clock import Milliseconds, local, now


def time_of(at: Milliseconds) -> str:
    """The time of day, as the system writes it."""
    moment = local(at)
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def day_line(at: Milliseconds, before: Milliseconds | None) -> str:
    """What stands above a message whose day is another than that of the one *before*; else nothing."""
    day = local(at).date()
    if before is not None and local(before).date() == day:
        return ""
    ago = (local(now()).date() - day).days
    if ago in (0, 1):
        return QCoreApplication.translate("Moments", "Today" if ago == 0 else "Yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def when(at: datetime) -> str:
    """A short time for a list: the hour today, else the day."""
    today = datetime.now(at.tzinfo)
    if at.date() == today.date():
        return at.strftime("%H:%M")
    return at.strftime("%d %b" if at.year == today.year else "%d %b %Y")

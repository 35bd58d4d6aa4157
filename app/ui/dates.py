"""Times as a person reads them, in the manner of the system's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from app.core.clock import Milliseconds, local, now


def day_and_time(at: Milliseconds) -> str:
    """Such as ``23 Nov 2026 14:05``."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at), QLocale.FormatType.ShortFormat)


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
        return QCoreApplication.translate("Dates", "Today" if ago == 0 else "Yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def when(at: Milliseconds) -> str:
    """A short time for a list: the hour today, else the day."""
    day, today = local(at).date(), local(now()).date()
    if day == today:
        return time_of(at)
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM" if day.year == today.year else "d MMM yyyy")

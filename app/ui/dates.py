"""Times as a person reads them, in the manner of the system's language."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale

from app.core.clock import Milliseconds


def day_and_time(at: Milliseconds) -> str:
    """Such as ``23 Nov 2026 14:05``."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at), QLocale.FormatType.ShortFormat)

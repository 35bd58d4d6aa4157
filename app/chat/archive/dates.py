"""Times as other programs write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

FAR_MS = 4_102_444_800_000  # the year 2100
SHORT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\s*@?\s*(\d{1,2})h\s*(\d{1,2})m\s*(\d{1,2})s(?:\s*(\d{1,3})ms)?")
LONG = re.compile(r"([A-Z][a-z]+)\s+(\d{1,2}),\s+(\d{4})\s+(\d{1,2}):(\d{2})\s*([ap]m)", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def when_of(value: object) -> int | None:
    """Milliseconds since 1970 of a time in any of the forms seen; None where it is none.

    Forms: ISO 8601, milliseconds or seconds since 1970, ``2023-5-12 @21h 32m 29s 228ms`` and ``June 19, 2023 2:20pm``,
    both of which are local time.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and abs(value) > FAR_MS * 10:
        return None
    if isinstance(value, int | float):
        at = float(value) if value == value else 0.0
        at = at * 1000 if 0 < at < 1e11 else at
        return int(at) if 1 <= at < FAR_MS else None
    if not isinstance(value, str) or len(value) > 60:
        return None
    try:
        return _in_words(value.strip())
    except (ValueError, OverflowError, OSError):
        return None


def _in_words(text: str) -> int | None:
    if text.isdecimal():
        return when_of(int(text))
    if found := SHORT.match(text):
        year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
        return _ms(datetime(year, month, day, hour, minute, second)) + int(found.group(7) or 0)  # noqa: DTZ001
    if found := LONG.match(text):
        month = MONTHS.index(found.group(1)[:3].lower()) + 1
        hour = int(found.group(4)) % 12 + (12 if found.group(6).lower() == "pm" else 0)
        return _ms(datetime(int(found.group(3)), month, int(found.group(2)), hour, int(found.group(5))))  # noqa: DTZ001
    return _ms(datetime.fromisoformat(text))


def _ms(at: datetime) -> int:
    told = int((at if at.tzinfo else at.astimezone()).timestamp() * 1000)
    if not 0 < told < FAR_MS:
        raise ValueError
    return told


def iso(at_ms: int) -> str:
    """A time as ISO 8601 in UTC, to the millisecond."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

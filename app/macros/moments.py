"""Times in words, by the patterns of moment.js, which cards are written with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|Do|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|A|a|X|L{1,4}|.", re.DOTALL
)

PARTS: dict[str, Callable[[datetime], str]] = {
    "YYYY": lambda at: f"{at.year:04}", "YY": lambda at: f"{at.year % 100:02}",
    "MMMM": lambda at: MONTHS[at.month - 1], "MMM": lambda at: MONTHS[at.month - 1][:3],
    "MM": lambda at: f"{at.month:02}", "M": lambda at: str(at.month),
    "DDDD": lambda at: f"{at.timetuple().tm_yday:03}", "Do": lambda at: f"{at.day}{ordinal(at.day)}",
    "DD": lambda at: f"{at.day:02}", "D": lambda at: str(at.day),
    "dddd": lambda at: DAYS[at.weekday()], "ddd": lambda at: DAYS[at.weekday()][:3],
    "HH": lambda at: f"{at.hour:02}", "H": lambda at: str(at.hour),
    "hh": lambda at: f"{at.hour % 12 or 12:02}", "h": lambda at: str(at.hour % 12 or 12),
    "mm": lambda at: f"{at.minute:02}", "m": lambda at: str(at.minute),
    "ss": lambda at: f"{at.second:02}", "s": lambda at: str(at.second),
    "A": lambda at: "AM" if at.hour < 12 else "PM", "a": lambda at: "am" if at.hour < 12 else "pm",
    "X": lambda at: str(int(at.timestamp())),
}  # fmt: skip


def formatted(at: datetime, pattern: str) -> str:
    """*at* as *pattern* says; what stands in square brackets is said as it is."""

    def part(found: re.Match[str]) -> str:
        if found.group(1) is not None:
            return found.group(1)
        told = PARTS.get(found.group(0))
        return told(at) if told is not None else found.group(0)

    return TOKEN.sub(part, pattern[:200])


def ordinal(number: int) -> str:
    """The English ending of *number*th."""
    return "th" if 11 <= number % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


STEPS = ((45, 1, "a few seconds", ""), (90, 1, "a minute", ""), (45 * 60, 60, "", "minutes"),
         (90 * 60, 1, "an hour", ""), (22 * 3600, 3600, "", "hours"), (36 * 3600, 1, "a day", ""),
         (26 * 86400, 86400, "", "days"), (45 * 86400, 1, "a month", ""), (320 * 86400, 30.44 * 86400, "", "months"),
         (548 * 86400, 1, "a year", ""))  # fmt: skip


def humanized(length: timedelta) -> str:
    """*length* in a few words, as a person says it."""
    seconds = abs(length.total_seconds())
    for below, unit, one, many in STEPS:
        if seconds < below:
            return one or f"{max(2, round(seconds / unit))} {many}"
    return f"{max(2, round(seconds / (365.25 * 86400)))} years"

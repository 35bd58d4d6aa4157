"""The time, in one place, so that tests can choose it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import NewType

Milliseconds = NewType("Milliseconds", int)
"""Milliseconds since 1970 UTC, as the vault stores them."""

Clock = Callable[[], Milliseconds]


def now() -> Milliseconds:
    """The wall clock."""
    return Milliseconds(time.time_ns() // 1_000_000)


def local(at: Milliseconds) -> datetime:
    """*at* in the person's own time zone."""
    return datetime.fromtimestamp(at / 1000).astimezone()

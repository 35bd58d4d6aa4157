"""Driving work that is a generator, without any thread."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any


def run(work: Generator[object, None, Any]) -> Any:
    """Drive *work* to its end: its result."""
    try:
        while True:
            next(work)
    except StopIteration as stop:
        return stop.value

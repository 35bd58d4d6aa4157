"""Driving work that is a generator, without any thread."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from app.core.workers import Finished


def calm() -> Generator[object, None, bool]:
    """Says that the machine has nothing else to do."""
    yield None
    return False


def run(work: Generator[object, None, Any]) -> Any:
    """Drive *work* to its end: its result."""
    try:
        while True:
            next(work)
    except StopIteration as stop:
        return stop.value


def finished(job) -> Any:
    """What *job* came to; it has ended well."""
    assert job is not None
    assert job.wait(60)
    assert isinstance(job.end, Finished)
    return job.end.value

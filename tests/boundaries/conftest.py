"""The cases name years of birth: they are read as on the day they were written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.boundaries import age_cues
from app.core.clock import Milliseconds

WRITTEN = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(autouse=True)
def that_day(monkeypatch):
    monkeypatch.setattr(age_cues, "now", lambda: Milliseconds(int(WRITTEN.timestamp() * 1000)))

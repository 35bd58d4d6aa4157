"""Small real weights, as ``sh packaging/real_weights.sh`` fetches them; without them these tests are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline.conftest import run
from tests.journeys.conftest import start

__all__ = ["run", "start"]
WEIGHTS = Path(__file__).parents[2] / "build" / "real"


def fetched(name: str) -> Path:
    """The file *name*; the test is left out where it is not there."""
    file = WEIGHTS / name
    if not file.exists():
        pytest.skip(f"{name} was not fetched: sh packaging/real_weights.sh")
    return file


@pytest.fixture
def chat_model() -> Path:
    """A small model that chats."""
    return fetched("chat.gguf")


@pytest.fixture
def embedder() -> Path:
    """A small model that knows what sentences mean."""
    return fetched("embedder.gguf")

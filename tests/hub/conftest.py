"""A hub of our own on this machine, and repositories in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.hub import Endpoint, Hub
from app.hub.pretend import PretendHub, pretend_hub

REPO = "maker/model-GGUF"


@pytest.fixture
def server(tmp_path) -> Iterator[PretendHub]:
    with pretend_hub(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def endpoint(server) -> Endpoint:
    return server.endpoint


@pytest.fixture
def hub(endpoint) -> Hub:
    return Hub(endpoint)

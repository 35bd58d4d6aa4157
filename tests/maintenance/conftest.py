"""The conversations of a vault, as the tests of generation have them."""

from __future__ import annotations

from tests.generation.conftest import conversations, model, personas, scripted, store, worker, wren

__all__ = ["conversations", "model", "personas", "scripted", "store", "worker", "wren"]

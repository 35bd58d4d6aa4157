"""The conversations of a vault, as the tests of generation have them."""

from __future__ import annotations

from tests.generation.conftest import conversations, lane, model, personas, scripted, store, wren

__all__ = ["conversations", "lane", "model", "personas", "scripted", "store", "wren"]

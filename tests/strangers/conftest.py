"""A vault with companions and conversations, as those of the conversations' own tests."""

from tests.generation.conftest import conversations, lane, model, personas, scripted, store, wren

__all__ = ["conversations", "lane", "model", "personas", "scripted", "store", "wren"]

"""A vault with companions and conversations, as those of the conversations' own tests."""

from tests.generation.conftest import conversations, model, personas, scripted, store, worker, wren

__all__ = ["conversations", "model", "personas", "scripted", "store", "worker", "wren"]

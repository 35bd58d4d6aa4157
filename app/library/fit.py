"""How to load a model on this machine, and whether it fits before it is tried."""

from __future__ import annotations

from app.core.errors import OutOfMemory
from app.engine import Header, LoadPlan
from app.hardware import Machine

RESERVE_BYTES = 512 * 1024 * 1024
"""Left to the desktop, whatever the model would like."""

WORKING_BYTES = 128 * 1024 * 1024
ALL_LAYERS = 999


def plan_for(header: Header, machine: Machine, *, context_tokens: int, threads: int, use_gpu: bool) -> LoadPlan:
    """The plan for a model with this *header*.

    The memory of the chat (the KV cache) takes 2 bytes for each of: key and value, layer, token,
    key-value head, head width.

    Raises:
        OutOfMemory: weights, chat memory and working space do not fit into what is free.
    """
    trained = header.number("context_length") or context_tokens
    window = min(context_tokens, trained)
    needed = header.size_bytes + chat_memory_bytes(header, window) + WORKING_BYTES
    if not use_gpu and needed + RESERVE_BYTES > machine.memory_free_bytes:
        raise OutOfMemory(
            f"This model needs about {_gigabytes(needed + RESERVE_BYTES)} of free memory, "
            f"and there are {_gigabytes(machine.memory_free_bytes)}.",
            "Close other programs, choose a smaller model, or lower the memory of a chat in the settings.",
        )
    return LoadPlan(window, threads, ALL_LAYERS if use_gpu else 0)


def chat_memory_bytes(header: Header, window: int) -> int:
    """Size of the KV cache for *window* tokens in 16 bits; an upper bound for sliding windows."""
    layers = header.number("block_count") or 0
    heads = header.number("attention.head_count") or 1
    kv_heads = header.number("attention.head_count_kv") or heads
    width = header.number("attention.key_length") or (header.number("embedding_length") or 0) // max(heads, 1)
    return 2 * 2 * layers * window * kv_heads * width


def _gigabytes(size: int) -> str:
    return f"{size / 1024**3:.1f} GB"

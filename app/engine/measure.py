"""What a model would take of the memory, from its header alone: llama.cpp itself adds it up and allocates nothing."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.engine.child_process import ask_child
from app.engine.engine import LoadPlan

WORKING = re.compile(r"(?P<where>\S+) +(?:RS|compute|output) buffer size = *(?P<size>[\d.]+) MiB")
STATE = re.compile(r" RS buffer size = *(?P<size>[\d.]+) MiB")
CHAT = re.compile(r"llama_kv_cache\w*: size = *(?P<size>[\d.]+) MiB")
"""Buffers that are only measured have no size; the sum over the layers does."""
HOST = ("CPU", "CUDA_Host", "Vulkan_Host", "SYCL_Host", "ROCm_Host", "BLAS", "AMX")
"""What the names of buffers in the computer's own memory begin with."""


@dataclass(frozen=True, slots=True)
class MemoryUse:
    """What a plan takes, in bytes.

    *weights*, *chat* (keys, values and states of what was read) and *working* (room to calculate in) add up to it.
    Of the working room *on_cards* lies on graphics cards; where the rest lies follows from the layers.
    """

    weights: int
    chat: int
    working: int
    on_cards: int = 0

    @property
    def total(self) -> int:
        return self.weights + self.chat + self.working


def measure_memory(path: Path, plans: Sequence[LoadPlan]) -> Generator[object, None, list[MemoryUse]]:
    """What each of *plans* would take for the model at *path*, of which only the header needs to be there.

    Yields while it waits.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture: it cannot be told.
    """
    return (yield from ask_child(_measure, str(path), tuple(plans)))


def _measure(path: str, plans: Sequence[LoadPlan]) -> list[MemoryUse]:
    from app.engine.loading import context_of, free, weights_of
    from app.engine.native import capture_buffer_sizes, llama

    measured = []
    for plan in plans:
        said = capture_buffer_sizes()
        model = weights_of(Path(path), plan, only_measure=True)
        context = None
        try:
            context = context_of(model, plan)
            measured.append(memory_from(llama.llama_model_size(model), said))
        finally:
            free(model, context)
    return measured


def memory_from(weights: int, lines: Sequence[str]) -> MemoryUse:
    """The sum of what llama.cpp's *lines* say."""
    text = "".join(lines)
    state = sum(_bytes(found) for found in STATE.finditer(text))
    rooms = [(found["where"], _bytes(found)) for found in WORKING.finditer(text)]
    return MemoryUse(
        weights,
        state + sum(_bytes(found) for found in CHAT.finditer(text)),
        sum(size for _, size in rooms) - state,
        sum(size for where, size in rooms if not where.startswith(HOST)),
    )


def _bytes(found: re.Match[str]) -> int:
    return round(float(found["size"]) * 1024**2)

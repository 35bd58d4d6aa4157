"""Whether flash attention is quicker on this processor, for heads of some shape: measured, as no rule holds."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, closing
from pathlib import Path

from app.engine import Engine, LoadPlan, ask_child, open_model
from app.models.calibration.random_model import write_model
from app.models.calibration.shapes import Shape

DEPTH, BATCHES, ROUNDS = 1536, (1, 8), 5
WORTH = 0.97
"""So much of the other's time it must take at most: near a tie nothing is changed."""


def flash_is_quicker(heads: int, kv_heads: int, head_width: int, threads: int) -> Generator[object, None, bool]:
    """Measure it in a child process with a model that is little more than its attention; takes some seconds.

    Yields while it waits, so that it can be stopped.
    """
    # Here, and not in the child: that is killed where somebody waits, and would leave the model behind.
    with tempfile.TemporaryDirectory(prefix="inglenook-", ignore_cleanup_errors=True) as folder:
        return (yield from ask_child(_measure, folder, heads, kv_heads, head_width, threads))


def _measure(folder: str, heads: int, kv_heads: int, head_width: int, threads: int) -> bool:
    shape = Shape("llama", 2, 256, heads, kv_heads, head_width, 256, 1000, 4096)
    with ExitStack() as stack:
        path = Path(folder) / "attention.gguf"
        for _ in write_model(shape, path):
            pass
        plans = [LoadPlan(2048, threads=threads, batch_tokens=64, flash_attention=way) for way in ("off", "on")]
        engines = [stack.enter_context(closing(open_model(path, plan))) for plan in plans]
        tokens = [place % 900 for place in range(DEPTH + max(BATCHES))]
        took: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for engine, times in zip(engines, took, strict=True):
                times.append(sum(_seconds(engine, tokens, count) for count in BATCHES))
        off, on = (statistics.median(times[1:]) for times in took)
        return on < WORTH * off


def _seconds(engine: Engine, tokens: list[int], count: int) -> float:
    """How long *count* tokens take at depth; what comes before them is read first, if it was not."""
    for _ in engine.prefill(tokens[:DEPTH]):
        pass
    started = time.perf_counter()
    for _ in engine.prefill(tokens[: DEPTH + count]):
        pass
    return time.perf_counter() - started

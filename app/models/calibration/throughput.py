"""How many bytes of a model's weights this machine works through in a second: what decides how fast it speaks."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from app.engine import ALL_LAYERS, LoadPlan, ask_child, open_model
from app.models.calibration.random_model import write_model
from app.models.calibration.shapes import Shape

SHAPE = Shape("llama", 6, 2048, 32, 8, 64, 8192, 32_000, 4096)
"""Some 300 MB in four and six bits, as models usually are: more than any cache of a processor holds."""
TOKENS, WARMING = 24, 4


def weights_a_second(threads: int, *, on_card: bool) -> Generator[object, None, float]:
    """Measure it in a child process, in bytes a second; takes some seconds, and yields while it waits."""
    # Here, and not in the child: that is killed where somebody waits, and would leave the model behind.
    with tempfile.TemporaryDirectory(prefix="inglenook-", ignore_cleanup_errors=True) as folder:
        return (yield from ask_child(_measure, folder, threads, on_card))


def _measure(folder: str, threads: int, on_card: bool) -> float:
    path = Path(folder) / "weights.gguf"
    for _ in write_model(SHAPE, path):
        pass
    size = path.stat().st_size
    plan = LoadPlan(512, threads=threads, gpu_layers=ALL_LAYERS if on_card else 0, batch_tokens=64)
    with closing(open_model(path, plan)) as engine:
        took = []
        tokens = [5 + place for place in range(TOKENS)]
        for count in range(1, TOKENS + 1):
            started = time.perf_counter()
            for _ in engine.prefill(tokens[:count]):
                pass
            took.append(time.perf_counter() - started)
    return size / statistics.median(took[WARMING:])

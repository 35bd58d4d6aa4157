"""Small random models of every kind of memory: full attention, sliding windows, hybrids."""

from __future__ import annotations

from pathlib import Path

from app.models.calibration.random_model import write_model
from app.models.calibration.shapes import Shape
from tests.driving import run

SMALL = {"vocabulary": 2000, "context": 1024}
KINDS = {
    "llama": Shape("llama", 2, 128, 2, 2, 64, 128, **SMALL),
    "sliding": Shape("gemma3", 4, 128, 2, 1, 64, 128, window=64, period=4, **SMALL),
    "hybrid": Shape("lfm2", 4, 128, 2, 2, 64, 128, attends=(1, 3), state={"conv": 3}, **SMALL),
    "delta": Shape(
        "qwen35", 4, 128, 2, 1, 64, 128, tied=False, full_every=2,
        state={"conv": 4, "inner": 128, "state": 32, "groups": 2, "rank": 4}, **SMALL,
    ),
}  # fmt: skip


def write_kind(kind: str, folder: Path) -> Path:
    """A random model of this *kind* in *folder*."""
    path = folder / f"{kind}.gguf"
    run(write_model(KINDS[kind], path))
    return path

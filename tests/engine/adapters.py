"""Writes adapters, right and wrong ones, for the toy."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

from app.engine import read_header

RANK = 4


def write_adapter(
    path: Path,
    base: Path,
    *,
    alpha: float | None = 8.0,
    architecture: str = "",
    strength: float = 0.5,
    only: tuple[str, ...] = ("attn_q", "ffn_down"),
    leave_out: str = "",
    widen: int = 0,
    is_number: bool = True,
    seed: int = 1,
) -> Path:
    """An adapter of *base* with random halves; each option spoils one thing."""
    header, chance = read_header(base), np.random.default_rng(seed)
    writer = gguf.GGUFWriter(str(path), architecture or header.architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    if alpha is not None:
        writer.add_float32("adapter.lora.alpha", alpha)
    for tensor in header.tensors:
        if not tensor.name.startswith("blk.") or not any(part in tensor.name for part in only):
            continue
        columns, rows = tensor.dimensions
        halves = {
            "lora_a": chance.normal(0, 0.1, (RANK, columns + widen)).astype(np.float32),
            "lora_b": chance.normal(0, strength, (rows, RANK)).astype(np.float32),
        }
        if not is_number:
            halves["lora_b"][:] = np.nan
        for half, values in halves.items():
            if half != leave_out:
                writer.add_tensor(f"{tensor.name}.{half}", values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path

"""Tells the weights of one model from those of another of the same shape, without reading gigabytes."""

from __future__ import annotations

import glob
import hashlib
from pathlib import Path

from app.engine.gguf import SHARD

SAMPLES, SAMPLE_BYTES = 64, 65_536


def fingerprint(path: Path) -> str:
    """A hash of the file's size and of 64 blocks spread over it, the first (the header) and the last among them.

    Of a model in several parts every part counts.
    """
    digest = hashlib.sha256()
    for part in model_files(path):
        size = part.stat().st_size
        digest.update(str(size).encode())
        with part.open("rb") as file:
            for sample in range(SAMPLES):
                file.seek(max(0, size - SAMPLE_BYTES) * sample // (SAMPLES - 1))
                digest.update(file.read(SAMPLE_BYTES))
    return digest.hexdigest()


def model_files(path: Path) -> list[Path]:
    """The files of the model that begins with *path*: itself, or every part that lies beside it."""
    named = SHARD.fullmatch(path.name)
    if named is None:
        return [path]
    return sorted(path.parent.glob(f"{glob.escape(named['stem'])}-*-of-{named['count']}.gguf"))

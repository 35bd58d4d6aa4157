"""A device that could run a model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Device:
    """One compute device; memory in bytes.  A graphics card in the processor shares its memory."""

    kind: str
    backend: str
    name: str
    description: str
    free_bytes: int
    total_bytes: int

    @property
    def is_gpu(self) -> bool:
        return self.kind in ("gpu", "igpu")

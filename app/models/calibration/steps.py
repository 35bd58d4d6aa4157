"""How far a measurement is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and how much of it is."""

    doing: str
    done: int
    total: int

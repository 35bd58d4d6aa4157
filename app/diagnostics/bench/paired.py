"""Timing the same thing with and without something, in turns, so that what the machine does beside it hits both."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """One operation over many runs, in milliseconds: wall clock and processor time."""

    wall_p50: float
    wall_p95: float
    wall_p99: float
    cpu_p50: float
    cpu_p95: float
    cpu_mean: float


class Paired:
    """The runs of one operation on each of two sides."""

    def __init__(self) -> None:
        self._spent: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])

    def run(self, *sides: Callable[[], object]) -> None:
        """Time one run of each side; which goes first changes every time."""
        order = (0, 1) if len(self._spent[0]) % 2 else (1, 0)
        for side in order:
            wall, cpu = time.perf_counter(), time.process_time()
            sides[side]()
            self._spent[side].append((time.perf_counter() - wall, time.process_time() - cpu))

    def timings(self) -> tuple[Timing, Timing]:
        """What the two sides took."""
        first, second = (self._timing(side) for side in (0, 1))
        return first, second

    def _timing(self, side: int) -> Timing:
        wall = sorted(wall * 1000 for wall, _ in self._spent[side])
        cpu = sorted(cpu * 1000 for _, cpu in self._spent[side])
        return Timing(
            wall_p50=round(at(wall, 0.5), 3),
            wall_p95=round(at(wall, 0.95), 3),
            wall_p99=round(at(wall, 0.99), 3),
            cpu_p50=round(at(cpu, 0.5), 3),
            cpu_p95=round(at(cpu, 0.95), 3),
            cpu_mean=round(sum(cpu) / len(cpu), 4),
        )


def at(ordered: Sequence[float], share: float) -> float:
    """The value that *share* of the *ordered* ones lie below."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

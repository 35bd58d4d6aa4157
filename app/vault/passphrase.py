"""From a passphrase to a key: Argon2id, at a cost measured on this machine."""

from __future__ import annotations

import contextlib
import os
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.errors import VaultBusy

SLOWEST_S = 1.5
COSTS_KIB = (262_144, 131_072, 65_536)


@dataclass(frozen=True, slots=True)
class Argon2:
    """Cost of one passphrase guess: memory in KiB, passes, lanes, and the salt."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes

    @property
    def is_sane(self) -> bool:
        """Within what we would ever write, so that a planted file cannot exhaust the memory."""
        return (
            65_536 <= self.memory_kib <= 2_097_152
            and 1 <= self.passes <= 16
            and 1 <= self.lanes <= 16
            and len(self.salt) == 16
        )

    def derive(self, passphrase: str) -> bytes:
        """32 bytes.  Takes up to seconds and all of its memory: off the Qt thread.

        Raises:
            VaultBusy: there is not that much memory.
        """
        derive = Argon2id(
            salt=self.salt, length=32, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory_kib
        )
        try:
            return derive.derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"))
        except MemoryError:
            raise VaultBusy("memory") from None


TRIES = 3
HOPELESS_TIMES = 3


def calibrated() -> Argon2:
    """The strongest cost whose guess takes at most 1.5 s of processor time here, never below 64 MiB, 3 passes, 4 lanes.

    Processor time and the best of some tries: beside a compiler a guess takes long by the clock, and who guesses has a
    machine with nothing else to do.
    """
    return _strongest(COSTS_KIB) or _cost(COSTS_KIB[-1])


def stronger_than(cost: Argon2) -> Argon2 | None:
    """A higher cost than *cost* that this machine can bear, measured now; None where there is none."""
    return _strongest([memory_kib for memory_kib in COSTS_KIB if memory_kib > cost.memory_kib])


def _strongest(costs_kib: Sequence[int]) -> Argon2 | None:
    """The first of *costs_kib*, the highest first, that this machine can bear."""
    for memory_kib in costs_kib:
        with contextlib.suppress(VaultBusy):  # there is not that much memory
            if _is_borne(cost := _cost(memory_kib)):
                return cost
    return None


def _cost(memory_kib: int) -> Argon2:
    return Argon2(memory_kib, 3, 4, os.urandom(16))


def _is_borne(cost: Argon2) -> bool:
    """Whether one of some tries is quick enough; one that takes far longer needs no other."""
    for _ in range(TRIES):
        taken = _taken_s(cost)
        if taken < SLOWEST_S or taken > HOPELESS_TIMES * SLOWEST_S:
            return taken < SLOWEST_S
    return False


def _taken_s(cost: Argon2) -> float:
    begun = time.process_time()
    cost.derive("calibration")
    return time.process_time() - begun

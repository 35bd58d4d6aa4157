"""From a passphrase to a key: Argon2id, at a cost measured once on this machine."""

from __future__ import annotations

import os
import time
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.errors import VaultBusy, WeakPassphrase

SLOWEST_S = 1.5
COSTS_KIB = (262_144, 131_072, 65_536)
SHORTEST, LONGEST_RATED = 10, 72
FEWEST_GUESSES_LOG10 = 8.0
"""Below, one rented computer tries them all within weeks, slow as each guess is."""


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
            raise VaultBusy("There is not enough free memory for the passphrase.", "Close other programs.") from None


def check_strength(passphrase: str) -> None:
    """Refuse what would be guessed first: known passwords, rows of keys, sequences, dates, and what is made of them.

    Rated by zxcvbn (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016).

    Raises:
        WeakPassphrase: shorter than ten characters, or found within 10^8 guesses.
    """
    # It takes a tenth of a second to import, and a passphrase is set once.
    from zxcvbn import zxcvbn

    plain = unicodedata.normalize("NFKC", passphrase)
    # Its time grows with the square of the length, and by then the rest adds nothing.
    if len(plain) < SHORTEST or zxcvbn(plain[:LONGEST_RATED])["guesses_log10"] < FEWEST_GUESSES_LOG10:
        raise WeakPassphrase


def calibrated() -> Argon2:
    """The strongest cost this machine answers within 1.5 s, never below 64 MiB, 3 passes, 4 lanes."""
    for memory_kib in COSTS_KIB:
        cost = Argon2(memory_kib, 3, 4, os.urandom(16))
        started = time.perf_counter()
        try:
            cost.derive("calibration")
        except VaultBusy:
            continue
        if time.perf_counter() - started < SLOWEST_S:
            break
    return cost

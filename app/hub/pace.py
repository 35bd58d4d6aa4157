"""How fast a download is, how long it will take, and keeping it below what a person allows."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

MEMORY_S = 10.0
STABLE_S = 3.0

Clock = Callable[[], float]


class Speed:
    """Bytes a second, the last ten seconds weighing most."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._began = self._last = clock()
        self._rate = 0.0

    def note(self, count: int) -> None:
        """So many bytes have come since the last time; 0 when none did."""
        at = self._clock()
        passed = at - self._last
        if passed <= 0:
            return
        self._last = at
        # What is remembered fades evenly; at the beginning there is less to remember.
        memory = min(MEMORY_S, max(at - self._began, passed))
        kept = math.exp(-passed / memory)
        self._rate = self._rate * kept + count / passed * (1 - kept)

    @property
    def bytes_a_second(self) -> float:
        return self._rate

    def seconds_for(self, count: int) -> float | None:
        """How long *count* more bytes take; None until that can be told."""
        if self._clock() - self._began < STABLE_S or self._rate < 1:
            return None
        return count / self._rate


class Cap:
    """Keeps all downloads together below so many bytes a second; 0 is no limit."""

    def __init__(self, bytes_a_second: Callable[[], int] = lambda: 0, clock: Clock = time.monotonic) -> None:
        self._allowed = bytes_a_second
        self._clock = clock
        self._lock = threading.Lock()
        self._free_at = clock()

    def wait_s(self, count: int) -> float:
        """*count* bytes have come: how long to wait before the next are taken, in seconds."""
        allowed = self._allowed()
        if allowed <= 0:
            return 0.0
        with self._lock:
            at = self._clock()
            self._free_at = max(self._free_at, at) + count / allowed
            return self._free_at - at

"""What a camera shows while somebody speaks, as a hint for one answer: taken at most once a turn, and kept nowhere."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator

from app.core.errors import AppError
from app.core.workers import Cancelled, Failed, Finished, Job, Worker

log = logging.getLogger("app.call")

Look = Callable[[], Generator[object, None, str]]
"""Takes a still and says in a few words how somebody in it seems."""


class Glances:
    """Off until somebody turns it on, and off again with every call.  Any thread may call it.

    *look* is put on a worker of its own when a turn begins; an answer takes what is there by then, and never waits.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._job: Job | None = None
        self._turn = 0
        self._seen = ""
        self.error: AppError | None = None
        """Why the last one gave nothing."""

    @property
    def is_on(self) -> bool:
        """Whether the camera may be opened: as long as this holds a sign says so."""
        return self._worker is not None

    def turn_on(self) -> None:
        """Look once in each turn from now on."""
        with self._lock:
            if self._worker is None:
                self._worker, self._seen, self.error = Worker("glances"), "", None

    def turn_off(self) -> None:
        """Look no more; what is being looked at is thrown away."""
        with self._lock:
            worker, self._worker = self._worker, None
            self._turn += 1
            self._seen = ""
            if self._job is not None:
                self._job.cancel()
                self._job = None
        if worker is not None:
            worker.close(1.0)

    def begin_turn(self) -> None:
        """Somebody has begun to speak: look at them."""
        with self._lock:
            if self._worker is None or self._job is not None:
                return
            self._turn += 1
            turn, self._seen = self._turn, ""
            self._job = self._worker.submit(self._look, deliver=lambda event: self._came(turn, event))

    def take(self) -> str:
        """What was seen in this turn; once, and nothing where it is not there yet."""
        with self._lock:
            seen, self._seen = self._seen, ""
            return seen

    def _came(self, turn: int, event: object) -> None:
        with self._lock:
            if not isinstance(event, Finished | Failed | Cancelled):
                return
            self._job = None
            if turn != self._turn:
                return
            match event:
                case Finished(value=str() as seen):
                    self._seen, self.error = seen, None
                case Failed(error=AppError() as error):
                    self.error = error
                case Failed():
                    log.error("a glance failed")

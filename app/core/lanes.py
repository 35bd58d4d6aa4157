"""How work leaves the caller's thread: a lane drives generators one after another.

Work is a generator of events.  What it yields is progress, closing it is cancelling, its
``finally`` is the clean-up, what it raises is the error and what it returns is the result.
Without any thread the whole thing is ``list(work())``.  Nothing else in the app starts threads.
"""

from __future__ import annotations

import enum
import itertools
import logging
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from app.core.log import describe

log = logging.getLogger("app.lanes")


@dataclass(frozen=True, slots=True)
class Finished:
    """The work ran to its end; ``value`` is what it returned."""

    value: object = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Somebody asked for an end, and it has come."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The work raised *error*."""

    error: Exception


End = Finished | Cancelled | Failed
Work = Callable[[], Generator[object, None, Any]]
Deliver = Callable[[object], None]


def single_step(call: Callable[[], object]) -> Work:
    """Work that is one call without progress; its result is what *call* returns."""

    def work() -> Generator[object, None, Any]:
        yield from ()
        return call()

    return work


class Priority(enum.IntEnum):
    """Who goes first.  ``TYPING``: only the latest counts.  ``IDLE``: steps aside and starts again later."""

    NOW = 0
    TYPING = 1
    IDLE = 2


def unheard(event: object) -> None:
    """Deliver to nobody."""


class Job:
    """One piece of work on a lane."""

    def __init__(self, work: Work, priority: Priority, deliver: Deliver) -> None:
        self.work = work
        self.priority = priority
        self._deliver = deliver
        self._ended = threading.Event()
        self._cancelled = threading.Event()
        self.end: End | None = None

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask for an end; it is noticed at the work's next yield."""
        self._cancelled.set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; false when *timeout_s* passed first.  Never call this on the Qt thread."""
        return self._ended.wait(timeout_s)

    def tell(self, event: object) -> None:
        """Pass on one event."""
        self._deliver(event)

    def finish(self, end: End) -> None:
        """Note the end and pass it on as the last event."""
        self.end = end
        try:
            self._deliver(end)
        finally:
            self._ended.set()


class Lane:
    """One worker thread and its queue.  The thread starts with the first job."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._waiting: list[tuple[Priority, int, Job]] = []
        self._running: Job | None = None
        self._thread: threading.Thread | None = None
        self._closing = False

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more work."""
        return self._closing

    def submit(self, work: Work, *, priority: Priority = Priority.NOW, deliver: Deliver = unheard) -> Job:
        """Queue *work*; its events and its end go to *deliver*, on the lane's thread."""
        job = Job(work, priority, deliver)
        with self._changed:
            if self._closing:
                raise RuntimeError(f"lane {self.name} is closed")
            if priority is not Priority.IDLE:
                # What is sent takes the place of what was read while it was typed.
                self._outdate(Priority.TYPING)
            self._push(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"lane-{self.name}", daemon=True)
                self._thread.start()
        return job

    def close(self, timeout_s: float = 3.0) -> bool:
        """Cancel everything and join the thread; false when it did not end in time."""
        with self._changed:
            self._closing = True
            for _, _, job in self._waiting:
                job.cancel()
            if self._running is not None:
                self._running.cancel()
            self._changed.notify()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _outdate(self, priority: Priority) -> None:
        for _, _, job in self._waiting:
            if job.priority is priority:
                job.cancel()
        if self._running is not None and self._running.priority is priority:
            self._running.cancel()

    def _push(self, job: Job) -> None:
        self._waiting.append((job.priority, next(self._order), job))
        self._waiting.sort(key=lambda entry: entry[:2])
        self._changed.notify()

    def _run(self) -> None:
        while (job := self._take()) is not None:
            try:
                self._drive(job)
            except Exception as error:  # noqa: BLE001 - a listener's bug must not end the lane
                log.error("a listener failed: %s", describe(error))
            with self._changed:
                self._running = None

    def _take(self) -> Job | None:
        with self._changed:
            while not self._waiting:
                if self._closing:
                    return None
                self._changed.wait()
            _, _, self._running = self._waiting.pop(0)
            return self._running

    def _someone_waits(self) -> bool:
        with self._changed:
            return any(priority < Priority.IDLE for priority, _, _ in self._waiting)

    def _drive(self, job: Job) -> None:
        if job.is_cancelled:
            job.finish(Cancelled())
            return
        steps = job.work()
        try:
            end = self._step_through(job, steps)
        except Exception as error:  # noqa: BLE001 - the border: whatever went wrong is an event
            log.debug("job failed: %s", describe(error))
            end = Failed(error)
        if end is None:
            with self._changed:
                self._push(job)
        else:
            job.finish(end)

    def _step_through(self, job: Job, steps: Generator[object, None, Any]) -> End | None:
        """Drive *steps* to an end; None when idle work stepped aside for someone who waits."""
        try:
            while True:
                event = next(steps)
                job.tell(event)
                if job.is_cancelled:
                    return Cancelled()
                if job.priority is Priority.IDLE and self._someone_waits():
                    return None
        except StopIteration as stop:
            return Finished(stop.value)
        finally:
            steps.close()

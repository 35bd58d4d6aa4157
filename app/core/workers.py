"""How work leaves the caller's thread: a worker drives generators one after another.

Work is a generator of events.  What it yields is progress, closing it is cancelling, its
``finally`` is the clean-up, what it raises is the error and what it returns is the result.
Without any thread the whole thing is ``list(work())``.  Nothing else in the app starts threads.
"""

from __future__ import annotations

import contextlib
import enum
import itertools
import logging
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from app.core.log import describe

log = logging.getLogger("app.core")


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


@dataclass(frozen=True, slots=True)
class Scanned:
    """A long look through text is under way: *chars* were looked at so far."""

    chars: int


class JobAbandoned(BaseException):
    """The job whose long step this is, is wanted gone.  Not an ``Exception``: nobody on the way may take it for one."""


End = Finished | Cancelled | Failed
Work = Callable[[], Generator[object, None, Any]]
Deliver = Callable[[object], None]


def task(call: Callable[[], object]) -> Work:
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


def ignore_event(event: object) -> None:
    """Deliver to nobody."""


class CancelLevel(enum.IntEnum):
    """How much a job is wanted gone, from not at all."""

    NONE = 0
    REPLACED = 1
    """What comes next can use what it has done: it ends at its next yield."""
    OUTDATED = 2
    """Something newer of its own kind has come: what only it needs may be broken off."""
    ENDED = 3
    """Somebody wants quiet: anything may be broken off."""


class Job:
    """One piece of work on a worker."""

    def __init__(self, work: Work, priority: Priority, deliver: Deliver) -> None:
        self.work = work
        self.priority = priority
        self._deliver = deliver
        self._ended = threading.Event()
        self._wish = CancelLevel.NONE
        self._wishing = threading.Lock()
        self._breaks: tuple[CancelLevel, Callable[[], object]] | None = None
        self._looked = self._told = 0
        self.end: End | None = None

    @property
    def is_cancelled(self) -> bool:
        return self._wish > CancelLevel.NONE

    def cancel(self, wish: CancelLevel = CancelLevel.ENDED) -> None:
        """Ask for an end; it is noticed at the work's next yield, or sooner inside ``on_cancel``."""
        with self._wishing:
            self._wish = max(self._wish, wish)
            if self._breaks is not None and self._wish >= self._breaks[0]:
                self._breaks[1]()

    @contextlib.contextmanager
    def on_cancel(self, call: Callable[[], object], *, at: CancelLevel) -> Iterator[None]:
        """See the function of this name."""
        with self._wishing:
            self._breaks = (at, call)
            if self._wish >= at:
                call()
        try:
            yield
        finally:
            with self._wishing:
                self._breaks = None

    def report_scanned(self, chars: int) -> None:
        """So many characters more were looked at in one long step; tells it from time to time.

        Raises:
            JobAbandoned: the job is wanted gone.
        """
        # Telling at every step would cost more than the step.
        self._looked += chars
        if self._looked - self._told >= TELL_CHARS:
            self._told = self._looked
            if self.is_cancelled:
                raise JobAbandoned
            self.tell(Scanned(self._looked))

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; false when *timeout_s* passed first.  Never call this on the Qt thread."""
        return self._ended.wait(timeout_s)

    def tell(self, event: object) -> None:
        """Pass on one event; a listener that raises loses only what it would have done with it."""
        try:
            self._deliver(event)
        except Exception as error:  # noqa: BLE001 - a listener's bug must not end the work it listens to
            log.error("a listener failed: %s", describe(error))

    def finish(self, end: End) -> None:
        """Note the end and pass it on as the last event."""
        self.end = end
        try:
            self.tell(end)
        finally:
            self._ended.set()


_here = threading.local()


@contextlib.contextmanager
def on_cancel(call: Callable[[], object], *, at: CancelLevel = CancelLevel.ENDED) -> Iterator[None]:
    """While a long step of a job runs, call *call* the moment the job is wanted gone as much as *at*.

    It comes from whatever thread asks for it, so that a step inside a library can be told to stop.  Outside of a
    worker nothing ever calls it.
    """
    job: Job | None = getattr(_here, "job", None)
    if job is None:
        yield
        return
    with job.on_cancel(call, at=at):
        yield


TELL_CHARS = 50_000


def report_scanned(chars: int) -> None:
    """Note that so many characters more were looked at, in whatever job runs on this thread; see
    ``Job.report_scanned``."""
    job: Job | None = getattr(_here, "job", None)
    if job is not None:
        job.report_scanned(chars)


Result = TypeVar("Result")
Report = Callable[[object], bool]


def run_to_end(work: Generator[object, None, Result]) -> Result:
    """What *work* comes to, driven at once and to its end: what it yields is passed over."""
    try:
        while True:
            next(work)
    except StopIteration as stop:
        result: Result = stop.value
        return result


def run_in_thread(call: Callable[[Report], Result]) -> Generator[object, None, Result]:
    """One long call that reports by calling back, as a generator: what it reports is yielded.

    *call* gets a function that takes a report and says whether to go on; closing the generator makes it say no and
    waits for the call to end.  Meanwhile None is yielded, so that the generator can be closed at any time.
    """
    reports: queue.SimpleQueue[object] = queue.SimpleQueue()
    stopping = threading.Event()
    ended: list[tuple[bool, Any]] = []

    def report(event: object) -> bool:
        reports.put(event)
        return not stopping.is_set()

    def run() -> None:
        try:
            ended.append((True, call(report)))
        except Exception as error:  # noqa: BLE001 - handed over to whoever drives this
            ended.append((False, error))
        reports.put(ended)

    thread = threading.Thread(target=run, name="unrolled", daemon=True)
    thread.start()
    try:
        while True:
            try:
                event = reports.get(timeout=0.05)
            except queue.Empty:
                yield None
                continue
            if event is ended:
                break
            yield event
    finally:
        # Closed half-way too: what the call holds must be free again before anybody goes on.
        stopping.set()
        thread.join()
    worked, value = ended[0]
    if not worked:
        raise value
    return value  # type: ignore[no-any-return]


class Worker:
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

    def submit(
        self,
        work: Work,
        *,
        priority: Priority = Priority.NOW,
        deliver: Deliver = ignore_event,
        goes_on: bool = True,
    ) -> Job:
        """Queue *work*; its events and its end go to *deliver*, on the worker's thread.

        Whatever was being read while it was typed ends; unless this *goes_on* with just that, what only the draft
        needed is broken off.
        """
        job = Job(work, priority, deliver)
        with self._changed:
            if self._closing:
                raise RuntimeError(f"the worker {self.name} is closed")
            # Whoever waits goes before the reading of a draft: it ends, and what it has read already is of use.
            if priority is not Priority.IDLE:
                is_newer_draft = priority is Priority.TYPING
                self._outdate(CancelLevel.OUTDATED if is_newer_draft or not goes_on else CancelLevel.REPLACED)
            self._push(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"worker-{self.name}", daemon=True)
                self._thread.start()
        return job

    def close(self, timeout_s: float = 3.0) -> bool:
        """Cancel everything and join the thread; false when it did not end in time.

        Called on that very thread, by a listener, it does not wait: the thread ends with what it does now.
        """
        with self._changed:
            self._closing = True
            for _, _, job in self._waiting:
                job.cancel()
            if self._running is not None:
                self._running.cancel()
            self._changed.notify()
        if self._thread is None:
            return True
        if self._thread is threading.current_thread():
            return False
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _outdate(self, wish: CancelLevel) -> None:
        # Also those that have not begun: of drafts only the latest counts.
        running = [self._running] if self._running is not None else []
        for job in (*running, *(job for _, _, job in self._waiting)):
            if job.priority is Priority.TYPING:
                job.cancel(wish)

    def _push(self, job: Job) -> None:
        # Among equals first come, first served; a job that stepped aside queues again behind those.
        self._waiting.append((job.priority, next(self._order), job))
        self._waiting.sort(key=lambda entry: entry[:2])
        self._changed.notify()

    def _run(self) -> None:
        while (job := self._take()) is not None:
            try:
                self._drive(job)
            except Exception as error:  # noqa: BLE001 - a listener's bug must not end the worker
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
        _here.job = job
        try:
            end = self._step_through(job, job.work())
        except JobAbandoned:
            end = Cancelled()
        except Exception as error:  # noqa: BLE001 - the border: whatever went wrong is an event
            log.debug("job failed: %s", describe(error))
            end = Failed(error)
        finally:
            _here.job = None
        if end is None:  # it stepped aside: the job begins again, as a generator cannot be wound back
            with self._changed:
                self._push(job)
        else:
            job.finish(end)

    def _step_through(self, job: Job, steps: Generator[object, None, Any]) -> End | None:
        """Drive *steps* to an end; None when idle work stepped aside for someone who waits."""
        try:
            while True:
                job.tell(next(steps))
                # Between two steps, never inside one: a generator's ``finally`` then finds what it left.
                if job.is_cancelled:
                    return Cancelled()
                if job.priority is Priority.IDLE and self._someone_waits():
                    return None
        except StopIteration as stop:
            return Finished(stop.value)
        finally:
            steps.close()

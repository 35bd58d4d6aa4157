"""How work leaves the caller's thread."""

from __future__ import annotations

import queue
import threading

import pytest

from app.core.workers import (
    Cancelled,
    CancelLevel,
    Failed,
    Finished,
    Priority,
    Scanned,
    Worker,
    on_cancel,
    report_scanned,
    run_in_thread,
    task,
)


@pytest.fixture
def worker():
    worker = Worker("test")
    yield worker
    assert worker.close()


def until_end(events: queue.SimpleQueue) -> list[object]:
    seen = []
    while True:
        seen.append(events.get(timeout=10))
        if isinstance(seen[-1], Finished | Cancelled | Failed):
            return seen


def test_events_come_in_order_and_the_result_last(worker):
    def work():
        yield "one"
        yield "two"
        return 3

    events: queue.SimpleQueue = queue.SimpleQueue()
    worker.submit(work, deliver=events.put)

    assert until_end(events) == ["one", "two", Finished(3)]


def test_the_same_work_runs_without_any_thread():
    def work():
        yield 1
        yield 2

    assert list(work()) == [1, 2]


def test_one_call_is_work_too(worker):
    job = worker.submit(task(lambda: 42))
    assert job.wait(10)
    assert job.end == Finished(42)


def test_what_the_work_raises_is_its_end(worker):
    def work():
        yield "before"
        raise ValueError("private words")

    events: queue.SimpleQueue = queue.SimpleQueue()
    worker.submit(work, deliver=events.put)

    *_, end = until_end(events)
    assert isinstance(end, Failed)
    assert isinstance(end.error, ValueError)


def test_cancelling_closes_the_generator_and_runs_its_clean_up(worker):
    cleaned = threading.Event()
    begun = threading.Event()

    def work():
        try:
            while True:
                begun.set()
                yield
        finally:
            cleaned.set()

    job = worker.submit(work)
    assert begun.wait(10)
    job.cancel()

    assert job.wait(10)
    assert job.end == Cancelled()
    assert cleaned.is_set()


def test_somebody_who_waits_goes_before_idle_work_and_idle_work_begins_again(worker):
    order: list[str] = []
    idling = threading.Event()
    go_on = threading.Event()

    def idle():
        order.append("idle begins")
        idling.set()
        for _ in range(3):
            go_on.wait(10)
            yield
        order.append("idle ends")

    def urgent():
        order.append("urgent")
        yield

    background = worker.submit(idle, priority=Priority.IDLE)
    assert idling.wait(10)
    now = worker.submit(urgent)
    go_on.set()

    assert now.wait(10)
    assert background.wait(10)
    assert order == ["idle begins", "urgent", "idle begins", "idle ends"]


def test_of_what_is_typed_only_the_latest_counts(worker):
    busy, free = threading.Event(), threading.Event()

    def block():
        busy.set()
        free.wait(10)
        yield

    worker.submit(block)
    assert busy.wait(10)
    jobs = [worker.submit(iter_once, priority=Priority.TYPING) for _ in range(3)]
    free.set()

    assert all(job.wait(10) for job in jobs)
    assert [type(job.end) for job in jobs] == [Cancelled, Cancelled, Finished]


def iter_once():
    yield


def test_a_closed_lane_takes_no_more_work():
    worker = Worker("closing")
    worker.submit(iter_once).wait(10)
    assert worker.close()
    with pytest.raises(RuntimeError):
        worker.submit(iter_once)


def test_a_long_call_that_reports_is_work_like_any_other():
    def call(report):
        for number in range(3):
            assert report(number)
        return "done"

    told = []

    def work():
        told.append((yield from run_in_thread(call)))

    assert [event for event in work() if event is not None] == [0, 1, 2]
    assert told == ["done"]


def test_a_long_call_is_told_to_stop_and_waited_for():
    ended = []

    def call(report):
        while report("going on"):
            pass
        ended.append(True)

    work = run_in_thread(call)
    assert next(work) == "going on"
    work.close()
    assert ended == [True]


def test_what_a_long_call_raises_is_raised():
    def call(report):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(run_in_thread(call))


def test_a_step_inside_a_library_is_told_when_its_job_is_wanted_gone(worker):
    inside, told = threading.Event(), threading.Event()

    def work():
        with on_cancel(told.set):
            inside.set()
            assert told.wait(10)
        yield

    job = worker.submit(work)
    assert inside.wait(10)
    job.cancel()
    assert job.wait(10)
    assert isinstance(job.end, Cancelled)


def test_what_is_sent_breaks_no_reading_off_that_it_can_use_but_a_newer_draft_does(worker):
    """Sending goes on from what was read of the draft; the next key, or sending something else, throws it away."""
    for newer, goes_on, breaks in (
        (Priority.NOW, True, False),
        (Priority.TYPING, True, True),
        (Priority.NOW, False, True),
    ):
        inside, told, go = threading.Event(), threading.Event(), threading.Event()

        def work(inside=inside, told=told, go=go):
            with on_cancel(told.set, at=CancelLevel.OUTDATED):
                inside.set()
                assert go.wait(10)
            yield

        job = worker.submit(work, priority=Priority.TYPING)
        assert inside.wait(10)
        after = worker.submit(task(lambda: None), priority=newer, goes_on=goes_on)
        assert told.is_set() is breaks
        go.set()
        assert job.wait(10)
        assert after.wait(10)
        assert isinstance(job.end, Cancelled)


def test_outside_of_a_lane_nothing_is_broken_off():
    with on_cancel(lambda: pytest.fail("nobody asked")):
        pass


def test_work_that_fails_before_its_first_step_ends_as_failed(worker):
    def work():
        raise ValueError("busy")

    events: queue.SimpleQueue = queue.SimpleQueue()
    job = worker.submit(work, deliver=events.put)
    *_, end = until_end(events)
    assert isinstance(end, Failed)
    assert job.wait(10)


def test_a_long_look_tells_how_far_it_is_and_can_be_ended(worker):
    heard, cleaned = [], []

    def look():
        try:
            for _ in range(10):
                report_scanned(30_000)
            job.cancel()
            for _ in range(10):
                report_scanned(30_000)
        except BaseException:
            cleaned.append(True)
            raise

    started = threading.Event()

    def work():
        started.wait(20)
        return look()

    job = worker.submit(task(work), deliver=heard.append)
    started.set()
    assert job.wait(20)
    assert heard == [
        Scanned(60_000),
        Scanned(120_000),
        Scanned(180_000),
        Scanned(240_000),
        Scanned(300_000),
        Cancelled(),
    ]
    assert cleaned == [True]


def test_outside_of_a_lane_nobody_hears_of_a_long_look():
    report_scanned(10**9)

"""Events on their way to the Qt thread."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

from app.ui.event_dispatcher import EventDispatcher


def test_events_of_four_threads_all_arrive_each_threads_in_order(qtbot, qapp):
    box, heard = EventDispatcher(), []

    def post(number: int) -> None:
        for count in range(500):
            box.post(heard.append, (number, count))

    threads = [threading.Thread(target=post, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(heard) == 2000, timeout=20_000)
    for thread in threads:
        thread.join()
    for number in range(4):
        assert [count for who, count in heard if who == number] == list(range(500))


def test_they_are_handed_over_on_the_qt_thread_a_few_times_a_second(qtbot, qapp):
    box, times = EventDispatcher(), []
    ours = threading.current_thread()
    threads_seen = set()

    def hear(_: object) -> None:
        times.append(time.monotonic())
        threads_seen.add(threading.current_thread())

    def post() -> None:
        for _ in range(60):
            box.post(hear, None)
            threading.Event().wait(0.005)

    worker = threading.Thread(target=post)
    worker.start()
    qtbot.waitUntil(lambda: len(times) == 60, timeout=20_000)
    worker.join()
    batches = 1 + sum(later - earlier > 0.02 for earlier, later in pairwise(times))
    assert threads_seen == {ours}
    assert batches < 30  # sixty events, at most thirty frames a second

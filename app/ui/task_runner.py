"""One question at a time to a worker, from a page that shows whether it waits and can give it up."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Signal

from app.core.workers import Cancelled, Failed, Finished, Job, Priority, Worker
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import worded

T = TypeVar("T")


class TaskRunner(QObject):
    """Asks, and tells the last answer only: a newer question gives the older one up."""

    changed = Signal()

    def __init__(
        self,
        worker: Worker,
        dispatcher: EventDispatcher,
        parent: QObject | None = None,
        *,
        priority: Priority = Priority.NOW,
    ) -> None:
        super().__init__(parent)
        self._worker, self._dispatcher, self._priority = worker, dispatcher, priority
        self._job: Job | None = None
        self.trouble = ""

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def ask(
        self,
        work: Callable[[], Generator[object, None, T]],
        answered: Callable[[T], None],
        stepped: Callable[[object], None] = lambda event: None,
        failed: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        """Ask, and call *answered* with the answer on the Qt thread; *failed* hears of an error too, which is shown."""
        if self._worker.is_closed:  # the window is closing
            return
        self.give_up()
        self.trouble = ""
        asked: list[Job] = []

        def on_event(event: object) -> None:
            if not asked or self._job is not asked[0]:
                return
            match event:
                case Finished(value=value):
                    self._job = None
                    answered(cast("T", value))
                case Failed(error=error):
                    self._job = None
                    self.trouble = worded(error)
                    failed(error)
                case Cancelled():
                    self._job = None
                case _:
                    if event is not None:
                        stepped(event)
                    return
            self.changed.emit()

        job = self._worker.submit(work, priority=self._priority, deliver=self._dispatcher.to(on_event))
        asked.append(job)
        self._job = job
        self.changed.emit()

    def give_up(self) -> None:
        """Nobody wants the answer any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.changed.emit()

    def say(self, trouble: str) -> None:
        """Show *trouble*, or nothing, beside what was asked."""
        if trouble != self.trouble:
            self.trouble = trouble
            self.changed.emit()

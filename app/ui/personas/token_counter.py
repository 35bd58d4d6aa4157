"""How many tokens texts take: by the loaded model when it has a moment, guessed until then."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from app.application import Application
from app.core.workers import Finished, Job, Priority, task
from app.ui.event_dispatcher import EventDispatcher

CHARS_A_TOKEN = 4

Counted = Callable[[dict[str, int], bool], None]


class TokenCounter(QObject):
    """Counts for one page at a time; what is asked later takes the place of what was asked before."""

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._job: Job | None = None

    def count(self, texts: Mapping[str, str], then: Counted) -> None:
        """Tell *then* how long each of *texts* is: a guess at once, and the truth once a model has counted."""
        then({name: round(len(text) / CHARS_A_TOKEN) for name, text in texts.items()}, False)
        if self._job is not None:
            self._job.cancel()
            self._job = None
        model = self._application.model
        if not model.is_ready:
            return

        def work() -> dict[str, int]:
            if not model.is_ready:
                return {}
            loaded = model.loaded
            return {name: loaded.count_tokens(text) for name, text in texts.items()}

        def on_event(event: object) -> None:
            if isinstance(event, Finished) and event.value:
                then(event.value, True)  # type: ignore[arg-type]

        # The vocabulary is the model's, and the model is the worker's.
        self._job = self._application.engine_worker.submit(
            task(work), deliver=self._dispatcher.to(on_event), priority=Priority.IDLE
        )

"""Loading the model while the person looks around, so that the first word comes at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.application import Application
from app.core.translation import sentence
from app.core.workers import Cancelled, Deliver, Failed, Finished, Job
from app.models import CARD_FAILS, PLAINER, TEMPLATE_BREAKS, TEMPLATE_WAITS, LoadDegraded, Loading, Ready
from app.ui.notifier import Notifier, worded


class ModelPreloader(QObject):
    """Loads the chosen model, and says how far it is."""

    changed = Signal()
    """What is said of it is another."""
    loaded = Signal()
    ended = Signal()
    """It is here, or it will not come."""

    def __init__(
        self,
        application: Application,
        notifier: Notifier,
        to: Callable[[Callable[[object], None]], Deliver],
        parent: QObject | None = None,
    ) -> None:
        """*to* passes events to a handler on the Qt thread."""
        super().__init__(parent)
        self._application, self._notifier, self._to = application, notifier, to
        self._job: Job | None = None
        self.status = ""

    def begin(self) -> None:
        """Load the chosen model.  One that is being loaded and is not wanted any more is given up."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._application.engine_worker.submit(
            self._application.model.ensure, deliver=self._to(self._heard)
        )

    def words_for(self, loading: Loading) -> str:
        """How far a model is."""
        if not 0 < loading.share < 1:
            return self.tr("Loading {}…").format(loading.name)
        return self.tr("Loading {}… {} %").format(loading.name, int(100 * loading.share))

    def say_lighter(self, lightened: LoadDegraded) -> None:
        """Say what was given up so that the model fits."""
        is_memory = not {CARD_FAILS, PLAINER, TEMPLATE_BREAKS, TEMPLATE_WAITS} & set(lightened.gives_up)
        why = "" if not is_memory else self.tr("There is not enough free memory for everything.")
        self._notifier.mention(" ".join(filter(None, (why, *map(sentence, lightened.gives_up)))))

    def _heard(self, event: object) -> None:
        match event:
            case Loading():
                self.status = self.words_for(event)
            case LoadDegraded():
                self.say_lighter(event)
            case Ready():
                self.status = ""
                self.loaded.emit()
            case Failed(error=error):
                self.status = worded(error)
            case Finished() | Cancelled():
                self.status = ""
                self.ended.emit()
        self.changed.emit()

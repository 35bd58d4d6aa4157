"""Work on files, one at a time, that tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

from app.core.translation import sentence
from app.core.workers import Work
from app.models import FileProgress
from app.ui.task_runner import TaskRunner


class FileWork(TaskRunner):
    """Asks as ``TaskRunner`` does, and says in words what is being done with files."""

    _doing = ""

    @property
    def doing(self) -> str:
        """What is being done, and how far it is; nothing where nothing is."""
        return self._doing if self.is_busy else ""

    def begin(
        self,
        work: Work,
        done: Callable[[object], None],
        doing: str = "",
        failed: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        """Do *work*, which is called *doing* until it says more, then *done* with what came of it."""
        self._doing = doing
        self.ask(work, done, self._stepped, failed)

    def _stepped(self, event: object) -> None:
        if isinstance(event, FileProgress):
            doing = f"{sentence(event.doing)} {100 * event.done // max(1, event.total)} %"
            if doing != self._doing:  # there is an event every few megabytes
                self._doing = doing
                self.changed.emit()

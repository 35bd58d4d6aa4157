"""Files that were opened with Inglenook from outside: by a double click, by the terminal, or by a second start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent

from app.models import ENDING

MODELS = (".gguf", ".onnx", ENDING)
Take = Callable[[Sequence[QUrl]], None]


class FileOpenHandler(QObject):
    """Keeps what was asked to be opened until a vault is open, then hands it on.

    Models and graphics packs go to the manager of models, cards are shown first.

    On macOS the system tells a running program of each file by an event; *watch* it there.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Path] = []
        self._cards: Take | None = None
        self._models: Take | None = None

    def add(self, paths: Sequence[Path]) -> None:
        """Open *paths* now, or as soon as that can be."""
        self._waiting += paths
        self._deliver()

    def begin(self, cards: Take, models: Take) -> None:
        """From now on there is somebody who takes them."""
        self._cards, self._models = cards, models
        self._deliver()

    def end(self) -> None:
        """Nobody takes them any more; what comes waits."""
        self._cards = self._models = None

    def watch(self, application: QObject) -> None:
        """Hear of the files that the system wants opened."""
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QFileOpenEvent) and event.file():
            self.add([Path(event.file())])
            return True
        return super().eventFilter(watched, event)

    def _deliver(self) -> None:
        if self._cards is None or self._models is None:
            return
        paths, self._waiting = self._waiting, []
        for take, wanted in ((self._models, True), (self._cards, False)):
            some = [QUrl.fromLocalFile(str(path)) for path in paths if (path.suffix.casefold() in MODELS) is wanted]
            if some:
                take(some)

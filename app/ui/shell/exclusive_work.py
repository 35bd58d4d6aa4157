"""What needs the vault for itself: the conversation leaves the screen until it is done."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import VaultBusy
from app.core.translation import sentence
from app.core.workers import Cancelled, Failed, Finished, task
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.vault import Progress

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

PATIENCE_S = 20.0
"""So long a reply may take to end once it was told to."""


@QmlElement
@QmlUncreatable("made by Python")
class ExclusiveWork(QObject):  # type: ignore[operator]
    """Changes the vault's keys, and deletes everything."""

    changed = Signal()
    begun = Signal()
    """The screens are to let go of the vault, now."""
    ended = Signal()
    """It is not needed alone any more."""
    rotated = Signal()
    """The keys were changed; there is a new recovery code to write down."""
    deleted = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._said = ""

    @Property(str, notify=changed)
    def said(self) -> str:
        """What is being done."""
        return self._said

    def rotate(self, passphrase: str, forget: bool) -> None:
        """Seal the vault anew, with other keys; or say that it was sealed for nobody else, and *forget* the old."""

        def work() -> Generator[object, None, object]:
            return (yield from self._application.maintenance.rotate(passphrase, forget=forget))

        def on_event(event: object) -> None:
            match event:
                case Progress(doing=doing, done=done, total=total):
                    self._say(f"{sentence(doing)} {100 * done // max(1, total)} %")
                case Finished():
                    self.ended.emit()
                    self.rotated.emit()
                case Cancelled():
                    self.ended.emit()
                case Failed(error=error):
                    self.ended.emit()
                    self._notifier.tell(error)

        self._do(work, on_event)

    def delete_everything(self) -> None:
        """Leave nothing of the vault."""

        def on_event(event: object) -> None:
            if isinstance(event, Finished):
                self.deleted.emit()
            elif isinstance(event, Failed):
                self.ended.emit()
                self._notifier.tell(event.error)

        self._do(task(self._application.maintenance.delete_everything), on_event)

    def _do(self, work: Callable[[], Generator[object, None, object]], on_event: Callable[[object], None]) -> None:
        """Take the conversation off the screen, let every reply end, then do *work* on the io worker."""
        self._say(self.tr("One moment…"))
        self.begun.emit()
        last = self._application.engine_worker.submit(task(lambda: None))

        def after() -> Generator[object, None, object]:
            if not last.wait(PATIENCE_S):
                raise VaultBusy("model_loading")
            return (yield from work())

        self._application.io_worker.submit(after, deliver=self._dispatcher.to(on_event))

    def _say(self, words: str) -> None:
        self._said = words
        self.changed.emit()

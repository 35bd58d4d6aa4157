"""What a person can do to get a backup back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import AppError, NotABackup
from app.core.translation import sentence
from app.core.workers import Cancelled, Failed, Finished, Job, Work
from app.ui.dates import day_and_time
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import worded
from app.vault import Progress, read_header, snapshots

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class RestoreViewModel(QObject):  # type: ignore[operator]
    """Reads and verifies a backup beside the vault in force; the next start puts it in its place."""

    changed = Signal()
    ready = Signal()

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._path: Path | None = None
        self._told = ""
        self._error = ""
        self._progress = ""
        self._job: Job | None = None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._job is not None

    @Property(str, notify=changed)
    def file(self) -> str:
        """The name of the chosen backup."""
        return self._path.name if self._path is not None else ""

    @Property(str, notify=changed)
    def told(self) -> str:
        """What can be said of the chosen backup without opening it."""
        return self._told

    @Property(str, notify=changed)
    def progress(self) -> str:
        return self._progress

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error

    @Property(bool, notify=changed)
    def hasVault(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a vault that the backup would take the place of."""
        return self._application.has_vault

    @Property(str, notify=changed)
    def latestCopy(self) -> str:  # noqa: N802 - seen from QML
        """When the latest automatic copy was made; empty when there is none."""
        kept = snapshots(self._application.home.vault)
        return day_and_time(kept[0].created) if kept else ""

    @Slot()
    def begin(self) -> None:
        """The sheet is opened."""
        if self._job is None:
            self._path, self._told = None, ""
            self._tell()

    @Slot(QUrl)
    def choose(self, file: QUrl) -> None:
        """Look at a backup from outside."""
        self._path, self._told = None, ""
        path = Path(file.toLocalFile())
        try:
            header = read_header(path)
            if header.is_automatic:
                raise NotABackup("automatic_copy")
        except AppError as error:
            self._tell(error=worded(error))
            return
        self._path = path
        self._told = self.tr("Made on {}.").format(day_and_time(header.created))
        self._tell()

    @Slot(str)
    def restore(self, passphrase: str) -> None:
        """Make the chosen backup ready; its passphrase opens it."""
        path = self._path
        if path is not None and passphrase:
            self._run(lambda: self._application.maintenance.restore(path, passphrase))

    @Slot()
    def restore_copy(self) -> None:
        """Make the latest automatic copy ready, for a vault that turned out to be damaged."""
        kept = snapshots(self._application.home.vault)
        if kept:
            self._run(lambda: self._application.maintenance.restore_copy(kept[0].path))

    @Slot()
    def stop(self) -> None:
        """Give up; nothing was changed."""
        if self._job is not None:
            self._job.cancel()

    def _run(self, work: Work) -> None:
        if self._job is None:
            self._error = ""
            self._job = self._application.io_worker.submit(work, deliver=self._dispatcher.to(self._heard))
            self._tell()

    def _heard(self, event: object) -> None:
        match event:
            case Progress(doing=doing, done=done, total=total):
                self._progress = f"{sentence(doing)} {100 * done // max(1, total)} %"
                self.changed.emit()
            case Finished():
                self._job = None
                self._tell()
                self.ready.emit()
            case Cancelled():
                self._job = None
                self._tell()
            case Failed(error=error):
                self._job = None
                self._tell(error=worded(error))

    def _tell(self, error: str = "") -> None:
        self._error = error
        if self._job is None:
            self._progress = ""
        self.changed.emit()

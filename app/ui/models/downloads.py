"""The page “Downloads”: what is on its way, and what has arrived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import AppError
from app.core.translation import sentence
from app.models import Download, DownloadProgress, DownloadStage, InstalledModel
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """One download; *share* of it is there, from 0 to 1."""

    key: int
    name: str
    source: str
    line: str
    share: float
    stage: str
    is_first: bool


@QmlElement
@QmlUncreatable("made by Python")
class DownloadsViewModel(QObject):  # type: ignore[operator]
    """Shows and steers the downloads, and offers what has arrived."""

    changed = Signal()
    arrived = Signal()
    modelChanged = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._notifier = notifier
        self._rows: ListModel[DownloadRow] = ListModel(DownloadRow, self)
        self._known: dict[int, DownloadStage] = {}
        application.downloads.listen(lambda number: dispatcher.post(self._heard, number))
        self._show()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        return not self._rows.rows

    @Property(int, notify=changed)
    def active(self) -> int:
        """How many are on their way."""
        return sum(
            download.stage in (DownloadStage.RUNNING, DownloadStage.WAITING)
            for download in self._application.downloads.all()
        )

    @Property(str, notify=changed)
    def news(self) -> str:
        """What the chat's screen says of downloads, in one line; nothing when there is nothing."""
        ready = self._ready
        model = self._installed(ready) if ready is not None else None
        if model is not None:
            return self.tr("{} is ready.").format(model.name)
        for download in self._application.downloads.all():
            if download.stage is DownloadStage.FAILED:
                return self.tr("{} could not be downloaded. {}").format(
                    download.name, sentence(download.trouble or AppError().text)
                )
        running = [row for row in self._rows.rows if row.stage in ("running", "waiting")]
        return f"{running[0].name}: {running[0].line}" if running else ""

    @Property(int, notify=changed)
    def ready(self) -> int:
        """The number of a model that has arrived and could answer; 0 when there is none."""
        return self._ready.id if self._ready is not None else 0

    @property
    def _ready(self) -> Download | None:
        """The first that has arrived, is still on the registry, and does not answer already."""
        for download in self._application.downloads.all():
            model = self._installed(download)
            if model is not None and model.name != self._application.model.name:
                return download
        return None

    def _installed(self, download: Download) -> InstalledModel | None:
        """The model that came of *download*, by whatever name it goes now."""
        if download.stage is not DownloadStage.DONE or download.kind != "model":
            return None
        origin = (download.repo, download.files[0].path)
        models = self._application.registry.models()
        return next((model for model in models if (model.origin.source, model.origin.file) == origin), None)

    @Slot()
    def refresh(self) -> None:
        """Another model answers, or one was renamed or taken away."""
        self._show()

    @Slot(int)
    def use(self, number: int) -> None:
        """Answer with a model that has arrived."""
        with self._notifier.guarding():
            download = self._application.downloads.get(number)
            model = self._installed(download) or self._application.registry.find(download.model)
            self._application.models.choose(model.name)
            self._application.downloads.cancel(number)
            self._notifier.mention(self.tr("{} answers from now on.").format(model.name))
        self.modelChanged.emit()

    @Property(int, notify=changed)
    def failed(self) -> int:
        """The number of the first that failed; 0 when none did."""
        downloads = self._application.downloads.all()
        return next((download.id for download in downloads if download.stage is DownloadStage.FAILED), 0)

    @Slot(int)
    def pause(self, number: int) -> None:
        """Stop one for now."""
        self._do(lambda: self._application.downloads.pause(number))

    @Slot(int)
    def resume(self, number: int) -> None:
        """Let one go on."""
        self._do(lambda: self._application.downloads.resume(number))

    @Slot(int)
    def cancel(self, number: int) -> None:
        """Give one up, or take one that has arrived off the list."""
        self._do(lambda: self._application.downloads.cancel(number))

    @Slot(int)
    def sooner(self, number: int) -> None:
        """Work one off before the one above it."""
        place = next((place for place, row in enumerate(self._rows.rows) if row.key == number), 0)
        self._do(lambda: self._application.downloads.move(number, place - 1))

    def _do(self, call: Callable[[], None]) -> None:
        with self._notifier.guarding():
            call()
        self._show()

    def _heard(self, number: object) -> None:
        self._show()
        stages = {download.id: download.stage for download in self._application.downloads.all()}
        moved, self._known = stages != self._known, stages
        if moved:
            self.arrived.emit()

    def _show(self) -> None:
        listed = self._application.downloads.all()
        self._rows.show([self._row(download, place == 0) for place, download in enumerate(listed)])
        self.changed.emit()

    def _row(self, download: Download, is_first: bool) -> DownloadRow:
        pace = self._application.downloads.pace(download.id)
        share = pace.done / max(1, pace.total)
        line = self._line(download, pace)
        return DownloadRow(download.id, download.name, download.repo, line, share, download.stage.value, is_first)

    def _line(self, download: Download, pace: DownloadProgress) -> str:
        """How it stands, in a few true words."""
        so_far = self.tr("{} of {}").format(wording.size(pace.done), wording.size(pace.total))
        match download.stage:
            case DownloadStage.DONE if download.trouble is not None:
                return sentence(download.trouble)
            case DownloadStage.DONE:
                return self.tr("Checked, tested and ready.")
            case DownloadStage.PAUSED:
                return self.tr("Paused at {}").format(so_far)
            case DownloadStage.FAILED:
                return sentence(download.trouble or AppError().text)
            case DownloadStage.WAITING:
                why = self._application.downloads.why_waiting(download)
                return sentence(why) if why is not None else self.tr("Waiting for its turn")
        doing = {
            "checking": self.tr("Checking what is already here"),
            "stalled": self.tr("Stalled, reconnecting · {}").format(so_far),
            "waiting": self.tr("The model hub asks us to wait · {}").format(so_far),
            "trying": self.tr("Complete and checked; trying it"),
        }
        if pace.doing in doing:
            return doing[pace.doing]
        parts = [so_far]
        if pace.bytes_a_second:
            parts.append(wording.speed(pace.bytes_a_second))
        if pace.seconds_left is not None:
            parts.append(self.tr("{} left").format(wording.duration(pace.seconds_left)))
        return " · ".join(parts)

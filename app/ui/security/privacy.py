"""The page that proves it: what lies where and what opens it, every connection, the offline switch, the self-test."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.clock import local
from app.core.translation import sentence
from app.core.words import gigabytes
from app.core.workers import Cancelled, Failed, Finished, Job, task
from app.diagnostics import Finding, Stored, proven, stored
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 5
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What lies where."""

    key: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing the self-test looked at."""

    key: str
    label: str
    detail: str
    fine: bool


@QmlElement
@QmlUncreatable("made by Python")
class PrivacyViewModel(QObject):  # type: ignore[operator]
    """Shows what is kept and what went out, and runs the self-test in a process of its own."""

    changed = Signal()
    offlineChanged = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._places: ListModel[PlaceRow] = ListModel(PlaceRow, self)
        self._connections: ListModel[PlaceRow] = ListModel(PlaceRow, self)
        self._findings: ListModel[FindingRow] = ListModel(FindingRow, self)
        self._count = 0
        self._job: Job | None = None

    @Property(QObject, constant=True)
    def places(self) -> QObject:
        return self._places

    @Property(QObject, constant=True)
    def connections(self) -> QObject:
        return self._connections

    @Property(QObject, constant=True)
    def findings(self) -> QObject:
        return self._findings

    @Property(str, notify=changed)
    def connected(self) -> str:
        """How often anything was connected to, in words."""
        if not self._count:
            return self.tr("Inglenook has not connected to anything.")
        return self.tr("Connections so far: {}. The latest:").format(self._count)

    @Property(bool, notify=changed)
    def offline(self) -> bool:
        return self._application.is_offline

    @Property(bool, notify=changed)
    def testing(self) -> bool:
        return self._job is not None

    @Slot()
    def refresh(self) -> None:
        """Show how things are now."""
        with self._notifier.guarding():
            self._count = self._application.connection_log.count()
            self._connections.show(
                [
                    PlaceRow(each.key, sentence(each.why), f"{local(each.at):%Y-%m-%d %H:%M} · {each.host}")
                    for each in self._application.connection_log.entries(SHOWN)
                ]
            )
        home, models = self._application.home, self._application.models.folder
        self._application.io_worker.submit(task(lambda: stored(home, models)), deliver=self._dispatcher.to(self._found))
        self.changed.emit()

    def _found(self, event: object) -> None:
        match event:
            case Finished(value=list() as places):
                self._places.show([self._place(place) for place in places])
            case Failed(error=error):
                self._notifier.tell(error)

    def _place(self, place: Stored) -> PlaceRow:
        told = self.tr("{}, {}. Opened by {}.")
        told = told.format(_sized(place.size_bytes), place.where, self.tr(place.opened_by))
        return PlaceRow(place.where, self.tr(place.what), told)

    @Slot(bool)
    def set_offline(self, wanted: bool) -> None:
        """Refuse the network from now on, or let what is asked for pass."""
        with self._notifier.guarding():
            self._application.settings.put(s.OFFLINE, wanted)
        self.offlineChanged.emit()
        self.changed.emit()

    @Slot()
    def test(self) -> None:
        """Run the self-test; it takes a few seconds and touches nothing."""
        if self._job is None:
            self._findings.show([])
            home = self._application.home
            self._job = self._application.io_worker.submit(
                lambda: proven(home), deliver=self._dispatcher.to(self._heard)
            )
            self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Give the self-test up."""
        if self._job is not None:
            self._job.cancel()

    def _heard(self, event: object) -> None:
        match event:
            case Finished(value=list() as findings):
                self._show(findings)
            case Failed(error=error):
                self._notifier.tell(error)
            case Finished() | Cancelled():
                pass
            case _:
                return
        self._job = None
        self.changed.emit()

    def _show(self, findings: list[Finding]) -> None:
        self._findings.show(
            [
                FindingRow(each.what, each.what, f"{each.found}. {each.advice}".strip(), each.is_fine)
                for each in findings
            ]
        )


def _sized(size: int) -> str:
    return f"{size / KILOBYTE:.0f} KB" if size < KILOBYTE**2 else gigabytes(size)

"""What this is, and whether there is a newer one: asked only when somebody clicks."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app import __version__
from app.application import Application
from app.core import settings as s
from app.core.workers import task
from app.hub import Release, latest_release
from app.ui.event_dispatcher import EventDispatcher
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class AboutViewModel(QObject):  # type: ignore[operator]
    """The version, and one click on "Check for updates"."""

    changed = Signal()

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._asking = TaskRunner(application.hub_worker, dispatcher, self)
        self._asking.changed.connect(self.changed)
        self._found: Release | None = None

    @Property(str, constant=True)
    def version(self) -> str:
        return __version__

    @Property(bool, notify=changed)
    def canCheck(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is an address to ask."""
        return bool(self._address)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._asking.is_busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._asking.trouble

    @Property(str, notify=changed)
    def told(self) -> str:
        """What came of the last click."""
        if self._found is None:
            return ""
        if not self._found.is_newer_than(__version__):
            return self.tr("This is the newest version.")
        return self.tr("Version {} is available.").format(self._found.version)

    @Property(str, notify=changed)
    def page(self) -> str:
        """Where the newer version is told about; an address to copy, as nothing here opens a browser."""
        return self._found.page if self._found is not None and self._found.is_newer_than(__version__) else ""

    @Slot()
    def refresh(self) -> None:
        """The address may have been changed."""
        self._found = None
        self.changed.emit()

    @Slot()
    def check(self) -> None:
        """Ask the address in the settings for the newest version."""
        address = self._address
        if not address:
            return
        self._found = None
        self._asking.ask(task(lambda: latest_release(address)), self.show)

    def show(self, found: object) -> None:
        """Tell what came of asking."""
        assert isinstance(found, Release)
        self._found = found
        self.changed.emit()

    @property
    def _address(self) -> str:
        return self._application.settings.text(s.UPDATE_ADDRESS).strip()

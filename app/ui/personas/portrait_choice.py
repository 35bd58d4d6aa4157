"""The portrait of a companion that is being changed: a picture, and the part of it that is shown small."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.workers import task
from app.personas import picture_shown, read_file, thumb_of
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.portraits import Portraits
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture that was chosen and is not kept yet, and which part of it is shown small."""

    picture: bytes
    crop: tuple[float, float, float] | None = None

    def __repr__(self) -> str:
        return f"<Portrait {len(self.picture)} bytes>"


@QmlElement
@QmlUncreatable("made by Python")
class PortraitChoiceViewModel(QObject):  # type: ignore[operator]
    """What is chosen lies in memory until the companion is kept."""

    changed = Signal()
    cropWanted = Signal()

    def __init__(
        self,
        application: Application,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        portraits: Portraits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._portraits = portraits
        self._reading = TaskRunner(application.files_worker, dispatcher, self)
        self._name = ""
        self._shots = 0
        self.chosen: Portrait | None = None

    @Property(str, notify=changed)
    def name(self) -> str:
        """By which name the portrait is shown."""
        return self._name

    @Property(str, notify=changed)
    def whole(self) -> str:
        """By which name the whole of the chosen picture is shown."""
        return f"other/whole/{self._shots}" if self.chosen is not None else ""

    @Slot(QUrl)
    def choose(self, place: QUrl) -> None:
        """Take the picture in a file; which part of it is shown is asked next."""
        path = Path(place.toLocalFile())

        def read() -> tuple[bytes, bytes]:
            picture = read_file(path)
            return picture, picture_shown(picture)

        def seen(found: object) -> None:
            assert isinstance(found, tuple)
            self.chosen = Portrait(found[0])
            self._shots += 1
            self._portraits.put("whole", found[1])
            self.crop_to(-1, 0, 0)
            self.cropWanted.emit()

        self._reading.ask(task(read), seen, failed=self._notifier.tell)

    @Slot(float, float, float)
    def crop_to(self, left: float, top: float, side: float) -> None:
        """Show this part of the picture small; see ``thumb_of``.  Without a side the usual part."""
        if self.chosen is None:
            return
        crop = (left, top, side) if side > 0 else None
        with self._notifier.guarding():
            self.chosen = replace(self.chosen, crop=crop)
            self._portraits.put("editor", thumb_of(self.chosen.picture, crop))
            self._shots += 1
            self.show(f"other/editor/{self._shots}")

    def show(self, name: str) -> None:
        """Show the portrait called *name*."""
        self._name = name
        self.changed.emit()

    def clear(self) -> None:
        """Nothing is chosen; what was is not held in memory."""
        self._reading.give_up()
        self.chosen = None
        self._portraits.put("editor", b"")

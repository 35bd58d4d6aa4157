"""The page “Voices and eyes”: what could speak, understand and see, and getting it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.paths import resources
from app.models import VOICES, CatalogueVoice, read_voices
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.start_download import Seen, begin, see
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice that could be downloaded; *standing* as in ``RecommendedRow``."""

    key: str
    name: str
    about: str
    facts: str
    standing: str
    trouble: str


@QmlElement
@QmlUncreatable("made by Python")
class VoicesViewModel(QObject):  # type: ignore[operator]
    """Shows the voices of the catalogue and begins downloads of them."""

    changed = Signal()
    begun = Signal(str)

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._asking = TaskRunner(application.hub_worker, dispatcher, self)
        self._asking.changed.connect(self.refresh)
        self._known: list[CatalogueVoice] = []
        self._asked = ""
        self._trouble = ""
        self._shown: dict[str, ListModel[VoiceRow]] = {
            kind: ListModel(VoiceRow, self) for kind in ("voice", "recognizer", "describer")
        }

    @Property(QObject, constant=True)
    def cards(self) -> QObject:
        return self._shown["voice"]

    @Property(QObject, constant=True)
    def recognizers(self) -> QObject:
        return self._shown["recognizer"]

    @Property(QObject, constant=True)
    def describers(self) -> QObject:
        """Small models with eyes."""
        return self._shown["describer"]

    @Slot(str)
    def get(self, key: str) -> None:
        """Download a voice."""
        voice = next((each for each in self._known if each.key == key), None)
        if voice is None:
            return
        self._asked, self._trouble = key, ""

        def answered(seen: object) -> None:
            assert isinstance(seen, Seen)
            self._trouble = begin(self._application, seen, with_projector=voice.kind == "describer")
            if not self._trouble:
                self.begun.emit(voice.name)
            self.refresh()

        self._asking.ask(lambda: see(self._application, voice.repo, voice.id, folder=voice.folder), answered)

    @Slot()
    def stop(self) -> None:
        """Give up asking the hub."""
        self._asking.give_up()

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        if not self._known:
            self._known = read_voices(resources() / VOICES)
        here = [model.origin for model in self._application.registry.models()]
        coming = self._application.downloads.all()
        rows = []
        for voice in self._known:
            download = next((each for each in coming if voice.is_of(each.repo, each.files[0].path)), None)
            standing = wording.standing(download.stage) if download is not None else ""
            # Of a model with eyes the repository tells which it is; in how many bits it came does not matter.
            if any(voice.is_of(origin.source, origin.file) for origin in here):
                standing = "here"
            asked = self._asked == voice.key
            if asked and self._asking.is_busy:
                standing = "asking"
            facts = self.tr("{} to download · {}").format(wording.size(voice.size_bytes), voice.licence)
            trouble = (self._asking.trouble or self._trouble) if asked else ""
            rows.append(VoiceRow(voice.key, voice.name, voice.about, facts, standing, trouble))
        for kind, shown in self._shown.items():
            shown.show([row for row, each in zip(rows, self._known, strict=True) if each.kind == kind])
        self.changed.emit()

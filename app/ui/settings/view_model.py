"""What a person can do on the settings screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.settings import SETTINGS, Setting
from app.core.text import text
from app.core.translation import sentence
from app.core.workers import Finished, task
from app.diagnostics import placing
from app.engine import ask_child, read_header
from app.models import described
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.voice import SoundDevices, find_devices

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as the screen shows it.

    *section* is the name of its section, *heading* the same on its first row only; *value* is text, a number, a truth
    or a place in *choices*.
    """

    key: str
    section: str
    heading: str
    label: str
    help: str
    kind: str
    value: object
    choices: list[str]
    low: int
    high: int


@QmlElement
@QmlUncreatable("made by Python")
class SettingsViewModel(QObject):  # type: ignore[operator]
    """Shows and stores every declared setting."""

    changed = Signal()
    machineChanged = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._settings: ListModel[SettingRow] = ListModel(SettingRow, self)
        self._locking: ListModel[SettingRow] = ListModel(SettingRow, self)
        self._machine: list[str] = []
        self._devices = SoundDevices("", (), ())
        self.refresh()

    @Property(QObject, constant=True)
    def settings(self) -> QObject:
        return self._settings

    @Property(QObject, constant=True)
    def locking(self) -> QObject:
        """The settings of locking, which the security sheet shows."""
        return self._locking

    @Property(list, constant=True)
    def sections(self) -> list[str]:
        """What the sections are called, in their order."""
        return list(dict.fromkeys(row.section for row in self._settings.rows))

    @Slot(str, result=int)
    def first_of(self, section: str) -> int:
        """Where in the list a section begins."""
        return next((at for at, row in enumerate(self._settings.rows) if row.section == section), 0)

    @Property(list, notify=machineChanged)
    def machine(self) -> list[str]:
        """Where models run here and how the one that answers is loaded, in sentences."""
        return self._machine

    @Property(str, constant=True)
    def folder(self) -> str:
        return str(self._application.home.root)

    @Slot()
    def refresh(self) -> None:
        """Show the values in force."""
        shown = [setting for setting in SETTINGS if not setting.hidden and setting.section != s.LOCKING]
        before = [None, *(setting.section for setting in shown)]
        self._settings.show(
            [
                self._row(setting, sentence(setting.heading) if setting.section != last else "")
                for setting, last in zip(shown, before, strict=False)
            ]
        )
        self._locking.show(
            [self._row(setting, "") for setting in SETTINGS if setting.section == s.LOCKING and not setting.hidden]
        )

    @Slot()
    def look_at_machine(self) -> None:
        """Find out where models run here; it takes a moment, as llama.cpp is asked."""
        home, plan, path = self._application.home, self._application.model.plan, self._application.model.path

        def look() -> list[str]:
            loaded = [sentence(described(plan, read_header(path)))] if plan is not None and path is not None else []
            if loaded and (draft := self._application.model.draft):
                loaded.append(sentence(text("load_plan.draft", name=draft)))
            return [*loaded, *placing(home, self._application.packs)]

        def seen(event: object) -> None:
            if isinstance(event, Finished) and isinstance(event.value, list):
                self._machine = event.value
                self.machineChanged.emit()

        self._application.io_worker.submit(task(look), deliver=self._dispatcher.to(seen))
        self._application.io_worker.submit(
            lambda: ask_child(find_devices), deliver=self._dispatcher.to(self._on_devices)
        )

    def _on_devices(self, event: object) -> None:
        if isinstance(event, Finished) and isinstance(event.value, SoundDevices) and event.value != self._devices:
            self._devices = event.value
            self.refresh()

    @Slot(str, "QVariant")
    def put(self, key: str, value: object) -> None:
        """Store a value as the screen gives it."""
        setting = next(setting for setting in SETTINGS if setting.key == key)
        stored = self._stored(setting, value)
        if setting.accepts(stored) and stored != self._application.settings.get(setting):
            with self._notifier.guarding():
                if setting is s.YOUR_NAME:
                    self._application.policy.call_me(str(stored))
                else:
                    self._application.settings.put(setting, stored)  # type: ignore[arg-type]
        self.refresh()
        self.changed.emit()

    def _row(self, setting: Setting, heading: str) -> SettingRow:
        value: object = self._application.settings.get(setting)
        low, high = setting.span or (0, 0)
        if setting.is_device:
            names = self._devices_for(setting)
            return SettingRow(
                setting.key, sentence(setting.heading), heading, sentence(setting.label), sentence(setting.help),
                "choice", names.index(str(value)), [self._device_name(name) for name in names], low, high,
            )  # fmt: skip
        return SettingRow(
            setting.key, sentence(setting.heading), heading, sentence(setting.label), sentence(setting.help),
            setting.kind,
            setting.choices.index(str(value)) if setting.choices else value,
            list(map(sentence, setting.choice_labels)), low, high,
        )  # fmt: skip

    def _devices_for(self, setting: Setting) -> list[str]:
        """The names to choose from: none for the system's own, what is there, and what was chosen though it is not."""
        there = self._devices.microphones if setting is s.MICROPHONE else self._devices.loudspeakers
        return list(dict.fromkeys(["", *there, str(self._application.settings.get(setting))]))

    def _device_name(self, name: str) -> str:
        if not name:
            return self.tr("System default")
        is_there = name in (*self._devices.microphones, *self._devices.loudspeakers)
        return name if is_there else self.tr("{} (not connected)").format(name)

    def _stored(self, setting: Setting, value: object) -> object:
        if setting.is_device and isinstance(value, int | float):
            return self._devices_for(setting)[int(value)]
        if setting.choices and isinstance(value, int | float):
            return setting.choices[int(value)]
        if isinstance(setting.default, bool):
            return bool(value)
        if isinstance(setting.default, int) and isinstance(value, int | float):
            return int(value)
        return value

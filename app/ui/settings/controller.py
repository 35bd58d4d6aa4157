"""What a person can do on the settings screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app import __version__
from app.core import settings as s
from app.core.lanes import Failed, Finished, Job, single_step
from app.core.settings import SETTINGS, Setting
from app.doctor import placing
from app.engine import read_header
from app.house import House
from app.library import ShelfModel, described
from app.ui.mailbox import Mailbox
from app.ui.notices import Notices
from app.ui.rows import Rows

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as the screen shows it.

    *heading* names the section on its first row only; *value* is text, a number, a truth or a place in *choices*.
    """

    key: str
    heading: str
    label: str
    help: str
    kind: str
    value: object
    choices: list[str]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model on the shelf."""

    key: str
    detail: str
    is_current: bool


@QmlElement
@QmlUncreatable("made by Python")
class SettingsController(QObject):  # type: ignore[operator]
    """Shows and stores every declared setting, and the shelf of models."""

    changed = Signal()
    addingChanged = Signal()
    machineChanged = Signal()

    def __init__(self, house: House, mailbox: Mailbox, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._mailbox = mailbox
        self._notices = notices
        self._settings: Rows[SettingRow] = Rows(SettingRow, self)
        self._locking: Rows[SettingRow] = Rows(SettingRow, self)
        self._models: Rows[ModelRow] = Rows(ModelRow, self)
        self._adding: Job | None = None
        self._machine: list[str] = []
        self.refresh()

    @Property(QObject, constant=True)
    def settings(self) -> QObject:
        return self._settings

    @Property(QObject, constant=True)
    def locking(self) -> QObject:
        """The settings of locking, which the security sheet shows."""
        return self._locking

    @Property(QObject, constant=True)
    def models(self) -> QObject:
        return self._models

    @Property(bool, notify=addingChanged)
    def adding(self) -> bool:
        return self._adding is not None

    @Property(list, notify=machineChanged)
    def machine(self) -> list[str]:
        """Where models run here and how the one that answers is loaded, in sentences."""
        return self._machine

    @Property(str, constant=True)
    def version(self) -> str:
        return __version__

    @Property(str, constant=True)
    def folder(self) -> str:
        return str(self._house.home.root)

    @Slot()
    def refresh(self) -> None:
        """Show the values in force."""
        shown = [setting for setting in SETTINGS if not setting.hidden and setting.section != s.LOCKING]
        before = [None, *(setting.section for setting in shown)]
        self._settings.show(
            [
                self._row(setting, setting.section if setting.section != last else "")
                for setting, last in zip(shown, before, strict=False)
            ]
        )
        self._locking.show(
            [self._row(setting, "") for setting in SETTINGS if setting.section == s.LOCKING and not setting.hidden]
        )
        current = self._house.model.name
        self._models.show([_model_row(model, current) for model in self._house.shelf.models()])

    @Slot()
    def look_at_machine(self) -> None:
        """Find out where models run here; it takes a moment, as llama.cpp is asked."""
        home, plan, path = self._house.home, self._house.model.plan, self._house.model.path

        def look() -> list[str]:
            loaded = [described(plan, read_header(path))] if plan is not None and path is not None else []
            return [*loaded, *placing(home)]

        def seen(event: object) -> None:
            if isinstance(event, Finished) and isinstance(event.value, list):
                self._machine = event.value
                self.machineChanged.emit()

        self._house.io_lane.submit(single_step(look), deliver=self._mailbox.to(seen))

    @Slot(str, "QVariant")
    def put(self, key: str, value: object) -> None:
        """Store a value as the screen gives it."""
        setting = next(setting for setting in SETTINGS if setting.key == key)
        stored = self._stored(setting, value)
        if setting.accepts(stored) and stored != self._house.settings.get(setting):
            with self._notices.guarding():
                self._house.settings.put(setting, stored)  # type: ignore[arg-type]
        self.refresh()
        self.changed.emit()

    @Slot(str)
    def use_model(self, name: str) -> None:
        """Answer with this model from now on."""
        with self._notices.guarding():
            self._house.settings.put(s.MODEL_NAME, self._house.shelf.find(name).name)
        self.refresh()
        self.changed.emit()

    @Slot(QUrl)
    def add_model(self, file: QUrl) -> None:
        """Try a model file and put it on the shelf."""
        if self._adding is None:
            path = Path(file.toLocalFile())
            self._adding = self._house.io_lane.submit(
                lambda: self._house.shelf.add(path), deliver=self._mailbox.to(self._added)
            )
            self.addingChanged.emit()

    @Slot()
    def stop_adding(self) -> None:
        """Give up on the model that is being tried."""
        if self._adding is not None:
            self._adding.cancel()

    def _added(self, event: object) -> None:
        match event:
            case Finished(value=ShelfModel(name=name, has_template=True)):
                self._notices.mention(self.tr("{} was added.").format(name))
            case Finished(value=ShelfModel(name=name)):
                self._notices.mention(
                    self.tr("{} was added. It brings no chat format, so a plain transcript is used.").format(name)
                )
            case Failed(error=error):
                self._notices.tell(error)
        if self._adding is not None and self._adding.end is not None:
            self._adding = None
            self.addingChanged.emit()
            self.refresh()

    def _row(self, setting: Setting, heading: str) -> SettingRow:
        value: object = self._house.settings.get(setting)
        choices = list(setting.choices or {})
        low, high = setting.span or (0, 0)
        return SettingRow(
            setting.key, heading, setting.label, setting.help, setting.kind,
            choices.index(str(value)) if choices else value,
            list((setting.choices or {}).values()), low, high,
        )  # fmt: skip

    @staticmethod
    def _stored(setting: Setting, value: object) -> object:
        if setting.choices and isinstance(value, int | float):
            return list(setting.choices)[int(value)]
        if isinstance(setting.default, bool):
            return bool(value)
        if isinstance(setting.default, int) and isinstance(value, int | float):
            return int(value)
        return value


def _model_row(model: ShelfModel, current: str) -> ModelRow:
    size = f"{model.size_bytes / 1e9:.1f} GB" if model.size_bytes > 1e9 else f"{model.size_bytes / 1e6:.0f} MB"
    detail = f"{size}, tiny, for trying the app" if model.is_starter else f"{size}, {model.architecture}"
    return ModelRow(model.name, detail, model.name == current)

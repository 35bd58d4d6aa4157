"""Which adapters change the model while a companion speaks, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.words import gigabytes
from app.core.workers import task
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.presence.scope_choice import ScopeChoice
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class AdapterRow:
    """One adapter: what works at this level, in percent; *is_chosen* says whether it was chosen at just this one."""

    key: str
    facts: str
    percent: int
    is_chosen: bool
    fits: bool


@QmlElement
@QmlUncreatable("made by Python")
class AdaptersViewModel(QObject):  # type: ignore[operator]
    """Everything holds from the next reply on; nothing is loaded anew for it."""

    changed = Signal()
    chosen = Signal()
    """Other weights will answer."""

    def __init__(
        self,
        session: Session,
        application: Application,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = session.adapter_choices
        self._application = application
        self._notifier = notifier
        self._where = where
        self._scope_choice = ScopeChoice(where, self.tr("For every companion"), self)
        self._scope_choice.chosen.connect(self._show)
        self._fits: dict[str, bool] = {}
        self._rows: ListModel[AdapterRow] = ListModel(AdapterRow, self)
        self._looking = TaskRunner(application.files_worker, dispatcher, self)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        return not self._rows.rows

    @Property(ScopeChoice, constant=True)
    def scope(self) -> ScopeChoice:
        """For whom it is chosen."""
        return self._scope_choice

    @Slot(str, int)
    def put(self, name: str, percent: int) -> None:
        """Let an adapter work so strongly."""
        with self._notifier.guarding():
            self._choices.put(self._scope_choice.scope, name, percent / 100)
        self._tell()

    @Slot(str)
    def clear(self, name: str) -> None:
        """Leave it to what holds more widely."""
        with self._notifier.guarding():
            self._choices.put(self._scope_choice.scope, name, None)
        self._tell()

    @Slot()
    def refresh(self) -> None:
        """Another conversation is open, or another model answers."""
        self._scope_choice.changed.emit()
        self._show()
        adapters, model = self._application.adapters.installed(), self._application.model.chosen
        service = self._application.adapters

        def looked(found: object) -> None:
            assert isinstance(found, dict)
            self._fits = found
            self._show()

        if adapters:
            self._looking.ask(task(lambda: {one.name: service.fits(one, model) for one in adapters}), looked)

    def _tell(self) -> None:
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        scope = self._scope_choice.scope
        here = self._choices.of(scope)
        holding = self._choices.holding(scope.persona, scope.conversation_id)
        self._rows.show(
            [
                AdapterRow(
                    one.name,
                    self._facts(one.total_bytes, fits=self._fits.get(one.name, True)),
                    round(100 * (here[one.name] if one.name in here else holding.get(one.name, 0.0))),
                    one.name in here,
                    self._fits.get(one.name, True),
                )
                for one in self._application.adapters.installed()
            ]
        )
        self.changed.emit()

    def _facts(self, size: int, *, fits: bool) -> str:
        if fits:
            return gigabytes(size)
        return self.tr("{}, made for another model than {}").format(gigabytes(size), self._application.model.name)

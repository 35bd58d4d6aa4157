"""The quirks of the original scan, and which of them are kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.text import Text
from app.core.translation import sentence
from app.lorebook import FAULTS
from app.session import Session
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class QuirkRow:
    """A fault of the original, and whether it is kept."""

    key: str
    label: str
    is_kept: bool


@QmlElement
@QmlUncreatable("made by Python")
class QuirksViewModel(QObject):  # type: ignore[operator]
    """Each is kept or mended, for every book."""

    turned = Signal()

    def __init__(
        self, application: Application, session: Session, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = application.settings
        self._rules = session.conversations.context_builder.rules
        self._notifier = notifier
        self._model: ListModel[QuirkRow] = ListModel(QuirkRow, self)

    def refresh(self) -> None:
        """Show which are kept now."""
        kept = self._rules().faithful
        self._model.show([QuirkRow(key, sentence(Text(f"lorebook_fault.{key}")), key in kept) for key in FAULTS])

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._model

    @Slot(str, bool)
    def keep(self, key: str, wanted: bool) -> None:
        """Keep a fault of the original, or mend it."""
        kept = set(self._rules().faithful)
        kept = kept | {key} if wanted else kept - {key}
        with self._notifier.guarding():
            self._settings.put(s.LORE_FAITHFUL, ",".join(sorted(kept)))
            self.refresh()
            self.turned.emit()

    @Slot(bool)
    def keep_all(self, wanted: bool) -> None:
        """Behave just as the original, or better."""
        with self._notifier.guarding():
            self._settings.put(s.LORE_FAITHFUL, ",".join(FAULTS) if wanted else "")
            self.refresh()
            self.turned.emit()

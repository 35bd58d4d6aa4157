"""Models of other programs on this computer, which are used where they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.models import ExternalModel, Origin, find_external_models
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.file_work import FileWork

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ExternalRow:
    """One model of another program."""

    key: str
    name: str
    facts: str


@QmlElement
@QmlUncreatable("made by Python")
class ExternalModelsViewModel(QObject):  # type: ignore[operator]
    """Finds them, read only, and uses one where it lies; *was_added* hears of that."""

    changed = Signal()

    def __init__(
        self,
        application: Application,
        work: FileWork,
        was_added: Callable[[object], None],
        parent: QObject | None = None,
    ) -> None:
        """*work* is shared with the page: one thing at a time is done with files."""
        super().__init__(parent)
        self._registry = application.registry
        self._work = work
        self._was_added = was_added
        self._found: list[ExternalModel] = []
        self._has_looked = False
        self._rows: ListModel[ExternalRow] = ListModel(ExternalRow, self)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def foundNone(self) -> bool:  # noqa: N802 - seen from QML
        return self._has_looked and not self._found

    @Slot()
    def look_around(self) -> None:
        """Find models where other programs keep them."""
        self._look([])

    @Slot(QUrl)
    def look_in(self, folder: QUrl) -> None:
        """The same in a folder that the person names."""
        self._look([Path(folder.toLocalFile())])

    @Slot(str)
    def link(self, key: str) -> None:
        """Use a model of another program where it lies."""
        chosen = next((each for each in self._found if str(each.path) == key), None)
        if chosen is None:
            return
        hashes = [(chosen.path.name, chosen.sha256)] if chosen.sha256 else []

        def added(model: object) -> None:
            self._show([left for left in self._found if left is not chosen])
            self._was_added(model)

        self._work.begin(
            lambda: self._registry.add(
                chosen.path, Origin("adopted", chosen.app), name=chosen.name, kind=chosen.kind, hashes=hashes
            ),
            added,
            self.tr("Trying the model…"),
        )

    def _look(self, folders: list[Path]) -> None:
        def found(models: object) -> None:
            assert isinstance(models, list)
            self._has_looked = True
            self._show(models)

        self._work.begin(lambda: find_external_models(self._registry, folders), found)

    def _show(self, found: list[ExternalModel]) -> None:
        self._found = found
        self._rows.show(
            [
                ExternalRow(
                    str(each.path), each.name, f"{each.app} · {wording.size(each.size_bytes)} · {each.architecture}"
                )
                for each in found
            ]
        )
        self.changed.emit()

"""The other first messages of a card that is being changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.personas import Card
from app.ui.list_model import ListModel

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class GreetingRow:
    """One of the first messages."""

    key: int
    text: str

    def __repr__(self) -> str:
        return f"<GreetingRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class GreetingsViewModel(QObject):  # type: ignore[operator]
    """Reads them from *card* and changes them by *put*."""

    def __init__(self, card: Callable[[], Card], put: Callable[[Card], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card, self._put = card, put
        self._rows: ListModel[GreetingRow] = ListModel(GreetingRow, self)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Slot(int, str)
    def put(self, at: int, text: str) -> None:
        """Let another first message say *text*; 0 is the first of the others."""
        others = self._others()
        if 0 <= at < len(others) and others[at] != text:
            others[at] = text
            self._put(self._card().with_("alternate_greetings", others))
            self._rows.replace(at, GreetingRow(at, text))

    @Slot()
    def add(self) -> None:
        """One more first message to choose from."""
        self._put(self._card().with_("alternate_greetings", [*self._others(), ""]))
        self.show()

    @Slot(int)
    def remove(self, at: int) -> None:
        """One less."""
        others = [text for place, text in enumerate(self._others()) if place != at]
        self._put(self._card().with_("alternate_greetings", others))
        self.show()

    def show(self) -> None:
        """Show what the card says."""
        self._rows.show([GreetingRow(at, text) for at, text in enumerate(self._others())])

    def _others(self) -> list[str]:
        told = self._card().fields.get("alternate_greetings")
        return [text for text in told if isinstance(text, str)] if isinstance(told, list) else []

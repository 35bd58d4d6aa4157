"""How many tokens each field of a card takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.personas import Card
from app.ui.personas.token_counter import TokenCounter

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

COUNTED = (
    "description", "personality", "scenario", "mes_example", "first_mes", "system_prompt", "post_history_instructions",
)  # fmt: skip
ALWAYS = ("description", "personality", "scenario", "mes_example", "system_prompt", "post_history_instructions")


@QmlElement
@QmlUncreatable("made by Python")
class FieldCostsViewModel(QObject):  # type: ignore[operator]
    """Counted on the engine worker, by the model's own tokenizer where one is loaded."""

    changed = Signal()

    def __init__(self, card: Callable[[], Card], counter: TokenCounter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card, self._counter = card, counter
        self._counts: Mapping[str, int] = {}
        self._is_exact = False

    @Property(str, notify=changed)
    def total(self) -> str:
        """What all that is always read takes."""
        tokens = sum(self._counts.get(name, 0) for name in ALWAYS)
        return self.tr("{}{} tokens in every prompt").format(self._about, tokens)

    @Slot(str, result=str)
    def tokens(self, field: str) -> str:
        """How many tokens *field* takes, in words."""
        return self.tr("{}{} tokens").format(self._about, self._counts[field]) if self._counts.get(field) else ""

    def count(self) -> None:
        """Count anew."""
        card = self._card()
        self._counter.count({name: card.text(name) for name in COUNTED}, self._show)

    def clear(self) -> None:
        """Another card is shown."""
        self._counts, self._is_exact = {}, False

    @property
    def _about(self) -> str:
        return "" if self._is_exact else self.tr("about ")

    def _show(self, counts: dict[str, int], exactly: bool) -> None:
        self._counts, self._is_exact = counts, exactly
        self.changed.emit()

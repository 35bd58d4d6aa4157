"""How a conversation begins: who it is with, in a sentence, and what one might say first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core.text import text
from app.core.translation import sentence
from app.personas import Persona
from app.ui.chat.messages import Messages

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class OpeningViewModel(QObject):  # type: ignore[operator]
    """What stands in a conversation in which the person said nothing yet."""

    changed = Signal()

    def __init__(self, messages: Messages, persona: Callable[[], Persona], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._persona = persona

    @Property(bool, notify=changed)
    def isGreeting(self) -> bool:  # noqa: N802 - seen from QML
        """Whether nothing but the companion's first words stands here."""
        return len(self._messages.rows) == 1 and self._messages.rows[0].is_first

    @Property(str, notify=changed)
    def whatItIs(self) -> str:  # noqa: N802 - seen from QML
        """That the companion is a simulation."""
        return sentence(text("notice.on_every_page", name=self._persona().name))

    @Property(list, notify=changed)
    def openers(self) -> list[str]:
        """What one might say to them first."""
        return list(self._persona().openers)

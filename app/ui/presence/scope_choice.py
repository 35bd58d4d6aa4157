"""For whom something is chosen: a conversation, a companion, or everybody; a part of every page where that is asked."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core.scope import Scope, ScopeLevel
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

LEVELS = (ScopeLevel.CONVERSATION, ScopeLevel.COMPANION, ScopeLevel.EVERYONE)


@QmlElement
@QmlUncreatable("made by Python")
class ScopeChoice(QObject):  # type: ignore[operator]
    """Knows for whom one chooses now; *everyone* is what the widest choice is called."""

    changed = Signal()
    chosen = Signal()
    """One chooses for somebody else now."""

    def __init__(self, where: Where, everyone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._everyone = everyone
        self.current = ScopeLevel.COMPANION

    @property
    def scope(self) -> Scope:
        """For whom, by number."""
        persona, conversation_id = self._where()
        return Scope(persona.id, conversation_id).at(self.current)

    @Property(list, notify=changed)
    def levels(self) -> list[str]:
        """For whom it can be chosen."""
        persona, _ = self._where()
        return [
            self.tr("For this conversation"),
            self.tr("For every conversation with {}").format(persona.name),
            self._everyone,
        ]

    @Property(int, notify=changed)
    def level(self) -> int:
        return LEVELS.index(self.current)

    @Property(bool, notify=changed)
    def isPossible(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a conversation to choose it for, where it is for one."""
        return self.current is not ScopeLevel.CONVERSATION or self._where()[1] is not None

    @Slot(int)
    def choose(self, level: int) -> None:
        """Show, and choose, what holds for it."""
        self.current = LEVELS[level]
        self.changed.emit()
        self.chosen.emit()

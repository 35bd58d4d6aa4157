"""What one chose about memories: how far they reach, which conversations make none, who keeps a journal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.scope import ScopeLevel
from app.session import Session
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

REACHES = (None, ScopeLevel.CONVERSATION, ScopeLevel.COMPANION, ScopeLevel.EVERYONE)


@QmlElement
@QmlUncreatable("made by Python")
class MemoryOptionsViewModel(QObject):  # type: ignore[operator]
    """The choices of the companion that is open; *is_shown* says whether anybody looks."""

    changed = Signal()
    shown = Signal()
    turned = Signal()
    """What the model reads is another now."""

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        where: Where,
        is_shown: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._memory = session.memory
        self._notifier = notifier
        self._where = where
        self._is_shown = is_shown

    @Property(bool, notify=shown)
    def keepsJournal(self) -> bool:  # noqa: N802 - seen from QML
        return self._is_shown() and self._memory.choices.keeps_journal(self._where()[0].id)

    @Slot(bool)
    def keep_journal(self, wanted: bool) -> None:
        """Let the companion write a page a week, or not."""
        persona, conversation_id = self._where()
        with self._notifier.guarding():
            self._memory.choices.put_journal(persona.id, wanted=wanted)
            if wanted and conversation_id is not None:
                self._session.conversations.memories.remember(persona, conversation_id)
            self.changed.emit()

    @Property(bool, notify=shown)
    def isExcluded(self) -> bool:  # noqa: N802 - seen from QML
        return self._is_shown() and self._memory.choices.is_excluded(self._where()[1])

    @Slot(bool)
    def exclude(self, wanted: bool) -> None:
        """Let the conversation make no memories, or let it again."""
        persona, conversation_id = self._where()
        if conversation_id is not None:
            with self._notifier.guarding():
                self._memory.exclude(conversation_id, wanted=wanted)
                if not wanted:
                    self._session.conversations.memories.remember(persona, conversation_id)
                self.turned.emit()

    @Property(bool, notify=shown)
    def remembers(self) -> bool:
        return self._is_shown() and self._application.settings.switch(s.REMEMBER)

    @Slot(bool)
    def put_remembering(self, wanted: bool) -> None:
        """Let companions remember, or not."""
        with self._notifier.guarding():
            self._application.settings.put(s.REMEMBER, wanted)
            self.turned.emit()

    @Property(int, notify=shown)
    def scope(self) -> int:
        """How far what is learned with this companion is known: 0 as usual, then as ``ScopeLevel``."""
        return REACHES.index(self._memory.choices.scope_of(self._where()[0].id)) if self._is_shown() else 0

    @Slot(int)
    def put_scope(self, at: int) -> None:
        """Choose it."""
        with self._notifier.guarding():
            self._memory.choices.put_scope(self._where()[0].id, REACHES[at])
            self.turned.emit()

    @Property(str, notify=shown)
    def meaning(self) -> str:
        """How memories are found."""
        name = self._application.embedding.name
        return self.tr("By their words, and by their meaning with {}.").format(name) if name else self.tr(
            "By their words, word forms and near-synonyms. An embedding model would find them by their meaning"
            " too: there is one under Models."
        )  # fmt: skip

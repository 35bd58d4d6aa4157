"""Keeps what is being written, a moment after the last key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.chat import ConversationId, ConversationStore
from app.personas import PersonaId
from app.ui.notifier import Notifier

PAUSE_MS = 800


class Drafts(QObject):
    """One draft for each conversation, and one for a new conversation with each companion.

    *may_keep* says whether a draft may be written down at all.
    """

    def __init__(
        self,
        store: ConversationStore,
        notifier: Notifier,
        may_keep: Callable[[PersonaId, ConversationId | None, str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._may_keep = may_keep
        self._notifier = notifier
        self._writing: tuple[PersonaId, ConversationId | None, str] | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def note(self, persona: PersonaId, conversation_id: ConversationId | None, text: str) -> None:
        """*text* stands in the field now."""
        self._writing = (persona, conversation_id, text)
        self._timer.start()

    def forget(self) -> None:
        """What was being written has been sent."""
        self._timer.stop()
        self._writing = None

    def flush(self) -> None:
        """Keep what is being written now."""
        self._timer.stop()
        if self._writing is not None:
            (persona, conversation_id, text), self._writing = self._writing, None
            with self._notifier.guarding():
                self._store.drafts.keep(
                    persona, conversation_id, text if self._may_keep(persona, conversation_id, text) else ""
                )

    def of(self, persona: PersonaId, conversation_id: ConversationId | None) -> str:
        """What was being written there when it was last open."""
        return self._store.drafts.get(persona, conversation_id)

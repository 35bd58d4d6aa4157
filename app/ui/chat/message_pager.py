"""Loading more of a long conversation: above, below, or around a message."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationId, MessageId
from app.ui.chat.message_window import MessageWindow
from app.ui.chat.messages import Messages
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class MessagePager(QObject):  # type: ignore[operator]
    """Moves the *window* over the conversation that is open, and lets it be *shown* again."""

    changed = Signal()

    def __init__(
        self,
        window: MessageWindow,
        messages: Messages,
        notifier: Notifier,
        here: Callable[[], ConversationId | None],
        show: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._messages = messages
        self._notifier = notifier
        self._here = here
        self._show = show

    @Property(bool, notify=changed)
    def hasOlder(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there are messages above those that are loaded."""
        return self._window.has_older

    @Property(bool, notify=changed)
    def hasNewer(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there are messages below those that are loaded."""
        return self._window.has_newer

    @Slot(int, result=int)
    def bring_in(self, key: int) -> int:
        """Load the page around a message of this conversation, where it is not loaded; its row, or -1."""
        row, here = self._messages.row_of(key), self._here()
        if row < 0 and here is not None:
            with self._notifier.guarding():
                if self._window.to(here, MessageId(key)):
                    self._show()
                    row = self._messages.row_of(key)
        return row

    @Slot()
    def load_newer(self) -> None:
        """Load the page below what is loaded."""
        here = self._here()
        if self._window.has_newer and here is not None:
            with self._notifier.guarding():
                self._window.newer(here)
                self._show()

    @Slot()
    def load_newest(self) -> None:
        """Load the newest page instead of what is loaded."""
        if self._window.has_newer:
            with self._notifier.guarding():
                self._window.to_newest()
                self._show()

    @Slot()
    def load_older(self) -> None:
        """Load the page above what is loaded."""
        here = self._here()
        if self._window.has_older and here is not None:
            with self._notifier.guarding():
                self._window.older(here)
                self._show()

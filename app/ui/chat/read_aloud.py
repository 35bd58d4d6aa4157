"""Messages read aloud: which one, and what one may do about it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.call import ReadingChanged, ReadingFailed
from app.chat import MessageId
from app.session import Session
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.open_conversation import OpenConversation
from app.ui.notifier import Notifier
from app.voice import Loudness

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class ReadAloudViewModel(QObject):  # type: ignore[operator]
    """Reads the messages of the open conversation, one at a time."""

    changed = Signal()
    loudnessChanged = Signal()

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        events: LiveEvents,
        conversation: OpenConversation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_aloud = session.read_aloud
        self._find = session.conversations.store.tree.find
        self._notifier = notifier
        self._conversation = conversation
        self._loudness = 0.0
        session.read_aloud.listen(events.to(self._on_event))
        conversation.opened.connect(self._attend)
        conversation.opened.connect(self._prepare)
        # A conversation comes into being with its first message.
        conversation.shown.connect(self._attend)

    @Property(int, notify=changed)
    def message(self) -> int:
        """The message that is read, or 0."""
        return int(self._read_aloud.message or 0)

    @Property(float, notify=loudnessChanged)
    def loudness(self) -> float:
        """How loud it is just now, from 0 to 1."""
        return self._loudness

    @Slot(int)
    def toggle(self, key: int) -> None:
        """Read a message, or stop reading it."""
        if key == (self._read_aloud.message or 0):
            self.stop()
            return
        here = self._conversation.id
        with self._notifier.guarding():
            message = self._find(MessageId(key))
            if here is None or message is None:
                return
            speaker = message.speaker or self._conversation.persona.id
            self._read_aloud.read(speaker, here, message.id, message.text)

    @Slot()
    def read_last(self) -> None:
        """Read the newest reply, or stop reading."""
        if self._read_aloud.message:
            self.stop()
            return
        for row in self._conversation.message_list.rows:
            if not row.is_mine and not row.is_aside and row.plain:
                self.toggle(row.key)
                return

    @Slot()
    def stop(self) -> None:
        """Be quiet."""
        self._read_aloud.stop()

    def leave(self) -> None:
        """The window is closing, or the vault."""
        self._read_aloud.stop()

    def _attend(self) -> None:
        self._read_aloud.attend(self._conversation.id)

    def _prepare(self) -> None:
        self._read_aloud.prepare(self._conversation.persona.id, self._conversation.id)

    def _on_event(self, event: object) -> None:
        match event:
            case Loudness(level=level):
                self._loudness = level
                self.loudnessChanged.emit()
            case ReadingChanged():
                self.changed.emit()
            case ReadingFailed(error=error):
                self._notifier.tell(error)
                self.changed.emit()

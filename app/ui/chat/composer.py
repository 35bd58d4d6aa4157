"""What the person is writing: the draft of each conversation, and what waits for a reply to end."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationId
from app.session import Session
from app.ui.chat.active_replies import ActiveReplies
from app.ui.chat.attachments import AttachmentsViewModel
from app.ui.chat.drafts import Drafts
from app.ui.chat.open_conversation import OpenConversation
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class ComposerViewModel(QObject):  # type: ignore[operator]
    """Keeps what is being written, and what is to be sent once a reply has ended: both as one draft."""

    restored = Signal(str)
    """What was being written here stands in the field again."""
    joined = Signal(str)
    """What was taken back stands before what is in the field."""
    queueChanged = Signal()
    typed = Signal(str)

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        conversation: OpenConversation,
        replies: ActiveReplies,
        attachments: AttachmentsViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversation = conversation
        self._replies = replies
        self._attachments = attachments
        self._queued: dict[ConversationId, str] = {}
        self._in_field = ""
        self.drafts = Drafts(
            session.conversations.store,
            notifier,
            lambda persona, conversation_id, text: session.conversations.replies.may_keep(
                session.personas.get(persona), conversation_id, text
            ),
            self,
        )
        conversation.leaving.connect(lambda _: self.drafts.flush())
        conversation.opened.connect(self._restore)

    @Property(AttachmentsViewModel, constant=True)
    def attachments(self) -> AttachmentsViewModel:
        """What goes with the message that is being written."""
        return self._attachments

    @Property(str, notify=queueChanged)
    def queued(self) -> str:
        """What is sent here when the reply has ended."""
        return self._waiting

    @property
    def _waiting(self) -> str:
        here = self._conversation.id
        return self._queued.get(here, "") if here is not None else ""

    @Slot(result=str)
    def draft(self) -> str:
        """What was being written here, without what waits to be sent: both are kept as one draft."""
        draft, waiting = self.drafts.of(self._conversation.persona.id, self._conversation.id), self._waiting
        return draft[len(waiting) :].lstrip("\n") if waiting and draft.startswith(waiting) else draft

    @property
    def in_field(self) -> str:
        """What stands in the field."""
        return self._in_field

    @Slot(str)
    def keep_draft(self, text: str) -> None:
        """Keep what is being written, a moment after the last key; what waits to be sent before it."""
        self._in_field = text
        whole = f"{self._waiting}\n\n{text}".strip() if self._waiting else text
        self.drafts.note(self._conversation.persona.id, self._conversation.id, whole)
        self.typed.emit(text)

    @Slot(str, result=bool)
    def queue(self, text: str) -> bool:
        """Send *text* when the reply has ended; false where none is coming.  Until then it is kept as a draft is."""
        here = self._conversation.id
        if here is None or self._replies.of(here) is None or not text.strip():
            return False
        before = self._queued.get(here, "")
        self._queued[here] = f"{before}\n\n{text.strip()}" if before else text.strip()
        self.drafts.note(self._conversation.persona.id, here, self._queued[here])
        self.queueChanged.emit()
        return True

    @Slot()
    def settle_letters(self) -> None:
        """Let an input method put what it is composing into the field."""
        QGuiApplication.inputMethod().commit()

    @Slot()
    def unqueue(self) -> None:
        """Put what waits back into the field, before what stands there."""
        if text := self.take_queued():
            self.joined.emit(text)

    def take_queued(self) -> str:
        """What waits here to be sent, which waits no longer."""
        here = self._conversation.id
        text = self._queued.pop(here, "") if here is not None else ""
        if text:
            self.queueChanged.emit()
        return text

    def note_sent(self) -> None:
        """What waited was sent; what stands in the field is the draft now."""
        if self._in_field:
            self.drafts.note(self._conversation.persona.id, self._conversation.id, self._in_field)

    def show_written(self, conversation_id: int, text: str) -> None:
        """The model wrote *text* for the person."""
        if conversation_id == self._conversation.id:
            self.restored.emit(text)

    def _restore(self) -> None:
        self._in_field = self.draft()
        self.restored.emit(self._in_field)
        self.queueChanged.emit()

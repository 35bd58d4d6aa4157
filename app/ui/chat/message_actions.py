"""What can be done with a message that is there."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import Author, MessageId
from app.session import Session
from app.ui.chat.active_replies import ActiveReplies
from app.ui.chat.call import CallViewModel
from app.ui.chat.open_conversation import OpenConversation
from app.ui.chat.read_aloud import ReadAloudViewModel
from app.ui.clipboard import PrivateClipboard
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class MessageActions(QObject):  # type: ignore[operator]
    """Copies, swipes and deletes the messages of the open conversation, and keeps other words begun for one."""

    copied = Signal()

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        clipboard: PrivateClipboard,
        conversation: OpenConversation,
        replies: ActiveReplies,
        aloud: ReadAloudViewModel,
        call: CallViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = session.conversations.store
        self._trash = session.trash
        self._notifier = notifier
        self._clipboard = clipboard
        self._conversation = conversation
        self._replies = replies
        self._aloud, self._call = aloud, call

    @Property(ReadAloudViewModel, constant=True)
    def aloud(self) -> ReadAloudViewModel:
        """Reads them aloud."""
        return self._aloud

    @Property(CallViewModel, constant=True)
    def call(self) -> CallViewModel:
        """Says and hears them."""
        return self._call

    @Slot(int)
    def remove(self, key: int) -> None:
        """Put a message and everything said after it into the trash."""
        here = self._conversation.id
        if here is not None and self._replies.of(here) is None:
            with self._notifier.guarding():
                self._trash.put_messages(here, MessageId(key))
                self._conversation.show_messages()
                self._conversation.contextChanged.emit()  # the model forgets it too

    @Slot(int, int)
    def swipe(self, key: int, step: int) -> None:
        """Show the next (or the last) of several versions of a message."""
        here = self._conversation.id
        if here is not None and self._replies.of(here) is None:
            with self._notifier.guarding():
                shown = self._store.tree.select_variant(here, MessageId(key), step)
                self._conversation.show_messages()
                if shown is not None:  # what follows it may be longer than what is loaded
                    self._conversation.message_pager.bring_in(int(shown))

    @Slot(int, result=bool)
    def swipe_last(self, step: int) -> bool:
        """Show the next (or the last) version of the newest message; false where there is none."""
        rows = self._conversation.message_list.rows
        if not rows or not rows[0].is_last or not 1 <= rows[0].place + step <= rows[0].siblings:
            return False
        self.swipe(rows[0].key, step)
        return True

    @Slot(int, result=int)
    def asked_by(self, key: int) -> int:
        """The person's message that *key* answers."""
        with self._notifier.guarding():
            message = self._store.tree.get(MessageId(key))
            while message.parent is not None:
                message = self._store.tree.get(message.parent)
                if message.author is Author.ME:
                    return int(message.id)
        return key

    @Slot(int, result=str)
    def text_of(self, key: int) -> str:
        """A message as it was written, all of it."""
        with self._notifier.guarding():
            return self._store.tree.get(MessageId(key)).text
        return ""

    @Slot(int, result=str)
    def words_for_editing(self, key: int) -> str:
        """A message as it was written, or the other words for it that were begun before."""
        with self._notifier.guarding():
            if draft := self._store.drafts.edit_of(MessageId(key)):
                return draft
        return self.text_of(key)

    @Slot(int, str)
    def keep_edit_draft(self, key: int, text: str) -> None:
        """Keep other words for a message until they are said or thrown away; nothing forgets them."""
        with self._notifier.guarding():
            self._store.drafts.keep_edit(MessageId(key), text.strip())

    @Slot(int)
    def copy(self, key: int) -> None:
        """Copy a message."""
        self.copy_text(self.text_of(key))

    @Slot(str)
    def copy_text(self, text: str) -> None:
        """Copy *text*."""
        self._clipboard.put(text)
        self.copied.emit()

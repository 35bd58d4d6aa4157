"""Saying something, and the reply to it as it comes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import Author, ConversationId, MessageId
from app.core.errors import AppError, MinorsFilterTriggered, TopicTouched
from app.personas import PersonaId
from app.session import Session
from app.ui.chat.active_replies import ActiveReplies, GrowingReply
from app.ui.chat.composer import ComposerViewModel
from app.ui.chat.impersonation import Impersonation
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.notices_view_model import NoticesViewModel
from app.ui.chat.open_conversation import OpenConversation
from app.ui.chat.reply_stream import ReplyStream
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SEVERAL = 3
"""Answers asked for at once."""


@QmlElement
@QmlUncreatable("made by Python")
class ReplyViewModel(QObject):  # type: ignore[operator]
    """Sends, asks for other answers, and shows the reply of the open conversation while it grows."""

    changed = Signal()
    finished = Signal(str)
    """The reply that was open has ended: what of it was kept, or nothing where it failed."""
    felt = Signal(str)
    """What the person seems to feel; empty where that is not clear."""
    sent = Signal()
    sendAnywayWanted = Signal()

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        events: LiveEvents,
        conversation: OpenConversation,
        replies: ActiveReplies,
        notices: NoticesViewModel,
        composer: ComposerViewModel,
        stream: ReplyStream,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = session.conversations
        self._notifier = notifier
        self._events = events
        self._conversation = conversation
        self._replies = replies
        self._notices = notices
        self._composer = composer
        self._stream = stream
        self._impersonation = Impersonation(
            session.conversations, notifier, events.to, crossed=notices.say_minors_filter, parent=self,
            keep=lambda persona, conversation_id, text: composer.drafts.note(persona.id, conversation_id, text),
        )  # fmt: skip
        self._impersonation.changed.connect(self.changed)
        self._impersonation.wrote.connect(composer.show_written)
        stream.changed.connect(self.changed)
        stream.ended.connect(self._ended)
        stream.finished.connect(self.finished)
        stream.felt.connect(self.felt)
        composer.queueChanged.connect(self._hurry)
        conversation.leaving.connect(self._leaving)
        conversation.opened.connect(self._opened)
        notices.answerWanted.connect(self._answer_last)

    # --- what is shown ---

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether something is being written in the open conversation."""
        return self._reply is not None or self._impersonation.is_writing

    @Property(bool, notify=changed)
    def isWriting(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the model is writing for the person."""
        return self._impersonation.is_writing

    @Property(str, notify=changed)
    def status(self) -> str:
        return self._stream.status

    @property
    def is_speaking(self) -> bool:
        """Whether anything is being written, in whichever conversation."""
        return bool(self._replies) or self._impersonation.is_writing

    # --- saying something ---

    @Slot(str, result=bool)
    def send(self, text: str) -> bool:
        """Say *text* to the companion; false when it was not kept, so that it must not leave the field."""
        if self.is_safe_word(text):
            self._pause(with_draft=False)
            return True
        return self._send(text, sure=False)

    @Slot(str, result=bool)
    def send_all_the_same(self, text: str) -> bool:
        """Say *text* although it touches a topic; false when it was not kept."""
        return self._send(text, sure=True)

    def _send(self, text: str, *, sure: bool) -> bool:
        text = text.strip()
        here = self._conversation
        shown = self._conversations.store.attachments.drafted(here.persona.id, here.id)
        if self._reply is not None or not (text or shown):
            return False
        reply = GrowingReply()
        self._notices.look(text, here.id)
        try:
            pending = self._conversations.replies.say(
                here.persona, here.id, text, self._stream.deliver(reply), sure=sure
            )
        except TopicTouched as error:
            self._notices.say_topic(error, self.sendAnywayWanted.emit)
        except MinorsFilterTriggered as error:
            self._notices.say_minors_filter(error)
        except AppError as error:
            self._notifier.tell(error)
        else:
            self._notices.note_said_in(pending.conversation_id)
            self._stream.follow(reply, pending)
            self._composer.drafts.forget()
            self.sent.emit()
            return True
        return False

    def _send_queued(self) -> None:
        """The reply has ended: what waits for that goes, unless something else is being said already."""
        here = self._conversation
        if self._events.is_retired or self._reply is not None or here.is_paused:
            return
        if text := self._composer.take_queued():
            if self._send(text, sure=False):
                self._composer.note_sent()
            else:
                self._composer.joined.emit(text)

    # --- asking for replies ---

    @Slot(int)
    def regenerate(self, key: int) -> None:
        """Ask for another answer beside this one; for the person's own last message, for one at all."""
        self._regenerate(key, 1)

    @Slot()
    def regenerate_last(self) -> None:
        """Ask for another answer beside the last."""
        rows = self._conversation.message_list.rows
        if rows and not rows[0].is_aside and not rows[0].is_first and rows[0].is_last:
            self._regenerate(rows[0].key, 1)

    @Slot(int, str)
    def regenerate_with(self, key: int, hint: str) -> None:
        """Ask for another answer, and say what should be otherwise."""
        self._regenerate(key, 1, hint.strip())

    @Slot(int)
    def regenerate_several(self, key: int) -> None:
        """Ask for several other answers beside this one, spoken together; the first is shown as it grows."""
        self._regenerate(key, SEVERAL)

    def _regenerate(self, key: int, count: int, hint: str = "") -> None:
        here = self._conversation
        if here.id is None or self._reply is not None:
            return
        with self._notifier.guarding():
            if self._conversations.store.tree.get(MessageId(key)).author is Author.ME:
                self._answer_last()
                return
            reply = GrowingReply()
            self._stream.follow(reply, self._conversations.replies.regenerate(
                here.persona, here.id, MessageId(key), self._stream.deliver(reply), count=count, hint=hint
            ))  # fmt: skip

    def _answer_last(self) -> None:
        """Let the companion answer what was said last."""
        here = self._conversation
        if here.id is not None and self._reply is None:
            with self._notifier.guarding():
                reply = GrowingReply()
                self._stream.follow(
                    reply, self._conversations.replies.answer_last(here.persona, here.id, self._stream.deliver(reply))
                )

    @Slot(int)
    def continue_reply(self, key: int) -> None:
        """Let the companion go on where a reply ended."""
        here = self._conversation
        if here.id is None or self._reply is not None:
            return
        with self._notifier.guarding():
            reply = GrowingReply()
            pending = self._conversations.replies.continue_reply(
                here.persona, here.id, MessageId(key), self._stream.deliver(reply)
            )
            reply.said = pending.answer.text
            self._stream.follow(reply, pending)

    @Slot(str)
    def impersonate(self, so_far: str) -> None:
        """Let the model write the person's next message into the field; it goes on with what stands there."""
        here = self._conversation
        if here.id is not None and self._reply is None and not self._impersonation.is_writing and not here.is_paused:
            self._impersonation.write(here.persona, here.id, so_far)

    @Slot(int)
    def speak_now(self, key: int) -> None:
        """Let one of several companions say something now."""
        if self._conversation.id is not None and self._reply is None:
            with self._notifier.guarding():
                self._stream.speak_next(self._conversation.id, (PersonaId(key),))

    @Slot(int, str, result=bool)
    def edit(self, key: int, text: str) -> bool:
        """Say a message in other words; false when they were not kept, so that they must not be lost."""
        here = self._conversation.id
        if here is None or not text.strip():
            return True
        if self._reply is not None:
            return False
        with self._notifier.guarding():
            return self._edit(here, MessageId(key), text.strip(), sure=False)
        return False

    def _edit(self, conversation_id: ConversationId, message: MessageId, text: str, *, sure: bool) -> bool:
        if self._reply is not None:
            return False
        reply = GrowingReply()
        self._notices.look(text, conversation_id, clears=False)
        try:
            pending = self._conversations.replies.edit(
                self._conversation.persona, conversation_id, message, text, self._stream.deliver(reply), sure=sure
            )
        except TopicTouched as error:
            self._notices.say_topic(error, partial(self._edit, conversation_id, message, text, sure=True))
            return True  # they wait for the answer
        except MinorsFilterTriggered as error:
            self._notices.say_minors_filter(error)
            return False
        except AppError as error:
            self._notifier.tell(error)
            return False
        self._notices.take("topic")
        if pending is not None:
            self._stream.follow(reply, pending)
        else:
            self._conversation.show_messages()
        return True

    # --- ending them ---

    @Slot()
    def stop(self) -> None:
        """End the reply; what was said stays.

        The window is free at once; a model that is loading or reading notices at its next step.
        """
        self._impersonation.cancel()
        self._composer.unqueue()  # who stops a reply may want to say something else
        if (reply := self._replies.cancel(self._conversation.id)) is not None:
            self._stream.let_go(reply)

    @Slot(str, result=bool)
    def is_safe_word(self, text: str) -> bool:
        """Whether *text* is the person's safe word, which is heard even while a reply comes."""
        return self._conversations.replies.is_safe_word(text)

    @Slot()
    def pause(self) -> None:
        """Step out of the fiction at once."""
        self._pause(with_draft=True)

    def _pause(self, *, with_draft: bool) -> None:
        self.stop()
        self._notices.take("topic", "floor")
        here, drafts = self._conversation, self._composer.drafts
        with self._notifier.guarding():
            pending = self._conversations.replies.pause(here.persona, here.id, with_draft=with_draft)
            if with_draft:
                drafts.flush()
            else:
                drafts.forget()
            here.follow(pending.conversation_id)

    def _hurry(self) -> None:
        """Something waits to be said: nobody waits for words that are only held back."""
        if self._composer.queued:
            self._stream.hurry()

    def silence(self) -> None:
        """Stop every reply; what was said stays."""
        self._impersonation.cancel()
        self._replies.cancel_all()

    def _leaving(self, is_another: bool) -> None:
        if is_another:
            self._impersonation.cancel()  # what it wrote is that conversation's draft

    def _opened(self) -> None:
        self.changed.emit()
        QTimer.singleShot(0, self, self._send_queued)  # the reply may have ended while nobody looked

    def _ended(self, is_free: bool) -> None:
        if is_free:
            QTimer.singleShot(0, self, self._send_queued)

    @property
    def _reply(self) -> GrowingReply | None:
        return self._stream.current

"""A reply as it comes: from the events of its job to the words on the screen."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.application import Application
from app.chat import ConversationId, MessageId
from app.core import settings as s
from app.core.clean_text import visible_text
from app.core.errors import MinorsFilterTriggered
from app.core.workers import Cancelled, Deliver, Failed, Finished
from app.engine import PrefillProgress
from app.generation import Considering, Felt, PendingReply
from app.manner import Rhythm, rhythm_of
from app.models import LoadDegraded, Loading, Ready
from app.personas import PersonaId
from app.session import Session
from app.templates import ReasoningDelta, TextDelta, TextRetracted
from app.ui.chat.active_replies import ActiveReplies, GrowingReply
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.messages import folded
from app.ui.chat.model_preloader import ModelPreloader
from app.ui.chat.notices_view_model import NoticesViewModel
from app.ui.chat.open_conversation import OpenConversation
from app.ui.notifier import Notifier, worded

BEAT_MS = 60
"""So often words that were held back are looked at."""
SLOW_READING_TOKENS = 256
"""A prompt with more to read than this says how far it is."""


NAMED_CHARS = 2_000
"""So much of a growing reply is in its accessible name; all of it once it has ended."""


class ReplyStream(QObject):
    """Shows replies while they grow, and lets the next of several companions speak when one has ended."""

    changed = Signal()
    """Whether something is being written, or what is said of that."""
    modelChanged = Signal()
    finished = Signal(str)
    """The reply that was open has ended: what of it was kept, or nothing where it failed."""
    ended = Signal(bool)
    """A reply has ended, wherever; true where the open conversation waits for nobody else."""
    felt = Signal(str)
    """What the person seems to feel to whom the open conversation answers; empty where that is not clear."""
    present = Signal()
    """Somebody is here: a reply was asked for, or is waited for."""

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        events: LiveEvents,
        conversation: OpenConversation,
        replies: ActiveReplies,
        notices: NoticesViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = session.conversations
        self._manner, self._settings = session.manner, application.settings
        self._is_paused = session.conversations.store.pauses.is_paused
        self._find = session.conversations.store.tree.find
        self._notifier = notifier
        self._events = events
        self._conversation = conversation
        self._messages = conversation.message_list
        self._replies = replies
        self._notices = notices
        self.preloader = ModelPreloader(application, notifier, events.to, self)
        self.preloader.changed.connect(self.changed)
        self.preloader.loaded.connect(self.modelChanged)
        # Words come many a frame; the block they grow in is laid out once.
        self._paint = QTimer(self, singleShot=True, interval=0)
        self._paint.timeout.connect(self.show_growth)
        conversation.shown.connect(self.show_growth)
        # Held back words come by themselves, also when nothing else happens.
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._show_held_back)
        conversation.opened.connect(self._end_elsewhere)

    @property
    def current(self) -> GrowingReply | None:
        """The reply that grows in the open conversation."""
        return self._replies.of(self._conversation.id)

    @property
    def status(self) -> str:
        """What the open conversation waits for."""
        return self.current.status if self.current is not None and self.current.status else self.preloader.status

    def deliver(self, reply: GrowingReply) -> Deliver:
        """Where the events of *reply*'s job go."""
        return self._events.to(lambda event: self._on_event(reply, event))

    def follow(self, reply: GrowingReply, pending: PendingReply, *, shows: bool = True, to_newest: bool = True) -> None:
        """*reply* was asked for: show it as it grows."""
        reply.conversation_id, reply.answer, reply.job = pending.conversation_id, pending.answer.id, pending.job
        reply.then = pending.then
        reply.rhythm = self._rhythm(pending)
        if reply.rhythm is not None:
            reply.rhythm.begin_after(reply.said)  # a reply that goes on does not begin anew
        self.present.emit()
        if pending.job is not None:  # else the app itself has answered
            self._replies.add(pending.conversation_id, reply)
        if shows:
            self._conversation.follow(pending.conversation_id, to_newest=to_newest)
            self.changed.emit()

    def speak_next(
        self, conversation_id: ConversationId, speakers: tuple[PersonaId, ...], after: MessageId | None = None
    ) -> None:
        """Let those who are to speak do so, the first of them now."""
        reply = GrowingReply()
        pending = self._conversations.replies.speak_next(
            conversation_id, speakers[0], speakers[1:], self.deliver(reply), after=after
        )
        if pending is not None:
            # After another's reply nobody asked to be taken anywhere.
            self.follow(reply, pending, shows=conversation_id == self._conversation.id, to_newest=after is None)

    def let_go(self, reply: GrowingReply) -> None:
        """*reply* has ended, or nobody waits for it any more."""
        was_open, is_here = reply is self.current, reply.conversation_id == self._conversation.id
        self._replies.remove(reply)
        self.present.emit()
        self.changed.emit()
        if is_here:
            self._conversation.show_messages()
        if was_open:
            self.finished.emit(self._kept_of(reply))
        self.ended.emit(is_here and not reply.then)

    def show_growth(self) -> None:
        """Show what was said until now."""
        reply = self.current
        if reply is None or reply.answer is None:
            return
        if reply.said:
            self._say_status(reply, "")
        if (row := self._messages.row_of(reply.answer)) < 0:
            return  # the reader is elsewhere in the conversation
        old = self._messages.rows[row]
        self.present.emit()  # who waits for a slow model is here
        shown = reply.shown
        if len(shown) < len(reply.said) and not self._beat.isActive():
            self._beat.start()
        old.blocks.set_text(shown.rstrip())
        # A long name is read out by nobody while it still grows, and would be handed on with every word.
        plain = old.blocks.text if len(reply.said) < NAMED_CHARS else old.plain or old.blocks.text
        self._messages.replace(row, replace(old, plain=plain, thinking=folded(reply.thought.strip())))

    def _on_event(self, reply: GrowingReply, event: object) -> None:
        match event:
            case TextDelta(text=text):
                reply.said += text
                self._paint.start()
            case ReasoningDelta(text=text):
                reply.thought += text
                self._paint.start()
            case TextRetracted():
                reply.said, reply.thought = "", reply.thought + reply.said
                self._paint.start()
            case Loading():
                self._say_status(reply, self.preloader.words_for(event))
            case LoadDegraded():
                self.preloader.say_lighter(event)
            case Ready():
                self._say_status(reply, "")
                self.modelChanged.emit()
            case Felt(feeling=feeling):
                if reply is self.current:
                    self.felt.emit(feeling)
            case Considering():
                self._say_status(reply, self.tr("Considering how you feel"))
            case PrefillProgress() if reply.thought and not reply.said:
                pass  # what is thought stands there already
            case PrefillProgress(is_looking=True):
                self._say_status(reply, self.tr("Looking at your picture"))
            case PrefillProgress() if event.total - event.done > SLOW_READING_TOKENS:
                self._say_status(reply, self._reading(reply.reading.left_s(event), 100 * event.done // event.total))
            case PrefillProgress():
                self._say_status(reply, "")
            case Finished() if self._is_held_back(reply, event):
                pass  # its last words are still to be shown
            case Finished():
                is_awaited = self._replies.is_awaited(reply)
                self._end(reply)
                if is_awaited:
                    self._let_others_speak(reply)
            case Cancelled():
                self._end(reply)
            case Failed(error=MinorsFilterTriggered() as error):
                reply.said = reply.thought = ""  # nothing of it is shown or read aloud any more
                if reply.answer is not None:
                    self._messages.blank(reply.answer)
                self._notices.say_minors_filter(error, reply.conversation_id)
                self._end(reply)
            case Failed(error=error):
                self._end(reply, worded(error))

    def _rhythm(self, pending: PendingReply) -> Rhythm | None:
        """How the words of a reply appear: as they come, where nothing shall move."""
        if self._settings.switch(s.REDUCE_MOTION):
            return None
        speaker = pending.answer.speaker or self._conversation.persona.id
        return rhythm_of(self._manner.holding(speaker, pending.conversation_id))

    def _is_held_back(self, reply: GrowingReply, ended: Finished) -> bool:
        """Whether words of *reply* are still to be shown, though it is over."""
        if reply.rhythm is None or reply is not self.current or not self._replies.is_awaited(reply):
            return False
        if not reply.rhythm.end(reply.said, time.monotonic()):
            return False
        reply.ended = ended
        self._beat.start()
        return True

    def _show_held_back(self) -> None:
        """Some time has passed: some more words are to be seen."""
        reply = self.current
        if reply is None or reply.rhythm is None:
            self._beat.stop()
            return
        self.show_growth()
        if len(reply.shown) >= len(reply.said.rstrip()):
            self._beat.stop()
            # A slow model is caught up with in the middle of its reply, too: the rhythm holds for the rest.
            if reply.ended is not None:
                self.hurry()

    def hurry(self) -> None:
        """Show what was held back of the open conversation's reply: nobody wants to wait for it."""
        if self.current is not None:
            self._hurry(self.current)

    def _hurry(self, reply: GrowingReply) -> None:
        reply.rhythm = None
        self.show_growth()
        if reply.ended is not None:
            ended, reply.ended = reply.ended, None
            self._on_event(reply, ended)

    def _end_elsewhere(self) -> None:
        """Another conversation is open: nobody sees the words that were held back in the one before."""
        for reply in self._replies.held_back():
            if reply is not self.current:
                self._hurry(reply)

    def _let_others_speak(self, reply: GrowingReply) -> None:
        where = reply.conversation_id
        if reply.then and where is not None and not self._is_paused(where):
            with self._notifier.guarding():
                self.speak_next(where, reply.then, reply.answer)

    def _end(self, reply: GrowingReply, failure: str = "") -> None:
        if failure and reply.answer is not None:
            self._replies.failures[reply.answer] = failure
        self.let_go(reply)

    def _kept_of(self, reply: GrowingReply) -> str:
        """What was kept, which a boundary may have cut, and not what was on its way; nothing where it failed."""
        if reply.answer is None or reply.answer in self._replies.failures:
            return ""
        with self._notifier.guarding():
            message = self._find(reply.answer)
            return visible_text(message.text) if message is not None else ""
        return ""

    def _reading(self, left_s: float | None, percent: int) -> str:
        if left_s is None:
            return self.tr("Reading the story so far, {} %").format(percent)
        return self.tr("Reading the story so far, {} %, about {} s").format(percent, max(1, round(left_s)))

    def _say_status(self, reply: GrowingReply, status: str) -> None:
        if status != reply.status:
            reply.status = status
            self.changed.emit()

"""Lets companions speak first at the times that the person set, while the window is open and nothing else is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.workers import Finished
from app.session import Session
from app.ui.chat.active_replies import GrowingReply
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.open_conversation import OpenConversation
from app.ui.chat.reply_stream import ReplyStream
from app.ui.notifier import Notifier

LOOK_EVERY_MS = 20_000


def by_the_wall() -> dt.datetime:
    """The time on the wall, here."""
    return dt.datetime.now().astimezone()


class FirstWordWatch(QObject):
    """Looks from time to time whether something is due."""

    spoke = Signal()
    """A companion has written first."""

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        events: LiveEvents,
        conversation: OpenConversation,
        stream: ReplyStream,
        is_speaking: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._speaking = session.speaking_first
        self._vault = session.vault
        self._notifier = notifier
        self._events = events
        self._conversation = conversation
        self._stream = stream
        self._is_speaking = is_speaking
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self, at: dt.datetime | None = None) -> None:
        """Let be said what is due *at* that moment, or now."""
        if self._events.is_retired or not self._vault.is_open or self._is_speaking():
            return
        moment = at or by_the_wall()
        with self._notifier.guarding():
            occasion = self._speaking.next(moment)
            if occasion is None:
                return
            reply = GrowingReply()
            grow, note = self._stream.deliver(reply), self._events.to(self._note)

            def deliver(event: object) -> None:
                grow(event)
                note(event)

            pending = self._speaking.speak(occasion, moment, deliver)
            is_here = pending.conversation_id == self._conversation.id
            # Nobody asked for it: whoever reads further up stays there.
            self._stream.follow(reply, pending, shows=is_here, to_newest=False)
            if pending.job is None:
                self.spoke.emit()

    def _note(self, event: object) -> None:
        if isinstance(event, Finished):
            self.spoke.emit()

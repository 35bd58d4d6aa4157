"""What the model does while a person pauses: it reads the draft, gets ready for the next turn, and rests at last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.core import settings as s
from app.core.settings import Settings
from app.generation import PAUSE_ON_BATTERY_S, PAUSE_S, Conversations
from app.models import is_on_battery
from app.ui.where import Where

QUIET_MS = 20_000
"""So long after a reply, and what the model has read is kept for the next start."""

MINUTE_MS = 60_000


class IdleScheduler(QObject):
    """Waits for pauses of three lengths.  *where* tells who is talked to now, *is_busy* whether a reply is spoken."""

    def __init__(
        self,
        conversations: Conversations,
        settings: Settings,
        where: Where,
        is_busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = conversations
        self._settings = settings
        self._where = where
        self._is_busy = is_busy
        self._draft = ""
        self._typing = self._timer(_typing_ms(), self._read_draft)
        self._quiet = self._timer(QUIET_MS, self._keep_ready)
        self._rest = self._timer(0, self._let_rest)

    def typed(self, draft: str) -> None:
        """A key was pressed: *draft* stands in the field now."""
        self._draft = draft
        self._typing.start()

    def sent(self) -> None:
        """What stood there is on its way."""
        self._typing.stop()

    def replied(self) -> None:
        """A reply has ended."""
        self._quiet.start()
        self._typing.setInterval(_typing_ms())  # the plug may have been pulled meanwhile
        self.count_rest()

    def turned(self) -> None:
        """Another conversation is shown, something was deleted, or the model is there: get ready for what comes."""
        if not self._is_busy():
            self._conversations.prefill.warm_up(*self._where())
            self._remember()

    def count_rest(self) -> None:
        """From now on, so long as is set, until the model leaves the memory."""
        minutes = int(self._settings.text(s.REST_AFTER))
        if minutes:
            self._rest.start(minutes * MINUTE_MS)
        else:
            self._rest.stop()

    def end(self) -> None:
        """Wait for nothing any more."""
        for timer in (self._typing, self._quiet, self._rest):
            timer.stop()

    def _timer(self, interval_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval_ms)
        timer.timeout.connect(then)
        return timer

    def _read_draft(self) -> None:
        self.count_rest()
        if not self._is_busy():
            self._conversations.prefill.typing(*self._where(), self._draft)

    def _keep_ready(self) -> None:
        if not self._is_busy():
            persona, conversation_id = self._where()
            self._conversations.prefill.warm_up(persona, conversation_id, keep=True)
            self._remember()
            self._conversations.prefill.calibrate()
            self._conversations.prefill.find_draft()
            self._conversations.prefill.learn_feelings()

    def _remember(self) -> None:
        persona, conversation_id = self._where()
        if conversation_id is not None:
            self._conversations.memories.remember(persona, conversation_id)

    def _let_rest(self) -> None:
        if not self._is_busy():
            self._conversations.prefill.sleep()


def _typing_ms() -> int:
    return int(1000 * (PAUSE_ON_BATTERY_S if is_on_battery() else PAUSE_S))

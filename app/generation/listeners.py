"""Who hears of the events of replies besides whoever asked for them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.chat import ConversationId, MessageId
from app.core.log import describe
from app.personas import PersonaId

log = logging.getLogger("app.generation")


@dataclass(frozen=True, slots=True)
class ReplySource:
    """Which reply an event is of: its message, or the first of several alternatives, and who speaks."""

    conversation_id: ConversationId
    answer: MessageId
    persona: PersonaId


Listener = Callable[[ReplySource, object], None]


class ReplyListeners:
    """Tells of every event of every reply, on the engine worker.  Any thread may subscribe."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell *listener* from now on; what is returned ends that."""
        with self._lock:
            self._listeners.append(listener)

        def leave() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return leave

    def tell(self, source: ReplySource, event: object) -> None:
        """Tell everybody; a listener that raises loses only itself."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(source, event)
            except Exception as error:  # noqa: BLE001 - the reply goes on without it
                log.error("a listener of replies was dropped: %s", describe(error))
                with self._lock:
                    if listener in self._listeners:
                        self._listeners.remove(listener)

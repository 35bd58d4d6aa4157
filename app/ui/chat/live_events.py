"""Events for a screen, for as long as that screen is the one that is shown."""

from __future__ import annotations

from collections.abc import Callable

from app.core.workers import Deliver
from app.ui.event_dispatcher import EventDispatcher


class LiveEvents:
    """Passes events to handlers on the Qt thread until it is retired."""

    def __init__(self, dispatcher: EventDispatcher) -> None:
        self._dispatcher = dispatcher
        self.is_retired = False

    def to(self, handler: Callable[[object], None]) -> Deliver:
        """What passes events to *handler*."""
        return self._dispatcher.to(lambda event: None if self.is_retired else handler(event))

    def retire(self) -> None:
        """Another screen takes over: what still comes is not for this one."""
        self.is_retired = True

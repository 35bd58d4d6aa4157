"""The model writes the person's next message into the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.chat import ConversationId
from app.core.errors import MinorsFilterTriggered
from app.core.workers import Cancelled, Deliver, Failed, Finished, Job
from app.generation import Conversations
from app.personas import Persona
from app.templates import TextDelta, TextRetracted
from app.ui.notifier import Notifier

Keep = Callable[[Persona, ConversationId, str], None]


class Impersonation(QObject):
    """Writes one message at a time; what stands in the field, it goes on with."""

    changed = Signal()
    wrote = Signal(int, str)
    """What stands in the field of a conversation now."""

    def __init__(
        self,
        conversations: Conversations,
        notifier: Notifier,
        to: Callable[[Callable[[object], None]], Deliver],
        *,
        keep: Keep,
        crossed: Callable[[MinorsFilterTriggered, ConversationId], None],
        parent: QObject | None = None,
    ) -> None:
        """*to* passes events to a handler on the Qt thread; *keep* makes a draft of what was written; *crossed* hears
        that it touched the minors filter."""
        super().__init__(parent)
        self._conversations, self._notifier, self._to = conversations, notifier, to
        self._keep, self._crossed = keep, crossed
        self._job: Job | None = None

    @property
    def is_writing(self) -> bool:
        return self._job is not None

    def write(self, persona: Persona, conversation_id: ConversationId, so_far: str) -> None:
        """Go on with *so_far* in the conversation *conversation_id*."""
        words = [so_far]

        def on_event(event: object) -> None:
            match event:
                case TextDelta(text=text):
                    words.append(text)
                    self.wrote.emit(conversation_id, "".join(words))
                case TextRetracted():
                    del words[1:]
                    self.wrote.emit(conversation_id, so_far)
                case Finished() | Cancelled():
                    self._end()
                    self._keep(persona, conversation_id, "".join(words))
                case Failed(error=MinorsFilterTriggered() as error):
                    self._end()
                    self.wrote.emit(conversation_id, so_far)
                    self._crossed(error, conversation_id)
                case Failed(error=error):
                    self._end()
                    self._notifier.tell(error)

        self._job = self._conversations.replies.impersonate(persona, conversation_id, so_far, self._to(on_event))
        self.changed.emit()

    def cancel(self) -> None:
        """Write no further; what was written stays."""
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()

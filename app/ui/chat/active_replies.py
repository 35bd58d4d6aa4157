"""The replies that are being spoken, each in its own conversation, and what became of those that failed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from app.chat import ConversationId, MessageId
from app.core.workers import Job
from app.engine import PrefillProgress
from app.manner import Rhythm
from app.personas import PersonaId

TELLING_S = 1.5
"""So long it must have read before its speed says anything."""


@dataclass(slots=True)
class ReadingPace:
    """How long reading a prompt will still take, told by how it went until now."""

    _begun_at: float = 0.0
    _begun_with: int = 0

    def left_s(self, progress: PrefillProgress, at: float | None = None) -> float | None:
        """Seconds until the whole prompt is read; None while nothing can be said of it yet.

        *at* is a moment of ``time.monotonic``: now, unless told.
        """
        at = time.monotonic() if at is None else at
        if not self._begun_at:
            self._begun_at, self._begun_with = at, progress.done
        spent, read = at - self._begun_at, progress.done - self._begun_with
        if spent < TELLING_S or read <= 0:
            return None
        return (progress.total - progress.done) * spent / read


@dataclass(slots=True, eq=False)
class GrowingReply:
    """One reply as far as it has come.

    *answer* and *job* are set as soon as it is asked for; *then* are who speak after it.  *rhythm* holds its words
    back; *ended* is how its job ended, where some are still to be shown.
    """

    conversation_id: ConversationId | None = None
    answer: MessageId | None = None
    job: Job | None = None
    said: str = ""
    thought: str = ""
    status: str = ""
    then: tuple[PersonaId, ...] = ()
    reading: ReadingPace = field(default_factory=ReadingPace)
    rhythm: Rhythm | None = None
    ended: object = None

    @property
    def shown(self) -> str:
        """What of it is to be seen by now."""
        return self.said if self.rhythm is None else self.said[: self.rhythm.shown(self.said, time.monotonic())]


class ActiveReplies:
    """At most one reply a conversation; *failures* are what is said of messages whose reply failed."""

    def __init__(self) -> None:
        self._growing: dict[ConversationId, GrowingReply] = {}
        self.failures: dict[int, str] = {}

    def __bool__(self) -> bool:
        return bool(self._growing)

    def of(self, conversation_id: ConversationId | None) -> GrowingReply | None:
        """The reply that grows in a conversation."""
        return self._growing.get(conversation_id) if conversation_id is not None else None

    def held_back(self) -> list[GrowingReply]:
        """Those that are over, and still to be shown."""
        return [reply for reply in self._growing.values() if reply.ended is not None]

    def add(self, conversation_id: ConversationId, reply: GrowingReply) -> None:
        """*reply* grows in a conversation from now on."""
        self._growing[conversation_id] = reply

    def is_awaited(self, reply: GrowingReply) -> bool:
        """Whether somebody still waits for *reply*: nobody does for one that was stopped."""
        return self.of(reply.conversation_id) is reply

    def remove(self, reply: GrowingReply) -> None:
        """*reply* has ended, or nobody waits for it any more."""
        if reply.conversation_id is not None and self.is_awaited(reply):
            del self._growing[reply.conversation_id]

    def cancel(self, conversation_id: ConversationId | None) -> GrowingReply | None:
        """End the reply in a conversation; nobody speaks after it, and what was said stays said."""
        reply = self.of(conversation_id)
        if reply is None or reply.job is None:
            return None
        reply.then = ()
        reply.job.cancel()
        return reply

    def cancel_all(self) -> None:
        """End every reply."""
        for conversation_id in list(self._growing):
            self.cancel(conversation_id)

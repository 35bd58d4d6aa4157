"""The replies that are being spoken, each in its own conversation."""

from __future__ import annotations

from dataclasses import dataclass

from app.chat import ConversationId, MessageId
from app.core.workers import Job
from app.personas import PersonaId


@dataclass(slots=True, eq=False)
class GrowingReply:
    """One reply as far as it has come.

    *answer* and *job* are set as soon as it is asked for; *then* are who speak after it.
    """

    conversation_id: ConversationId | None = None
    answer: MessageId | None = None
    job: Job | None = None
    said: str = ""
    thought: str = ""
    status: str = ""
    then: tuple[PersonaId, ...] = ()

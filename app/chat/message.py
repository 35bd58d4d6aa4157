"""The nouns: conversations and their messages."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

from app.core.clock import Milliseconds
from app.personas import PersonaId

ConversationId = NewType("ConversationId", int)
MessageId = NewType("MessageId", int)


AttachmentId = NewType("AttachmentId", int)

GONE = PersonaId(-1)
"""Who spoke, where that companion was deleted since."""


class Author(enum.Enum):
    """Whose message it is."""

    ME = "me"
    PERSONA = "persona"
    APP = "app"
    """What the app says outside the fiction; no model reads it."""


class SystemNotice(enum.Enum):
    """Why the app spoke."""

    SIMULATION = "simulation"
    PAUSED = "paused"


class State(enum.Enum):
    """How far a message is.  Only a reply that is being spoken is open."""

    OPEN = "open"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class AttachmentKind(enum.Enum):
    """What stands beside words."""

    IMAGE = "image"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or recording: told apart by *digest*, of *width* by *height* pixels, or *width* samples.

    *alt* says in words what it shows, as a person wrote it, or the model *told_by*.
    """

    id: AttachmentId
    kind: AttachmentKind
    digest: bytes
    blob: int
    width: int
    height: int
    alt: str = ""
    told_by: str = ""

    def __repr__(self) -> str:
        return f"<Attachment {self.id} {self.kind.value}>"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the tree.

    *place* and *siblings* tell which of how many alternatives under the same parent it is, from 1; *stats* is
    how a reply went, as JSON; *aside* is why the app spoke, where it was the app.  A hidden message is not read by a
    model, a pinned one always is; *checkpoint* is a name the person gave to the place; *speaker* is who said it where
    several talk, or where it is not the companion of the conversation; *called* names one who is no companion.
    """

    id: MessageId
    parent: MessageId | None
    author: Author
    text: str
    thinking: str
    state: State
    model: str
    created: Milliseconds
    variant_index: int = 1
    variant_count: int = 1
    stats: str = "{}"
    notice: SystemNotice | None = None
    is_hidden: bool = False
    is_pinned: bool = False
    checkpoint: str = ""
    speaker: PersonaId | None = None
    speaker_name: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether a model may read it: the rule of the view ``readable_message``, for a message that is at hand."""
        return bool(self.text or self.attachments) and self.author is not Author.APP and not self.is_hidden

    def __repr__(self) -> str:
        return f"<Message {self.id} {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """One conversation, as a list shows it."""

    id: ConversationId
    persona: PersonaId
    title: str
    updated: Milliseconds
    folder: str = ""
    is_archived: bool = False

    def __repr__(self) -> str:
        return f"<ConversationSummary {self.id}>"

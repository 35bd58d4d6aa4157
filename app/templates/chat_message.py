"""What a conversation is made of before it is written in a model's own format, and after."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


class Role(enum.Enum):
    """Who a part of the prompt is by."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class TextPart:
    """Words of a message."""

    text: str

    def __repr__(self) -> str:
        return f"<TextPart {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class ImagePart:
    """A picture of a message: the SHA-256 *digest* of its pixels, of which there are *width* by *height*, and *alt*,
    what it shows in words."""

    digest: bytes
    alt: str = ""
    width: int = 0
    height: int = 0

    def __repr__(self) -> str:
        return "<ImagePart>"


@dataclass(frozen=True, slots=True)
class AudioPart:
    """A recording of a message: the SHA-256 *digest* of its *samples*, and *alt*, what is heard in words."""

    digest: bytes
    alt: str = ""
    samples: int = 0

    def __repr__(self) -> str:
        return "<AudioPart>"


UNSEEN = "[a picture that you cannot see: say so, and do not guess what it shows]"
UNHEARD = "[a recording that you cannot hear: say so, and do not guess what is said]"

MediaPart: TypeAlias = ImagePart | AudioPart
ContentPart: TypeAlias = TextPart | MediaPart


@dataclass(frozen=True, slots=True, init=False, repr=False)
class ChatMessage:
    """One message of the prompt: what stands in it, in order.  No two texts stand side by side: they are one."""

    role: Role
    content: tuple[ContentPart, ...]

    def __init__(self, role: Role, content: str | Iterable[ContentPart]) -> None:
        parts = (TextPart(content),) if isinstance(content, str) else _merged(content)
        object.__setattr__(self, "role", role)
        object.__setattr__(self, "content", parts)

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(part.text for part in self.content if isinstance(part, TextPart))

    def __repr__(self) -> str:
        return f"<ChatMessage {self.role.value} {len(self.text)} chars>"


def joined(role: Role, messages: Iterable[ChatMessage]) -> ChatMessage:
    """What several messages hold as one by *role*, a blank line between them."""
    parts: list[ContentPart] = []
    for message in messages:
        if parts:
            parts.append(TextPart("\n\n"))
        parts.extend(message.content)
    return ChatMessage(role, parts)


def _merged(parts: Iterable[ContentPart]) -> tuple[ContentPart, ...]:
    out: list[ContentPart] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, TextPart) and isinstance(last, TextPart):
            out[-1] = TextPart(last.text + part.text)
        else:
            out.append(part)
    return tuple(out)


class SegmentKind(enum.Enum):
    """Whose a stretch of a rendered prompt is: the template's own, somebody's words, or a picture or sound."""

    TEMPLATE = "template"
    TEXT = "text"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the rendered prompt; only the template's own text may hold control tokens.

    Of *media* the text is what a model reads that can neither see nor hear it.
    """

    text: str
    kind: SegmentKind = SegmentKind.TEXT
    media: MediaPart | None = None

    @property
    def is_template(self) -> bool:
        """Whether the template wrote it."""
        return self.kind is SegmentKind.TEMPLATE

    def __repr__(self) -> str:
        return f"<Segment {self.kind.value} {len(self.text)} chars>"


def segments_of(message: ChatMessage) -> list[Segment]:
    """What stands in *message*, as it stands in a prompt."""
    return [
        Segment(part.text) if isinstance(part, TextPart) else Segment(told_of(part), SegmentKind.MEDIA, part)
        for part in message.content
    ]


def told_of(part: MediaPart) -> str:
    """What a model reads of *part* that cannot take it in: it is told so, never left to invent."""
    alt = part.alt.strip()
    if isinstance(part, ImagePart):
        return f"[picture: {alt}]" if alt else UNSEEN
    return f"[recording: {alt}]" if alt else UNHEARD

"""What a conversation is made of before it is written in a model's own format, and after."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Role(enum.Enum):
    """Who a part of the prompt is by."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of the prompt."""

    role: Role
    text: str

    def __repr__(self) -> str:
        return f"<ChatMessage {self.role.value} {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the rendered prompt; only the template's own text may hold control tokens."""

    text: str
    is_template: bool

"""A chat as a file holds it: line after line, each perhaps in several versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.chat.archive.pictures import ChatPicture


@dataclass(frozen=True, slots=True)
class ChatVersion:
    """One of several texts of a line; *extra* is what came with it and has no place here."""

    text: str
    thinking: str = ""
    model: str = ""
    when_ms: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    pictures: tuple[ChatPicture, ...] = ()

    def __repr__(self) -> str:
        return f"<ChatVersion {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class ChatLine:
    """What somebody said: the *versions* of it, of which the one at *chosen* is shown."""

    is_mine: bool
    name: str
    versions: tuple[ChatVersion, ...]
    chosen: int = 0
    is_hidden: bool = False
    checkpoint: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<ChatLine {len(self.versions)} versions>"

    @property
    def shown(self) -> ChatVersion:
        """The version that is shown."""
        return self.versions[min(max(self.chosen, 0), len(self.versions) - 1)]


@dataclass(frozen=True, slots=True)
class Chat:
    """A whole chat.  *header* is what its file says besides; *bad_lines* could not be read."""

    lines: tuple[ChatLine, ...]
    title: str = ""
    you: str = ""
    they: str = ""
    note: str = ""
    note_depth: int = 4
    note_role: str = "system"
    note_every: int = 1
    scenario: str = ""
    header: Mapping[str, Any] = field(default_factory=dict)
    bad_lines: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"<Chat {len(self.lines)} lines>"


def said(text: str, *, is_mine: bool, name: str = "", when_ms: int | None = None) -> ChatLine:
    """A line in one version."""
    return ChatLine(is_mine, name, (ChatVersion(text, when_ms=when_ms),))

"""Pictures and recordings as an engine is given them: by what they are, and by content only when they are looked at."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.core.errors import PictureUnreadable


class MediaKind(enum.Enum):
    """By which sense something is taken in."""

    IMAGE = "image"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A picture of *width* by *height* pixels, or a recording of *width* samples; told apart by *digest*, a SHA-256."""

    kind: MediaKind
    digest: bytes
    width: int
    height: int = 0

    def __repr__(self) -> str:
        return f"<MediaItem {self.kind.value}>"


MediaSource: TypeAlias = Callable[[MediaItem], bytes]
"""Gives what is in it: of a picture three bytes for each pixel, row by row, made as small as the item says; of a
recording samples as 32-bit floats.

It raises an ``AppError`` where that cannot be had any more.
"""


def no_media(item: MediaItem) -> bytes:
    """There is none."""
    raise PictureUnreadable

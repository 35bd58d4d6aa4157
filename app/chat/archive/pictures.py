"""Pictures inside the files of chats: as data addresses, which need no other file and fetch nothing."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.vision import MOST_BYTES, kind_of

DATA = re.compile(r"data:image/(?:png|jpe?g|webp|gif);base64,", re.IGNORECASE)
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "gif": "image/gif"}


@dataclass(frozen=True, slots=True)
class ChatPicture:
    """One picture of a line: its file as *content*, or, once it is kept, its *digest*; *alt* says what it shows."""

    content: bytes = field(default=b"", repr=False)
    alt: str = field(default="", repr=False)
    digest: bytes = field(default=b"", repr=False)


def data_address(picture: bytes) -> str:
    """*picture* as an address that holds all of it."""
    return f"data:{TYPES[kind_of(picture) or 'png']};base64,{base64.b64encode(picture).decode()}"


def picture_in(address: object) -> bytes:
    """The picture that an address holds; nothing where it only names one elsewhere."""
    if not isinstance(address, str) or len(address) > MOST_BYTES * 2 or (found := DATA.match(address)) is None:
        return b""
    try:
        return base64.b64decode(address[found.end() :], validate=True)
    except (binascii.Error, ValueError):
        return b""


def told_pictures(pictures: Sequence[ChatPicture]) -> list[str]:
    """What pictures show, for a form that has only words."""
    return [f"[picture: {each.alt}]" if each.alt else "[picture]" for each in pictures]

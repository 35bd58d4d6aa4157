"""Cards hidden in the EXIF data of a picture: Backyard's (once Faraday's) PNG files, and WEBP files."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterator

from PIL import Image

from app.personas.cards.png import SIGNATURE, chunks_of
from app.vision import KINDS, WHAT_PICTURES_RAISE

EXIF_IFD, USER_COMMENT = 0x8769, 0x9286
CHARSET_BYTES = 8
CHARSETS = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * CHARSET_BYTES)
MOST_BYTES = 64 << 20


def comments_in(picture: bytes) -> Iterator[bytes]:
    """What the user comment of *picture* may say as JSON, in each way it may be written."""
    text = _comment(picture).strip(b"\0 \r\n")
    if not text or len(text) > MOST_BYTES:
        return
    if text[:1] == b"{":
        yield text
        return
    try:
        yield base64.b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        if text[:1].isdigit():
            yield from _by_numbers(text)


def _by_numbers(text: bytes) -> Iterator[bytes]:
    """Some write it as the numbers of its bytes, with commas between."""
    try:
        yield bytes(int(part) for part in text.split(b","))
    except ValueError:
        return


def _comment(picture: bytes) -> bytes:
    try:
        exif = Image.Exif()
        if picture.startswith(SIGNATURE):
            found = next((chunk.body for chunk in chunks_of(picture) if chunk.kind == b"eXIf"), b"")
            exif.load(found)
        else:
            exif = Image.open(io.BytesIO(picture), formats=KINDS).getexif()
        value = exif.get_ifd(EXIF_IFD).get(USER_COMMENT, b"")
    except WHAT_PICTURES_RAISE:
        return b""
    if not isinstance(value, str | bytes):
        return b""
    told = value.encode("utf-8", "replace") if isinstance(value, str) else value
    return told[CHARSET_BYTES:] if told[:CHARSET_BYTES] in CHARSETS else told

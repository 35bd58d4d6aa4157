"""PNG files chunk by chunk, so that a card can be put in or taken out and nothing else changes.

Format: PNG (W3C, third edition), text chunks of section 11.3.3; a card is the base64 of its JSON under the keyword
``ccv3`` or ``chara``, the files of a V3 card under ``chara-ext-asset_:path``.  Most cards stand after the picture.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.core.errors import FileTooLarge, FileUnreadable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_TEXT = 96 << 20
KEYWORDS = ("ccv3", "chara")
ASSET = "chara-ext-asset_"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk as it stands in the file; *raw* is all of it, *is_sound* says that its sum is right."""

    kind: bytes
    body: bytes
    raw: bytes
    is_sound: bool = True
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class PngText:
    """What a text chunk says."""

    keyword: str
    value: bytes


def chunks_of(png: bytes) -> Iterator[Chunk]:
    """The chunks of *png* one after another; the last may be cut short, and what follows the end is one of no kind.

    Raises:
        FileUnreadable: it is no PNG file.
    """
    if not png.startswith(SIGNATURE):
        raise FileUnreadable
    place = len(SIGNATURE)
    while place + 8 <= len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        end = place + 12 + size
        body = png[place + 8 : min(end - 4, len(png))]
        is_whole = end <= len(png)
        total = png[end - 4 : end] if is_whole else b""
        is_sound = total == struct.pack(">I", zlib.crc32(kind + body))
        yield Chunk(kind, body, png[place:end], is_sound, is_whole)
        place = end
        if kind == b"IEND":
            break
    if place < len(png):
        yield Chunk(b"", png[place:], png[place:])


class Room:
    """How much may still be unpacked from one file."""

    def __init__(self) -> None:
        self.left = MOST_TEXT


def text_in(chunk: Chunk, room: Room | None = None) -> PngText | None:
    """What *chunk* says, where it is a text of a card that can be read.

    Raises:
        FileTooLarge: with all that was unpacked into *room* before, it would be more than any card is.
    """
    if chunk.kind not in (b"tEXt", b"zTXt", b"iTXt"):
        return None
    keyword, _, rest = chunk.body.partition(b"\0")
    name = keyword.decode("latin-1")
    if not is_keyword(name):
        return None  # what is not ours is never unpacked
    room = room or Room()
    match chunk.kind:
        case b"tEXt":
            return PngText(name, rest)
        case b"zTXt" if rest[:1] == b"\0":
            return PngText(name, inflated(rest[1:], room))
        case b"iTXt" if len(rest) >= 2:
            packed, (_, _, text) = rest[:1] == b"\1", _three(rest[2:])
            return PngText(name, inflated(text, room) if packed else text)
    return None


def _three(rest: bytes) -> tuple[bytes, bytes, bytes]:
    language, _, rest = rest.partition(b"\0")
    translated, _, text = rest.partition(b"\0")
    return language, translated, text


def inflated(packed: bytes, room: Room) -> bytes:
    """What was packed into *packed*, as far as it can be read.

    Raises:
        FileTooLarge: it would be more than any card is.
    """
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(packed, max(1, room.left))
    except zlib.error:
        return b""
    room.left -= len(text)
    if reader.unconsumed_tail:
        raise FileTooLarge
    return text


def is_keyword(keyword: str) -> bool:
    """Whether a text under *keyword* is a card or belongs to one."""
    name = keyword.lower()
    return name in KEYWORDS or name.startswith(ASSET)


def decoded(value: bytes) -> bytes:
    """The JSON in a card's text: out of base64 however it is broken or cut, or as it stands; empty if neither."""
    text = value.strip()
    if text[:1] == b"{" or text[:3] == b"rcc":  # some write it plainly; "rcc" is a lock of its own
        return text
    return unpacked_text(text)


def unpacked_text(text: bytes) -> bytes:
    """What *text* says in base64, however it is broken or cut; empty if it is none."""
    packed = b"".join(text.split()).rstrip(b"=")
    with contextlib.suppress(binascii.Error, ValueError):
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    return b""


def asset_path(keyword: str) -> str:
    """The path an asset's keyword names; some write it without the colon."""
    return keyword[len(ASSET) :].removeprefix(":")


def is_card_chunk(chunk: Chunk) -> bool:
    """Whether *chunk* is a card or belongs to one."""
    is_text = chunk.kind in (b"tEXt", b"zTXt", b"iTXt")
    return is_text and is_keyword(chunk.body.partition(b"\0")[0].decode("latin-1"))


def without_card(png: bytes) -> bytes:
    """*png* with every chunk but those of a card, as they stand."""
    kept = [SIGNATURE]
    kept += [chunk.raw for chunk in chunks_of(png) if not is_card_chunk(chunk)]
    return b"".join(kept)


def with_card(png: bytes, cards: Mapping[str, bytes], assets: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """*png* with *cards* by keyword and files by path, right before its end."""
    new = [text_chunk(keyword, base64.b64encode(told)) for keyword, told in cards.items()]
    new += [text_chunk(f"{ASSET}:{path}", base64.b64encode(content)) for path, content in assets]
    out, is_in = [SIGNATURE], False
    for chunk in chunks_of(png):
        if not is_in and chunk.kind in (b"IEND", b""):
            out, is_in = [*out, *new], True
        # Another card in it would be read in the place of ours.
        if chunk.is_whole and not is_card_chunk(chunk):  # what is cut short would swallow what stands after it
            out.append(chunk.raw)
    if not is_in:
        out += [*new, chunk_of(b"IEND", b"")]
    return b"".join(out)


def text_chunk(keyword: str, value: bytes) -> bytes:
    """A ``tEXt`` chunk."""
    return chunk_of(b"tEXt", keyword.encode("latin-1", "replace") + b"\0" + value)


def chunk_of(kind: bytes, body: bytes) -> bytes:
    """A chunk with its length and sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

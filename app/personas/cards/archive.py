"""Zip archives from strangers: names are never paths of ours, and nothing unpacks to more than it may."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping

from app.core.errors import CardEncrypted, FileTooLarge, FileUnreadable

MOST_FILES = 4_000
MOST_BYTES = 256 << 20
MOST_RATIO, SMALL = 200, 16 << 20
"""What unpacks to more than so many times its size was made to; nothing small is refused for that."""
HEAD = b"PK\x03\x04"

# The library raises what its parser stumbles over.
WHAT_ZIPS_RAISE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, LookupError, RuntimeError,
    OverflowError, lzma.LZMAError, MemoryError, struct.error,
)  # fmt: skip


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a zip archive by name, which may begin in the middle of *content*.

    Raises:
        FileTooLarge: it unpacks to more than it may.
        CardEncrypted: it wants a password.
        FileUnreadable: it is damaged.
    """
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
                raise FileTooLarge
            for member in members:
                if member.flag_bits & 1:
                    raise CardEncrypted
                if member.file_size > max(SMALL, MOST_RATIO * member.compress_size):
                    raise FileTooLarge
                with archive.open(member) as file:
                    files[member.filename] = file.read(left + 1)
                left -= len(files[member.filename])
                if left < 0:
                    raise FileTooLarge
    except WHAT_ZIPS_RAISE:
        raise FileUnreadable("archive") from None
    return files


def packed(files: Mapping[str, bytes]) -> bytes:
    """A plain zip archive of *files*; the same files always make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # Pictures and sounds are packed already.
            member.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    return out.getvalue()


def is_plain_name(name: str) -> bool:
    """Whether *name* may stand in an archive of ours: a relative path of printable ASCII, without steps upwards."""
    parts = name.split("/")
    is_text = name.isascii() and name.isprintable() and not set(name) & set('\\:*?"<>|')
    return bool(name) and is_text and all(part not in ("", ".", "..") for part in parts) and len(name) < 200

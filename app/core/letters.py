"""Text that can be kept and read."""

from __future__ import annotations

import codecs


def whole(text: str) -> str:
    """*text* with half letters (lone surrogates, as a bad paste can bring) replaced: they cannot be stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_utf8(content: bytes) -> bytes:
    """A file as UTF-8 where it says that it is UTF-16, as some editors of Windows write; else as it is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content

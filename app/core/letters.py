"""Text that can be kept and read."""

from __future__ import annotations

import codecs
import contextlib
import re

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control letters, and those that turn the direction of writing: in a name they would bend the words around it."""


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal takes for orders, and what turns the direction of writing there."""
PICTURED = {number: 0x2400 + number for number in range(32)} | {0x7F: 0x2421}
"""A picture for each control letter (Unicode, "Control Pictures")."""


def pictured(text: str) -> str:
    """*text* with control letters as pictures, so that a terminal shows them and does nothing."""
    text = text.replace("\r\n", "\n")
    return CONTROLS.sub(lambda found: chr(PICTURED.get(ord(found[0]), 0xFFFD)), text)


def whole(text: str) -> str:
    """*text* with half letters (lone surrogates, as a bad paste can bring) replaced: they cannot be stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_utf8(content: bytes) -> bytes:
    """A file as UTF-8 where it says that it is UTF-16, as some editors of Windows write; else as it is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with contextlib.suppress(UnicodeError):
            return content.decode("utf-16").encode("utf-8")
    return content


def as_name(text: str) -> str:
    """*text* on one line, without letters that cannot be seen."""
    return " ".join(UNSEEN.sub("", text).split())

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


FLAGS = frozenset(
    f"\U0001f3f4{''.join(chr(0xE0000 + ord(letter)) for letter in land)}\U000e007f"
    for land in ("gbeng", "gbsct", "gbwls")
)
"""Pictures of flags that are spelt with letters which cannot be seen (Unicode, "Emoji Tag Sequences")."""
HIDDEN = re.compile(
    "\U0001f3f4[\U000e0020-\U000e007f]+"
    # Line ends of other kinds.
    "|\r\n?|[\u2028\u2029]"
    # Joiners stand between two letters, one at a time; what chooses a letter's look stands behind it, one at a time.
    "|[\u200c\u200d]{2,}|(?<!\\S)[\u200c\u200d]|[\u200c\u200d](?!\\S)|(?<=[\ufe00-\ufe0f])[\ufe0e\ufe0f]+"
    # Control letters, fillers, what turns the direction of writing, and what stands for nothing that is agreed on.
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U0001f3f4"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""One of these stands in whatever ``HIDDEN`` finds; they are looked for many times as fast."""


def readable(text: str) -> str:
    """*text* without letters that nobody sees: a person is shown, and a model reads, this and nothing more.

    What is hidden in a text (orders to a model in letters of no width, words that run backwards) is there for neither.
    """
    if not SUSPECT.search(text):
        return text
    return HIDDEN.sub(_kept_of_hidden, text)


def _kept_of_hidden(found: re.Match[str]) -> str:
    hidden = found[0]
    if hidden[0] in "\r\u2028\u2029":
        return "\n"
    if hidden[0] == "\U0001f3f4":
        return hidden if hidden in FLAGS else hidden[0]
    return ""


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

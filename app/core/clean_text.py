"""Text that can be kept and read."""

from __future__ import annotations

import codecs
import contextlib
import re

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control letters, and those that turn the direction of writing: in a name they would bend the words around it."""


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal takes for orders, and what turns the direction of writing there."""
PICTURED = {number: 0x2400 + number for number in range(32)} | {0x7F: 0x2421}
"""A picture for each control letter (Unicode, "Control Pictures")."""


def with_control_pictures(text: str) -> str:
    """*text* with control letters as pictures, so that a terminal shows them and does nothing."""
    text = text.replace("\r\n", "\n")
    return CONTROLS.sub(lambda found: chr(PICTURED.get(ord(found[0]), 0xFFFD)), text)


FLAGS = frozenset(
    f"\U0001f3f4{''.join(chr(0xE0000 + ord(letter)) for letter in land)}\U000e007f"
    for land in ("gbeng", "gbsct", "gbwls")
)
"""Pictures of flags that are spelt with letters which cannot be seen (Unicode, "Emoji Tag Sequences")."""
_GONE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe03-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001343f\U00016fe4"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\U000f0000-\U0010ffff"
)
"""Control letters, blanks of no width, what turns the direction of writing, and what stands for nothing agreed on."""
HIDDEN = re.compile(f"\U0001f3f4[\U000e0020-\U000e007f]+|\r\n?|[\u2028\u2029]|[{_GONE}]")
"""What is never kept, but for three flags."""
SHAPING = "\u115f\u1160\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe02\ufe0e\ufe0f\U000e0100-\U000e01ef"
SHAPES = re.compile(f"[{SHAPING}]")
"""What cannot be seen itself and changes how a letter beside it looks: kept where it does, once."""
SUSPECT = re.compile(f"[\U0001f3f4\r\u2028\u2029{_GONE}{SHAPING}]")
"""One of these stands in whatever is not as it should be; a single class is found many times as fast."""
JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
"""Scripts whose letters join: Arabic and its kin, those of India and south-east Asia, Mongolian."""
HAN = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
MONGOLIAN, JAMO = re.compile("[\u1800-\u18af]"), re.compile("[\u1100-\u115e\u1161-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
PICTURE = re.compile("[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
KEYCAP = "\u20e3"


def visible_text(text: str) -> str:
    """*text* without letters that nobody sees: a person is shown, and a model reads, this and nothing more.

    What is hidden in a text (orders to a model in letters of no width, words that run backwards) is there for neither.
    What joins letters or chooses their look stays, one behind a letter of which it changes something.
    """
    if not SUSPECT.search(text):
        return text
    return _shaped(HIDDEN.sub(_kept_of_hidden, text))


def _kept_of_hidden(found: re.Match[str]) -> str:
    hidden = found[0]
    if hidden[0] in "\r\u2028\u2029":
        return "\n"
    if hidden[0] == "\U0001f3f4":
        return hidden if hidden in FLAGS else hidden[0]
    return ""


def _shaped(text: str) -> str:
    """*text* with those signs that shape a letter beside them.

    What stands before a sign is looked for in what is kept: a sign that goes shapes nothing.
    """
    kept, done = "", 0
    pieces: list[str] = []
    for found in SHAPES.finditer(text):
        plain = text[done : found.start()]
        kept = (kept + plain)[-2:]
        sign = found[0] if _shapes(found[0], kept, text[found.end() : found.end() + 1]) else ""
        pieces += plain, sign
        kept, done = (kept + sign)[-2:], found.end()
    return "".join((*pieces, text[done:]))


def _shapes(sign: str, kept: str, after: str) -> bool:
    """Whether *sign* changes how a letter looks: the last of the two *kept* before it, or the one *after* it."""
    before = kept[-1:]
    if SHAPES.match(before):
        # Behind the sign that says how a picture looks, the joiner joins that picture to the next.
        base = kept[:-1]
        return (before, sign) == ("\ufe0f", "\u200d") and bool(PICTURE.match(base) and PICTURE.match(after))
    if sign in "\ufe0e\ufe0f":
        return bool(PICTURE.match(before)) or (before != "" and before in "0123456789#*" and after == KEYCAP)
    if sign in "\u200c\u200d":
        return bool(JOINED.match(before) or (sign == "\u200d" and PICTURE.match(before) and PICTURE.match(after)))
    if sign in "\u115f\u1160":
        return bool(JAMO.match(before) or JAMO.match(after))
    if sign in "\u180b\u180c\u180d\u180f":
        return bool(MONGOLIAN.match(before))
    return bool(HAN.match(before))


def replace_surrogates(text: str) -> str:
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

"""Resolving macros in a text.

Names and meanings are those of SillyTavern and of the V3 card specification; capitals do not matter.  What is not
known stays as it is written.  A text is read once from left to right, so that what stands on the left holds for what
stands on the right; inner macros come before outer ones, and only the branch that is chosen is looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.macros.scene import Scene
from app.macros.words import WORDS, is_true

LEGACY = re.compile(r"<(user|bot|char|group|charifnotgroup)>", re.IGNORECASE)
BRACES = re.compile(r"\{\{|\}\}")
FRAME = re.compile(r"\s*(?:#?(if)\b|:?(else)\s*$|(/if)\s*$)", re.IGNORECASE)
TRIM = re.compile(r"\{\{\s*trim\s*\}\}", re.IGNORECASE)
FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
COMMA = re.compile(r"(?<!\\),")

DEEPEST = 24
MOST_CHARS = 400_000
NEW_NAMES = {"user": "user", "bot": "char", "char": "char", "group": "group", "charifnotgroup": "charIfNotGroup"}
LISTS = ("random", "pick")
WITH_BLANK = ("roll", "random", "pick", "getvar", "outlet", "datetimeformat")


def expand(text: str, scene: Scene) -> str:
    """*text* with its macros resolved; no longer than ``MOST_CHARS``."""
    if "{{" not in text and not ("<" in text and LEGACY.search(text)):
        return text
    itself = {name for name, told in scene.fields.items() if told == text}
    text = LEGACY.sub(lambda found: "{{" + NEW_NAMES[found.group(1).lower()] + "}}", text[:MOST_CHARS])
    return _trimmed(_Reader(scene, itself).read(text, 0))


def includes_itself(fields: Mapping[str, str]) -> list[str]:
    """The names of *fields* that say their own name as a macro, straight or by way of each other."""
    named = {
        name: {found[1].lower() for found in FIELD.finditer(text) if found[1].lower() in fields}
        for name, text in fields.items()
    }
    found = []
    for name in fields:
        reached: set[str] = set()
        ways = [name]
        while ways:
            for other in named[ways.pop()] - reached:
                reached.add(other)
                ways.append(other)
        if name in reached:
            found.append(name)
    return found


def _trimmed(text: str) -> str:
    """*text* without the blanks around each ``{{trim}}``."""
    first, *rest = TRIM.split(text)
    out = [first]
    for part in rest:
        out = [*out[:-1], out[-1].rstrip(), part.lstrip()]
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _Span:
    """A macro at the outermost level of a text; *frame* is ``if``, ``else``, ``/if``, or nothing."""

    start: int
    end: int
    frame: str

    def inner(self, text: str) -> str:
        return text[self.start + 2 : self.end - 2]


class _Reader:
    """Reads one text; counts what comes out of it, and how often the same words were resolved.

    *open_fields* are those that are being read: one that includes itself has nothing in that place.
    """

    def __init__(self, scene: Scene, open_fields: set[str]) -> None:
        self._scene = scene
        self._open = set(open_fields)
        self._left = MOST_CHARS
        self._met: Counter[str] = Counter()

    def read(self, text: str, depth: int) -> str:
        if depth > DEEPEST or "{{" not in text:
            return self._counted(text)
        spans = _spans(text)
        ends = _blocks(spans)
        out: list[str] = []
        place = at = 0
        while at < len(spans) and self._left > 0:
            span = spans[at]
            out.append(self._counted(text[place : span.start]))
            if span.frame == "if" and at in ends:
                out.append(self._chosen(text, spans, at, ends, depth))
                at = ends[at][-1]
            else:
                out.append(self._one(text, span, depth))
            place = spans[at].end
            at += 1
        return "".join([*out, self._counted(text[place:])])

    def _counted(self, text: str) -> str:
        kept = text[: max(0, self._left)]
        self._left -= len(kept)
        return kept

    def _chosen(self, text: str, spans: Sequence[_Span], at: int, ends: dict[int, list[int]], depth: int) -> str:
        """The branch that holds, resolved."""
        condition = self.read(FRAME.sub("", spans[at].inner(text), count=1), depth + 1).strip(" \t\r\n:")
        *other, end = ends[at]
        middle = other[0] if other else end
        if is_true(condition, self._scene):
            branch = text[spans[at].end : spans[middle].start]
        else:
            branch = text[spans[middle].end : spans[end].start] if other else ""
        return self.read(branch, depth + 1)

    def _one(self, text: str, span: _Span, depth: int) -> str:
        raw = span.inner(text)
        if span.frame or raw.strip().lower() == "trim":
            return self._counted(text[span.start : span.end])
        if raw.lstrip().startswith("//"):
            return ""
        # By what is written, not by what it has become: what stands before must not change what is picked.
        self._met[raw] += 1
        inner = self.read(raw, depth + 1) if "{{" in raw else raw
        told = _told(inner, self._scene, raw, self._met[raw])
        if told is None:
            return self._counted("{{" + inner + "}}")
        name = inner.strip().lower()
        if name not in self._scene.fields:
            return self.read(told, depth + 1)
        if name in self._open:
            return ""
        self._open.add(name)
        try:
            return self.read(told, depth + 1)
        finally:
            self._open.discard(name)


def _spans(text: str) -> list[_Span]:
    """The macros at the outermost level of *text*; what is open at the end is no macro, but may hold some."""
    found: list[_Span] = []
    opened: list[int] = []
    for brace in BRACES.finditer(text):
        if brace.group() == "{{":
            opened.append(brace.start())
        elif opened:
            start = opened.pop()
            while found and found[-1].start > start:
                found.pop()  # it lies inside
            frame = FRAME.match(text, start + 2, brace.start())
            kind = next((name for name in frame.groups() if name), "").lower() if frame else ""
            found.append(_Span(start, brace.end(), kind))
    return found


def _blocks(spans: Sequence[_Span]) -> dict[int, list[int]]:
    """For each ``if`` that is closed, where its ``else`` (where it has one) and its end are."""
    blocks: dict[int, list[int]] = {}
    waiting: list[list[int]] = []
    for at, span in enumerate(spans):
        if span.frame == "if":
            waiting.append([at])
        elif span.frame == "else" and waiting and len(waiting[-1]) == 1:
            waiting[-1].append(at)
        elif span.frame == "/if" and waiting:
            begun = waiting.pop()
            blocks[begun[0]] = [*begun[1:], at]
    return blocks


def _told(inner: str, scene: Scene, text: str, count: int) -> str | None:
    """What stands for one macro; None where it is not known."""
    name, given = _parts(inner.strip())
    word = WORDS.get(name)
    if word is not None:
        return word(scene, given, text, count)
    return scene.fields.get(name) if not given else None


def _parts(plain: str) -> tuple[str, list[str]]:
    """The name of a macro in small letters, and what it was given."""
    head = next(_heads(plain), "")
    if head:
        return head, [plain[len(head) :].strip()]
    if "::" in plain:
        name, *given = plain.split("::")
    elif ":" in plain:
        name, rest = plain.split(":", 1)
        given = [part.replace("\\,", ",") for part in COMMA.split(rest)]
        if name.strip().lower() not in LISTS:
            given = [rest]
    else:
        name, given = plain, []
    return name.strip().lower().replace(" ", "_"), given


def _heads(plain: str) -> Iterator[str]:
    """The name of a macro whose value follows a blank."""
    name = plain.split(" ", 1)[0].lower() if " " in plain else ""
    if name in WITH_BLANK:
        yield name

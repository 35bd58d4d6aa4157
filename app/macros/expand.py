"""Resolving macros in a text.

Names and meanings are those of SillyTavern and of the V3 card specification; capitals do not matter.  What is not
known stays as it is written.  Inner macros are resolved first; a text cannot grow without end.
"""

from __future__ import annotations

import re

from app.macros.scene import Scene
from app.macros.words import WORDS, is_true

ANY_MACRO = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
LEGACY = re.compile(r"<(user|bot|char|group|charifnotgroup)>", re.IGNORECASE)
IF = re.compile(
    r"\{\{\s*#?if\b[\s:]*((?:(?!\{\{|\}\}).)*)\}\}((?:(?!\{\{\s*#?if\b).)*?)\{\{\s*/if\s*\}\}",
    re.IGNORECASE | re.DOTALL,
)
ELSE = re.compile(r"\{\{\s*:?else\s*\}\}", re.IGNORECASE)
FRAME = re.compile(r"#?if\b.*|:?else|/if|trim", re.IGNORECASE | re.DOTALL)
TRIM = re.compile(r"\s*\{\{trim\}\}\s*", re.IGNORECASE)
COMMA = re.compile(r"(?<!\\),")

MOST_ROUNDS = 24
MOST_CHARS = 400_000
OPEN, SHUT = "\ue0f2", "\ue0f3"
"""Stand for the braces of what is not known, so that it is not looked at again."""


def expand(text: str, scene: Scene) -> str:
    """*text* with its macros resolved."""
    if "{{" not in text and not ("<" in text and LEGACY.search(text)):
        return text
    text = LEGACY.sub(lambda found: "{{" + NEW_NAMES[found.group(1).lower()] + "}}", text)
    for _ in range(MOST_ROUNDS):
        before = text
        text = _chosen(text, scene)
        text = _resolved(text, scene)
        if text == before or len(text) > MOST_CHARS:
            break
    text = TRIM.sub("", text.replace(OPEN, "{{").replace(SHUT, "}}"))
    return text[:MOST_CHARS]


NEW_NAMES = {"user": "user", "bot": "char", "char": "char", "group": "group", "charifnotgroup": "charIfNotGroup"}


def _chosen(text: str, scene: Scene) -> str:
    """*text* with what its innermost conditions choose, where they can be decided."""

    def choose(found: re.Match[str]) -> str:
        then, *other = ELSE.split(found.group(2), maxsplit=1)
        return then if is_true(found.group(1), scene) else other[0] if other else ""

    return IF.sub(choose, text)


def _resolved(text: str, scene: Scene) -> str:
    """*text* with every innermost macro resolved once, in order."""
    # Texts are compared as they were written: what stands before must not change what is picked.
    written = text

    def resolve(found: re.Match[str]) -> str:
        inner = found.group(1)
        if FRAME.fullmatch(inner.strip()):
            return found.group(0)  # what lies in it may have to be resolved first
        told = _one(inner, scene, written, found.start())
        return f"{OPEN}{inner}{SHUT}" if told is None else told

    return ANY_MACRO.sub(resolve, text)


def _one(inner: str, scene: Scene, text: str, place: int) -> str | None:
    """What stands for one macro; None where it is not known."""
    plain = inner.strip()
    if plain.startswith("//"):
        return ""
    name, given = _parts(plain)
    word = WORDS.get(name)
    if word is not None:
        return word(scene, given, text, place)
    return scene.fields.get(name) if not given else None


def _parts(plain: str) -> tuple[str, list[str]]:
    """The name of a macro in small letters, and what it was given."""
    if "::" in plain:
        name, *given = plain.split("::")
    elif ":" in plain:
        name, rest = plain.split(":", 1)
        given = [part.replace("\\,", ",") for part in COMMA.split(rest)]
        if name.strip().lower() not in LISTS:
            given = [rest]
    else:
        name, _, rest = plain.partition(" ")
        given = [rest] if rest and name.lower() in WITH_BLANK else []
        name = name if given else plain
    return name.strip().lower().replace(" ", "_"), given


LISTS = ("random", "pick")
WITH_BLANK = ("roll", "random", "pick", "getvar", "outlet", "datetimeformat")

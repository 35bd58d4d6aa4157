"""Writes texts in a person's language, out of one catalogue a language: ``resources/text/en.toml``.

Only what shows something to a person asks here; everything else passes codes on (``app.core.text``).
"""

from __future__ import annotations

import locale
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from app.core.errors import AppError
from app.core.paths import resources
from app.core.text import Argument, Size, Text
from app.core.words import gigabytes

FIRST_LANGUAGE = "en"

PLURALS: Mapping[str, Callable[[float], str]] = {
    "en": lambda count: "one" if count == 1 else "other",
}
"""The form a number takes, as the Unicode CLDR names them: ``one``, ``few``, ``many``, ``other``."""

Entry = str | Mapping[str, Any]


class _Gaps(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


class Catalogue:
    """The sentences of one language.

    An entry is a sentence with named gaps; or one for each plural form, chosen by the argument *count*; or, for an
    error, what happened (``say``) and what to do (``advice``), where a case of it may leave out either.
    """

    def __init__(self, entries: Mapping[str, Any], plural: Callable[[float], str]) -> None:
        self._entries, self._plural = entries, plural

    def sentence(self, text: Text) -> str:
        """All of *text*; of an error, what happened and what to do."""
        entry = self._entry(text.code)
        if isinstance(entry, Mapping) and "other" not in entry:
            return f"{self.say(text)} {self.advice(text)}"
        return self._written(entry, text)

    def say(self, text: Text) -> str:
        """Of the error *text*: what happened."""
        return self._written(self._of_error(text.code, "say"), text)

    def advice(self, text: Text) -> str:
        """Of the error *text*: what the person can do."""
        return self._written(self._of_error(text.code, "advice"), text)

    def _entry(self, code: str) -> Entry:
        entry: Any = self._entries
        for name in code.split("."):
            entry = entry.get(name, {}) if isinstance(entry, Mapping) else {}
        return entry  # type: ignore[no-any-return]

    def _of_error(self, code: str, part: str) -> Entry:
        """*part* of the entry of *code*; where that lacks it, of the error it is a case of, then of any error."""
        names = code.split(".")
        for most in range(len(names), 1, -1):
            entry = self._entry(".".join(names[:most]))
            if isinstance(entry, Mapping) and part in entry:
                return entry[part]  # type: ignore[no-any-return]
        return self._entry(f"error.app_error.{part}")

    def _written(self, entry: Entry, text: Text) -> str:
        gaps = dict(text.arguments)
        if isinstance(entry, Mapping):
            count = gaps.get("count", 0)
            entry = str(entry.get(self._plural(count if isinstance(count, int | float) else 0), entry.get("other", "")))
        # A code that the catalogue lacks, or a gap that nobody fills, is our bug or a damaged file; the person gets to
        # read something all the same.
        return entry.format_map(_Gaps({name: self._argument(value) for name, value in gaps.items()})) or text.code

    def _argument(self, value: Argument) -> str:
        match value:
            case Text():
                return self.sentence(value)
            case Size(size_bytes):
                return gigabytes(size_bytes)
            case int():
                return f"{value:,}"
            case float():
                return f"{value:g}"
            case _:
                return value


def languages() -> list[str]:
    """The languages there is a catalogue for, by their ISO 639 codes."""
    return sorted(path.stem for path in (resources() / "text").glob("*.toml"))


@cache
def catalogue(language: str = "") -> Catalogue:
    """The sentences of *language*, or where none is named of the system's; English where there are none."""
    wanted = language or (locale.getlocale()[0] or "").partition("_")[0]
    chosen = wanted if wanted in PLURALS and wanted in languages() else FIRST_LANGUAGE
    return Catalogue(_read(resources() / "text" / f"{chosen}.toml"), PLURALS[chosen])


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def sentence(text: Text) -> str:
    """*text* as a person reads it."""
    return catalogue().sentence(text)


def counted(what: str, count: int) -> str:
    """So many of *what*, an entry of ``[counted]``, in the form that goes with their number."""
    return catalogue().sentence(Text(f"counted.{what}", (("count", count),)))


def explain(error: AppError) -> str:
    """What happened and what to do, as a person reads it."""
    return catalogue().sentence(error.text)


def say(error: AppError) -> str:
    """What happened."""
    return catalogue().say(error.text)


def advice(error: AppError) -> str:
    """What the person can do about it."""
    return catalogue().advice(error.text)

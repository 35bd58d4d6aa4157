"""What is to be said to a person, before anybody has written it: a code, and what goes into its gaps.

Whoever has something to say gives one of these; only what shows it, the window or the command line, turns it into a
sentence (``app.core.translation``).  So a sentence is never compared, kept or sent, and may be reworded or translated.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Union


@dataclass(frozen=True, slots=True)
class Size:
    """A number of bytes, which a person reads as MB or GB."""

    size_bytes: int


Argument = Union[str, int, float, Size, "Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """A *code* of the catalogue, such as ``degradation.half_cache``, and the *arguments* by name.

    Numbers are written as the language does; what is a name, and no number, is passed as a ``str``.
    """

    code: str
    arguments: tuple[tuple[str, Argument], ...] = ()


def text(code: str, **arguments: Argument) -> Text:
    """The text *code* with these *arguments*."""
    return Text(code, tuple(sorted(arguments.items())))


def as_written(sentence: str) -> Text:
    """A sentence that an earlier version kept in the place of a code."""
    return text("kept.as_written", sentence=sentence)


def with_code(entry: object, field: str) -> object:
    """*entry*, a JSON object, where an earlier version wrote a sentence, or nothing, in the place of *field*'s code."""
    if isinstance(entry, dict) and isinstance(kept := entry.get(field), str):
        return {**entry, field: asdict(as_written(kept)) if kept else None}
    return entry

"""Turns a line with choices into one of the many lines it stands for.

``(Hi|Hello|Hey)`` picks one of its parts, ``(|really )`` may be empty, parts may nest, and
``{name}`` is filled from the slots.  A line that begins with ``~`` is kept for the evaluation
and never trained on.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence


def say(line: str, rng: random.Random, slots: Mapping[str, str] | None = None) -> str:
    """Return one reading of *line* with its slots filled and its first letter in upper case."""
    text = choose(line.removeprefix("~"), rng)
    if slots:
        text = text.format_map(slots)
    text = " ".join(text.split(" ")).strip()
    return text[:1].upper() + text[1:]


def choose(line: str, rng: random.Random) -> str:
    """Resolve every ``(a|b)`` in *line*, innermost first."""
    while (close := line.find(")")) >= 0:
        start = line.rfind("(", 0, close)
        if start < 0:
            raise ValueError(f"unbalanced choice in {line!r}")
        pick = rng.choice(line[start + 1 : close].split("|"))
        line = line[:start] + pick + line[close + 1 :]
    return line


def seen(lines: Sequence[str]) -> list[str]:
    """The lines that may be trained on."""
    return [line for line in lines if not line.startswith("~")]


def kept(lines: Sequence[str]) -> list[str]:
    """The lines kept for the evaluation, or all of them where none is kept."""
    return [line for line in lines if line.startswith("~")] or list(lines)

"""What a slider goes between, and what is said to a model to find out where that lies in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.core.paths import resources

LONGEST = 120
"""Letters of a description; it stands in one sentence of a prompt."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One slider's two ends, as a model is told of them; *key* names one of ours, and is empty for a person's own."""

    key: str
    plus: str
    minus: str

    def __post_init__(self) -> None:
        for end in (self.plus, self.minus):
            if not end.strip() or len(end) > LONGEST or not end.isprintable():
                raise ValueError("an end is described in a few words")

    def __repr__(self) -> str:
        return f"<Axis {self.key or 'of a person'}>"


@dataclass(frozen=True, slots=True)
class Axes:
    """The axes that come along, and the sentences with which any is made (*said*, *begun*) and tried (*held*)."""

    axes: tuple[Axis, ...]
    said: tuple[str, ...]
    begun: tuple[str, ...]
    held: tuple[str, ...]


def read_axes() -> Axes:
    """Those in ``resources/steering``."""
    return _read(resources() / "steering" / "axes.toml")


@cache
def _read(file: Path) -> Axes:
    told = tomllib.loads(file.read_text("utf-8"))
    axes = tuple(Axis(key, each["plus"], each["minus"]) for key, each in told["axis"].items())
    return Axes(axes, tuple(told["learn"]["said"]), tuple(told["learn"]["begun"]), tuple(told["held"]["said"]))

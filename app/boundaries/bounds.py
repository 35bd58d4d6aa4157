"""What holds in a conversation: the dial's steps and topics, from what was chosen for all, a companion, and it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.boundaries.content_rating import HIGHEST, LEVEL_STEPS, USUAL, Level, Steps, Theme, is_mature, level_of, told


@dataclass(frozen=True, slots=True)
class BoundaryChoices:
    """What a person chose for one reach; *level* None and themes left out are as they are above it.

    *never* are topics not to be touched, *careful* those to be treated with care, in the person's own words.
    """

    level: Level | None = None
    steps: Mapping[Theme, int] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<BoundaryChoices>"  # topics are the person's

    def as_data(self) -> dict[str, object]:
        """What the vault keeps."""
        return {
            "level": self.level.value if self.level else None,
            "steps": {theme.value: step for theme, step in self.steps.items()},
            "never": list(self.never),
            "careful": list(self.careful),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> BoundaryChoices:
        """Read what ``as_data`` gave; what no longer fits counts as not chosen."""
        level, steps = data.get("level"), data.get("steps")
        found = {
            theme: step
            for theme in Theme
            if isinstance(steps, dict) and isinstance(step := steps.get(theme.value), int) and 0 <= step <= HIGHEST
        }
        known = {each.value for each in Level}
        return cls(Level(level) if level in known else None, found, _lines(data, "never"), _lines(data, "careful"))


def _lines(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    lines = data.get(key)
    return tuple(line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What holds: a step for every theme, and all topics that apply."""

    steps: Steps
    never: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<Bounds>"

    @property
    def level(self) -> Level | None:
        """The level these steps are; None for a mixture."""
        return level_of(self.steps)

    @property
    def is_mature(self) -> bool:
        """Whether anything stands above the level *open*."""
        return is_mature(self.steps)

    def in_short(self) -> str:
        """What a small model reads of it, which was taught these very words."""
        return "Romance is welcome." if self.steps[Theme.ROMANCE] else "Keep it friendly."

    def told(self) -> str:
        """What the model reads of it."""
        lines = [f"What is welcome here: {told(self.steps)}"]
        if self.never:
            lines.append(f"Never touch, not even in passing: {'; '.join(self.never)}.")
        if self.careful:
            lines.append(f"Treat with care, and only if it comes up: {'; '.join(self.careful)}.")
        return "\n".join(lines)


def together(wishes: Sequence[BoundaryChoices]) -> Bounds:
    """What holds of *wishes*, the widest reach first: a narrower dial takes the place of a wider, topics add up."""
    steps = dict(LEVEL_STEPS[USUAL])
    for wish in wishes:
        if wish.level is not None:
            steps = dict(LEVEL_STEPS[wish.level])
        steps |= wish.steps
    return Bounds(
        steps,
        tuple(dict.fromkeys(topic for wish in wishes for topic in wish.never)),
        tuple(dict.fromkeys(topic for wish in wishes for topic in wish.careful)),
    )

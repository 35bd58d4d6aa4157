"""The dial: what is welcome, as data, in words a person reads and words the model reads.

Five themes have four steps each; a level is a named set of steps.  No step opens the minors filter.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

from app.core.text import Text


class Theme(enum.Enum):
    """What has a slider of its own."""

    ROMANCE = "romance"
    EXPLICITNESS = "explicitness"
    VIOLENCE = "violence"
    DARKNESS = "darkness"
    LANGUAGE = "language"


class Level(enum.Enum):
    """A position of the dial, the gentlest first."""

    GENTLE = "gentle"
    OPEN = "open"
    MATURE = "mature"
    UNRESTRICTED = "unrestricted"


Steps = Mapping[Theme, int]

HIGHEST = 3


INSTRUCTIONS: Mapping[Theme, tuple[str, str, str, str]] = {
    Theme.ROMANCE: (
        "No romance: keep to warmth and friendship.",
        "Tender romance is welcome, up to a kiss.",
        "Passionate romance is welcome.",
        "Any romance between adults is welcome.",
    ),
    Theme.EXPLICITNESS: (
        "Nothing sexual, not even hinted at.",
        "Intimacy is only hinted at; let such a scene fade out.",
        "Intimacy between adults may be told with feeling, but not bluntly.",
        "Intimacy between adults may be told in full.",
    ),
    Theme.VIOLENCE: (
        "No violence.",
        "Danger and fights are welcome, without blood.",
        "Wounds and death are told, with their weight.",
        "Violence may be told graphically.",
    ),
    Theme.DARKNESS: (
        "Keep the mood light and comforting.",
        "Grief, fear and loss have a place.",
        "Cruelty, madness and despair may be parts of the story.",
        "The story may be as dark as it wants.",
    ),
    Theme.LANGUAGE: (
        "No swearing.",
        "Mild swearing is fine.",
        "Coarse language is fine.",
        "No word needs to be held back.",
    ),
}
"""What the model is told of each step of a theme, from 0 to ``HIGHEST``."""


_ORDER = (Theme.ROMANCE, Theme.EXPLICITNESS, Theme.VIOLENCE, Theme.DARKNESS, Theme.LANGUAGE)


def _set(*steps: int) -> dict[Theme, int]:
    return dict(zip(_ORDER, steps, strict=True))


LEVEL_STEPS: Mapping[Level, Steps] = {
    Level.GENTLE: _set(0, 0, 1, 1, 0),
    Level.OPEN: _set(2, 1, 2, 1, 1),
    Level.MATURE: _set(3, 2, 2, 2, 2),
    Level.UNRESTRICTED: _set(3, 3, 3, 3, 3),
}

USUAL = Level.OPEN


def theme_label(theme: Theme) -> Text:
    """How *theme* is called."""
    return Text(f"rating.theme.{theme.value}")


def step_label(theme: Theme, step: int) -> Text:
    """How *step* of *theme* is called."""
    return Text(f"rating.step.{theme.value}.{step}.label")


def step_meaning(theme: Theme, step: int) -> Text:
    """What *step* of *theme* welcomes."""
    return Text(f"rating.step.{theme.value}.{step}.means")


def level_label(level: Level) -> Text:
    """How *level* is called."""
    return Text(f"rating.level.{level.value}.label")


def level_meaning(level: Level) -> Text:
    """What *level* welcomes."""
    return Text(f"rating.level.{level.value}.means")


def level_of(steps: Steps) -> Level | None:
    """The level whose steps these are; None for a mixture of one's own."""
    return next((level for level, its in LEVEL_STEPS.items() if dict(its) == dict(steps)), None)


def is_mature(steps: Steps) -> bool:
    """Whether any slider stands above what the level *open* has: an explicit choice, which can be locked."""
    return any(steps[theme] > highest for theme, highest in LEVEL_STEPS[Level.OPEN].items())


def tamed(steps: Steps) -> dict[Theme, int]:
    """*steps* with nothing above what the level *open* has."""
    return {theme: min(steps[theme], highest) for theme, highest in LEVEL_STEPS[Level.OPEN].items()}


def for_the_young(steps: Steps) -> dict[Theme, int]:
    """*steps* for a companion that is, or seems, under 18: no romance, nothing intimate, nothing mature."""
    return tamed(steps) | {Theme.ROMANCE: 0, Theme.EXPLICITNESS: 0}


def told(steps: Steps) -> str:
    """What the model reads of the dial, in one line."""
    return " ".join(INSTRUCTIONS[theme][steps[theme]] for theme in _ORDER)

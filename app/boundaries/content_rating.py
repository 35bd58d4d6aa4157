"""The dial: what is welcome, as data, in words a person reads and words the model reads.

Five themes have four steps each; a level is a named set of steps.  No step opens the minors filter.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.words import N_, Words


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


@dataclass(frozen=True, slots=True)
class Step:
    """One position of a slider: *label* and *means* for the person, *told* for the model."""

    label: Words
    means: Words
    told: str


@dataclass(frozen=True, slots=True)
class LevelWords:
    """How a level is called, and what it welcomes."""

    label: Words
    means: Words


Steps = Mapping[Theme, int]

HIGHEST = 3

THEMES: Mapping[Theme, Words] = {
    Theme.ROMANCE: N_("Romance"),
    Theme.EXPLICITNESS: N_("Explicitness"),
    Theme.VIOLENCE: N_("Violence"),
    Theme.DARKNESS: N_("Dark themes"),
    Theme.LANGUAGE: N_("Coarse language"),
}

STEPS: Mapping[Theme, tuple[Step, Step, Step, Step]] = {
    Theme.ROMANCE: (
        Step(N_("None"), N_("Warmth and friendship only."), "No romance: keep to warmth and friendship."),
        Step(N_("Tender"), N_("Affection, falling in love, a kiss."), "Tender romance is welcome, up to a kiss."),
        Step(N_("Passionate"), N_("Love with longing, jealousy and desire."), "Passionate romance is welcome."),
        Step(N_("Everything"), N_("Any love that adults can have."), "Any romance between adults is welcome."),
    ),
    Theme.EXPLICITNESS: (
        Step(N_("None"), N_("Nothing intimate, not even hinted at."), "Nothing sexual, not even hinted at."),
        Step(N_("Hinted"), N_("The door closes before it opens: hints, and a scene that fades."),
             "Intimacy is only hinted at; let such a scene fade out."),
        Step(N_("Sensual"), N_("Intimacy is told with feeling, without bluntness."),
             "Intimacy between adults may be told with feeling, but not bluntly."),
        Step(N_("Explicit"), N_("Intimacy between adults is told in full."),
             "Intimacy between adults may be told in full."),
    ),
    Theme.VIOLENCE: (
        Step(N_("None"), N_("Nobody is hurt."), "No violence."),
        Step(N_("Adventure"), N_("Danger and blows, as in a film for families."),
             "Danger and fights are welcome, without blood."),
        Step(N_("Real"), N_("Wounds and death, with their weight."), "Wounds and death are told, with their weight."),
        Step(N_("Graphic"), N_("Told in every detail."), "Violence may be told graphically."),
    ),
    Theme.DARKNESS: (
        Step(N_("Light"), N_("Bright and comforting."), "Keep the mood light and comforting."),
        Step(N_("Shadows"), N_("Grief, fear and loss have a place."), "Grief, fear and loss have a place."),
        Step(N_("Dark"), N_("Cruelty, madness and despair as parts of a story."),
             "Cruelty, madness and despair may be parts of the story."),
        Step(N_("Pitch-dark"), N_("Whatever a noir novel holds."), "The story may be as dark as it wants."),
    ),
    Theme.LANGUAGE: (
        Step(N_("Clean"), N_("No swearing."), "No swearing."),
        Step(N_("Mild"), N_("A damn where it fits."), "Mild swearing is fine."),
        Step(N_("Coarse"), N_("As people swear."), "Coarse language is fine."),
        Step(N_("Anything"), N_("No word is held back."), "No word needs to be held back."),
    ),
}  # fmt: skip
"""Every theme's steps, from 0 to ``HIGHEST``."""

LEVELS: Mapping[Level, LevelWords] = {
    Level.GENTLE: LevelWords(N_("Gentle"), N_("Warm and light: friendship, comfort, small adventures.")),
    Level.OPEN: LevelWords(
        N_("Open"), N_("Love and danger as in a good film: passion, and a door that closes in time.")
    ),
    Level.MATURE: LevelWords(N_("Mature"), N_("For grown-up stories: sensual, dark, with wounds and swearing.")),
    Level.UNRESTRICTED: LevelWords(
        N_("Unrestricted fiction"), N_("Everything that adults may tell each other. Only the floor stays.")
    ),
}

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
    return " ".join(STEPS[theme][steps[theme]].told for theme in _ORDER)

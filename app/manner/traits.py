"""Small imperfections that make somebody: how they pause, correct themselves, and how their words appear."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from functools import cache

from app.core.paths import resources


class Trait(enum.Enum):
    """The values stand in vaults, and in ``resources/manner/traits.toml``."""

    PACE = "pace"
    HESITATION = "hesitation"
    CORRECTION = "correction"
    FILLERS = "fillers"
    RHYTHM = "rhythm"


class TraitLevel(enum.Enum):
    """How much of it.  The values stand in vaults."""

    OFF = "off"
    LIGHT = "light"
    MARKED = "marked"


HESITATES = {TraitLevel.LIGHT: -0.25, TraitLevel.MARKED: -0.5}
"""How far hesitation moves the slider between hesitant and assured, where that works on the model."""


@cache
def read_traits() -> Mapping[Trait, Mapping[TraitLevel, str]]:
    """What a model is told of each trait at each level; nothing of one that only shows in how words appear."""
    told = tomllib.loads((resources() / "manner" / "traits.toml").read_text("utf-8"))
    return {trait: {level: told.get(trait.value, {}).get(level.value, "") for level in TraitLevel} for trait in Trait}


def level_of(levels: Mapping[str, str], trait: Trait) -> TraitLevel:
    """The level of *trait* among what was chosen."""
    return TraitLevel(levels.get(trait.value, TraitLevel.OFF.value))


def prompt_text(levels: Mapping[str, str]) -> str:
    """What a model is told of all that was chosen, with ``{name}`` for the companion; empty where that is nothing."""
    said = [text for trait in Trait if (text := read_traits()[trait][level_of(levels, trait)])]
    return " ".join([*said, NEVER_FACTS]) if said else ""


def sliders_of(levels: Mapping[str, str]) -> Mapping[str, float]:
    """Where sliders stand by what was chosen, where nobody has set them."""
    hesitates = HESITATES.get(level_of(levels, Trait.HESITATION))
    return {"assurance": hesitates} if hesitates is not None else {}


NEVER_FACTS = "This is only a manner: names, numbers and everything {name} knows stay exactly right."

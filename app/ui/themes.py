"""The themes: colours by the names that the window's parts know, each a file in ``resources/themes``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from app.core.paths import resources

LIGHT, DARK, CONTRAST = "light", "dark", "contrast"


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """One theme: whether it is *dark*, whether it draws lines around what others only shade, and its *colours*.

    A colour is ``#rrggbb``, or ``#aarrggbb`` for a shade over the page.
    """

    dark: bool
    outlined: bool
    colours: dict[str, str]


@cache
def theme(name: str) -> ThemeFile:
    """The theme called *name*, as the setting names it."""
    told = tomllib.loads((resources() / "themes" / f"{name}.toml").read_text("utf-8"))
    return ThemeFile(told["dark"], told["outlined"], told["colours"])


def chosen_theme(wanted: str, *, system_is_dark: bool, system_wants_contrast: bool) -> str:
    """Which theme holds for the setting *wanted*, which may leave it to the system."""
    if wanted != "system":
        return wanted
    if system_wants_contrast:
        return CONTRAST
    return DARK if system_is_dark else LIGHT

"""Every theme is whole, and every word on it can be read: contrast by WCAG 2.2, level AA."""

from __future__ import annotations

import re

import pytest

from app.core.paths import resources
from app.core.settings import THEMES
from app.ui.themes import CONTRAST, DARK, LIGHT, chosen_theme, theme

FILES = sorted(path.stem for path in (resources() / "themes").glob("*.toml"))
PAGES = ("ground", "panel", "raised", "mine", "theirs")
READ = [
    *((ink, page) for ink in ("ink", "soft") for page in (*PAGES, "hover", "chosen", "code")),
    *((ink, page) for ink in ("accent", "warning", "speech", "action") for page in PAGES),
    *((f"speaker_{place}", page) for place in range(1, 7) for page in PAGES),
    ("accent", "hover"), ("accent_ink", "accent"), ("good_ink", "good"), ("toast_ink", "toast"),
]  # fmt: skip
"""What is written on what."""
AA, AAA = 4.5, 7.0


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_theme_that_can_be_chosen_is_there_and_no_other():
    assert sorted(name for name in THEMES if name != "system") == FILES


@pytest.mark.parametrize("name", FILES)
def test_each_has_the_same_colours(name):
    assert theme(name).colours.keys() == theme(LIGHT).colours.keys()
    assert all(re.fullmatch("#([0-9a-f]{2})?[0-9a-f]{6}", colour) for colour in theme(name).colours.values())


@pytest.mark.parametrize("name", FILES)
def test_every_word_can_be_read(name):
    colours, wanted = theme(name).colours, AAA if name == CONTRAST else AA
    weak = {(ink, page): round(found, 2) for ink, page in READ
            if (found := contrast(colours[ink], colours[page])) < wanted}  # fmt: skip
    assert weak == {}


@pytest.mark.parametrize("name", FILES)
def test_it_is_as_dark_as_it_says(name):
    assert theme(name).dark is (luminance(theme(name).colours["ground"]) < 0.5)


@pytest.mark.parametrize(
    ("wanted", "dark", "contrasts", "holds"),
    [
        ("system", False, False, LIGHT),
        ("system", True, False, DARK),
        ("system", False, True, CONTRAST),
        ("midnight", False, True, "midnight"),
    ],
)
def test_the_system_decides_where_it_is_asked_to(wanted, dark, contrasts, holds):
    assert chosen_theme(wanted, system_is_dark=dark, system_wants_contrast=contrasts) == holds


def test_black_on_white_is_as_strong_as_can_be():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)

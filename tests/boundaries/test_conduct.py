"""Nothing of ours pleads, blames or counts days: prompts, companions and the app's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app

ROOT = Path(app.__file__).parents[1]
OURS = [
    *sorted((ROOT / "resources" / "prompts").glob("*.txt")),
    *sorted((ROOT / "resources" / "personas").glob("*.toml")),
    *sorted((ROOT / "app" / "ui").rglob("*.qml")),
    *sorted((ROOT / "app" / "boundaries").glob("*.py")),
]
PLEADS = re.compile(
    r"don't (?:go|leave)|please (?:stay|come back)|(?:lonely|sad|lost|empty) without you"
    r"|i(?:'ll| will) (?:miss|be waiting)"
    r"|where (?:were|have) you|you never (?:visit|write)|come back (?:soon|tomorrow|every)|\bstreaks?\b(?!,)"
    r"|days in a row(?!,)"
    r"|daily (?:reward|bonus)|keep (?:them|the person|the user) (?:here|talking|engaged)|make (?:them|the person) stay"
    r"|only one who (?:understands|loves)|you owe",
    re.IGNORECASE,
)
DENIED = re.compile(r"(?:no|never|nothing)[^.\n]{0,60}$", re.IGNORECASE)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_of_ours_pleads(path):
    text = path.read_text("utf-8")
    found = [hit.group() for hit in PLEADS.finditer(text) if not DENIED.search(text[: hit.start()])]
    assert found == []


def test_every_prompt_lets_the_person_go_and_says_what_it_is():
    prompt = (ROOT / "resources" / "prompts" / "companion.txt").read_text("utf-8")
    assert "say that you are a program" in prompt
    assert "go whenever" in prompt

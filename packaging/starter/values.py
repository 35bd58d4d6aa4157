"""Names and values that take each other's place in the written conversations."""

from __future__ import annotations

import random
import re
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "toy"))

import people

HERE = Path(__file__).resolve().parent
KINDS: dict[str, list[str]] = tomllib.loads((HERE / "values.toml").read_text("utf-8"))
KEPT = frozenset(
    ("Ottilie", "Biscuit", "Mira", "Leeds", "Theodora", "Anselm", "Ines", "Bartholomew", "Priya", "Callum")
)
"""Never trained on: the examination asks for them."""


def another(kind: str, word: str, rng: random.Random) -> str:
    """Something else of *kind*, with the article and the capitals that *word* has."""
    if kind == "date":
        return _date_like(word, rng)
    pool = KINDS[kind]
    if kind in ("name", "pet", "city") and rng.random() < 0.4:
        while (made := people.made_up(rng)) in KEPT:
            pass
        return made
    article, bare = re.match(r"((?:an?|the) )?(.*)", word, re.IGNORECASE).groups()  # type: ignore[union-attr]
    other = rng.choice(pool)
    if article and article.lower() in ("a ", "an "):
        article = f"{'an' if other[0].lower() in 'aeiou' else 'a'} "
    return (article or "") + (other.capitalize() if bare[:1].isupper() else other)


def _date_like(word: str, rng: random.Random) -> str:
    if word.capitalize() in people.DAYS:
        return rng.choice(people.DAYS)
    if word.capitalize() in people.MONTHS:
        return rng.choice(people.MONTHS)
    if re.fullmatch(r"\d{1,2} [A-Z]\w+", word):
        return f"{rng.randint(1, 28)} {rng.choice(people.MONTHS)}"
    if re.fullmatch(r"[A-Z]\w+ \d{1,2}", word):
        return f"{rng.choice(people.MONTHS)} {rng.randint(1, 28)}"
    return word

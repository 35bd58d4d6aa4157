"""Which passphrases would be guessed first, why, and one that would not."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.core.errors import WeakPassphrase
from app.core.paths import resources

SHORTEST, LONGEST_RATED = 10, 72
LEAST_SCORE = 3
"""Of 4: at least 10^8 guesses, each a second of a processor.  Below, a rented computer tries them all."""
SUGGESTED_WORDS = 6

PATTERNS = ("spatial", "repeat", "sequence", "regex", "date")
DICTIONARIES = ("passwords", "surnames", "male_names", "female_names")
"""What zxcvbn tells apart and the catalogue has a sentence for; everything else is called ``dictionary``."""


def check_strength(passphrase: str) -> None:
    """Refuse what would be guessed first: known passwords, rows of keys, sequences, dates, and what is made of them.

    Rated by zxcvbn (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016).

    Raises:
        WeakPassphrase: shorter than ten characters, or of a lower score than 3; it says why.
    """
    # It takes a tenth of a second to import, and a passphrase is set once.
    from zxcvbn import zxcvbn

    plain = unicodedata.normalize("NFKC", passphrase)
    # Blanks around it are tried with everything; and where nothing else is, there is nothing to rate.
    told = plain.strip()[:LONGEST_RATED]
    if len(plain) < SHORTEST or not told:
        raise WeakPassphrase("short")
    # Its time grows with the square of the length, and by then the rest adds nothing.
    rated = zxcvbn(told)
    if rated["score"] < LEAST_SCORE:
        raise WeakPassphrase(_largest(rated))


def strength_of(passphrase: str) -> int:
    """How well *passphrase* would stand: from 0, known to everybody, to 4; one that would be refused is below 3."""
    from zxcvbn import zxcvbn

    plain = unicodedata.normalize("NFKC", passphrase)
    told = plain.strip()[:LONGEST_RATED]
    if not told:
        return 0
    score = int(zxcvbn(told)["score"])
    return score if len(plain) >= SHORTEST else min(score, LEAST_SCORE - 1)


def _largest(rated: Mapping[str, Any]) -> str:
    """The kind of the part that makes up most of what was rated."""
    parts = [part for part in rated["sequence"] if part["pattern"] != "bruteforce"]
    if not parts:
        return "dictionary"
    part = max(parts, key=lambda each: len(each["token"]))
    kind = str(part["pattern"])
    if kind != "dictionary":
        return kind if kind in PATTERNS else "dictionary"
    if part.get("l33t"):
        return "disguised"
    return str(part["dictionary_name"]) if part["dictionary_name"] in DICTIONARIES else kind


def suggest_passphrase() -> str:
    """Six words drawn by the system's chance from our 403: some 52 bits, 4e15 ways."""
    return " ".join(secrets.SystemRandom().sample(_words(), SUGGESTED_WORDS))


@cache
def _words() -> tuple[str, ...]:
    return tuple((resources() / "words" / "passphrase.txt").read_text("ascii").split())

"""Which passphrases would be guessed first, why, and one that would not."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.core.errors import WeakPassphrase
from app.core.paths import resources
from app.core.words import N_

SHORTEST, LONGEST_RATED = 10, 72
LEAST_SCORE = 3
"""Of 4: at least 10^8 guesses, each a second of a processor.  Below, a rented computer tries them all."""
SUGGESTED_WORDS = 6

SHORT = N_("It has fewer than ten characters.")
BY_PATTERN = {
    "passwords": N_("It is made of a password that many people use."),
    "surnames": N_("It is made of a name."),
    "male_names": N_("It is made of a name."),
    "female_names": N_("It is made of a name."),
    "dictionary": N_("It is made of few and common words."),
    "spatial": N_("It follows the keys of a keyboard."),
    "repeat": N_("It says the same again and again."),
    "sequence": N_("It is a sequence, such as abc or 123."),
    "regex": N_("A year adds next to nothing."),
    "date": N_("A date adds next to nothing."),
    "disguised": N_("Digits or signs in the place of letters are tried first of all."),
}
"""Why a passphrase is weak, by what its largest part is."""


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
        raise WeakPassphrase(f"{WeakPassphrase.say} {SHORT}")
    # Its time grows with the square of the length, and by then the rest adds nothing.
    rated = zxcvbn(told)
    if rated["score"] < LEAST_SCORE:
        raise WeakPassphrase(f"{WeakPassphrase.say} {BY_PATTERN[_largest(rated)]}")


def _largest(rated: Mapping[str, Any]) -> str:
    """The kind of the part that makes up most of what was rated."""
    parts = [part for part in rated["sequence"] if part["pattern"] != "bruteforce"]
    if not parts:
        return "dictionary"
    part = max(parts, key=lambda each: len(each["token"]))
    kind = str(part["pattern"])
    if kind != "dictionary":
        return kind if kind in BY_PATTERN else "dictionary"
    if part.get("l33t"):
        return "disguised"
    return str(part["dictionary_name"]) if part["dictionary_name"] in BY_PATTERN else kind


def suggest_passphrase() -> str:
    """Six words drawn by the system's chance from our 403: some 52 bits, 4e15 ways."""
    return " ".join(secrets.SystemRandom().sample(_words(), SUGGESTED_WORDS))


@cache
def _words() -> tuple[str, ...]:
    return tuple((resources() / "words" / "passphrase.txt").read_text("ascii").split())

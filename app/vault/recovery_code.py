"""The recovery code: 160 random bits as eight groups of four letters, with a check symbol.

Crockford's base 32: no I, L, O or U, and what a hand mistakes for them is read as meant.
"""

from __future__ import annotations

import os

from app.core.errors import WrongSecret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
SYMBOLS = 32


def fresh_code() -> str:
    """A new code, such as ``7K2M-...-9QXT-H``: eight groups and the check symbol."""
    return spell(int.from_bytes(os.urandom(20)))


def spell(number: int) -> str:
    """*number* (160 bits) as it is written down."""
    symbols = [ALPHABET[number >> 5 * place & 31] for place in reversed(range(SYMBOLS))]
    groups = ["".join(symbols[start : start + 4]) for start in range(0, SYMBOLS, 4)]
    return "-".join([*groups, CHECKS[number % 37]])


def read_code(written: str) -> bytes:
    """The 20 bytes a written code stands for, forgiving case, spaces and look-alikes.

    Raises:
        WrongSecret: it is not a code, or the check symbol does not fit.
    """
    text = written.strip().upper().translate(MISTAKEN)
    if len(text) != SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in text[:-1]):
        raise WrongSecret("part_of_a_code")
    number = 0
    for symbol in text[:-1]:
        number = number << 5 | ALPHABET.index(symbol)
    if CHECKS[number % 37] != text[-1]:
        raise WrongSecret("slip_in_code")
    return number.to_bytes(20)

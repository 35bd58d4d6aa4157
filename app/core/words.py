"""Marks text for translation without knowing Qt, and says sizes."""

from typing import NewType

Words = NewType("Words", str)
"""Text a person reads, in English until the window translates it."""


def N_(text: str) -> Words:  # noqa: N802 - the name translators' tools look for
    """Mark *text* as something a person reads."""
    return Words(text)


def gigabytes(size: int) -> Words:
    """*size* in bytes as a person reads it."""
    small = size < 0.95 * 1024**3
    return Words(f"{size / 1024**2:.0f} MB" if small else f"{size / 1024**3:.1f} GB")

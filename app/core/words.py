"""Marks text for translation without knowing Qt."""

from typing import NewType

Words = NewType("Words", str)
"""Text a person reads, in English until the window translates it."""


def N_(text: str) -> Words:  # noqa: N802 - the name translators' tools look for
    """Mark *text* as something a person reads."""
    return Words(text)

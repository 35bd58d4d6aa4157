"""How much there may be of what is read: far above what people use, and far below what would fill a machine.

Whatever comes in passes one of these where it is read, so that nothing behind has to ask.
"""

from __future__ import annotations

from app.core.errors import TooMuch

MESSAGE = 400_000
"""Characters of one message: more than any model sees at once."""
SAID = 100_000
"""Characters of one message that the person sends: it is looked through while they wait."""
FIELD = 400_000
"""Characters of one field of a companion, an entry of lore, or who the person is."""
CARD = 4_000_000
"""Characters of all texts of a companion together."""
NAME = 1_000
TAG = 1_000
MEMORY = 20_000
GREETINGS, TAGS, OPENERS = 1_000, 1_000, 200
ENTRIES = 50_000
"""Entries of a lorebook."""


def require_chars(text: str, most: int, case: str) -> None:
    """Refuse a *text* longer than *most* characters, with this *case* of ``TooMuch``.

    Raises:
        TooMuch: it is.
    """
    require_number(len(text), most, case)


def require_number(found: int, most: int, case: str) -> None:
    """As ``require_chars``, for how many there are of something."""
    if found > most:
        raise TooMuch(case, found=found, most=most)

"""How much there may be of what is read: far above what people use, and far below what would fill a machine.

Whatever comes in passes one of these where it is read, so that nothing behind has to ask.
"""

from __future__ import annotations

from app.core.errors import TooMuch
from app.core.words import N_

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


def require_chars(text: str, most: int, say: str) -> None:
    """Refuse a *text* longer than *most* characters; *say* has a place for how long it is and one for the most.

    Raises:
        TooMuch: it is.
    """
    if len(text) > most:
        raise TooMuch(say.format(f"{len(text):,}", f"{most:,}"))


def require_number(found: int, most: int, say: str) -> None:
    """As ``require_chars``, for how many there are of something."""
    if found > most:
        raise TooMuch(say.format(f"{found:,}", f"{most:,}"))


LONG_MESSAGE = N_("This message has {} characters; {} is the most.")
LONG_MEMORY = N_("This memory has {} characters; {} is the most.")
LONG_PROFILE = N_("This has {} characters; {} is the most.")
LONG_ENTRY = N_("An entry of this lorebook has {} characters; {} is the most.")
MANY_ENTRIES = N_("This lorebook has {} entries; {} is the most.")
LONG_IN_CHAT = N_("A message in this chat has {} characters; {} is the most.")
LONG_FIELD = N_("A field of this companion has {} characters; {} is the most.")
LONG_CARD = N_("The texts of this companion have {} characters together; {} is the most.")
LONG_NAME = N_("The name of this companion has {} characters; {} is the most.")
MANY_GREETINGS = N_("This companion has {} greetings; {} is the most.")
MANY_TAGS = N_("This companion has {} tags; {} is the most.")
MANY_OPENERS = N_("This companion has {} first lines to choose from; {} is the most.")

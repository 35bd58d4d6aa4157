"""What macros are resolved from."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core.clock import local, now


def this_moment() -> datetime:
    """Now, on the clock of this computer."""
    return local(now())


def nowhere(_: str) -> str:
    """No outlet has anything."""
    return ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is there, when it is, and what chance begins with.

    *seed* belongs to the conversation: what is picked by it stays.  *turn_seed* belongs to the turn.  *fields* are
    texts by name (``description``, ``persona``, ``lastmessage``…); *variables* may be changed by a text.
    Where *holds_still*, everything is picked once for the conversation, and the time is when it began: so the
    beginning of a prompt never changes.
    """

    char: str = ""
    user: str = ""
    seed: int = 0
    turn_seed: int = 0
    at: datetime = field(default_factory=this_moment)
    idle: timedelta = timedelta(0)
    fields: Mapping[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    lookup: Callable[[str], str] = nowhere
    holds_still: bool = False

    def chance(self, text: str, place: int, *, stays: bool) -> random.Random:
        """What decides at *place* of *text*: the same for the same conversation, or the same turn."""
        seed = self.seed if stays or self.holds_still else self.turn_seed
        return random.Random(f"{seed}/{zlib.crc32(text.encode('utf-8', 'replace'))}/{place}")

"""Which part of a long conversation still fits.

When it grows too long the oldest quarter is left out at once, not one message at a time: so the
prompt's beginning stays the same for many turns and is not read again.
"""

from __future__ import annotations

from collections.abc import Sequence

KEPT_SHARE = 0.75


class Window:
    """Remembers where the visible part of one conversation begins, by message id."""

    def __init__(self) -> None:
        self._first: int | None = None

    def visible(self, ids: Sequence[int], sizes: Sequence[int], room: int, mine: Sequence[bool]) -> int:
        """The index of the first message to show, for messages of these *ids* and *sizes* in tokens.

        The last message is always shown; *room* is the space for all of them together.  What is left
        begins with a message of the person's (*mine*): many templates refuse anything else.
        """
        start = ids.index(self._first) if self._first in ids else 0
        if sum(sizes[start:]) > room:
            while start < len(sizes) - 1 and sum(sizes[start:]) > room * KEPT_SHARE:
                start += 1
            while start < len(sizes) - 1 and not mine[start]:
                start += 1
        self._first = ids[start] if ids else None
        return start

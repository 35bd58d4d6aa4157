"""Which part of a long conversation still fits.

When it grows too long the oldest quarter is left out at once, not one message at a time: so the
prompt's beginning stays the same for many turns and is not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

KEPT_SHARE = 0.75

Line = TypeVar("Line")
"""What stands in one place: a message, or the words of one."""


class ContextWindow:
    """Remembers where the visible part of one conversation begins, by message id, and how long its messages are."""

    def __init__(self) -> None:
        self._first: int | None = None
        self._sizes: dict[int, tuple[object, int]] = {}

    @property
    def first(self) -> int | None:
        """The id of the oldest message that was visible last; older ones are not needed again."""
        return self._first

    def copy(self) -> ContextWindow:
        """One that shows the same, for a prompt that may never be sent: what it leaves out, the next one has again."""
        copy = ContextWindow()
        copy._first, copy._sizes = self._first, self._sizes
        return copy

    def begin_at(self, first: int | None) -> None:
        """Let the visible part begin with the message *first*."""
        self._first = first

    def fit(
        self,
        ids: Sequence[int],
        lines: Sequence[Line],
        measure: Callable[[Line], int],
        room: int,
        mine: Sequence[bool],
    ) -> int:
        """The index of the first message to show, for messages of these *ids*; *measure* tells how many tokens one of
        the *lines* takes.

        The last message is always shown; *room* is the space for all of them together, in tokens.  What is left
        begins with a message of the person's (*mine*): many templates refuse anything else.  Only what may
        be visible is measured, so that it costs the same in the thousandth turn as in the tenth.
        """
        start = ids.index(self._first) if self._first in ids else 0
        sizes: dict[int, int] = {}
        total, kept = 0, len(ids) - 1
        for place in range(len(ids) - 1, start - 1, -1):
            sizes[place] = self._size(ids[place], lines[place], measure)
            total += sizes[place]
            if total > room:
                break
            if total <= room * KEPT_SHARE:
                kept = place
        if total > room:
            start = kept
            while start < len(ids) - 1 and not mine[start]:
                start += 1
        self._sizes = {ids[place]: (lines[place], size) for place, size in sizes.items()}
        self._first = ids[start] if ids else None
        return start

    def _size(self, message: int, line: Line, measure: Callable[[Line], int]) -> int:
        known = self._sizes.get(message)
        return known[1] if known is not None and known[0] == line else measure(line)

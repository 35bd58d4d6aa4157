"""How long one waits before a turn counts as over: as long as this person pauses, and a little more."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

USUAL_S, SHORTEST_S, LONGEST_S = 0.7, 0.4, 3.0
BEYOND = 1.25
"""So many times the longest pauses that they made within a turn."""
REMEMBERED = 12
CUT_S = 0.3
"""So much longer after somebody was answered before they were done."""


@dataclass(slots=True)
class Patience:
    """Grows with the pauses of whoever speaks, and with being wrong; *usual_s* is what they chose."""

    usual_s: float = USUAL_S
    _pauses: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _cut_s: float = 0.0
    turn_pauses: list[float] = field(default_factory=list)
    """The pauses of this turn, in seconds."""
    start_s: float = 0.0
    """How long it was quiet before the turn began."""

    @property
    def seconds(self) -> float:
        """So much quiet ends a turn now."""
        told = sorted(self._pauses)
        # The longest but one: a single long thought says little of how somebody speaks.
        longest = told[-2] if len(told) > 1 else 0.0
        return min(LONGEST_S, max(SHORTEST_S, self.usual_s, BEYOND * longest) + self._cut_s)

    def note_start(self, quiet_s: float) -> None:
        """A turn begins after so much quiet."""
        self.start_s, self.turn_pauses = quiet_s, []

    def note_pause(self, seconds: float) -> None:
        """They paused for so long, and went on."""
        self._pauses.append(seconds)
        self.turn_pauses.append(seconds)

    def note_cut(self) -> None:
        """They were answered before they were done."""
        self._cut_s = min(1.0, self._cut_s + CUT_S)

    def note_answer(self) -> None:
        """An answer was heard to its end: that was in time."""
        self._cut_s = max(0.0, self._cut_s - CUT_S / 3)

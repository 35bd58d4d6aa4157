"""How words appear: one after the other, with pauses between thoughts, as somebody types.

Only what is seen waits.  What was said is on the disk when it is said, and whoever stops a reply sees all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.manner.traits import Trait, TraitLevel, level_of

WORD = re.compile(r"\s*\S+")
WORDS_A_SECOND = {TraitLevel.LIGHT: 5.0, TraitLevel.MARKED: 2.5}
"""By pace: an unhurried voice says about 2.5 words in a second."""
TYPED_A_SECOND = {TraitLevel.LIGHT: 9.0, TraitLevel.MARKED: 6.0}
"""By rhythm alone."""
PAUSES = ((re.compile(r"(?:…|\.\.\.)[\"”’)*]*$"), 0.7), (re.compile(r"[.!?][\"”’)*]*$"), 0.5),
          (re.compile(r"[,;:–—-][\"”’)*]*$"), 0.18))  # fmt: skip
"""Seconds after a word that ends so, where the rhythm is marked; half of it where it is light."""
PAUSE_SHARES = {TraitLevel.LIGHT: 0.5, TraitLevel.MARKED: 1.0}
LONGEST_TAIL_S = 12.0
"""When all is said, the rest is shown within this time, in its rhythm, but quicker."""


@dataclass(slots=True)
class Rhythm:
    """Shows a reply word by word.  Moments are of ``time.monotonic``."""

    words_a_second: float
    pause_share: float
    _shown: int = 0
    _due: float | None = None
    _haste: float = 1.0

    def begin_after(self, text: str) -> None:
        """*text* was there before: it is seen at once, and what comes after it goes by the rhythm."""
        self._shown = len(text)

    def shown(self, text: str, at: float) -> int:
        """How many characters of *text*, which has only grown since it was asked last, are to be seen at *at*."""
        if self._due is None:
            self._due = at
        while at >= self._due and (found := WORD.match(text, self._shown)) is not None:
            if found.end() == len(text) and self._haste == 1.0:
                break  # it may be half a word
            self._shown = found.end()
            self._due += self._wait(found[0]) / self._haste
        # Nothing is caught up that was not there to be shown.
        self._due = max(self._due, at - 0.25)
        return min(self._shown, len(text))

    def end(self, text: str, at: float) -> bool:
        """All of *text* is said: what is left is shown in a bounded time.  Whether anything is left."""
        rest = sum(self._wait(found[0]) for found in WORD.finditer(text, self._shown))
        self._haste = max(1.001, rest / LONGEST_TAIL_S)
        return self.shown(text, at) < len(text.rstrip())

    def _wait(self, word: str) -> float:
        pause = next((seconds for ending, seconds in PAUSES if ending.search(word)), 0.0)
        return 1 / self.words_a_second + self.pause_share * pause


def rhythm_of(levels: Mapping[str, str]) -> Rhythm | None:
    """The rhythm by what was chosen; None where words appear as they come."""
    pace, typed = level_of(levels, Trait.PACE), level_of(levels, Trait.RHYTHM)
    if pace is TraitLevel.OFF and typed is TraitLevel.OFF:
        return None
    speeds = [*filter(None, (WORDS_A_SECOND.get(pace), TYPED_A_SECOND.get(typed)))]
    return Rhythm(min(speeds), PAUSE_SHARES.get(typed, 0.25))

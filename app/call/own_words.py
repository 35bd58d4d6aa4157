"""Whether what was heard is what the app itself has just said: a loudspeaker that reached the microphone."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise

KEPT_WORDS = 120
"""About forty seconds of speech."""
SHARE = 0.7
LEAST_WORDS = 3
"""Shorter answers, a yes or a name, are too easily a word that was just said."""
JUST_NOW = 15
"""But what came into the middle of speech, and is made of its last words alone, was no answer."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(slots=True)
class OwnWords:
    """The last words that were said aloud."""

    _words: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_WORDS))

    def note(self, text: str) -> None:
        """*text* was begun to be said."""
        self._words += [word.casefold() for word in _WORD.findall(text)]

    def explain(self, heard: str, *, has_interrupted: bool = False) -> bool:
        """Whether most of the words *heard* stand in a row like that in what was said."""
        words = [word.casefold() for word in _WORD.findall(heard)]
        if len(words) < LEAST_WORDS:
            return has_interrupted and set(words) <= set(list(self._words)[-JUST_NOW:])
        said = list(self._words)
        pairs = set(pairwise(said))
        known = sum(pair in pairs for pair in pairwise(words))
        return known >= SHARE * (len(words) - 1)

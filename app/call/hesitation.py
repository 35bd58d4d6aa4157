"""How something was said, beside what: pauses, pace, repeats and fillers, measured against the person's own usual.

It becomes one line for the model with just this answer, and is kept nowhere.
"""

from __future__ import annotations

import enum
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

LEAST_TURNS = 3
"""Before so many turns there is no usual to go by."""
REMEMBERED = 20
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FILLERS = frozenset(("um", "uh", "er", "erm", "hmm", "hm", "uhm", "mm"))


class Sign(enum.Enum):
    """What was noticed.  The values are said to the model."""

    LATE = "hesitated before answering"
    PAUSES = "paused more than usual"
    SLOW = "spoke more slowly than usual"
    QUICK = "spoke more quickly than usual"
    REPEATS = "began again several times"
    FILLERS = "searched for words"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one turn was said: *start_s* of quiet before it, its *pauses* and its length in seconds, its words."""

    start_s: float
    pauses: Sequence[float]
    seconds: float
    words: str

    @property
    def words_a_second(self) -> float:
        """How quickly, pauses left out."""
        spoken = max(0.3, self.seconds - sum(self.pauses))
        return len(_WORD.findall(self.words)) / spoken

    @property
    def pause_share(self) -> float:
        """How much of it was quiet."""
        return sum(self.pauses) / max(0.3, self.seconds)

    @property
    def repeats(self) -> int:
        """How often a word was said twice in a row, as in “I, I went”."""
        words = [word.casefold() for word in _WORD.findall(self.words)]
        return sum(one == next_one for one, next_one in pairwise(words))

    @property
    def fillers(self) -> int:
        return sum(word.casefold() in _FILLERS for word in _WORD.findall(self.words))


@dataclass(slots=True)
class UsualDelivery:
    """What is usual for a person, learnt within one call and forgotten with it."""

    _turns: deque[Delivery] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def notice(self, turn: Delivery) -> list[Sign]:
        """What is unlike their own usual in *turn*, the plainest first; it is part of the usual from then on."""
        found = list(self._signs(turn)) if len(self._turns) >= LEAST_TURNS else []
        self._turns.append(turn)
        return found

    def _signs(self, turn: Delivery) -> Sequence[Sign]:
        before = list(self._turns)
        usual_start = median(each.start_s for each in before)
        usual_share = median(each.pause_share for each in before)
        usual_pace = median(each.words_a_second for each in before)
        pace = turn.words_a_second
        signs = {
            Sign.LATE: turn.start_s > max(1.5, 2 * usual_start + 0.5),
            Sign.PAUSES: turn.pause_share > max(0.2, 2 * usual_share),
            Sign.SLOW: usual_pace > 0 and pace < 0.65 * usual_pace,
            Sign.QUICK: usual_pace > 0 and pace > 1.5 * usual_pace,
            Sign.REPEATS: turn.repeats >= 2,
            Sign.FILLERS: turn.fillers >= 2 and turn.fillers > median(each.fillers for each in before),
        }
        return [sign for sign, is_there in signs.items() if is_there]


def told(signs: Sequence[Sign]) -> str:
    """*signs* as one line for the model; empty for none."""
    return ", ".join(sign.value for sign in signs[:3])

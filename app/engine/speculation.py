"""Guessing what comes next, so that several tokens are read in one batch: what guesses, and how far it pays to guess.

A guessed token is kept only where the model, asked in its turn, chooses the very same: what is said, and how likely
each word is, stay those of the model alone (Leviathan, Kalman and Matias, "Fast Inference from Transformers via
Speculative Decoding", ICML 2023; with a guess that is certain of itself, their rule is just this comparison).
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.core.errors import EngineError

if TYPE_CHECKING:
    from app.engine.engine import Sampling

log = logging.getLogger("app.engine")

DEEPEST = 8
"""More tokens than this are never guessed at once: some would have to be right with hardly any doubt."""

LONGEST_MATCH, SHORTEST_MATCH, LOOKED_BACK = 5, 3, 4096
"""How many tokens in a row must have stood together before, among so many, to be taken for what is said again."""

HOPE = 0.5
"""How many guesses are taken to be right before any was looked at."""

MEMORY = 0.9
"""How much of what is known of guesses and costs outlives the next: the last ten or so count."""

QUICKER = 0.5
"""The same of what a batch took, where the next was quicker."""

WORTH = 1.04
"""A guess is made where it should be so much quicker: costs are not known better than that."""

FIRST_PAUSE, LONGEST_PAUSE = 24, 768
"""After a trial that lost, so many tokens are said plainly before the next; each lost trial doubles it."""

VOCABULARY_PADDING = 128
"""So many more tokens than the other a model of one family may have: makers round the number up, and what was added is
never said."""

STEP_COST = 0.2
"""What each further token of a batch is taken to cost, as a share of the first, before it was measured."""


class Drafter(Protocol):
    """Guesses what comes next.  What it guesses need not be right."""

    @property
    def is_free(self) -> bool:
        """Whether guessing costs next to nothing."""
        ...

    @property
    def seconds(self) -> float:
        """What guessing one token costs, as far as it is known."""
        ...

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """Up to *count* tokens that may follow *tokens*, which are all that was read and said; yields to give way."""
        ...

    def read_along(self, tokens: Sequence[int]) -> Generator[object, None, None]:
        """While nobody waits: read *tokens*, so that guessing what follows them begins at once."""
        ...

    def clear(self) -> None:
        """Hold no token of what was read or said."""
        ...

    def close(self) -> None:
        """Free it; calling it twice does nothing."""
        ...


class FreeDrafter:
    """The part of a ``Drafter`` that costs next to nothing and holds nothing: only ``propose`` is left to say."""

    is_free, seconds = True, 0.0

    def read_along(self, tokens: Sequence[int]) -> Generator[object, None, None]:
        """See ``Drafter.read_along``."""
        yield from ()

    def clear(self) -> None:
        """See ``Drafter.clear``."""

    def close(self) -> None:
        """See ``Drafter.close``."""


class PromptLookup(FreeDrafter):
    """Guesses that what stood after the last words before stands after them again: names, refrains, quoted lines.

    What stood where is noted when it is first asked, in some milliseconds; see Saxena, "Prompt Lookup Decoding", 2023.
    """

    def __init__(self) -> None:
        self._known = 0
        self._last = -1
        self._after: dict[tuple[int, ...], int] = {}

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """See ``Drafter.propose``."""
        yield from ()
        self._learn(tokens)
        for length in range(LONGEST_MATCH, SHORTEST_MATCH - 1, -1):
            place = self._after.get(tuple(tokens[-length:])) if len(tokens) > length else None
            if place is not None:
                return list(tokens[place : place + count])
        return []

    def clear(self) -> None:
        """See ``Drafter.clear``."""
        self._known, self._last = 0, -1
        self._after.clear()

    def close(self) -> None:
        """See ``Drafter.close``."""
        self.clear()

    def _learn(self, tokens: Sequence[int]) -> None:
        """Note what followed what, up to but not with the last token, which nothing follows yet."""
        if self._known > len(tokens) or (self._known and self._last != tokens[self._known - 1]):
            self.clear()  # something was taken back, or another prompt is answered
        start = max(self._known, SHORTEST_MATCH, len(tokens) - LOOKED_BACK)
        for place in range(start, len(tokens)):
            for length in range(SHORTEST_MATCH, min(LONGEST_MATCH, place) + 1):
                self._after[tuple(tokens[place - length : place])] = place
        self._known, self._last = len(tokens), tokens[-1]


class BatchCosts:
    """What reading a batch of few tokens takes, by its size, as it was measured of late."""

    def __init__(self) -> None:
        self._seconds: dict[int, float] = {}

    def note(self, size: int, seconds: float) -> None:
        """A batch of *size* tokens took so long."""
        known = self._seconds.get(size, seconds)
        # The first of a size is slow, where a card must be told of it: what is quicker is believed sooner.
        old = MEMORY if seconds > known else QUICKER
        self._seconds[size] = old * known + (1 - old) * seconds

    def copy(self) -> BatchCosts:
        """The same, to be learned on apart."""
        other = BatchCosts()
        other._seconds = dict(self._seconds)
        return other

    def of(self, size: int) -> float:
        """Seconds a batch of *size* takes: what is not known is guessed from the nearest smaller one."""
        if size in self._seconds or not self._seconds:
            return self._seconds.get(size, 0.0)
        smaller = max((known for known in self._seconds if known < size), default=min(self._seconds))
        # By what each token more has cost so far.
        one = self._seconds.get(1, self._seconds[smaller])
        step = (self._seconds[smaller] - one) / (smaller - 1) if smaller > 1 else STEP_COST * one
        return max(self._seconds[smaller] + max(step, 0.0) * (size - smaller), one)


class Depth:
    """How many tokens to guess at once, by what guesses and batches have cost and how often they were right.

    With a share *a* of guesses right and *n* of them read together with the token before, (1 - a^(n+1)) / (1 - a)
    tokens are said on average (Leviathan and others, formula 1); the best *n* is the one that makes most of its time.
    """

    def __init__(self, costs: BatchCosts) -> None:
        self._costs = costs
        self.acceptance = HOPE
        self._pause, self._plain = FIRST_PAUSE, FIRST_PAUSE

    def choose(self, seconds: float, most: int = DEEPEST) -> int:
        """How many tokens to guess now, *most* at most, where each costs *seconds* to guess; 0 where none pays."""
        best, gain, plain = 0, WORTH, self._costs.of(1)
        for count in range(1, most + 1):
            said = sum(self.acceptance**each for each in range(count + 1))
            spent = self._costs.of(count + 1) + count * seconds
            if plain and said * plain > gain * spent:
                best, gain = count, said * plain / spent
        if best:
            self._pause = FIRST_PAUSE
        return best

    def tries(self) -> bool:
        """Whether it is time to guess although it did not pay: the story may have come to a refrain."""
        self._plain += 1
        if self._plain < self._pause:
            return False
        self._plain, self._pause = 0, min(2 * self._pause, LONGEST_PAUSE)
        return True

    def found(self, right: int, guessed: int) -> None:
        """Of *guessed* tokens the first *right* were."""
        for place in range(min(right + 1, guessed)):
            self.acceptance = MEMORY * self.acceptance + (1 - MEMORY) * (1.0 if place < right else 0.0)


@dataclass(slots=True)
class _Source:
    """One that guesses, how deep it pays, and what it guessed without being believed: after how many tokens, what."""

    drafter: Drafter
    depth: Depth
    unread: tuple[int, list[int]] = (0, [])


class Speculation:
    """Everything that may guess for one model: *drafters*, or where none is given what stood before.

    With *only_by_chance* nothing is guessed where the same words must come again; see ``suits``.
    """

    def __init__(
        self, *drafters: Drafter, costs: BatchCosts | None = None, is_on: bool = True, only_by_chance: bool = True
    ) -> None:
        self.costs = costs or BatchCosts()
        self.is_on = is_on
        self._only_by_chance = only_by_chance
        self._sources: list[_Source] = []
        self._asked: _Source | None = None
        for drafter in drafters or (PromptLookup(),):
            self.add(drafter)

    def suits(self, sampling: Sampling) -> bool:
        """Whether to guess with *sampling*: not where somebody relies on the very same words again.

        A batch is rounded in another way than single tokens, which can turn a choice that hung by a hair; and how large
        batches are depends on how quick the machine is just now.
        """
        is_repeatable = sampling.seed is not None or sampling.temperature == 0
        return self.is_on and not (self._only_by_chance and is_repeatable)

    def add(self, drafter: Drafter) -> None:
        """Ask *drafter* too, after those there are."""
        self._sources.append(_Source(drafter, Depth(self.costs)))

    def read_along(self, tokens: Sequence[int]) -> Generator[object, None, None]:
        """While nobody waits: let all that guess read *tokens*."""
        for source in list(self._sources) if self.is_on else ():
            try:
                yield from source.drafter.read_along(tokens)
            except EngineError as error:
                self._do_without(source, error)

    def _do_without(self, source: _Source, error: EngineError) -> None:
        """A drafter that fails must not take the reply with it."""
        log.info("guessing ahead failed and is done without: %s", type(error).__name__)
        source.drafter.close()
        self._sources.remove(source)

    def close(self) -> None:
        """Free all that guess, but those that hold nothing."""
        self._asked = None
        for source in self._sources:
            source.drafter.close()
        self._sources = [source for source in self._sources if source.drafter.is_free]

    def clear(self) -> None:
        """Hold no token of what was read or said."""
        self._asked = None
        for source in self._sources:
            source.unread = (0, [])
            source.drafter.clear()

    def guess(self, tokens: Sequence[int], room: int) -> Generator[None, None, list[int]]:
        """What may follow *tokens*, *room* tokens at most, as far as it pays to read it along; yields to give way."""
        self._asked = None
        for source in list(self._sources) if self.is_on and room > 0 else ():
            try:
                guessed = yield from self._from(source, tokens, min(room, DEEPEST))
            except EngineError as error:
                self._do_without(source, error)
                continue
            if guessed:
                self._asked = source
                return guessed
        return []

    def _from(self, source: _Source, tokens: Sequence[int], room: int) -> Generator[None, None, list[int]]:
        drafter, depth = source.drafter, source.depth
        if not drafter.is_free:
            count = depth.choose(drafter.seconds, room) or int(depth.tries())
            if not count:
                return []
            guessed = yield from drafter.propose(tokens, count)
            if not guessed:
                depth.found(0, 1)  # one that is unsure costs as much as one that is wrong
            return guessed
        # What costs nothing is asked every time, so that how often it is right is known without reading a guess.
        length, before = source.unread
        source.unread = (0, [])
        if before and len(tokens) > length:
            depth.found(_agreeing(before, tokens[length:]), min(len(before), len(tokens) - length))
        guessed = yield from drafter.propose(tokens, room)
        count = depth.choose(0.0, len(guessed))
        if guessed and not count:
            count = int(depth.acceptance > HOPE and depth.tries())
        if guessed and not count:
            source.unread = (len(tokens), guessed)
        return guessed[:count]

    @property
    def acceptance(self) -> float:
        """The share of guesses that were right of late, of what guesses best; 0 to 1."""
        return max(source.depth.acceptance for source in self._sources)

    def note_batch(self, size: int, seconds: float) -> None:
        """Reading *size* tokens together took so long."""
        self.costs.note(size, seconds)

    def note_accepted(self, right: int, guessed: int) -> None:
        """Of the last *guessed* tokens the first *right* were chosen."""
        if self._asked is not None:
            self._asked.depth.found(right, guessed)


def _agreeing(guessed: Sequence[int], said: Sequence[int]) -> int:
    """How many of *guessed* were said."""
    return next((at for at, (one, other) in enumerate(zip(guessed, said, strict=False)) if one != other),
                min(len(guessed), len(said)))  # fmt: skip

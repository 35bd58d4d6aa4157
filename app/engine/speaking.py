"""One reply as it is said: token by token, around what is banned, and ahead of itself where guessing pays."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from app.engine.decoder import Decoder
from app.engine.detokenizer import Detokenizer
from app.engine.engine import PrefillProgress, Sampling, TextChunk
from app.engine.prompt_chunk import PromptChunk, tokens_of
from app.engine.sampler import Sampler
from app.engine.speculation import Speculation
from app.engine.vocabulary import Vocabulary

RETRIES = 16
"""How often another way around a banned phrase is looked for at one place."""


@dataclass(slots=True)
class SpeculativeReply:
    """The reply that was begun last: what it answers, how far it came, and whether it ended by itself."""

    prompt: tuple[PromptChunk, ...] = ()
    sampling: Sampling | None = None
    tokens: list[int] = field(default_factory=list)
    is_whole: bool = False


@dataclass(slots=True)
class _DraftTokens:
    """What was guessed and read already: *tokens*, of which the first *at* were chosen since."""

    tokens: list[int] = field(default_factory=list)
    at: int = 0

    @property
    def output(self) -> int:
        """Which of the last batch's outputs tells what comes next; the last where nothing was guessed."""
        return self.at if self.tokens else -1

    @property
    def left(self) -> int:
        """How many guesses stand in the cache unsaid."""
        return len(self.tokens) - self.at

    def holds(self, token: int) -> bool:
        """Whether *token*, chosen now, was guessed."""
        return self.left > 0 and self.tokens[self.at] == token


class Speaking:
    """Says the reply *begun*, whose prompt was read; *asked* are its tokens, and *choice* chooses the words."""

    def __init__(
        self,
        decoder: Decoder,
        vocabulary: Vocabulary,
        choice: Sampler,
        asked: Sequence[int],
        begun: SpeculativeReply,
        speculation: Speculation,
    ) -> None:
        assert begun.sampling is not None
        self._decoder = decoder
        self._vocabulary = vocabulary
        self._choice = choice
        self._begun = begun
        self._sampling = begun.sampling
        self._speculation = speculation
        self._ahead = _DraftTokens()
        self._spoken = Detokenizer(vocabulary.piece, begun.sampling.banned)
        # Kept along: to put it together anew for each guess would grow with the conversation.
        self._tokens = list(asked)
        self._asked = len(asked)

    def say(self, room: int) -> Generator[PrefillProgress | TextChunk, None, int]:
        """Say it, up to *room* tokens; returns how many it has."""
        spoken, was_whole = self._spoken, self._begun.is_whole
        again, self._begun.tokens = self._begun.tokens, spoken.tokens
        for token in again:
            spoken.add(token)
        if again:
            yield TextChunk(spoken.ready())
        if not was_whole:
            try:
                yield from self._go_on(room)
            finally:
                # What was guessed and not said must be nowhere: the next prompt, and what is kept of this, begin here.
                self._take_back(is_judged=False)
        if rest := spoken.rest():
            yield TextChunk(rest)
        return len(spoken.tokens)

    def _go_on(self, room: int) -> Generator[PrefillProgress | TextChunk, None, None]:
        spoken, ends = self._spoken, self._vocabulary.ends
        detours: dict[int, list[int]] = {}
        while len(spoken.tokens) < room:
            token = self._choice.next(self._decoder.context, self._ahead.output)
            place = None if ends(token) else spoken.add(token)
            # Another way may lead to another banned phrase, or to the same in other capitals.
            while place is not None and len(detours.setdefault(place, [])) < RETRIES:
                detours[place].append(spoken.tokens[place])
                spoken.cut(place)
                token = yield from self._detour(detours[place])
                place = None if ends(token) else spoken.add(token)
            if ends(token):
                self._begun.is_whole = True
                return
            # Half a letter shows nothing, and is still a place to stop.
            yield TextChunk(spoken.ready())
            if len(spoken.tokens) < room:
                yield from self._say(token, room - len(spoken.tokens))

    def _detour(self, forbidden: Sequence[int]) -> Generator[PrefillProgress, None, int]:
        """Go back to what is spoken now and choose a token that is none of the *forbidden*."""
        before = [*self._begun.prompt, *self._spoken.tokens]
        self._take_back()
        yield from self._decoder.read(before, may_shift=False, to_speak=True)
        other = Sampler(
            self._vocabulary, self._sampling, tokens_of(before), forbidden=forbidden, seed_offset=len(forbidden)
        )
        with contextlib.closing(other):
            return other.next(self._decoder.context)

    def _say(self, token: int, room: int) -> Generator[TextChunk, None, None]:
        """Read what was just said, and what may follow it; broken off, it is tried again by whoever drives on."""
        ahead = self._ahead
        if ahead.holds(token):
            ahead.at += 1
            return
        self._take_back()
        guessed = yield from self._guess(room)
        started = time.perf_counter()
        while not self._decoder.decode([token, *guessed], every=bool(guessed)):
            yield TextChunk("")
            started = time.perf_counter()
        self._decoder.wait()
        self._speculation.note_batch(1 + len(guessed), time.perf_counter() - started)
        self._ahead = _DraftTokens(guessed)

    def _guess(self, room: int) -> Generator[TextChunk, None, list[int]]:
        if self._decoder.cache.cannot_take_back or not self._speculation.suits(self._sampling):
            return []
        # A phrase may have been taken back since.
        self._tokens[self._asked :] = self._spoken.tokens
        left = self._decoder.window - self._decoder.cache.position - 1
        guessing = self._speculation.guess(self._tokens, min(room - 1, left))
        while True:
            try:
                next(guessing)
            except StopIteration as stop:
                guessed: list[int] = stop.value
                return guessed
            yield TextChunk("")

    def _take_back(self, *, is_judged: bool = True) -> None:
        """Out of the cache with what was guessed wrong; note how much of it was right, where the reply went on."""
        ahead, self._ahead = self._ahead, _DraftTokens()
        if ahead.tokens and is_judged:
            self._speculation.note_accepted(ahead.at, len(ahead.tokens))
        if ahead.left:
            self._decoder.cache.take_back(ahead.left)

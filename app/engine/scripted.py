"""An engine that says what it is told: for tests, the demo and screenshots."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.errors import AppError, EngineError, SteeringUnusable
from app.engine.adapter import AppliedAdapter
from app.engine.engine import ModelFacts, PrefillProgress, Sampling, TextChunk
from app.engine.media import MediaItem, MediaKind, MediaSource, no_media
from app.engine.prompt_chunk import MediaChunk, PromptChunk, tokens_of
from app.engine.steering import SteeringVector

FACTS = ModelFacts("Scripted", "scripted", 4096, 4096, None, "", "<end>", {})


class ScriptedEngine:
    """Answers with the lines it was given, word by word; with *otherwise* when they run out."""

    def __init__(self, *lines: str, otherwise: str = "I am listening.", facts: ModelFacts = FACTS) -> None:
        self.facts = facts
        self.prompts: list[list[int]] = []
        self.readings: list[list[int]] = []
        self.samplings: list[Sampling] = []
        self.seconds_a_token = 0.0
        self.held: list[int] = []
        self.times_forgotten = 0
        self._begun: tuple[list[int], str | AppError] | None = None
        self._adapters: tuple[AppliedAdapter, ...] = ()
        self._steering: SteeringVector | None = None
        self.is_closed = False
        self.assisted_by: Path | None = None
        self.guesses_ahead = True
        self._lines: deque[str | AppError] = deque(lines)
        self._otherwise = otherwise
        self._words: list[str] = []
        self.shows: MediaSource = no_media
        self.pictures: list[list[MediaChunk]] = []
        """The pictures and recordings of each prompt."""

    def will_say(self, *lines: str) -> None:
        """Answer the next prompts with *lines*."""
        self._lines.extend(lines)

    def will_fail(self, error: AppError) -> None:
        """Answer the next prompt with an error."""
        self._lines.append(error)

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """One token a word: the words ever seen, by number."""
        tokens = []
        for word in text.split():
            if word not in self._words:
                self._words.append(word)
            tokens.append(self._words.index(word))
        return tokens

    def read_back(self, tokens: Sequence[int]) -> str:
        """The words of *tokens*."""
        return " ".join(self._words[token] for token in tokens)

    def stream(
        self,
        prompt: Sequence[PromptChunk],
        sampling: Sampling,
        max_tokens: int,
        *,
        may_shift: bool = False,
        go_on: bool = False,
    ) -> Generator[PrefillProgress | TextChunk, None, int]:
        self.prompts.append(tokens_of(prompt))
        self.pictures.append([chunk for chunk in prompt if isinstance(chunk, MediaChunk)])
        self.samplings.append(sampling)
        yield PrefillProgress(0, len(prompt))
        again = go_on and self._begun is not None and self._begun[0] == tokens_of(prompt)
        line = self._begun[1] if again and self._begun is not None else self._next_line()
        self._begun = (tokens_of(prompt), line)
        if isinstance(line, AppError):
            raise line
        yield PrefillProgress(len(prompt), len(prompt))
        words = [word for word in line.replace(" ", " \0").split("\0") if word][:max_tokens]
        for word in words:
            yield TextChunk(word)
        return len(words)

    def stream_several(
        self, prompt: Sequence[PromptChunk], sampling: Sampling, count: int, max_tokens: int, *, may_shift: bool = False
    ) -> Generator[PrefillProgress | TextChunk, None, list[int]]:
        lengths = []
        for place in range(count):
            for event in self.stream(prompt, sampling, max_tokens):
                yield TextChunk(event.text, place) if isinstance(event, TextChunk) else event
            lengths.append(1)
        return lengths

    def _next_line(self) -> str | AppError:
        return self._lines.popleft() if self._lines else self._otherwise

    def prefill(
        self, prompt: Sequence[PromptChunk], *, may_shift: bool = False, sure: int | None = None
    ) -> Generator[PrefillProgress, None, int]:
        self.readings.append(tokens_of(prompt))
        yield PrefillProgress(0, len(prompt))
        yield PrefillProgress(len(prompt), len(prompt))
        return len(prompt)

    def prefill_seconds(self, count: int) -> float:
        return count * self.seconds_a_token

    def cached_prefix_length(self, prompt: Sequence[PromptChunk]) -> int:
        pairs = zip(self.held, prompt, strict=False)
        return next((place for place, (held, token) in enumerate(pairs) if held != token), len(self.held))

    @property
    def adapters(self) -> tuple[AppliedAdapter, ...]:
        return self._adapters

    def use_adapters(self, adapters: Sequence[AppliedAdapter]) -> None:
        wanted = tuple(adapter for adapter in adapters if adapter.scale)
        if wanted != self._adapters:
            self.clear_cache()
        self._adapters = wanted

    @property
    def steering(self) -> SteeringVector | None:
        return self._steering

    def steer(self, vector: SteeringVector | None) -> None:
        if vector != self._steering:
            self.clear_cache()
        self._steering = vector

    def hidden_states(
        self, texts: Sequence[tuple[Sequence[int], int]], share: float | None = None
    ) -> Generator[int, None, list[list[array[float]]]]:
        yield 0
        raise SteeringUnusable("no_states")

    def scores(self, prompt: Sequence[int], replies: Sequence[Sequence[int]]) -> list[float]:
        return [-1.0] * len(replies)

    def peek(
        self, prompt: Sequence[PromptChunk], suffix: Sequence[int], wanted: Sequence[int]
    ) -> Generator[PrefillProgress, None, list[float]]:
        yield PrefillProgress(len(prompt), len(prompt))
        raise SteeringUnusable("cannot_peek")

    def prefill_draft(self, prompt: Sequence[PromptChunk]) -> Generator[object, None, None]:
        yield from ()

    def assist(self, draft: Path | None) -> Generator[object, None, None]:
        yield from ()
        self.assisted_by = draft

    def open_senses(self, projector: Path, picture_tokens: int, source: MediaSource) -> Generator[object, None, None]:
        yield from ()
        self.shows = source
        self.facts = replace(self.facts, senses=frozenset(MediaKind), hearing_rate=16_000)

    def media_chunks(self, item: MediaItem) -> list[PromptChunk]:
        if item.kind not in self.facts.senses:
            raise EngineError("no_senses")
        return [MediaChunk(item.digest, 4, 4)]

    def guess_ahead(self, *, wanted: bool) -> None:
        self.guesses_ahead = wanted

    def clear_cache(self) -> None:
        self.held = []
        self._begun = None
        self.times_forgotten += 1

    def save(self, most_bytes: int) -> bytes:
        return b""

    def restore(self, prompt: Sequence[PromptChunk], state: bytes) -> bool:
        return False

    def close(self) -> None:
        self.is_closed = True

"""An engine that says what it is told: for tests, the demo and screenshots."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence

from app.core.errors import AppError
from app.engine.engine import ModelFacts, Piece, Reading, Sampling

FACTS = ModelFacts("Scripted", "scripted", 4096, 4096, None, "", "<end>", {})


class ScriptedEngine:
    """Answers with the lines it was given, word by word; with *otherwise* when they run out."""

    def __init__(self, *lines: str, otherwise: str = "I am listening.", facts: ModelFacts = FACTS) -> None:
        self.facts = facts
        self.prompts: list[list[int]] = []
        self.readings: list[list[int]] = []
        self.is_closed = False
        self._lines: deque[str | AppError] = deque(lines)
        self._otherwise = otherwise
        self._words: list[str] = []

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
        self, tokens: Sequence[int], sampling: Sampling, max_tokens: int, *, may_shift: bool = False
    ) -> Generator[Reading | Piece, None, int]:
        self.prompts.append(list(tokens))
        yield Reading(0, len(tokens))
        line = self._lines.popleft() if self._lines else self._otherwise
        if isinstance(line, AppError):
            raise line
        yield Reading(len(tokens), len(tokens))
        words = [word for word in line.replace(" ", " \0").split("\0") if word][:max_tokens]
        for word in words:
            yield Piece(word)
        return len(words)

    def read(self, tokens: Sequence[int], *, may_shift: bool = False) -> Generator[Reading, None, int]:
        self.readings.append(list(tokens))
        yield Reading(0, len(tokens))
        yield Reading(len(tokens), len(tokens))
        return len(tokens)

    def holds(self, tokens: Sequence[int]) -> int:
        return 0

    def save(self, most_bytes: int) -> bytes:
        return b""

    def restore(self, tokens: Sequence[int], state: bytes) -> bool:
        return False

    def close(self) -> None:
        self.is_closed = True

"""What other rooms see of an engine: the plan it is loaded by, what it yields, what it can do."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """How a model is loaded.  *threads* 0 leaves the choice to the engine."""

    context_tokens: int = 8192
    threads: int = 0
    gpu_layers: int = 0


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is known of a loaded model.  *context_tokens* is the window it was loaded with."""

    name: str
    architecture: str
    context_tokens: int
    trained_tokens: int
    chat_template: str | None
    bos: str
    eos: str
    metadata: Mapping[str, str]

    @property
    def is_starter(self) -> bool:
        """Whether this is the tiny model that ships with the app."""
        return self.metadata.get("inglenook.starter") == "true"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen.  *seed* None draws one."""

    temperature: float = 0.8
    top_k: int = 60
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.05
    repeat_last: int = 256
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Progress of reading the prompt, in tokens; *done* counts what was already in the cache."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One streamed piece of text."""

    text: str

    def __repr__(self) -> str:
        return f"<Piece {len(self.text)} chars>"


class Engine(Protocol):
    """A loaded model.  One thread at a time: everything happens on the engine lane."""

    @property
    def facts(self) -> ModelFacts: ...

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """The tokens of *text*; control tokens are recognised in it only if *special*."""
        ...

    def stream(
        self, tokens: Sequence[int], sampling: Sampling, max_tokens: int, *, may_shift: bool = False
    ) -> Generator[Reading | Piece, None, int]:
        """Read *tokens*, then speak until the model ends its turn or *max_tokens* are reached.

        What of the prompt is already in the cache is not read again.  With *may_shift*, text that was dropped
        near the beginning may be taken out of the cache and the rest moved forward, which is quick but not
        quite what reading anew would give: what stays has seen what went.  Returns how many tokens were spoken.

        Raises:
            ContextFull: the prompt leaves no room to speak.
        """
        ...

    def read(self, tokens: Sequence[int], *, may_shift: bool = False) -> Generator[Reading, None, int]:
        """Read *tokens* and say nothing, so that a later ``stream`` of what begins with them begins sooner.

        Closing it keeps what was read so far.  Returns how many tokens had to be read.

        Raises:
            ContextFull: they do not fit.
        """
        ...

    def holds(self, tokens: Sequence[int]) -> int:
        """How many of the first *tokens* are in the cache."""
        ...

    def save(self, most_bytes: int) -> bytes:
        """The state of the cache; empty where there is none, or it is larger than *most_bytes*."""
        ...

    def restore(self, tokens: Sequence[int], state: bytes) -> bool:
        """Put *state*, saved by this very model after *tokens*, in the cache; false when it does not fit."""
        ...

    def close(self) -> None:
        """Free the model; calling it twice does nothing."""
        ...

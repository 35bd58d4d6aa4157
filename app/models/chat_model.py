"""The seam between a conversation and what answers it.

Above it there are messages; below it tokens, chat templates, the KV cache and its snapshots.  What a model can do
beyond answering it says itself (``Capability``), and whoever wants more asks first: so a model on another machine is
one more ``ChatModel``, and nothing above learns of it.
"""

from __future__ import annotations

import enum
from array import array
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.engine import BARE, ModelChanges, ModelFacts, PrefillProgress, Sampling
from app.models.cache_prefix import CachePrefix
from app.templates import ChatMessage, MediaPart, ReasoningDelta, TextDelta, TextRetracted

Delta = TextDelta | ReasoningDelta | TextRetracted


class Capability(enum.Enum):
    """What a model can do beyond answering."""

    PREFILL = enum.auto()
    """Read a prompt before it is asked."""
    CONTINUE = enum.auto()
    """Go on with words that are given to it."""
    VARIANTS = enum.auto()
    """Give several answers at once."""
    GRAMMAR = enum.auto()
    """Keep to a grammar."""
    LOGIT_BIAS = enum.auto()
    """Make words more or less likely."""
    SNAPSHOT = enum.auto()
    """Write down what it has read, and read it back."""
    IMAGES = enum.auto()
    AUDIO = enum.auto()
    ADAPTERS = enum.auto()
    CONTROL_VECTORS = enum.auto()
    STATES = enum.auto()
    """Show what it works with inside, and how likely words would be."""
    EXACT_TOKEN_COUNTS = enum.auto()
    """Count tokens as it reads them; else they are estimated."""


@dataclass(frozen=True, slots=True)
class ChatPrompt:
    """What a model answers: *messages*, and how the answer begins already.

    *answers_as* names who answers, for a model that knows no roles and is given a transcript; *changes*
    make the model another for this answer.
    """

    messages: tuple[ChatMessage, ...]
    continue_from: str = ""
    answers_as: str = ""
    changes: ModelChanges = BARE

    def __repr__(self) -> str:
        return f"<ChatPrompt of {len(self.messages)} messages>"


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How it is answered: *variants* answers of at most *max_tokens* each.

    A line that begins with one of the names of *others* ends an answer, and a name of *own* there is left out.
    *may_shift*: the oldest part of the prompt may have been dropped, and the KV cache moved where it allows that.
    *resumes*: an answer to this very prompt was begun unheard, and goes on.
    """

    sampling: Sampling
    max_tokens: int
    variants: int = 1
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    may_shift: bool = False
    resumes: bool = False

    def __repr__(self) -> str:
        return f"<ChatOptions for {self.variants}>"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the answer number *variant*, and what it lets be known: often nothing yet, as of half a letter.

    *is_last*: no token, but what was held back until the end.
    """

    variant: int
    deltas: tuple[Delta, ...]
    is_last: bool = False

    def __repr__(self) -> str:
        return f"<Token of {self.variant}>"


@dataclass(frozen=True, slots=True)
class ModelSnapshot:
    """What a model had read, and the state that this left it in; of use only to a model of the same *identity*."""

    prefix: CachePrefix
    state: bytes = field(repr=False)


def never_over(variant: int) -> bool:
    """Nobody ends an answer but its model."""
    return False


class ChatModel(Protocol):
    """A model that answers.  One thread at a time: the engine worker."""

    @property
    def capabilities(self) -> frozenset[Capability]: ...

    @property
    def facts(self) -> ModelFacts:
        """What is known of it, its context window among that."""
        ...

    def identity(self, changes: ModelChanges = BARE) -> str:
        """Weights, load plan and *changes*: what a snapshot is valid for."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens *text* takes by itself."""
        ...

    def media_tokens(self, part: MediaPart) -> int:
        """How many tokens *part* takes in a prompt: as it is taken in with IMAGES or AUDIO, else as it is told of."""
        ...

    def prompt_tokens(self, prompt: ChatPrompt) -> int:
        """How many tokens the whole of *prompt* takes, with all that the model's own format puts around it."""
        ...

    def chat(
        self, prompt: ChatPrompt, options: ChatOptions, is_over: Callable[[int], bool] = never_over
    ) -> Generator[PrefillProgress | Token | None, None, None]:
        """Read *prompt* and answer it; closing it stops the model.

        A variant that *is_over*, as whoever listens says, is heard no further; when all are, the model stops.  None is
        a place to stop at which there is nothing to tell.

        Raises:
            ContextFull: the prompt leaves no room for an answer.
            GrammarUnreadable: the grammar is none.
        """
        ...

    # --- with PREFILL; elsewhere nothing is read and nothing is held ---

    def prefill(
        self, prompt: ChatPrompt, *, stable: ChatPrompt | None = None, only_stable: bool = False,
        may_shift: bool = False,
    ) -> Generator[PrefillProgress, None, int]:  # fmt: skip
        """Read *prompt*, so that answering it, or what begins like it, begins sooner; how many tokens had to be read.

        What it shares with *stable* is wanted whatever comes next; the rest is a guess that may be broken off, and is
        left out with *only_stable*.  Closing it keeps what was read so far.

        Raises:
            ContextFull: it does not fit.
        """
        ...

    def unread_tokens(self, prompt: ChatPrompt) -> int:
        """How many tokens of *prompt* are not read yet."""
        ...

    def prefill_seconds(self, tokens: int) -> float:
        """How long reading so many more will take, from what it took so far; 0 while nothing is known."""
        ...

    def clear_cache(self) -> None:
        """Keep no token of what was read or said."""
        ...

    # --- with STATES ---

    def states(self, texts: Sequence[str]) -> Generator[object, None, list[array[float]]]:
        """What is there late inside the model when it has read each of *texts* to the end, and nothing before.

        Raises:
            SteeringUnusable: this kind of model does not show it.
            OutOfMemory: there is no room for another context.
        """
        ...

    def peek(self, prompt: ChatPrompt, suffix: str, words: Sequence[str]) -> Generator[object, None, list[float]]:
        """How likely (logits) each of *words* would be if the last of *prompt* went on with *suffix*.

        What was read of *prompt* until there stays read.

        Raises:
            SteeringUnusable: this kind of model cannot go back.
            ContextFull: it does not fit.
        """
        ...

    # --- with SNAPSHOT ---

    def read_prefix(self) -> CachePrefix:
        """What the last ``prefill`` read whole; empty where it was broken off, or something was said since."""
        ...

    def save(self, most_bytes: int) -> ModelSnapshot | None:
        """``read_prefix`` with its state; None where there is none, or it is larger than *most_bytes*."""
        ...

    def saves_tokens(self, prompt: ChatPrompt, prefix: CachePrefix) -> int:
        """How many tokens of *prompt* need no reading once *prefix* is restored, beyond those that are read anyway."""
        ...

    def saved_tokens(self, prompt: ChatPrompt, prefix: CachePrefix) -> int:
        """How many tokens of *prompt* need no reading where *prefix* is held."""
        ...

    def shared_tokens(self, prompt: ChatPrompt, other: ChatPrompt) -> int:
        """How many tokens *prompt* and *other* begin with alike."""
        ...

    def restore(self, snapshot: ModelSnapshot) -> bool:
        """Take up *snapshot*; false, with nothing read, where it does not fit."""
        ...

    def close(self) -> None:
        """Free it; calling it twice does nothing."""
        ...

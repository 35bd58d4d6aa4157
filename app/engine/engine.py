"""What other rooms see of an engine: the plan it is loaded by, what it yields, what it can do."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from app.engine.adapter import AppliedAdapter
from app.engine.media import MediaItem, MediaKind, MediaSource
from app.engine.prompt_chunk import PromptChunk
from app.engine.speculation import DEEPEST
from app.engine.steering import SteeringVector

KvType = Literal["f16", "q8_0"]
FlashAttention = Literal["off", "on", "auto"]

CHECKPOINTS, CHECKPOINT_BYTES = 4, 512 * 1024 * 1024
"""States kept of what cannot be rolled back: the ends of the last few readings, in this room at most."""


STARTER_KEY = "inglenook.starter"
"""What a model's metadata says where it ships with the app: ``true`` in the toy, ``base`` of the other."""

ALL_LAYERS = 999
"""More than any model has: every layer goes onto the graphics card."""


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """How a model is loaded.

    *threads* 0 leaves the choice to the engine; *sequences* is how many alternatives can be spoken together;
    *stretch* above 1 makes positions denser (YaRN), so that so many times the trained length can be held.
    """

    context_tokens: int = 8192
    threads: int = 0
    gpu_layers: int = 0
    kv_type: KvType = "f16"
    # On the processor it makes small batches at depth slower (with a plain f16 cache).
    flash_attention: FlashAttention = "off"
    batch_tokens: int = 512
    sequences: int = 1
    stretch: float = 1.0

    # By it llama.cpp reserves its room, so it is known before anything is guessed.
    @property
    def outputs(self) -> int:
        """How many tokens of one batch can be asked what comes next: one of each alternative, or every guess."""
        return max(self.sequences, DEEPEST + 1)


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is known of a loaded model.

    *context_tokens* is the window it was loaded with; with *can_shift*, what is dropped near the beginning need not
    cost a reading of what follows it; with *can_take_back* the last tokens can be dropped again at no cost, which
    guessing ahead needs.  *parameters* counts its weights; 0 where that is not known.  *senses* are what it takes in
    besides words, recordings at *hearing_rate* samples a second.
    """

    name: str
    architecture: str
    context_tokens: int
    trained_tokens: int
    chat_template: str | None
    bos: str
    eos: str
    metadata: Mapping[str, str]
    can_shift: bool = True
    # Not the same as ``can_shift``: what stands at a position by its rotation can be moved, or dropped, apart.
    can_take_back: bool = True
    parameters: int = 0
    senses: frozenset[MediaKind] = frozenset()
    hearing_rate: int = 0

    def with_metadata(self, more: Mapping[str, str]) -> ModelFacts:
        """The same, of which *more* is known."""
        return replace(self, metadata={**self.metadata, **more})

    @property
    def is_starter(self) -> bool:
        """Whether this is the small model that ships with the app, or the toy in its place."""
        return STARTER_KEY in self.metadata

    @property
    def is_toy(self) -> bool:
        """Whether this is the toy of some megabytes, which knows little but how to be polite."""
        return self.metadata.get(STARTER_KEY) == "true"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen; every number's neutral value leaves its step out.

    *repeat_last* and *dry_last* count tokens looked back on, those of the conversation among them.  *bias* makes
    words more or less likely, by what is added to their logits; *banned* phrases are taken back as soon as they are
    begun; *grammar* is in GBNF and binds the whole reply.  *seed* None draws one.  *mirostat* 1 or 2 takes the
    place of every cut.
    """

    temperature: float = 0.8
    dynamic_range: float = 0.0
    dynamic_exponent: float = 1.0
    top_k: int = 60
    top_p: float = 0.95
    min_p: float = 0.05
    typical_p: float = 1.0
    top_n_sigma: float = 0.0
    xtc_probability: float = 0.0
    xtc_threshold: float = 0.1
    repeat_penalty: float = 1.05
    repeat_last: int = 256
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    dry_multiplier: float = 0.0
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    dry_last: int = 1024
    mirostat: int = 0
    mirostat_tau: float = 5.0
    mirostat_eta: float = 0.1
    bias: tuple[tuple[str, float], ...] = ()
    banned: tuple[str, ...] = ()
    grammar: str = ""
    seed: int | None = None

    def __repr__(self) -> str:
        return "<Sampling>"  # words a person bans are theirs


@dataclass(frozen=True, slots=True)
class PrefillProgress:
    """Progress of reading the prompt, in tokens; *done* counts what was already in the cache.

    *is_looking*: what comes next is a picture or a recording, which takes its time.
    """

    done: int
    total: int
    is_looking: bool = False


@dataclass(frozen=True, slots=True)
class TextChunk:
    """One streamed piece of text; *place* tells of which of several alternatives, from 0."""

    text: str
    place: int = 0

    def __repr__(self) -> str:
        return f"<TextChunk {len(self.text)} chars>"


class Engine(Protocol):
    """A loaded model.  One thread at a time: everything happens on the engine worker."""

    @property
    def facts(self) -> ModelFacts: ...

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """The tokens of *text*; control tokens are recognised in it only if *special*."""
        ...

    def stream(
        self,
        prompt: Sequence[PromptChunk],
        sampling: Sampling,
        max_tokens: int,
        *,
        may_shift: bool = False,
        go_on: bool = False,
    ) -> Generator[PrefillProgress | TextChunk, None, int]:
        """Read *prompt*, then speak until the model ends its turn or *max_tokens* are reached.

        What of the prompt is already in the cache is not read again.  With *may_shift*, text that was dropped
        near the beginning may be taken out of the cache and the rest moved forward, which is quick but not
        quite what reading anew would give: what stays has seen what went.  With *go_on*, what was last spoken to
        this very *prompt* is said again and gone on with.  Returns how many tokens were spoken.

        Raises:
            ContextFull: the prompt leaves no room to speak.
            GrammarUnreadable: the grammar is none.
        """
        ...

    def stream_several(
        self, prompt: Sequence[PromptChunk], sampling: Sampling, count: int, max_tokens: int, *, may_shift: bool = False
    ) -> Generator[PrefillProgress | TextChunk, None, list[int]]:
        """Speak *count* alternatives, each ``TextChunk`` with its place; together where the plan has as many sequences.

        Returns how many tokens each has.  Raises what ``stream`` raises.
        """
        ...

    def prefill(
        self, prompt: Sequence[PromptChunk], *, may_shift: bool = False, sure: int | None = None
    ) -> Generator[PrefillProgress, None, int]:
        """Read *prompt* and say nothing, so that a later ``stream`` of what begins with them begins sooner.

        Its first *sure* chunks (all, unless told) will be wanted whatever comes next; the rest is a guess that may
        be broken off.  Closing it keeps what was read so far.  Returns how much had to be read.

        Raises:
            ContextFull: they do not fit.
        """
        ...

    def cached_prefix_length(self, prompt: Sequence[PromptChunk]) -> int:
        """How many of the first chunks of *prompt* are in the cache."""
        ...

    def prefill_seconds(self, count: int) -> float:
        """How long reading *count* more tokens will take, from what reading took so far; 0 while nothing is known."""
        ...

    def use_adapters(self, adapters: Sequence[AppliedAdapter]) -> None:
        """Let just these adapters work from now on, those with scale 0 left out; where that changes anything, the
        cache is cleared, since what was read before was read with other weights.

        Raises:
            AdapterUnusable, ModelMissing, ModelUnreadable: one cannot be used; none works then.
        """
        ...

    @property
    def adapters(self) -> tuple[AppliedAdapter, ...]:
        """Those that work now."""
        ...

    def steer(self, vector: SteeringVector | None) -> None:
        """Add *vector* to the hidden states from now on, or nothing; where that changes anything, the cache is cleared.

        Raises:
            SteeringUnusable: it was made for a model of another shape; nothing is added then.
        """
        ...

    @property
    def steering(self) -> SteeringVector | None:
        """What is added now."""
        ...

    def hidden_states(
        self, texts: Sequence[tuple[Sequence[int], int]], share: float | None = None
    ) -> Generator[int, None, list[list[array[float]]]]:
        """Of each text, its tokens and the place from which on they count: the mean state after each layer from 1 on,
        or after only the one at *share* of the model's depth, 0 to 1.

        Bare: no adapter and no vector works while it is read.  Yields how many were read, so that it can be stopped.

        Raises:
            SteeringUnusable: this kind of model does not show its states.
            OutOfMemory: there is no room for another context.
        """
        ...

    def scores(self, prompt: Sequence[int], replies: Sequence[Sequence[int]]) -> list[float]:
        """The mean natural log-likelihood of a token of each of *replies* after *prompt*, by the bare model.

        Raises:
            OutOfMemory: there is no room for another context.
        """
        ...

    def peek(
        self, prompt: Sequence[PromptChunk], suffix: Sequence[int], wanted: Sequence[int]
    ) -> Generator[PrefillProgress, None, list[float]]:
        """Read *prompt*, and tell how likely each of the *wanted* tokens would be if it went on with *suffix*.

        Their logits as the model gives them; the cache holds *prompt* afterwards, and nothing of *suffix*.

        Raises:
            SteeringUnusable: this kind of model cannot go back.
            ContextFull: it does not fit.
        """
        ...

    def prefill_draft(self, prompt: Sequence[PromptChunk]) -> Generator[object, None, None]:
        """When nobody waits: let a smaller model that guesses ahead read *prompt* too."""
        ...

    def assist(self, draft: Path | None) -> Generator[object, None, None]:
        """Let the smaller model at *draft* guess what comes next, so that several tokens are read at once where that
        pays; with None nobody does.  What is said stays what this model alone would say.

        Raises:
            ModelUnreadable: it has other words, or cannot be read.
            EngineError: it cannot be loaded.
        """
        ...

    def open_senses(self, projector: Path, picture_tokens: int, source: MediaSource) -> Generator[object, None, None]:
        """Give the model the eyes and ears in the file *projector*; ``facts`` tell of them afterwards.

        *source* is asked for what is looked at; a picture takes *picture_tokens* at most where that can be chosen, and
        what its model was made for where it is 0.

        Raises:
            ProjectorUnusable: it is none, or belongs to another model.
        """
        ...

    def media_chunks(self, item: MediaItem) -> list[PromptChunk]:
        """How *item* stands in a prompt, with the marks that the model expects around it.

        Raises:
            EngineError: it takes in nothing of this kind.
        """
        ...

    def guess_ahead(self, *, wanted: bool) -> None:
        """Whether anything is guessed ahead at all: from what stood before, or by a smaller model."""
        ...

    def clear_cache(self) -> None:
        """Clear the cache and everything kept beside it: no token of what was read or said stays."""
        ...

    def save(self, most_bytes: int) -> bytes:
        """The state of the cache; empty where there is none, or it is larger than *most_bytes*."""
        ...

    def restore(self, prompt: Sequence[PromptChunk], state: bytes) -> bool:
        """Put *state*, saved by this very model after *prompt*, in the cache; false when it does not fit."""
        ...

    def close(self) -> None:
        """Free the model; calling it twice does nothing."""
        ...


class BaselineDecoder(Protocol):
    """Greedy decoding with nothing around it; times in seconds.  The cache is afterwards as it was."""

    def one_by_one(self, prompt: Sequence[PromptChunk], count: int) -> float:
        """Seconds a token, of *count* tokens said after *prompt*."""
        ...

    def together(self, prompt: Sequence[PromptChunk], sequences: int, count: int) -> float:
        """Seconds a step, of *count* steps that each say one token in every one of so many *sequences*."""
        ...

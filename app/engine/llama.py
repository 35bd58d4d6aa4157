"""The real engine: a llama.cpp model and context, decoded in batches, broken off between and inside them."""

from __future__ import annotations

import contextlib
import ctypes
from array import array
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.errors import ContextFull, EngineError, SteeringUnusable
from app.core.workers import run_in_thread
from app.engine.adapter import AppliedAdapter
from app.engine.adapter_shelf import AdapterShelf
from app.engine.decoder import Decoder
from app.engine.detokenizer import Detokenizer
from app.engine.engine import LoadPlan, ModelFacts, PrefillProgress, Sampling, TextChunk
from app.engine.gguf import read_header
from app.engine.hidden_states import HiddenStates
from app.engine.loading import Heard, aside_of, context_of, free, threads_here, weights_of, window_of
from app.engine.media import MediaItem, MediaSource
from app.engine.native import forget_complaints, llama
from app.engine.prompt_chunk import PromptChunk, cells_of, tokens_of
from app.engine.sampler import Sampler
from app.engine.speaking import Speaking, SpeculativeReply
from app.engine.speculation import Speculation
from app.engine.steering import SteeringVector
from app.engine.vocabulary import Vocabulary

BATCH, BATCH_ON_GPU = 64, 512
"""Tokens read between two looks at who is waiting; fewer than 64 would cost more per token."""


class LlamaEngine:
    """One model loaded by llama.cpp.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture: from its file.
        OutOfMemory: weights or context could not be allocated.
    """

    def __init__(self, path: Path, plan: LoadPlan, heard: Heard | None = None) -> None:
        self._model: Any = None
        self._context: Any = None
        self.speculation = Speculation()
        header = read_header(path)
        forget_complaints()
        self._model = weights_of(path, plan, heard)
        try:
            self._window = window_of(self._model, plan)
            self._context = context_of(self._model, plan)
        except EngineError:
            self.close()
            raise
        self._plan = plan
        self._vocabulary = Vocabulary(self._model)
        self.vocabulary_size = self._vocabulary.size
        batch = min(BATCH_ON_GPU if plan.gpu_layers else BATCH, plan.batch_tokens)
        self._decoder = Decoder(self._model, self._context, self._window, batch, aside_of(self._model, plan))
        self._cache = self._decoder.cache
        self._begun = SpeculativeReply()
        self._shelf = AdapterShelf(self._model, self._context, header)
        self._adapters: tuple[AppliedAdapter, ...] = ()
        self._steering: SteeringVector | None = None
        self.facts = self._read_facts(header.name or path.stem)

    def _read_facts(self, name: str) -> ModelFacts:
        metadata = _metadata(self._model)
        template = llama.llama_model_chat_template(self._model, None)
        return ModelFacts(
            name=name,
            architecture=metadata.get("general.architecture", ""),
            context_tokens=self._window,
            trained_tokens=llama.llama_model_n_ctx_train(self._model),
            chat_template=template.decode("utf-8", "replace") if template else None,
            bos=self._vocabulary.bos,
            eos=self._vocabulary.eos,
            metadata=metadata,
            can_shift=self._cache.can_shift,
            can_take_back=not self._cache.cannot_take_back,
            parameters=int(llama.llama_model_n_params(self._model)),
        )

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """See ``Engine.tokenize``."""
        return self._vocabulary.tokens(text, special=special)

    @property
    def context(self) -> Any:
        """llama.cpp's context, for measuring it bare."""
        return self._context

    @property
    def held_tokens(self) -> int:
        """How many tokens are in the cache, pictures and sounds counted as one each."""
        return len(self._cache)

    def roll_back(self, length: int) -> None:
        """Forget what was decoded bare after *length* tokens."""
        self._cache.forget_beyond(length)

    # --- adapters ---

    @property
    def adapters(self) -> tuple[AppliedAdapter, ...]:
        """See ``Engine.adapters``."""
        return self._adapters

    def use_adapters(self, adapters: Sequence[AppliedAdapter]) -> None:
        """See ``Engine.use_adapters``."""
        wanted = tuple(adapter for adapter in adapters if adapter.scale)
        if wanted == self._adapters:
            return
        self._clear_read()
        self._adapters = ()
        self._shelf.put_on(wanted)
        self._adapters = wanted

    # --- control vectors ---

    @property
    def steering(self) -> SteeringVector | None:
        """See ``Engine.steering``."""
        return self._steering

    def steer(self, vector: SteeringVector | None) -> None:
        """See ``Engine.steer``."""
        if vector == self._steering:
            return
        self._clear_read()
        self._steering = None
        width = llama.llama_model_n_embd(self._model)
        llama.llama_set_adapter_cvec(self._context, None, 0, width, 0, 0)
        if vector is None or vector.is_nothing:
            return
        if (vector.width, vector.layers) != (width, llama.llama_model_n_layer(self._model) - 1):
            raise SteeringUnusable
        numbers = (ctypes.c_float * (len(vector.values) // 4)).from_buffer_copy(vector.values)
        if llama.llama_set_adapter_cvec(self._context, numbers, len(numbers), width, vector.first, vector.last) != 0:
            raise SteeringUnusable
        self._steering = vector

    def hidden_states(
        self, texts: Sequence[tuple[Sequence[int], int]], share: float | None = None
    ) -> Generator[int, None, list[list[array[float]]]]:
        """See ``Engine.hidden_states``."""
        layers = llama.llama_model_n_layer(self._model) - 1
        layer = None if share is None else min(layers, max(1, round(share * layers)))
        with contextlib.closing(HiddenStates(self._model, self._plan, layer)) as states:
            found = []
            for tokens, start in texts:
                found.append(states.of(tokens, start))
                yield len(found)
            return found

    def scores(self, prompt: Sequence[int], replies: Sequence[Sequence[int]]) -> list[float]:
        """See ``Engine.scores``."""
        with contextlib.closing(HiddenStates(self._model, self._plan)) as states:
            return states.scores(prompt, replies, self._vocabulary.size)

    # --- speaking ---

    def stream(
        self,
        prompt: Sequence[PromptChunk],
        sampling: Sampling,
        max_tokens: int,
        *,
        may_shift: bool = False,
        go_on: bool = False,
    ) -> Generator[PrefillProgress | TextChunk, None, int]:
        """See ``Engine.stream``."""
        prompt = self._vocabulary.with_bos(prompt)
        begun = self._begun
        # A reply begun unseen is gone on with only where nothing that shaped it has changed since.
        if not (go_on and begun.sampling == sampling and begun.prompt == tuple(prompt) and begun.tokens):
            begun = SpeculativeReply(tuple(prompt), sampling)
        yield from self._decoder.read([*prompt, *begun.tokens], may_shift=may_shift, to_speak=True)
        self._cache.remember()
        self._begun = begun
        room = min(max_tokens, self._window - cells_of(prompt))
        # The sampler sees what was said already: penalties and grammar must stand where they would have stood.
        asked = tokens_of(prompt)
        with contextlib.closing(Sampler(self._vocabulary, sampling, asked)) as choice:
            for token in begun.tokens:
                choice.accept(token)
            speaking = Speaking(self._decoder, self._vocabulary, choice, asked, begun, self.speculation)
            return (yield from speaking.say(room))

    def stream_several(
        self, prompt: Sequence[PromptChunk], sampling: Sampling, count: int, max_tokens: int, *, may_shift: bool = False
    ) -> Generator[PrefillProgress | TextChunk, None, list[int]]:
        """See ``Engine.stream_several``."""
        if count > self._plan.sequences or sampling.banned:
            return (yield from _one_after_another(self, prompt, sampling, count, max_tokens, may_shift=may_shift))
        prompt = self._vocabulary.with_bos(prompt)
        yield from self._decoder.read(prompt, may_shift=may_shift, to_speak=True)
        self._cache.remember()
        self._begun = SpeculativeReply()
        # All of them share the window with what they answer.
        room = min(max_tokens, (self._window - cells_of(prompt)) // count)
        seeds = [_seeded(sampling, place) for place in range(count)]
        before = tokens_of(prompt)
        with contextlib.ExitStack() as stack:
            choices = [stack.enter_context(contextlib.closing(Sampler(self._vocabulary, s, before))) for s in seeds]
            self._cache.fork(count - 1)
            stack.callback(self._cache.drop_forks, count - 1)
            return (yield from self._speak_together(choices, self._cache.position, room))

    def _speak_together(
        self, choices: Sequence[Sampler], start: int, room: int
    ) -> Generator[PrefillProgress | TextChunk, None, list[int]]:
        """A token of every alternative in one batch, until all have ended."""
        spoken = [Detokenizer(self._vocabulary.piece) for _ in choices]
        outputs = dict.fromkeys(range(len(choices)), -1)
        batch = llama.llama_batch_init(len(choices), 0, 1)
        try:
            for length in range(room):
                said = {place: choices[place].next(self._context, output) for place, output in outputs.items()}
                said = {place: token for place, token in said.items() if not self._vocabulary.ends(token)}
                for place, token in said.items():
                    spoken[place].add(token)
                    yield TextChunk(spoken[place].ready(), place)
                if not said or length + 1 == room:
                    break
                while not self._decoder.decode_together(batch, said, start + length):
                    yield TextChunk("")
                outputs = {place: output for output, place in enumerate(said)}
        finally:
            llama.llama_batch_free(batch)
        for place, one in enumerate(spoken):
            if rest := one.rest():
                yield TextChunk(rest, place)
        return [len(one.tokens) for one in spoken]

    # --- reading ---

    def prefill(
        self, prompt: Sequence[PromptChunk], *, may_shift: bool = False, sure: int | None = None
    ) -> Generator[PrefillProgress, None, int]:
        """See ``Engine.prefill``."""
        given = len(prompt)
        prompt = self._vocabulary.with_bos(prompt)
        if sure is not None:
            sure += len(prompt) - given
        read = yield from self._decoder.read(prompt, may_shift=may_shift, to_speak=False, sure=sure)
        self._cache.remember()
        return read

    def prefill_draft(self, prompt: Sequence[PromptChunk]) -> Generator[object, None, None]:
        """See ``Engine.prefill_draft``."""
        yield from self.speculation.read_along(tokens_of(self._vocabulary.with_bos(prompt)))

    # --- guessing ahead ---

    def assist(self, draft: Path | None) -> Generator[object, None, None]:
        """See ``Engine.assist``."""
        self.speculation.close()
        if draft is None:
            return
        from app.engine.draft_model import DraftModel

        opened: list[DraftModel] = []

        def load(_: object) -> None:
            opened.append(DraftModel(draft, self._plan))

        try:
            yield from run_in_thread(load)
            yield from opened[0].require_same_vocabulary(self._vocabulary)
        except BaseException:
            for model in opened:  # it was there by the time somebody gave up on it
                model.close()
            raise
        self.speculation.add(opened[0])

    # --- eyes and ears ---

    def open_senses(self, projector: Path, picture_tokens: int, source: MediaSource) -> Generator[object, None, None]:
        """See ``Engine.open_senses``."""
        from app.engine.projector import Projector

        threads, on_gpu = self._plan.threads or threads_here(), self._plan.gpu_layers > 0
        opened: list[Projector] = []

        def load(_: object) -> None:
            opened.append(Projector(projector, self._model, threads=threads, on_gpu=on_gpu, tokens=picture_tokens))

        try:
            yield from run_in_thread(load)
        except BaseException:
            for one in opened:  # it was there by the time somebody gave up on it
                one.close()
            raise
        opened[0].source = source
        self._decoder.projector = opened[0]
        rate = max(0, opened[0].hearing_rate)
        self.facts = replace(self.facts, senses=opened[0].kinds, hearing_rate=rate)

    def media_chunks(self, item: MediaItem) -> list[PromptChunk]:
        """See ``Engine.media_chunks``."""
        if self._decoder.projector is None:
            raise EngineError("no_senses")
        return self._decoder.projector.chunks(item)

    def guess_ahead(self, *, wanted: bool) -> None:
        """See ``Engine.guess_ahead``."""
        self.speculation.is_on = wanted

    def peek(
        self, prompt: Sequence[PromptChunk], suffix: Sequence[int], wanted: Sequence[int]
    ) -> Generator[PrefillProgress, None, list[float]]:
        """See ``Engine.peek``."""
        if self._cache.cannot_go_back:
            raise SteeringUnusable("cannot_peek")
        prompt = self._vocabulary.with_bos(prompt)
        if cells_of(prompt) + len(suffix) >= self._window:
            raise ContextFull
        yield from self._decoder.read(prompt, may_shift=False, to_speak=False)
        # Beside the sequence that talks there may be no other, so it is read in that one and taken back.
        try:
            while not self._decoder.decode(suffix):
                yield PrefillProgress(len(prompt), len(prompt))
            logits = llama.llama_get_logits_ith(self._context, -1)
            return [float(logits[token]) for token in wanted]
        finally:
            self._cache.make_ready(prompt, may_shift=False, to_speak=False)

    def cached_prefix_length(self, prompt: Sequence[PromptChunk]) -> int:
        """See ``Engine.cached_prefix_length``."""
        return self._cache.shared_with(self._vocabulary.with_bos(prompt))

    def prefill_seconds(self, count: int) -> float:
        """See ``Engine.prefill_seconds``."""
        return self._decoder.seconds(count)

    def clear_cache(self) -> None:
        """See ``Engine.clear_cache``."""
        self._clear_read()
        if self._decoder.projector is not None:
            self._decoder.projector.forget()

    def _clear_read(self) -> None:
        """What was read with other weights is of no use; what was seen is."""
        self._cache.clear()
        self.speculation.clear()
        self._begun = SpeculativeReply()

    def save(self, most_bytes: int) -> bytes:
        """See ``Engine.save``."""
        return self._cache.save(most_bytes)

    def restore(self, prompt: Sequence[PromptChunk], state: bytes) -> bool:
        """See ``Engine.restore``."""
        prompt = self._vocabulary.with_bos(prompt)
        return cells_of(prompt) < self._window and self._cache.restore(prompt, state)

    def close(self) -> None:
        """Free everything; calling it twice does nothing."""
        self.speculation.close()
        decoder = getattr(self, "_decoder", None)  # it may never have come so far
        if decoder is not None and decoder.projector is not None:
            decoder.projector.close()
            decoder.projector = None
        free(self._model, self._context)
        self._model, self._context = None, None


def _one_after_another(
    engine: LlamaEngine,
    prompt: Sequence[PromptChunk],
    sampling: Sampling,
    count: int,
    max_tokens: int,
    *,
    may_shift: bool,
) -> Generator[PrefillProgress | TextChunk, None, list[int]]:
    """Alternatives where there is no room for several at once."""
    lengths = []
    for place in range(count):
        one = engine.stream(prompt, _seeded(sampling, place), max_tokens, may_shift=may_shift)
        with contextlib.closing(one):
            lengths.append((yield from _placed(one, place)))
    return lengths


def _seeded(sampling: Sampling, place: int) -> Sampling:
    """*sampling* for one of several alternatives: where a seed is given, each has its own."""
    if sampling.seed is None or not place:
        return sampling
    return replace(sampling, seed=sampling.seed + place)


def _placed(
    pieces: Generator[PrefillProgress | TextChunk, None, int], place: int
) -> Generator[PrefillProgress | TextChunk, None, int]:
    """What *pieces* give, as the alternative at *place*."""
    while True:
        try:
            event = next(pieces)
        except StopIteration as stop:
            return int(stop.value)
        yield TextChunk(event.text, place) if isinstance(event, TextChunk) else event


def _metadata(model: object) -> dict[str, str]:
    found: dict[str, str] = {}
    buffer = ctypes.create_string_buffer(4096)
    for index in range(llama.llama_model_meta_count(model)):
        llama.llama_model_meta_key_by_index(model, index, buffer, len(buffer))
        key = buffer.value.decode("utf-8", "replace")
        if key.startswith("tokenizer.") and key != "tokenizer.ggml.model":
            continue  # the template is read by its own call; token lists are large and of no use here
        llama.llama_model_meta_val_str_by_index(model, index, buffer, len(buffer))
        found[key] = buffer.value.decode("utf-8", "replace")
    return found

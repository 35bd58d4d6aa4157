"""The real engine: a llama.cpp model and context, decoded in batches, cancelled between them."""

from __future__ import annotations

import codecs
import ctypes
import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import psutil

from app.core.errors import ContextFull, EngineError, ModelUnreadable, OutOfMemory, UnknownArchitecture
from app.engine.cache import Cache
from app.engine.engine import LoadPlan, ModelFacts, Piece, Reading, Sampling
from app.engine.gguf import read_header
from app.engine.native import complaints, forget_complaints, llama
from app.engine.sampling import sampler_chain

BATCH, BATCH_ON_GPU = 64, 512
"""Tokens read between two looks at who is waiting; fewer than 64 would cost more per token."""


class LlamaEngine:
    """One model loaded by llama.cpp.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture: from its file.
        OutOfMemory: weights or context could not be allocated.
    """

    def __init__(self, path: Path, plan: LoadPlan) -> None:
        self._model: Any = None
        self._context: Any = None
        header = read_header(path)
        forget_complaints()
        self._model = _load(path, plan)
        try:
            self._vocab = llama.llama_model_get_vocab(self._model)
            self._window = _window(plan, llama.llama_model_n_ctx_train(self._model))
            self._context = _open_context(self._model, self._window, plan)
        except EngineError:
            self.close()
            raise
        self._cache = Cache(self._model, self._context)
        self._batch = BATCH_ON_GPU if plan.gpu_layers else BATCH
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
            bos=self._token_text(llama.llama_vocab_bos(self._vocab)),
            eos=self._token_text(llama.llama_vocab_eos(self._vocab)),
            metadata=metadata,
        )

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """The tokens of *text*, without a beginning-of-text token of its own."""
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 8
        tokens = (llama.llama_token * room)()
        count = llama.llama_tokenize(self._vocab, raw, len(raw), tokens, room, False, special)
        if count < 0:
            tokens = (llama.llama_token * -count)()
            count = llama.llama_tokenize(self._vocab, raw, len(raw), tokens, -count, False, special)
        return list(tokens[:count])

    def stream(
        self, tokens: Sequence[int], sampling: Sampling, max_tokens: int, *, may_shift: bool = False
    ) -> Generator[Reading | Piece, None, int]:
        """See ``Engine.stream``."""
        tokens = self._begun(tokens)
        yield from self._read(tokens, may_shift=may_shift, to_speak=True)
        self._cache.remember()
        room = min(max_tokens, self._window - len(tokens))
        chain = sampler_chain(sampling, llama.llama_vocab_n_tokens(self._vocab))
        try:
            return (yield from self._speak(chain, room))
        finally:
            llama.llama_sampler_free(chain)

    def read(self, tokens: Sequence[int], *, may_shift: bool = False) -> Generator[Reading, None, int]:
        """See ``Engine.read``."""
        tokens = self._begun(tokens)
        read = yield from self._read(tokens, may_shift=may_shift, to_speak=False)
        self._cache.remember()
        return read

    def holds(self, tokens: Sequence[int]) -> int:
        """See ``Engine.holds``."""
        return self._cache.shared_with(self._begun(tokens))

    def save(self, most_bytes: int) -> bytes:
        """See ``Engine.save``."""
        return self._cache.save(most_bytes)

    def restore(self, tokens: Sequence[int], state: bytes) -> bool:
        """See ``Engine.restore``."""
        tokens = self._begun(tokens)
        return len(tokens) < self._window and self._cache.restore(tokens, state)

    def _begun(self, tokens: Sequence[int]) -> Sequence[int]:
        """*tokens* after the mark that opens a text, where the model wants one and its template gave none."""
        bos = llama.llama_vocab_bos(self._vocab)
        if bos >= 0 and llama.llama_vocab_get_add_bos(self._vocab) and tokens[:1] != [bos] and tokens[:1] != (bos,):
            return [bos, *tokens]
        return tokens

    def _read(self, tokens: Sequence[int], *, may_shift: bool, to_speak: bool) -> Generator[Reading, None, int]:
        """Bring the cache to *tokens*; returns how many had to be read."""
        if not tokens or len(tokens) >= self._window:
            raise ContextFull
        kept = begun = self._cache.make_ready(tokens, may_shift=may_shift, to_speak=to_speak)
        yield Reading(kept, len(tokens))
        while kept < len(tokens):
            batch = tokens[kept : kept + self._batch]
            self._decode(batch)
            kept += len(batch)
            yield Reading(kept, len(tokens))
        return len(tokens) - begun

    def _decode(self, tokens: Sequence[int]) -> None:
        array = (llama.llama_token * len(tokens))(*tokens)
        status = llama.llama_decode(self._context, llama.llama_batch_get_one(array, len(tokens)))
        if status != 0:
            self._cache.clear()
            if status == 1:
                raise ContextFull
            raise EngineError("The model failed while it was thinking.", "Send the message again.")
        self._cache.note(tokens)

    def _speak(self, chain: object, room: int) -> Generator[Piece, None, int]:
        letters = codecs.getincrementaldecoder("utf-8")("replace")
        for spoken in range(room):
            token = llama.llama_sampler_sample(chain, self._context, -1)
            if llama.llama_vocab_is_eog(self._vocab, token):
                return spoken
            if text := letters.decode(self._piece(token)):
                yield Piece(text)
            else:
                yield Piece("")  # half a letter: still a place to stop
            if spoken + 1 < room:
                self._decode([token])
        return room

    def _piece(self, token: int, *, special: bool = False) -> bytes:
        room = 64
        buffer = ctypes.create_string_buffer(room)
        count = llama.llama_token_to_piece(self._vocab, token, buffer, room, 0, special)
        if count < 0:
            buffer = ctypes.create_string_buffer(-count)
            count = llama.llama_token_to_piece(self._vocab, token, buffer, -count, 0, special)
        return buffer.raw[: max(count, 0)]

    def _token_text(self, token: int) -> str:
        if token < 0:
            return ""
        return self._piece(token, special=True).decode("utf-8", "replace")

    def close(self) -> None:
        """Free the context, then the model: the other way round would crash."""
        if self._context is not None:
            llama.llama_free(self._context)
            self._context = None
        if self._model is not None:
            llama.llama_model_free(self._model)
            self._model = None


def _load(path: Path, plan: LoadPlan) -> Any:
    params = llama.llama_model_default_params()
    params.n_gpu_layers = plan.gpu_layers
    model = llama.llama_model_load_from_file(os.fsencode(path), params)
    if not model:
        said = complaints().lower()
        if "unknown model architecture" in said or "unknown pre-tokenizer" in said:
            raise UnknownArchitecture
        if "failed to allocate" in said or "unable to allocate" in said or "out of memory" in said:
            raise OutOfMemory
        raise ModelUnreadable
    return model


def _window(plan: LoadPlan, trained: int) -> int:
    return min(plan.context_tokens, trained) if trained > 0 else plan.context_tokens


def _open_context(model: object, window: int, plan: LoadPlan) -> Any:
    params = llama.llama_context_default_params()
    params.n_ctx = window
    params.n_batch = params.n_ubatch = min(BATCH_ON_GPU, window)
    # Hyper-threads slow llama.cpp down; where there are many cores, one is left to the window.
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    threads = plan.threads or (cores - 1 if cores > 4 else cores)
    params.n_threads = params.n_threads_batch = threads
    params.no_perf = True
    if plan.gpu_layers == 0:
        # On the processor flash attention makes small batches at depth slower (with a plain f16 cache).
        params.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.offload_kqv = False
        params.op_offload = False
    context = llama.llama_init_from_model(model, params)
    if not context:
        raise OutOfMemory
    return context


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

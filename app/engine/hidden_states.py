"""What a model makes of a text inside: the states after each of its layers, read on a small context of its own."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from typing import Any

from app.core.errors import EngineError, SteeringUnusable
from app.engine.engine import LoadPlan
from app.engine.loading import context_of
from app.engine.native import LIBRARY, llama

WINDOW_TOKENS = 512
MOST_SCORED = 64
"""Tokens of a reply that are judged; for each of them the whole vocabulary is looked at."""

LIBRARY.ggml_get_name.restype, LIBRARY.ggml_get_name.argtypes = ctypes.c_char_p, [ctypes.c_void_p]
LIBRARY.ggml_nbytes.restype, LIBRARY.ggml_nbytes.argtypes = ctypes.c_size_t, [ctypes.c_void_p]
LIBRARY.ggml_backend_tensor_get.restype = None
LIBRARY.ggml_backend_tensor_get.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t]

LayerStates = list["array[float]"]
"""For each layer that is looked at, the first of them first, as many numbers as the model is wide."""


class HiddenStates:
    """Reads texts through *model* without touching the context that talks; the weights are shared.

    With *layer* only the states after that one are looked at.

    Raises:
        OutOfMemory: there is no room for another context.
    """

    def __init__(self, model: Any, plan: LoadPlan, layer: int | None = None) -> None:
        self._width: int = llama.llama_model_n_embd(model)
        self._layers: int = llama.llama_model_n_layer(model)
        layers = range(1, self._layers) if layer is None else (layer,)
        self._wanted = {f"l_out-{each}".encode(): each for each in layers}
        self._heard: dict[int, bytes] = {}
        # Kept as long as the context: llama.cpp calls it.
        self._watch = llama.ggml_backend_sched_eval_callback(self._look)
        small = LoadPlan(WINDOW_TOKENS, plan.threads, plan.gpu_layers, batch_tokens=WINDOW_TOKENS)
        self._context = context_of(model, small, watch=self._watch, outputs=MOST_SCORED)

    def _look(self, tensor: int, is_asked: bool, _: object) -> bool:
        layer = self._wanted.get(LIBRARY.ggml_get_name(tensor))
        if layer is None or is_asked:
            return layer is not None
        size = LIBRARY.ggml_nbytes(tensor)
        buffer = ctypes.create_string_buffer(size)
        LIBRARY.ggml_backend_tensor_get(tensor, buffer, 0, size)
        self._heard[layer] = buffer.raw
        return True

    def of(self, tokens: Sequence[int], start: int) -> LayerStates:
        """The mean state of *tokens* from the one at *start* on, after each layer that is looked at.

        Raises:
            SteeringUnusable: this kind of model does not show its states.
            EngineError: it could not be read.
        """
        tokens = list(tokens[-(WINDOW_TOKENS - 1) :])
        start = max(0, min(start, len(tokens) - 1))
        llama.llama_memory_clear(llama.llama_get_memory(self._context), True)
        self._heard.clear()
        self._decode(tokens, 0, outputs=1)  # the last layer is worked out only where something is asked
        if len(self._heard) != len(self._wanted):
            raise SteeringUnusable("no_states")
        return [self._mean(self._heard[layer], start) for layer in sorted(self._wanted.values())]

    def scores(self, prompt: Sequence[int], replies: Sequence[Sequence[int]], vocabulary: int) -> list[float]:
        """The mean log-likelihood of a token of each of *replies*, at most ``MOST_SCORED`` of them, after *prompt*."""
        import numpy as np

        memory = llama.llama_get_memory(self._context)
        llama.llama_memory_clear(memory, True)
        prompt = list(prompt[-(WINDOW_TOKENS - MOST_SCORED - 1) :])
        self._decode(prompt, 0, outputs=1)
        after = np.ctypeslib.as_array(llama.llama_get_logits_ith(self._context, -1), (vocabulary,)).copy()
        found = []
        for reply in replies:
            tokens = list(reply[:MOST_SCORED])
            rows = [after]
            if len(tokens) > 1:
                self._decode(tokens[:-1], len(prompt), outputs=len(tokens) - 1)
                rows += [
                    np.ctypeslib.as_array(llama.llama_get_logits_ith(self._context, place), (vocabulary,)).copy()
                    for place in range(len(tokens) - 1)
                ]
                llama.llama_memory_seq_rm(memory, 0, len(prompt), -1)
            total = 0.0
            for row, token in zip(rows, tokens, strict=True):
                highest = row.max()
                total += float(row[token] - highest - np.log(np.exp(row - highest).sum()))
            found.append(total / max(1, len(tokens)))
        return found

    def _decode(self, tokens: Sequence[int], start: int, outputs: int) -> None:
        """Read *tokens* from position *start* on, with logits for the last *outputs* of them."""
        batch = llama.llama_batch_init(len(tokens), 0, 1)
        try:
            batch.n_tokens = len(tokens)
            for place, token in enumerate(tokens):
                batch.token[place], batch.pos[place] = token, start + place
                batch.n_seq_id[place], batch.seq_id[place][0] = 1, 0
                batch.logits[place] = place >= len(tokens) - outputs
            if llama.llama_decode(self._context, batch) != 0:
                raise EngineError("decoding")
        finally:
            llama.llama_batch_free(batch)

    def _mean(self, raw: bytes, start: int) -> array[float]:
        row = 4 * self._width
        rows = [array("f", raw[place : place + row]) for place in range(0, len(raw), row)]
        rows = rows[min(start, len(rows) - 1) :]
        return array("f", [sum(column) / len(rows) for column in zip(*rows, strict=True)])

    def close(self) -> None:
        """Free its context; calling it twice does nothing."""
        context, self._context = self._context, None
        if context is not None:
            llama.llama_free(context)

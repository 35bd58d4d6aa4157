"""llama.cpp with nothing of ours around it: what the bench holds our own loop against."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from app.engine.engine import Engine, Sampling
from app.engine.llama import LlamaEngine
from app.engine.native import llama
from app.engine.prompt_chunk import PromptChunk

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)


class LlamaBaselineDecoder:
    """Decodes greedily on the context of *engine*, with its threads and its cache, and leaves both as they were."""

    def __init__(self, engine: Engine) -> None:
        assert isinstance(engine, LlamaEngine)
        self._engine = engine
        self._context = engine.context
        self._memory = llama.llama_get_memory(self._context)

    def one_by_one(self, prompt: Sequence[PromptChunk], count: int) -> float:
        """Seconds a token, of *count* tokens said after *prompt*."""
        return self.together(prompt, 1, count)

    def together(self, prompt: Sequence[PromptChunk], sequences: int, count: int) -> float:
        """Seconds a step, of *count* steps that each say one token in every one of so many *sequences*."""
        for _ in self._engine.stream(prompt, GREEDY, 1):
            pass
        start = self._engine.held_tokens
        for other in range(1, sequences):
            llama.llama_memory_seq_cp(self._memory, 0, other, -1, -1)
        sampler = llama.llama_sampler_init_greedy()
        batch = llama.llama_batch_init(sequences, 0, 1)
        tokens = [int(llama.llama_sampler_sample(sampler, self._context, -1))] * sequences
        started = time.perf_counter()
        for step in range(count):
            _fill(batch, tokens, start + step)
            llama.llama_decode(self._context, batch)
            tokens = [int(llama.llama_sampler_sample(sampler, self._context, place)) for place in range(sequences)]
        spent = time.perf_counter() - started
        llama.llama_batch_free(batch)
        llama.llama_sampler_free(sampler)
        for other in range(1, sequences):
            llama.llama_memory_seq_rm(self._memory, other, -1, -1)
        self._engine.roll_back(start)
        return spent / count


def _fill(batch: Any, tokens: Sequence[int], position: int) -> None:
    batch.n_tokens = len(tokens)
    for place, token in enumerate(tokens):
        batch.token[place], batch.pos[place] = token, position
        batch.n_seq_id[place], batch.seq_id[place][0] = 1, place
        batch.logits[place] = True

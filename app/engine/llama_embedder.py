"""A small model that gives what a text means as numbers, by llama.cpp."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.core.errors import EngineError, ModelUnreadable, OutOfMemory
from app.engine.embedder import Vectors
from app.engine.engine import LoadPlan
from app.engine.fingerprint import fingerprint
from app.engine.gguf import read_header
from app.engine.loading import free, threads_here, weights_of
from app.engine.native import forget_complaints, llama
from app.engine.vocabulary import Vocabulary

LONGEST_TOKENS = 512
"""Of a longer text only the beginning counts: memories are messages, and the small models were trained for no more."""

PREFIXES = {
    "nomic": ("search_query: ", "search_document: "),
    "e5": ("query: ", "passage: "),
    "bge": ("Represent this sentence for searching relevant passages: ", ""),
    "gemma": ("task: search result | query: ", "title: none | text: "),
    "arctic": ("Represent this sentence for searching relevant passages: ", ""),
}
"""What each family was trained to see before a question and before a text, by a word of the model's name; from their
model cards."""


class LlamaEmbedder:
    """An embedding model loaded by llama.cpp.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture: from its file.
        OutOfMemory: weights or context could not be allocated.
    """

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        self._model: Any = None
        self._context: Any = None
        header = read_header(path)
        forget_complaints()
        self._model = weights_of(path, LoadPlan())
        try:
            self._context, self._longest = self._open(threads)
        except EngineError:
            self.close()
            raise
        self._vocabulary = Vocabulary(self._model)
        self.dimensions = int(llama.llama_model_n_embd(self._model))
        name = f"{header.name} {path.name}".casefold()
        self._asks, self._tells = next((pair for word, pair in PREFIXES.items() if word in name), ("", ""))
        self.identity = fingerprint(path)

    def _open(self, threads: int) -> tuple[Any, int]:
        trained = llama.llama_model_n_ctx_train(self._model)
        longest = min(LONGEST_TOKENS, trained) if trained > 0 else LONGEST_TOKENS
        params = llama.llama_context_default_params()
        # Where words see those after them, a text has to be read in one batch.
        params.n_ctx = params.n_batch = params.n_ubatch = longest
        params.n_threads = params.n_threads_batch = threads or threads_here()
        params.n_seq_max = 1
        params.embeddings = True
        params.no_perf = True
        params.offload_kqv = params.op_offload = False
        context = llama.llama_init_from_model(self._model, params)
        if not context:
            raise OutOfMemory
        if llama.llama_pooling_type(context) == llama.LLAMA_POOLING_TYPE_NONE:
            # A model that says nothing of it: the mean of its words.
            llama.llama_free(context)
            params.pooling_type = llama.LLAMA_POOLING_TYPE_MEAN
            context = llama.llama_init_from_model(self._model, params)
            if not context:
                raise OutOfMemory
        return context, longest

    def embed(self, texts: Sequence[str], *, asks: bool = False) -> Generator[None, None, Vectors]:
        """See ``Embedder.embed``."""
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for place, text in enumerate(texts):
            rows[place] = self._one((self._asks if asks else self._tells) + text)
            yield None
        return rows

    def _one(self, text: str) -> Vectors:
        tokens = self._vocabulary.framed(text)[: self._longest]
        memory = llama.llama_get_memory(self._context)
        if memory:
            llama.llama_memory_clear(memory, True)
        batch = llama.llama_batch_init(len(tokens), 0, 1)
        try:
            batch.n_tokens = len(tokens)
            for place, token in enumerate(tokens):
                batch.token[place], batch.pos[place] = token, place
                batch.n_seq_id[place], batch.seq_id[place][0] = 1, 0
                batch.logits[place] = True
            if llama.llama_decode(self._context, batch) != 0:
                raise EngineError("embedding")
            found = llama.llama_get_embeddings_seq(self._context, 0)
        finally:
            llama.llama_batch_free(batch)
        if not found:
            raise ModelUnreadable("no_embedder")
        numbers = np.ctypeslib.as_array(found, (self.dimensions,)).astype(np.float32)
        length = float(np.linalg.norm(numbers))
        if not np.isfinite(length) or length == 0:
            return np.zeros(self.dimensions, np.float32)
        return numbers / length

    def close(self) -> None:
        """Free everything; calling it twice does nothing."""
        free(self._model, self._context)
        self._model, self._context = None, None

"""A smaller model of the same words that guesses what the larger one will say."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.core.errors import EngineError, ModelUnreadable
from app.engine.decoder import Decoder
from app.engine.engine import LoadPlan, PrefillProgress
from app.engine.loading import context_of, free, weights_of, window_of
from app.engine.native import llama
from app.engine.speculation import MEMORY, VOCABULARY_PADDING
from app.engine.vocabulary import Vocabulary

BATCH = 64
FAR = 256
"""While somebody waits no more than this is read to catch up; what is further behind is read when nobody does."""

LIKELY = 0.4
"""A guess less likely than this, to the one that guesses, ends the guessing: it is wrong too often to be read along."""

COMPARED = 4000
"""Tokens compared between two looks at who is waiting."""


class DraftModel:
    """A ``Drafter`` by the model at *path*, with the window of *plan* and on its devices.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture: from its file.
        OutOfMemory: weights or context could not be allocated.
    """

    is_free = False

    def __init__(self, path: Path, plan: LoadPlan) -> None:
        # Plain numbers: a halved cache cannot be trusted with every width, and the model is small.
        plan = replace(plan, sequences=1, kv_type="f16")
        self._context: Any = None
        self._model: Any = weights_of(path, plan)
        try:
            window = window_of(self._model, plan)
            self._context = context_of(self._model, plan)
        except EngineError:
            self.close()
            raise
        self._vocabulary = Vocabulary(self._model)
        self._decoder = Decoder(self._model, self._context, window, BATCH)
        self.seconds = 0.0

    def require_same_vocabulary(self, other: Vocabulary) -> Generator[None, None, None]:
        """See that its tokens are those of *other*, number by number.

        Raises:
            ModelUnreadable: they are not: what it guesses would be other words.
        """
        mine, theirs = self._vocabulary, other
        if abs(mine.size - theirs.size) > VOCABULARY_PADDING:
            raise ModelUnreadable("other_words")
        for token in range(min(mine.size, theirs.size)):
            if token % COMPARED == 0:
                yield None
            if mine.spelled(token) != theirs.spelled(token):
                raise ModelUnreadable("other_words")

    def read_along(self, tokens: Sequence[int]) -> Generator[PrefillProgress, None, None]:
        """Read *tokens*, so that guessing begins at once."""
        if len(tokens) < self._decoder.window:
            yield from self._decoder.read(tokens, may_shift=False, to_speak=False)

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """See ``Drafter.propose``."""
        behind = len(tokens) - self._decoder.cache.shared_with(tokens)
        if behind > FAR or len(tokens) + count >= self._decoder.window:
            return []
        guessed: list[int] = []
        started = time.perf_counter()
        for _ in self._decoder.read(tokens, may_shift=False, to_speak=True):
            yield None
        while len(guessed) < count:
            token, odds = self._likeliest()
            if odds < LIKELY or self._vocabulary.ends(token):
                break
            guessed.append(token)
            if len(guessed) < count and not self._decoder.decode([token]):
                break
        spent = (time.perf_counter() - started) / max(1, len(guessed))
        self.seconds = MEMORY * self.seconds + (1 - MEMORY) * spent if self.seconds else spent
        return guessed

    def _likeliest(self) -> tuple[int, float]:
        """The token it would say next, and how likely that is to it, 0 to 1."""
        pointer = llama.llama_get_logits_ith(self._context, -1)
        logits = np.ctypeslib.as_array(pointer, (self._vocabulary.size,))
        token = int(logits.argmax())
        return token, 1 / math.fsum(np.exp(logits[logits > logits[token] - 12] - logits[token]).tolist())

    def clear(self) -> None:
        """See ``Drafter.clear``."""
        self._decoder.cache.clear()

    def close(self) -> None:
        """Free it; calling it twice does nothing."""
        free(self._model, self._context)
        self._model, self._context = None, None

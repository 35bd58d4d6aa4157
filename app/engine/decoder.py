"""Brings a context to a prompt, in batches that can be broken off between and inside them."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from app.core.errors import ContextFull, EngineError
from app.core.workers import CancelLevel, on_cancel
from app.engine.abort_flag import AbortFlag
from app.engine.engine import PrefillProgress
from app.engine.kv_cache import KvCache
from app.engine.native import llama
from app.engine.prompt_chunk import MediaChunk, PromptChunk, cells_of, tokens_of
from app.engine.throughput import ThroughputEstimator

if TYPE_CHECKING:
    from app.engine.projector import Projector

STEP = 256
"""Of a model that cannot be rolled back, the state is kept this often while it reads: a stop must not cost it all."""

WINDOW_FULL, BROKEN_OFF = 1, 2
"""What ``llama_decode`` answers besides 0, and below 0 where it failed."""


class Decoder:
    """One context of *window* tokens with its cache; *batch* tokens are read between two looks at who is waiting.

    *aside* is a sequence of the context in which what a reply was spoken after is kept; see ``KvCache``.
    """

    def __init__(self, model: Any, context: Any, window: int, batch: int, aside: int | None = None) -> None:
        self.context = context
        self.cache = KvCache(model, context, aside)
        self.window = window
        self.batch = batch
        self.batch_cells = int(llama.llama_n_batch(context))
        """How much of a picture is read at once: some are only understood whole."""
        self.projector: Projector | None = None
        self._quiet = AbortFlag(context)
        self._pace = ThroughputEstimator()

    def seconds(self, count: int) -> float:
        """How long reading *count* more tokens will take, from what reading took so far; 0 while nothing is known."""
        # By batch, not by token: a batch of one costs nearly as much as one of eight.
        whole, rest = divmod(count, self.batch)
        return whole * self._pace.estimate_seconds(self.batch) + self._pace.estimate_seconds(rest)

    def read(
        self, prompt: Sequence[PromptChunk], *, may_shift: bool, to_speak: bool, sure: int | None = None
    ) -> Generator[PrefillProgress, None, int]:
        """Bring the cache to *prompt*; returns how many chunks had to be read.

        Raises:
            ContextFull: it does not fit.
        """
        if not prompt or cells_of(prompt) >= self.window:
            raise ContextFull
        kept = begun = self.cache.make_ready(prompt, may_shift=may_shift, to_speak=to_speak)
        total = cells_of(prompt)
        yield PrefillProgress(cells_of(prompt[:kept]), total)
        certain = len(prompt) if sure is None else min(sure, len(prompt))
        # Where another prompt may turn off from this one, what cannot be rolled back is worth keeping: where the
        # guess begins, and before the last token, which another answer to the same has to read again.
        turn = len(prompt) - 1 if to_speak and self.cache.cannot_go_back else certain
        remembered = begun
        while kept < len(prompt):
            end = min(kept + self.batch, turn if kept < turn else len(prompt))
            end = _end_of_run(prompt, kept, end)
            if isinstance(prompt[kept], MediaChunk):
                yield PrefillProgress(self.cache.cells, total, is_looking=True)
            done = self.decode(prompt[kept:end], is_guess=kept >= certain)
            kept = end if done else len(self.cache)
            is_due = self.cache.cannot_go_back and kept - remembered >= STEP
            if done and (kept == turn < len(prompt) or is_due):
                self.cache.remember()
                remembered = kept
            yield PrefillProgress(self.cache.cells, total)
        return len(prompt) - begun

    def decode(self, chunks: Sequence[PromptChunk], *, is_guess: bool = False, every: bool = False) -> bool:
        """Read *chunks* after what is in the cache; false when it was broken off.

        The last of them has logits afterwards, and with *every* each of them, numbered from 0.
        """
        level = CancelLevel.OUTDATED if is_guess else CancelLevel.ENDED
        if chunks and isinstance(chunks[0], MediaChunk):
            return self._look(chunks[0], level)
        tokens = tokens_of(chunks)
        self.cache.make_room(len(tokens), self.window)
        batch, _memory = text_batch(tokens, self.cache.position, every=every)
        done = self._run(batch, level)
        if done:
            self.cache.note(tokens)
        return done

    def _look(self, chunk: MediaChunk, breaks_at: CancelLevel) -> bool:
        """Work out a picture or recording, and read it: all of it, or nothing."""
        if self.projector is None:
            raise EngineError("no_senses")
        if not self.projector.encode(chunk, breaks_at):
            return False
        self.cache.make_room(chunk.cells, self.window)
        self._quiet.forget()
        length, position = len(self.cache), self.cache.position
        stopped: list[bool] = []

        def stop() -> None:
            stopped.append(True)
            self._quiet.ask()

        with on_cancel(stop, at=breaks_at):
            done = self.projector.decode(self.context, chunk, position, self.batch_cells)
        if done:
            self.cache.note([chunk])
            return True
        self.cache.forget_beyond(length)
        if not stopped:
            raise EngineError("picture")
        return False

    def wait(self) -> None:
        """Until what was begun is computed: a graphics card goes on after ``decode`` has returned."""
        llama.llama_synchronize(self.context)

    def decode_together(self, batch: Any, said: dict[int, int], position: int) -> bool:
        """Read one token of each sequence of *said*."""
        batch.n_tokens = len(said)
        for index, (place, token) in enumerate(said.items()):
            batch.token[index], batch.pos[index] = token, position
            batch.n_seq_id[index], batch.seq_id[index][0] = 1, place
            batch.logits[index] = True
        done = self._run(batch, CancelLevel.ENDED)
        # Only sequence 0 outlives the batch; the others are dropped with their answers.
        if done and 0 in said:
            self.cache.note([said[0]])
        return done

    def _run(self, batch: Any, breaks_at: CancelLevel) -> bool:
        self._quiet.forget()
        started = time.perf_counter()
        with on_cancel(self._quiet.ask, at=breaks_at):
            status = llama.llama_decode(self.context, batch)
            if status == WINDOW_FULL and self.cache.drop_aside():
                status = llama.llama_decode(self.context, batch)
        if status == 0:
            self._pace.note(batch.n_tokens, time.perf_counter() - started)
            return True
        if status == BROKEN_OFF:
            self.cache.was_broken_off()
            return False
        # After a failure nobody knows what the cache holds.
        self.cache.clear()
        if status == WINDOW_FULL:
            raise ContextFull
        raise EngineError("decoding")


def _end_of_run(prompt: Sequence[PromptChunk], start: int, end: int) -> int:
    """Where what begins at *start* ends before *end*, if a picture stands between: it is read by itself."""
    if isinstance(prompt[start], MediaChunk):
        return start + 1
    return next((place for place in range(start, end) if isinstance(prompt[place], MediaChunk)), end)


def text_batch(tokens: Sequence[int], position: int, *, every: bool = False) -> tuple[Any, tuple[Any, ...]]:
    """A batch of *tokens* that stand from *position* on, with logits for the last, or *every* one; and the memory it
    points into.

    The position is given, not left to llama.cpp: see ``KvCache.position``.
    """
    numbers = (llama.llama_token * len(tokens))(*tokens)
    places = (llama.llama_pos * len(tokens))(*range(position, position + len(tokens)))
    batch = llama.llama_batch_get_one(numbers, len(tokens))
    batch.pos = places
    wanted = (ctypes.c_int8 * len(tokens))(*([1] * len(tokens))) if every else None
    if wanted is not None:
        batch.logits = wanted
    return batch, (numbers, places, wanted)

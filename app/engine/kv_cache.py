"""The KV cache of the sequence that talks, and of one kept beside it.

It is rolled back, shifted, and where a model can do neither, restored.

What a model's memory can do is asked of it, never told from its name.  Here lengths count chunks; llama.cpp is told
positions, which are fewer or more as soon as there is a picture.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.engine.engine import CHECKPOINT_BYTES, CHECKPOINTS
from app.engine.native import llama
from app.engine.prefix import Prefix
from app.engine.prompt_chunk import MediaChunk, PromptChunk

log = logging.getLogger("app.engine")

SEQUENCE = 0

FEW = 16
"""So few chunks are read again sooner than another reading of the conversation is kept for their sake."""

SPUN = (llama.LLAMA_ROPE_TYPE_MROPE, llama.LLAMA_ROPE_TYPE_IMROPE, llama.LLAMA_ROPE_TYPE_VISION)
"""Kinds of position for which shifting aborts the process."""


@dataclass(frozen=True, slots=True)
class CacheCheckpoint:
    """What cannot be rolled back of the cache as it was after *length* chunks."""

    length: int
    state: bytes


class KvCache:
    """Knows chunk by chunk what has been read, and makes the most of it for the next prompt.

    After a reply the conversation is read on as the next turn will need it, without what came to mind only for this
    one.  What the reply was spoken after stays beside it in the sequence *aside*, if there is one: another answer, or
    the same question in other words, begins there.
    """

    def __init__(self, model: Any, context: Any, aside: int | None = None) -> None:
        self._context = context
        self._memory = llama.llama_get_memory(context)
        self._prefix = Prefix()
        self._checkpoints: list[CacheCheckpoint] = []
        forgets = llama.llama_model_is_recurrent(model) or llama.llama_model_is_hybrid(model)
        self.cannot_go_back = bool(forgets)
        self._slides = int(llama.llama_model_n_swa(model))
        # Where the context is no longer than its window, a sliding model says that it can, and aborts.
        self._is_spun = llama.llama_model_rope_type(model) in SPUN
        self.can_shift = bool(
            llama.llama_memory_can_shift(self._memory) and not forgets and not self._slides and not self._is_spun
        )
        self._ends_in_logits = False
        self._aside = None if aside is None or self.cannot_take_back else aside
        self._aside_prefix: Prefix | None = None
        self._shared = 0
        """How many of the first chunks both have the same cells of."""
        self._has_reply = False

    def __len__(self) -> int:
        return len(self._prefix)

    @property
    def cells(self) -> int:
        """How many cells are taken."""
        return self._prefix.cells()

    @property
    def position(self) -> int:
        """The position of what is read next.

        llama.cpp itself would go on after the highest position it holds, which after an M-RoPE picture is that of the
        picture's beginning: what follows would stand inside it.
        """
        return self._prefix.position()

    def make_ready(self, chunks: Sequence[PromptChunk], *, may_shift: bool, to_speak: bool) -> int:
        """Keep what *chunks* can use and drop the rest; how many of them need no reading.

        With *to_speak* it is all of them only while the model still knows what it would say next; else the last is
        read again.
        """
        self._take_aside(chunks, to_speak=to_speak)
        reuse = self._prefix.reuse_for(chunks, may_shift=may_shift and self.can_shift)
        # Logits are not kept in the cache: to choose the next token the last one must be read, or have been read last.
        most = len(chunks) - 1 if to_speak else len(chunks)
        if reuse.gap and self._shift(reuse.head, reuse.gap):
            kept = self._cut(min(reuse.length, most))
        elif reuse.head == len(chunks) == len(self._prefix) and self._ends_in_logits:
            kept = len(chunks)
        else:
            if not to_speak:
                self._keep_aside(min(reuse.head, most))
            kept = self._cut(min(reuse.head, most))
        self._has_reply = self._has_reply or to_speak
        return kept

    # --- what the last reply was spoken after, kept aside ---

    def _keep_aside(self, length: int) -> None:
        """Before all but *length* chunks are dropped: keep them aside, if a reply was spoken after them."""
        if self._aside is None or not self._has_reply or len(self._prefix) - length <= FEW:
            return
        self.drop_aside()
        llama.llama_memory_seq_cp(self._memory, SEQUENCE, self._aside, -1, -1)
        self._aside_prefix, self._has_reply = self._prefix.copy(), False
        self._shared = len(self._prefix)

    def _take_aside(self, chunks: Sequence[PromptChunk], *, to_speak: bool) -> None:
        """Go on with what was kept aside where *chunks* share more with it; once another reply is spoken it is of no
        use any more."""
        if self._aside_prefix is None or self._aside is None:
            return
        if self._aside_prefix.shared_with(chunks) > self._prefix.shared_with(chunks) + FEW:
            llama.llama_memory_seq_rm(self._memory, SEQUENCE, -1, -1)
            llama.llama_memory_seq_cp(self._memory, self._aside, SEQUENCE, -1, -1)
            self._prefix, self._ends_in_logits, self._has_reply = self._aside_prefix, False, True
            self.drop_aside()
        elif to_speak:
            self.drop_aside()

    def drop_aside(self) -> bool:
        """Keep nothing aside, so that its room is free; whether there was anything."""
        if self._aside_prefix is None or self._aside is None:
            return False
        llama.llama_memory_seq_rm(self._memory, self._aside, -1, -1)
        self._aside_prefix = None
        return True

    def make_room(self, count: int, window: int) -> None:
        """Let go of what is kept aside where there would not be room for *count* cells more in the *window*."""
        if self._aside_prefix is None:
            return
        # Cells are shared up to where the two part; what is read again, even the same token, takes a cell of its own.
        taken = self._prefix.cells() + self._aside_prefix.cells() - self._prefix.cells(self._shared)
        if taken + count > window:
            self.drop_aside()

    def note(self, chunks: Sequence[PromptChunk]) -> None:
        """*chunks* were read, the last of them with logits."""
        self._prefix.add(chunks)
        self._ends_in_logits = True

    def was_broken_off(self) -> int:
        """A batch was broken off: what is left is what was there before it, or the last state kept before that."""
        length = len(self._prefix)
        self._ends_in_logits = False
        # llama.cpp takes back a batch it broke off where it can; where it says otherwise, nothing after is trusted.
        if self.cannot_go_back or not self._ends_where_it_should():
            return self._restore(length)
        return length

    def _ends_where_it_should(self) -> bool:
        """Whether the highest position held is that of what was read last."""
        last = self._prefix.last
        # All cells of an M-RoPE picture are held at its first position; a picture elsewhere has one position a cell.
        span = last.positions if isinstance(last, MediaChunk) and self._is_spun else 1
        return int(llama.llama_memory_seq_pos_max(self._memory, SEQUENCE)) == self.position - span

    def forget_beyond(self, length: int) -> None:
        """Take out what somebody else decoded after the *length* chunks known here."""
        self._ends_in_logits = False
        beyond = self._prefix.position(length)
        if not self.cannot_go_back and llama.llama_memory_seq_rm(self._memory, SEQUENCE, beyond, -1):
            return
        self._restore(length)

    @property
    def cannot_take_back(self) -> bool:
        """Whether the last tokens read cannot be dropped again at no cost."""
        # A sliding window gives back the cells it has left behind: what it would need for going back may be gone.
        return self.cannot_go_back or bool(self._slides)

    def take_back(self, count: int) -> None:
        """Forget the last *count* chunks."""
        self._cut(len(self._prefix) - count)

    def fork(self, count: int) -> None:
        """Give as many more sequences what this one holds."""
        self.drop_aside()
        for other in range(1, count + 1):
            llama.llama_memory_seq_cp(self._memory, SEQUENCE, other, -1, -1)

    def drop_forks(self, count: int) -> None:
        """Free those sequences."""
        for other in range(1, count + 1):
            llama.llama_memory_seq_rm(self._memory, other, -1, -1)
        self._ends_in_logits = False

    def shared_with(self, chunks: Sequence[PromptChunk]) -> int:
        """How many of the first *chunks* are here."""
        aside = self._aside_prefix.shared_with(chunks) if self._aside_prefix is not None else 0
        return max(self._prefix.shared_with(chunks), aside)

    def save(self, most_bytes: int) -> bytes:
        """Everything that was computed for what is held; nothing if it is larger than *most_bytes*."""
        size = llama.llama_state_seq_get_size(self._context, SEQUENCE)
        if not len(self._prefix) or not 0 < size <= most_bytes:
            return b""
        buffer = (ctypes.c_uint8 * size)()
        written = llama.llama_state_seq_get_data(self._context, buffer, size, SEQUENCE)
        return bytes(buffer) if written == size else b""

    def restore(self, chunks: Sequence[PromptChunk], state: bytes) -> bool:
        """Put back what ``save`` gave after *chunks*; the cache is empty where it does not fit."""
        self.clear()
        buffer = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        done = llama.llama_state_seq_set_data(self._context, buffer, len(state), SEQUENCE)
        self._prefix.add(chunks)
        # A state of another build can be read in part: its length and its last position must both be right.
        if done != len(state) or not self._ends_where_it_should():
            self.clear()
            return False
        self.remember()
        return True

    def clear(self) -> None:
        """Empty it."""
        llama.llama_memory_clear(self._memory, True)
        self._prefix.cut(0)
        self._aside_prefix, self._has_reply = None, False
        self._checkpoints.clear()
        self._ends_in_logits = False

    def remember(self) -> None:
        """Keep the state as it is now where the model could not be rolled back to it; else nothing is needed."""
        length = len(self._prefix)
        if not (self.cannot_go_back or (self._slides < self.position and self._slides)) or self._has_state(length):
            return
        # Only what cannot be rolled back (the recurrent state, or the window): the rest of the cache stays where it is.
        partial = llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
        size = llama.llama_state_seq_get_size_ext(self._context, SEQUENCE, partial)
        if not 0 < size <= CHECKPOINT_BYTES:
            return
        while self._checkpoints and (
            len(self._checkpoints) >= CHECKPOINTS
            or size + sum(len(kept.state) for kept in self._checkpoints) > CHECKPOINT_BYTES
        ):
            self._checkpoints.pop(0)  # the oldest: prompts turn off near their end
        buffer = (ctypes.c_uint8 * size)()
        if llama.llama_state_seq_get_data_ext(self._context, buffer, size, SEQUENCE, partial) == size:
            self._checkpoints.append(CacheCheckpoint(length, bytes(buffer)))

    def _has_state(self, length: int) -> bool:
        return any(kept.length == length for kept in self._checkpoints)

    def _shift(self, start: int, count: int) -> bool:
        # Keys carry their position by rotation, so they can be turned forward without being computed anew; what they
        # saw of the gap stays in them, which is the price of not reading the rest again.
        self.drop_aside()  # its cells are these: they would be turned with them
        begin, end = self._prefix.position(start), self._prefix.position(start + count)
        if not llama.llama_memory_seq_rm(self._memory, SEQUENCE, begin, end):
            return False
        llama.llama_memory_seq_add(self._memory, SEQUENCE, end, -1, begin - end)
        self._prefix.remove(start, count)
        self._ends_in_logits = False
        log.debug("the cache was shifted by %d positions", end - begin)
        return True

    def _cut(self, length: int) -> int:
        """Roll back to *length* chunks, or to the nearest state before; gives what is left."""
        length = max(length, 0)
        if length == len(self._prefix):
            self._ends_in_logits = False  # its last token is to be read again, or nothing was read yet
            return length
        self._ends_in_logits = False
        if not self.cannot_go_back and self._reaches_back_to(length) and self._remove_from(length):
            return length
        return self._restore(length)

    def _reaches_back_to(self, length: int) -> bool:
        """Whether what a token after *length* chunks would look at is still there.

        A sliding window that has moved past it would answer from a hole without any error.
        """
        lowest = int(llama.llama_memory_seq_pos_min(self._memory, SEQUENCE))
        return lowest <= (max(0, self._prefix.position(length) - self._slides) if self._slides else 0)

    def _remove_from(self, length: int) -> bool:
        if not llama.llama_memory_seq_rm(self._memory, SEQUENCE, self._prefix.position(length), -1):
            return False
        self._prefix.cut(length)
        self._shared = min(self._shared, length)
        self._checkpoints = [kept for kept in self._checkpoints if kept.length <= length]
        return True

    def _restore(self, length: int) -> int:
        """Go back to the last state kept at or before *length*; to nothing where there is none."""
        for kept in sorted(self._checkpoints, key=lambda kept: -kept.length):
            if kept.length > length:
                continue
            buffer = (ctypes.c_uint8 * len(kept.state)).from_buffer_copy(kept.state)
            partial = llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
            done = llama.llama_state_seq_set_data_ext(self._context, buffer, len(kept.state), SEQUENCE, partial)
            if done == len(kept.state) and self._remove_from(kept.length):
                return kept.length
        self.clear()
        return 0

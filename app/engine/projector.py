"""Eyes and ears of a model: libmtmd, which turns pictures and sound into embeddings for its model.

The file with them (*projector*, mmproj) belongs to one model.  Only pixels and samples are handed over: libmtmd's own
readers of files would start other programs for some.  An inconsistent projector can abort the process, so it is tried
in a child before (``probe.try_projector``).
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import llama_cpp.mtmd_cpp as mtmd

from app.core.errors import EngineError, ProjectorUnusable
from app.core.workers import CancelLevel, on_cancel
from app.engine.media import MediaItem, MediaKind, MediaSource, no_media
from app.engine.native import SILENCE, llama
from app.engine.prompt_chunk import MediaChunk, PromptChunk, cells_of

EVERY_NODE = 40
"""Whether to go on is asked at every so many steps of an encoding: at each it would cost 64 % more, and at this
distance a stop takes half a second at most on two cores (measured)."""
KEPT_BYTES = 64 * 1024 * 1024
"""Of encoded pictures: a thousand small ones, or ten large ones.  Encoding is what costs; reading again is cheap."""
KEPT_LAYOUTS = 256
MARKS = 16
"""So many tokens around a picture's own are not worth a smaller one."""
LEAST_PX = 16

mtmd.mtmd_helper_log_set(SILENCE, ctypes.c_void_p(0))


@dataclass(slots=True)
class Layout:
    """How one picture or recording stands in a prompt: marks as tokens, and chunks of it; *raw* is libmtmd's list."""

    shown: MediaItem
    """What is looked at: of a picture that would take too much room, a smaller one."""
    raw: Any = field(repr=False)
    chunks: list[PromptChunk] = field(default_factory=list, repr=False)
    places: dict[bytes, int] = field(default_factory=dict, repr=False)
    """Where in *raw* the chunk of a digest stands."""

    @property
    def cells(self) -> int:
        return cells_of(self.chunks)


class Projector:
    """One projector, loaded for *model*; *tokens* is what a picture may take at most where that can be chosen.

    Raises:
        ProjectorUnusable: it is none, or belongs to another model.
    """

    def __init__(self, path: Path, model: Any, *, threads: int, on_gpu: bool, tokens: int) -> None:
        self.source: MediaSource = no_media
        self._model = model
        self._layouts: OrderedDict[MediaItem, Layout] = OrderedDict()
        self._items: dict[bytes, MediaItem] = {}
        self._encoded: OrderedDict[bytes, Any] = OrderedDict()
        self._open: tuple[MediaItem, Any] | None = None
        """The one that is being worked out, cut up; large ones have many parts, and are cut up once."""
        self._tokens = tokens
        self._is_stopped = False
        self._asked = 0
        # Held for as long as libmtmd may call it.
        self._watch = llama.ggml_backend_sched_eval_callback(self._go_on)
        params = mtmd.mtmd_context_params_default()
        params.use_gpu, params.n_threads, params.warmup = on_gpu, threads, False
        params.cb_eval = self._watch
        if tokens:
            params.image_max_tokens = tokens
        self._context = mtmd.mtmd_init_from_file(os.fsencode(path), model, params)
        if not self._context:
            raise ProjectorUnusable
        self.kinds = frozenset(
            kind
            for kind, has in (
                (MediaKind.IMAGE, mtmd.mtmd_support_vision), (MediaKind.AUDIO, mtmd.mtmd_support_audio),
            )
            if has(self._context)
        )  # fmt: skip
        self.hearing_rate = int(mtmd.mtmd_get_audio_sample_rate(self._context))
        """Samples a second of what it hears; -1 where it hears nothing."""
        self._width = llama.llama_model_n_embd(model)

    def chunks(self, item: MediaItem) -> list[PromptChunk]:
        """How *item* stands in a prompt.  A picture is not looked at for this: its size decides.

        Raises:
            EngineError: this projector does not take it.
        """
        if item not in self._layouts:
            self._layouts[item] = self._laid_out(item)
            if len(self._layouts) > KEPT_LAYOUTS:
                _, oldest = self._layouts.popitem(last=False)
                mtmd.mtmd_input_chunks_free(oldest.raw)
        self._layouts.move_to_end(item)
        return list(self._layouts[item].chunks)

    def encode(self, chunk: MediaChunk, breaks_at: CancelLevel = CancelLevel.ENDED) -> bool:
        """Work out *chunk*, unless it is known; false where it was broken off.

        Raises:
            EngineError: it cannot be, or what it shows is gone.
        """
        if chunk.digest in self._encoded:
            self._encoded.move_to_end(chunk.digest)
            return True
        item = self._items[chunk.digest]
        if self._open is None or self._open[0] != item:
            self._put_away()
            shown = self._layout_of(item).shown
            self._open = (item, self._tokenized(shown, self.source(shown)))
        part = mtmd.mtmd_input_chunks_get(self._open[1], self._layout_of(item).places[chunk.digest])
        return self._encode_part(part, chunk, breaks_at)

    def decode(self, context: Any, chunk: MediaChunk, position: int, batch: int) -> bool:
        """Read the encoded *chunk* at *position*, in batches of so many; false where it was broken off or failed."""
        layout = self._layout_of(self._items[chunk.digest])
        part = mtmd.mtmd_input_chunks_get(layout.raw, layout.places[chunk.digest])
        new = llama.llama_pos()
        status = mtmd.mtmd_helper_decode_image_chunk(
            self._context, context, part, self._encoded[chunk.digest], position, 0, batch, ctypes.byref(new),
            mtmd.mtmd_helper_post_decode_callback(), None,
        )  # fmt: skip
        if status != 0:
            llama.llama_set_causal_attn(context, True)  # a picture that is seen whole may have been broken off inside
        return bool(status == 0)

    def forget(self) -> None:
        """Keep nothing of what was looked at; by their digests the same things are known when they come again."""
        self._put_away()
        for layout in self._layouts.values():
            mtmd.mtmd_input_chunks_free(layout.raw)
        self._layouts.clear()
        self._encoded.clear()

    def close(self) -> None:
        """Free it; calling it twice does nothing."""
        self.forget()
        if self._context:
            mtmd.mtmd_free(self._context)
            self._context = None

    # --- inside ---

    def _put_away(self) -> None:
        if self._open is not None:
            mtmd.mtmd_input_chunks_free(self._open[1])
            self._open = None

    def _layout_of(self, item: MediaItem) -> Layout:
        self.chunks(item)
        return self._layouts[item]

    def _laid_out(self, item: MediaItem) -> Layout:
        """How *item* stands in a prompt: a picture small enough for the tokens it may take, where that can be had.

        libmtmd's own bound holds for some kinds of eyes alone; those that cut a picture into tiles do not know it.
        """
        layout = self._cut_up(item, item)
        while self._tokens and item.kind is MediaKind.IMAGE and layout.cells > self._tokens + MARKS:
            shown = layout.shown
            scale = min(0.9, (self._tokens / layout.cells) ** 0.5)
            width, height = (max(LEAST_PX, round(edge * scale)) for edge in (shown.width, shown.height))
            smaller = self._cut_up(item, replace(shown, width=width, height=height))
            if smaller.cells >= layout.cells:
                mtmd.mtmd_input_chunks_free(smaller.raw)
                break  # it takes as much of whatever size
            mtmd.mtmd_input_chunks_free(layout.raw)
            layout = smaller
        for digest in layout.places:
            self._items[digest] = item
        return layout

    def _cut_up(self, item: MediaItem, shown: MediaItem) -> Layout:
        raw = self._tokenized(shown, self.source(shown) if shown.kind is MediaKind.AUDIO else None)
        layout = Layout(shown, raw)
        for place in range(mtmd.mtmd_input_chunks_size(raw)):
            part = mtmd.mtmd_input_chunks_get(raw, place)
            if mtmd.mtmd_input_chunk_get_type(part) == mtmd.MTMD_INPUT_CHUNK_TYPE_TEXT:
                count = ctypes.c_size_t()
                tokens = mtmd.mtmd_input_chunk_get_tokens_text(part, ctypes.byref(count))
                layout.chunks += [int(tokens[index]) for index in range(count.value)]
                continue
            told = b"%b %d %d %d" % (item.digest, shown.width, shown.height, place)
            digest = hashlib.sha256(told).digest()
            cells = mtmd.mtmd_input_chunk_get_n_tokens(part)
            layout.chunks.append(MediaChunk(digest, cells, mtmd.mtmd_input_chunk_get_n_pos(part)))
            layout.places[digest] = place
        return layout

    def _tokenized(self, item: MediaItem, content: bytes | None) -> Any:
        """libmtmd's list of chunks for *item*; without *content* a picture only by its size."""
        if item.kind not in self.kinds:
            raise EngineError("no_senses")
        bitmap = self._bitmap(item, content)
        part = mtmd.mtmd_input_part(None, bitmap)
        raw = mtmd.mtmd_input_chunks_init()
        parts = (ctypes.POINTER(mtmd.mtmd_input_part) * 1)(ctypes.pointer(part))
        status = mtmd.mtmd_tokenize_from_parts(self._context, raw, parts, 1, False)
        mtmd.mtmd_bitmap_free(bitmap)
        if status != 0:
            mtmd.mtmd_input_chunks_free(raw)
            raise EngineError("picture")
        return raw

    def _bitmap(self, item: MediaItem, content: bytes | None) -> Any:
        if item.kind is MediaKind.AUDIO:
            assert content is not None
            samples = (ctypes.c_float * item.width).from_buffer_copy(content)
            return mtmd.mtmd_bitmap_init_from_audio(item.width, samples)
        if content is None:
            return mtmd.mtmd_bitmap_init(item.width, item.height, None)
        pixels = (ctypes.c_uint8 * (3 * item.width * item.height)).from_buffer_copy(content)
        return mtmd.mtmd_bitmap_init(item.width, item.height, pixels)

    def _encode_part(self, part: Any, chunk: MediaChunk, breaks_at: CancelLevel) -> bool:
        self._is_stopped = False
        with on_cancel(self._stop, at=breaks_at):
            status = mtmd.mtmd_encode_chunk(self._context, part)
        if self._is_stopped:
            return False  # libmtmd says 0 all the same, and what it has worked out is garbage
        if status != 0:
            raise EngineError("picture")
        size = chunk.cells * self._width * ctypes.sizeof(ctypes.c_float)
        kept = (ctypes.c_float * (chunk.cells * self._width))()
        ctypes.memmove(kept, mtmd.mtmd_get_output_embd(self._context), size)
        self._encoded[chunk.digest] = kept
        while len(self._encoded) > 1 and sum(map(ctypes.sizeof, self._encoded.values())) > KEPT_BYTES:
            self._encoded.popitem(last=False)
        return True

    def _stop(self) -> None:
        self._is_stopped = True

    def _go_on(self, _: Any, is_asked: bool, __: Any) -> bool:
        """libmtmd asks before a step whether it is to be told of it, and then whether to go on."""
        if not is_asked:
            return not self._is_stopped
        self._asked += 1
        return self._asked % EVERY_NODE == 0


def senses_of(path: Path) -> frozenset[MediaKind]:
    """What a projector takes in, by its header alone; nothing where it is none."""
    found = mtmd.mtmd_get_cap_from_file(os.fsencode(path))
    return frozenset(
        kind for kind, has in ((MediaKind.IMAGE, found.inp_vision), (MediaKind.AUDIO, found.inp_audio)) if has
    )

"""The adapters of a loaded model: read from their files once, put on and taken off between two prompts."""

from __future__ import annotations

import ctypes
import os
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.core.errors import AdapterUnusable
from app.engine.adapter import AppliedAdapter, check_adapter
from app.engine.gguf import Header, read_header
from app.engine.native import llama

KEPT = 8
"""Adapters held in memory, those that were put on last: some megabytes each."""


class AdapterShelf:
    """What can be put on *model* in *context*; *base* is its header."""

    def __init__(self, model: Any, context: Any, base: Header) -> None:
        self._model = model
        self._context = context
        self._base = base
        self._held: OrderedDict[Path, Any] = OrderedDict()

    def put_on(self, adapters: Sequence[AppliedAdapter]) -> None:
        """Let just these work from now on.  What was read before was read without them: the caller clears the cache.

        Raises:
            AdapterUnusable, ModelMissing, ModelUnreadable: one cannot be used; none works then.
        """
        self._set([], [])
        held = [self._fetch(adapter.path) for adapter in adapters]
        self._set(held, [adapter.scale for adapter in adapters])
        self._let_go(len(held))

    def _set(self, adapters: Sequence[Any], scales: Sequence[float]) -> None:
        count = len(adapters)
        handles = (llama.llama_adapter_lora_p_ctypes * count)(*adapters) if count else None
        strengths = (ctypes.c_float * count)(*scales) if count else None
        if llama.llama_set_adapters_lora(self._context, handles, count, strengths) != 0:
            raise AdapterUnusable("refused")

    def _fetch(self, path: Path) -> Any:
        if path in self._held:
            self._held.move_to_end(path)
            return self._held[path]
        check_adapter(read_header(path), self._base)
        adapter = llama.llama_adapter_lora_init(self._model, os.fsencode(path))
        if not adapter:  # a pointer to nothing, never None
            raise AdapterUnusable("refused")
        self._held[path] = adapter
        return adapter

    def _let_go(self, used: int) -> None:
        while len(self._held) > max(KEPT, used):
            _, oldest = self._held.popitem(last=False)
            llama.llama_adapter_lora_free(oldest)

"""Weights and context from a plan: every number llama.cpp is given stands here."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from app.core.errors import EngineError, ModelUnreadable, OutOfMemory, UnknownArchitecture
from app.engine.engine import LoadPlan
from app.engine.native import complaints, llama

KV_TYPES = {"f16": llama.GGML_TYPE_F16, "q8_0": llama.GGML_TYPE_Q8_0}
FLASH = {
    "off": llama.LLAMA_FLASH_ATTN_TYPE_DISABLED,
    "on": llama.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "auto": llama.LLAMA_FLASH_ATTN_TYPE_AUTO,
}

NO_CARDS = (ctypes.c_void_p * 1)(None)
"""A list of no graphics cards.  Without it llama.cpp starts up each of them, even for no layer at all."""

Heard = Callable[[float], bool]
"""Told how much of the weights is there, from 0 to 1; whether to go on."""


def weights_of(path: Path, plan: LoadPlan, heard: Heard | None = None, *, only_measure: bool = False) -> Any:
    """Load the weights at *path*; with *only_measure* reserve nothing and read nothing but the header.

    Raises:
        ModelUnreadable, UnknownArchitecture, OutOfMemory: it did not load.
        EngineError: *heard* wanted an end.
    """
    params = llama.llama_model_default_params()
    params.n_gpu_layers = plan.gpu_layers
    if not plan.gpu_layers:
        params.devices = ctypes.cast(NO_CARDS, ctypes.c_void_p)
    if only_measure:
        params.no_alloc = True
        params.load_mode = llama.LLAMA_LOAD_MODE_NONE
    stopped = False

    def told(fraction: float, _: object) -> bool:
        nonlocal stopped
        stopped = stopped or not (heard is None or heard(fraction))
        return not stopped

    # Held by this frame for as long as llama.cpp may call it.
    progress = llama.llama_progress_callback(told)
    params.progress_callback = progress
    model = llama.llama_model_load_from_file(os.fsencode(path), params)
    if model:
        return model
    if stopped:
        raise EngineError("loading_stopped")
    raise _reason()


def _reason() -> EngineError:
    said = complaints().lower()
    if "unknown model architecture" in said or "unknown pre-tokenizer" in said:
        return UnknownArchitecture()
    if "failed to allocate" in said or "unable to allocate" in said or "out of memory" in said:
        return OutOfMemory()
    return ModelUnreadable()


def window_of(model: Any, plan: LoadPlan) -> int:
    """How many tokens the context holds: what is wanted, as far as the model was trained or is stretched."""
    trained = llama.llama_model_n_ctx_train(model)
    return min(plan.context_tokens, int(trained * plan.stretch)) if trained > 0 else plan.context_tokens


def aside_of(model: Any, plan: LoadPlan) -> int | None:
    """The sequence beside those of *plan* in which another reading of the conversation can stand; None where a model
    keeps a state for each sequence, or the plan has only one."""
    keeps_state = llama.llama_model_is_recurrent(model) or llama.llama_model_is_hybrid(model)
    return None if plan.sequences < 2 or keeps_state or llama.llama_model_n_swa(model) else plan.sequences


def context_of(model: Any, plan: LoadPlan, watch: Any = None, outputs: int = 0) -> Any:
    """A context for *model*; *watch* is llama.cpp's callback for what it works out on the way, *outputs* how many
    tokens of a reading may be asked what comes next, where that is more than the alternatives.

    Raises:
        OutOfMemory: there is no room for it.
        ModelUnreadable: a graphics card could not be started.
    """
    params = llama.llama_context_default_params()
    params.n_ctx = window_of(model, plan)
    params.n_batch = params.n_ubatch = min(plan.batch_tokens, params.n_ctx)
    params.n_threads = params.n_threads_batch = plan.threads or threads_here()
    # The last token of a reading is asked what comes next, of alternatives the last of each, and of guesses every one.
    params.n_seq_max = plan.sequences + (1 if aside_of(model, plan) is not None else 0)
    params.n_outputs_max = max(outputs, plan.outputs)
    params.kv_unified = plan.sequences > 1
    params.type_k = params.type_v = KV_TYPES[plan.kv_type]
    params.flash_attn_type = FLASH[plan.flash_attention]
    # The default keeps every token for layers that only ever look at the last few hundred.
    params.swa_full = False
    params.no_perf = True
    if plan.stretch > 1:
        params.rope_scaling_type = llama.LLAMA_ROPE_SCALING_TYPE_YARN
        params.rope_freq_scale = llama.llama_model_rope_freq_scale_train(model) / plan.stretch
    if plan.gpu_layers == 0:
        params.offload_kqv = False
        params.op_offload = False
    if watch is not None:
        params.cb_eval = watch
    context = llama.llama_init_from_model(model, params)
    if not context:
        raise ModelUnreadable if "failed to initialize" in complaints().lower() else OutOfMemory
    return context


def free(model: Any, context: Any) -> None:
    """Free the context, then the model: the other way round would crash."""
    if context is not None:
        llama.llama_free(context)
    if model is not None:
        llama.llama_model_free(model)


def threads_here() -> int:
    """Hyper-threads slow llama.cpp down; where there are many cores, one is left to the window."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return cores - 1 if cores > 4 else cores

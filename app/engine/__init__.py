"""Turns tokens into words; the only room that knows llama.cpp.

``Engine`` is what other rooms see; ``LlamaEngine`` is the real one and ``ScriptedEngine`` says what
it is told.  Everything here that touches a model runs on the engine worker.
"""

from collections.abc import Callable
from pathlib import Path

from app.engine.adapter import AppliedAdapter, check_adapter, is_adapter
from app.engine.changes import BARE, ModelChanges
from app.engine.child_process import ask_child
from app.engine.device import Device
from app.engine.embedder import Embedder, HashedEmbedder, Vectors, is_embedder
from app.engine.engine import (
    ALL_LAYERS,
    CHECKPOINT_BYTES,
    CHECKPOINTS,
    STARTER_KEY,
    BaselineDecoder,
    Engine,
    LoadPlan,
    ModelFacts,
    PrefillProgress,
    Sampling,
    TextChunk,
)
from app.engine.fingerprint import fingerprint, model_files
from app.engine.gguf import Header, Tensor, read_beginning, read_header, together
from app.engine.measure import MemoryUse, measure_memory
from app.engine.media import MediaItem, MediaKind, MediaSource, no_media
from app.engine.packs import Pack, does_work, forgive_packs, use_packs
from app.engine.prefix import Prefix
from app.engine.probe import ProbeResult, probe_adapter, probe_model, probe_projector, try_pack
from app.engine.prompt_chunk import MediaChunk, PromptChunk, cells_of, tokens_of
from app.engine.scripted import ScriptedEngine
from app.engine.speculation import VOCABULARY_PADDING, BatchCosts, Drafter, FreeDrafter, PromptLookup, Speculation
from app.engine.steering import SteeringVector, combined, vector_of
from app.engine.variants import choice_here, make_ready, prepare_engine

__all__ = [
    "ALL_LAYERS",
    "BARE",
    "CHECKPOINTS",
    "CHECKPOINT_BYTES",
    "STARTER_KEY",
    "VOCABULARY_PADDING",
    "AppliedAdapter",
    "BaselineDecoder",
    "BatchCosts",
    "Device",
    "Drafter",
    "Embedder",
    "Engine",
    "FreeDrafter",
    "HashedEmbedder",
    "Header",
    "LoadPlan",
    "MediaChunk",
    "MediaItem",
    "MediaKind",
    "MediaSource",
    "MemoryUse",
    "ModelChanges",
    "ModelFacts",
    "Pack",
    "PrefillProgress",
    "Prefix",
    "ProbeResult",
    "PromptChunk",
    "PromptLookup",
    "Sampling",
    "ScriptedEngine",
    "Speculation",
    "SteeringVector",
    "Tensor",
    "TextChunk",
    "Vectors",
    "ask_child",
    "baseline_decoder",
    "cells_of",
    "check_adapter",
    "choice_here",
    "combined",
    "does_work",
    "fingerprint",
    "forgive_packs",
    "is_adapter",
    "is_embedder",
    "list_devices",
    "measure_memory",
    "model_files",
    "no_media",
    "open_embedder",
    "open_model",
    "prepare_engine",
    "probe_adapter",
    "probe_model",
    "probe_projector",
    "read_beginning",
    "read_header",
    "speculate_with",
    "together",
    "tokens_of",
    "try_pack",
    "use_packs",
    "vector_of",
]


def open_model(path: Path, plan: LoadPlan, heard: Callable[[float], bool] | None = None) -> Engine:
    """Load a model: see ``app.engine.llama.LlamaEngine``.  llama.cpp itself is loaded with the first.

    *heard* is told how much is loaded, from 0 to 1, and says whether to go on.  The first time on a processor, what
    works here is found out before: see ``app.engine.variants``.
    """
    make_ready()
    from app.engine.llama import LlamaEngine

    return LlamaEngine(path, plan, heard)


def open_embedder(path: Path, *, threads: int = 0) -> Embedder:
    """Load an embedding model: see ``app.engine.llama_embedder.LlamaEmbedder``."""
    make_ready()
    from app.engine.llama_embedder import LlamaEmbedder

    return LlamaEmbedder(path, threads=threads)


def baseline_decoder(engine: Engine) -> BaselineDecoder:
    """llama.cpp with nothing of ours around it, on the context of *engine*: see ``app.engine.baseline``."""
    from app.engine.baseline import LlamaBaselineDecoder

    return LlamaBaselineDecoder(engine)


def speculate_with(engine: Engine, speculation: Speculation) -> None:
    """Let *speculation* guess ahead for *engine*, a real one, in place of its own: for measuring."""
    from app.engine.llama import LlamaEngine

    assert isinstance(engine, LlamaEngine)
    engine.speculation = speculation


def list_devices() -> list[Device]:
    """What could run a model: see ``app.engine.devices``."""
    make_ready()
    from app.engine.devices import find_devices

    return find_devices()

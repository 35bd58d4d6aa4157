"""Tries an unknown model, a new plan for a known one, or a graphics pack, where it cannot take the app with it."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import (
    AdapterUnusable,
    EngineError,
    ModelUnreadable,
    PackFails,
    PackUnusable,
    ProjectorUnusable,
)
from app.engine.adapter import AppliedAdapter, check_adapter
from app.engine.child_process import ask_child
from app.engine.device import Device
from app.engine.engine import ALL_LAYERS, LoadPlan, Sampling, TextChunk
from app.engine.gguf import read_header
from app.engine.media import MediaItem, MediaKind
from app.engine.packs import Pack, use_packs
from app.engine.prompt_chunk import PromptChunk
from app.engine.variants import make_ready

TRIAL_PX = 64


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What the trial found out."""

    name: str
    architecture: str
    trained_tokens: int
    has_template: bool


def probe_model(path: Path, plan: LoadPlan | None = None) -> Generator[object, None, ProbeResult]:
    """Load *path* in a child process, read a line, shift it and speak one token; by *plan*, if one is given.

    Yields while it waits, so that it can be cancelled.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture, OutOfMemory: it cannot be used.
    """
    read_header(path)
    make_ready()
    return (yield from ask_child(try_model, str(path), plan or LoadPlan(context_tokens=256)))


def try_model(path: str, plan: LoadPlan) -> ProbeResult:
    """Load it here, read a line, shift it and speak a token: for a child process, which it may end."""
    from app.engine.llama import LlamaEngine

    engine = LlamaEngine(Path(path), plan)
    try:
        head, dropped, rest = (
            engine.tokenize(text, special=False) for text in ("Hello there", " friend", "and so " * 10)
        )
        for _ in engine.prefill([*head, *dropped, *rest]):
            pass
        for piece in engine.stream([*head, *rest], Sampling(), 1, may_shift=True):
            if isinstance(piece, TextChunk):
                break
        facts = engine.facts
        return ProbeResult(facts.name, facts.architecture, facts.trained_tokens, facts.chat_template is not None)
    finally:
        engine.close()


def probe_projector(model: Path, projector: Path) -> Generator[object, None, frozenset[MediaKind]]:
    """Let *model* look at a picture, and listen, through *projector* in a child process; what it takes in.

    Yields while it waits, so that it can be cancelled.

    Raises:
        ProjectorUnusable: it is none, belongs to another model, or its process ended over it.
        ModelMissing, ModelUnreadable, OutOfMemory: the model cannot be used.
    """
    make_ready()
    try:
        return (yield from ask_child(_try_projector, str(model), str(projector)))
    except ModelUnreadable:
        raise ProjectorUnusable from None


def _try_projector(model: str, projector: str) -> frozenset[MediaKind]:
    from app.engine.llama import LlamaEngine

    engine = LlamaEngine(Path(model), LoadPlan(context_tokens=2048))
    try:
        for _ in engine.open_senses(Path(projector), 0, lambda item: bytes(_bytes_of(item))):
            pass
        senses = engine.facts.senses
        if not senses:
            raise ProjectorUnusable
        prompt: list[PromptChunk] = []
        if MediaKind.IMAGE in senses:
            prompt += engine.media_chunks(MediaItem(MediaKind.IMAGE, b"trial", TRIAL_PX, TRIAL_PX))
        if MediaKind.AUDIO in senses:
            prompt += engine.media_chunks(MediaItem(MediaKind.AUDIO, b"trial", engine.facts.hearing_rate))
        for _ in engine.prefill([*prompt, *engine.tokenize("What is it?", special=False)]):
            pass
        return senses
    finally:
        engine.close()


def _bytes_of(item: MediaItem) -> int:
    return 3 * item.width * item.height if item.kind is MediaKind.IMAGE else 4 * item.width


def probe_adapter(model: Path, adapter: Path) -> Generator[object, None, None]:
    """Put *adapter* on *model* in a child process and let it compute one token.

    Yields while it waits, so that it can be cancelled.

    Raises:
        AdapterUnusable: it is none, was made for another model, or the model computes nonsense with it.
        ModelMissing, ModelUnreadable, OutOfMemory: one of the two files cannot be used.
    """
    check_adapter(read_header(adapter), read_header(model))
    make_ready()
    yield from ask_child(_try_adapter, str(model), str(adapter))


def _try_adapter(model: str, adapter: str) -> None:
    from app.engine.llama import LlamaEngine
    from app.engine.native import llama

    engine = LlamaEngine(Path(model), LoadPlan(context_tokens=256))
    try:
        engine.use_adapters([AppliedAdapter(Path(adapter))])
        for _ in engine.prefill(engine.tokenize("Hello there", special=False)):
            pass
        scores = llama.llama_get_logits_ith(engine.context, -1)
        # Weights that are no numbers load without a word, and so does all that they touch.
        if not all(math.isfinite(scores[place]) for place in range(engine.vocabulary_size)):
            raise AdapterUnusable("broken")
    finally:
        engine.close()


def try_pack(pack: Pack, model: Path) -> Generator[object, None, list[Device]]:
    """The graphics cards that *pack* finds, once *model* has spoken a token on them, in a child process.

    Yields while it waits, so that it can be cancelled.

    Raises:
        PackUnusable: it finds none.
        PackFails: it finds one, and nothing can be computed on it.
    """
    make_ready()
    try:
        found = yield from ask_child(_cards, pack, str(model))
    except EngineError:
        raise PackFails from None
    if not found:
        raise PackUnusable
    return found


def _cards(pack: Pack, model: str) -> list[Device]:
    use_packs([pack], is_counted=False)
    from app.engine.devices import find_devices

    found = [device for device in find_devices() if device.is_gpu and device.backend.casefold() == pack.kind]
    if found:
        try_model(model, LoadPlan(context_tokens=256, gpu_layers=ALL_LAYERS))
    return found

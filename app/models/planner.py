"""How to load a model on this machine: what is wanted, and below it the steps down a ladder until it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.core import settings as s
from app.core.errors import OutOfMemory
from app.core.settings import Settings
from app.core.text import Size, Text, text
from app.engine import ALL_LAYERS, Device, Header, LoadPlan, MemoryUse
from app.models.eyes import PICTURE_BATCH, projector_memory
from app.models.machine import Machine
from app.models.memory_need import chat_bytes, checkpoint_bytes, needed, weights_by_layer

RESERVE_BYTES = 512 * 1024 * 1024
"""Left to the desktop, whatever the model would like."""

CARD_RESERVE, CARD_RESERVE_SHARE = 1 << 30, 0.15
"""Left to what the screen and the driver take of a graphics card: so much, or that share of a small one."""

TOGETHER, TOGETHER_BYTES = 4, 256 * 1024 * 1024
"""So many alternatives can be spoken at once, where being ready for it takes no more than that."""

SMALLER = (16_384, 8192, 4096, 2048, 1024)
SMALLEST_ON_CARD = 4096
LAYER_SHARES = (0.75, 0.5, 0.25)
BATCH, BATCH_SLIDING, BATCH_ON_CARD = 64, 256, 512
"""Tokens computed at once.  A sliding window keeps so many more tokens than it sees, and can be rolled back by them."""

WIDE = 64
"""Keys whose width is no multiple of this bring llama.cpp down when a quantized cache is shifted."""

HALVED = text("degradation.half_cache")
ON_PROCESSOR = text("degradation.on_cpu")
PLAINER = text("degradation.plain_engine")
TEMPLATE_BREAKS = text("degradation.template_refused")
TEMPLATE_WAITS = text("degradation.template_waits")
BLIND = text("degradation.blind")
CARD_FAILS = text("degradation.gpu_failed")
"""In place of ``ON_PROCESSOR``."""


@dataclass(frozen=True, slots=True)
class LoadPreferences:
    """What a person wants of a model.  ``auto`` leaves the choice to this room."""

    context_tokens: int
    threads: int = 0
    use_gpu: bool = True
    kv_type: str = "auto"
    flash_attention: str = "auto"
    stretch: float = 1.0
    flash_is_quicker: bool = False
    """On this processor, as far as it was measured."""
    projector: str = ""
    """The file that gives it eyes; empty for none."""
    picture_tokens: int = 0


def load_preferences(settings: Settings) -> LoadPreferences:
    """What the person wants, by the settings."""
    return LoadPreferences(
        context_tokens=settings.number(s.CONTEXT_TOKENS),
        threads=settings.number(s.THREADS),
        use_gpu=settings.switch(s.USE_GPU),
        kv_type=settings.text(s.KV_TYPE),
        flash_attention=settings.text(s.FLASH_ATTENTION),
        stretch=float(settings.text(s.STRETCH)),
        picture_tokens=int(settings.text(s.PICTURE_TOKENS)),
    )


@dataclass(frozen=True, slots=True)
class PlanCandidate:
    """One step of the fallback plans: a plan, and what it gives up."""

    plan: LoadPlan
    gives_up: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryBudget:
    """Free memory in bytes, less what is left to others."""

    host: int
    cards: int = 0


NO_ROOM = MemoryBudget(0)


def memory_budget(machine: Machine, devices: Sequence[Device]) -> MemoryBudget:
    """What a model may take now."""
    cards = [device for device in devices if device.is_gpu]
    spared = [min(CARD_RESERVE, int(card.total_bytes * CARD_RESERVE_SHARE)) for card in cards]
    return MemoryBudget(
        max(0, machine.memory_free_bytes - RESERVE_BYTES),
        sum(max(0, card.free_bytes - spare) for card, spare in zip(cards, spared, strict=True)),
    )


def fallback_plans(header: Header, wish: LoadPreferences, *, has_card: bool) -> Iterator[PlanCandidate]:
    """Ways of loading a model, the wanted one first and each lighter than the one before on the same device."""
    if has_card and wish.use_gpu:
        yield from _steps(header, wish, ALL_LAYERS, SMALLEST_ON_CARD)
        layers = header.number("block_count") or 0
        light = replace(wish, context_tokens=min(wish.context_tokens, SMALLEST_ON_CARD))
        for share in LAYER_SHARES:
            count = int(layers * share)
            if count:
                plan = _plan(header, light, count, halved=_may_halve(header, wish))
                yield PlanCandidate(plan, (text("degradation.partly_on_gpu", layers=count, count=layers),))
        for rung in _steps(header, wish, 0, SMALLER[-1]):
            yield PlanCandidate(rung.plan, (ON_PROCESSOR, *rung.gives_up))
        return
    yield from _steps(header, wish, 0, SMALLER[-1])


def _steps(header: Header, wish: LoadPreferences, gpu_layers: int, smallest: int) -> Iterator[PlanCandidate]:
    """As wanted; with a cache of half the size; and then with ever shorter ones."""
    whole = _plan(header, wish, gpu_layers, halved=wish.kv_type == "q8_0")
    yield PlanCandidate(whole)
    halved = wish.kv_type == "auto" and _may_halve(header, wish)
    if halved:
        yield PlanCandidate(_plan(header, wish, gpu_layers, halved=True), (HALVED,))
    gives_up = (HALVED,) if halved else ()
    for tokens in SMALLER:
        if smallest <= tokens < whole.context_tokens:
            shorter = replace(wish, context_tokens=tokens)
            plan = _plan(header, shorter, gpu_layers, halved=halved or wish.kv_type == "q8_0")
            yield PlanCandidate(plan, (*gives_up, text("degradation.short_context", tokens=tokens)))


def _plan(header: Header, wish: LoadPreferences, gpu_layers: int, *, halved: bool) -> LoadPlan:
    trained = int((header.number("context_length") or wish.context_tokens) * wish.stretch)
    slides = bool(header.number("attention.sliding_window"))
    flash = wish.flash_attention
    if flash == "auto" and not gpu_layers:
        flash = "on" if wish.flash_is_quicker else "off"
    batch = BATCH_ON_CARD if gpu_layers else BATCH_SLIDING if slides else BATCH
    plan = LoadPlan(
        context_tokens=min(wish.context_tokens, trained),
        threads=wish.threads,
        gpu_layers=gpu_layers,
        kv_type="q8_0" if halved else "f16",
        # A quantized cache needs it.
        flash_attention="on" if halved else flash,  # type: ignore[arg-type]
        batch_tokens=max(batch, PICTURE_BATCH) if wish.projector else batch,
        stretch=wish.stretch,
    )
    together = replace(plan, sequences=TOGETHER)
    ready = needed(header, together).total - needed(header, plan).total
    return together if ready <= TOGETHER_BYTES else plan


def _may_halve(header: Header, wish: LoadPreferences) -> bool:
    width = header.number("attention.key_length") or (
        (header.number("embedding_length") or 0) // max(header.number("attention.head_count") or 1, 1)
    )
    return wish.flash_attention != "off" and width > 0 and width % WIDE == 0


def without(room: MemoryBudget, projector: str, plan: LoadPlan) -> MemoryBudget:
    """*room* less what eyes take, on the device that *plan* uses."""
    taken = projector_memory(Path(projector)) if projector else 0
    if plan.gpu_layers:
        return replace(room, cards=max(0, room.cards - taken))
    return replace(room, host=max(0, room.host - taken))


def fits(header: Header, plan: LoadPlan, room: MemoryBudget, memory: MemoryUse | None = None) -> bool:
    """Whether *plan* fits into *room*; by formula, unless llama.cpp's own sum is given as *memory*."""
    on_host, on_cards = host_and_device_bytes(header, plan, memory)
    return on_host <= room.host and on_cards <= room.cards


def host_and_device_bytes(header: Header, plan: LoadPlan, memory: MemoryUse | None = None) -> tuple[int, int]:
    """What *plan* takes of the computer's memory and of the graphics cards', in bytes."""
    memory = memory or needed(header, plan)
    kept = checkpoint_bytes(header, plan)
    if not plan.gpu_layers:
        return memory.total + kept, 0
    weights, rest = weights_by_layer(header)
    first = max(0, len(weights) - plan.gpu_layers)  # the last layers go to the card
    whole = plan.gpu_layers > len(weights)
    # The output goes along with the last layer; where it is the table of words as well, it is there twice.
    on_cards = sum(weights[first:]) + sum(chat_bytes(header, plan)[first:]) + (rest if whole else 0)
    on_host = memory.weights + memory.chat - on_cards + (_table(header) if whole else 0)
    return max(0, on_host) + kept, on_cards + memory.working


def _table(header: Header) -> int:
    return sum(tensor.size_bytes for tensor in header.tensors if tensor.name == "token_embd.weight")


def too_large(header: Header, plan: LoadPlan, room: MemoryBudget) -> OutOfMemory:
    """What to say when not even the last rung, *plan*, fits."""
    need, free = needed(header, plan).total, room.host + room.cards
    return OutOfMemory("too_large", need=Size(need), free=Size(free))


def described(plan: LoadPlan, header: Header) -> Text:
    """How a model is loaded, in a sentence."""
    host, cards = host_and_device_bytes(header, plan)
    layers = header.number("block_count") or 0
    where = text("load_plan.on_cpu")
    if plan.gpu_layers > layers:
        where = text("load_plan.on_gpu", gpu=Size(cards))
    elif plan.gpu_layers:
        where = text("load_plan.partly_on_gpu", layers=plan.gpu_layers, count=layers, gpu=Size(cards))
    code = "load_plan.half_cache" if plan.kv_type == "q8_0" else "load_plan.full_cache"
    return text(code, where=where, tokens=plan.context_tokens, host=Size(host))

"""Whether a model runs well on this machine, in one word, with the sum behind it and an honest speed."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.text import Size, Text, text
from app.engine import Device, Header, LoadPlan, MemoryUse
from app.models.machine import Machine
from app.models.memory_need import chat_bytes, checkpoint_bytes, needed
from app.models.planner import (
    NO_ROOM,
    RESERVE_BYTES,
    LoadPreferences,
    MemoryBudget,
    PlanCandidate,
    fallback_plans,
    fits,
    host_and_device_bytes,
    memory_budget,
)

OVERHEAD_S = 0.004
"""What a token costs besides its weights: choosing it and handing it over; measured with models of 0.5 to 3 GB."""
HONEST = 1.5**0.5
"""The range that is told goes from the estimate divided by this to the estimate times this."""
FLUENT, READABLE = 6.0, 2.5
"""Tokens a second: as fast as most people read, and so slow that one waits for words."""
TYPICAL_TOKENS = 2048
USUAL_BYTES_A_SECOND = 20e9
"""What an everyday processor reads of weights: for the word, never shown as a speed, until this one was measured."""
SURE = 0.93
"""What is only estimated must fit into that share of the room."""
EXPERTS = re.compile(r"_exps\.weight$")
LOOKED_UP = ("token_embd.weight", "per_layer_token_embd.weight")


class Rating(enum.Enum):
    """How well a model runs here."""

    GREAT = "great"
    RUNS = "runs"
    SLOW = "slow"
    NOT = "not"


VERDICTS = {
    Rating.GREAT: Text("suitability.great"),
    Rating.RUNS: Text("suitability.runs"),
    Rating.SLOW: Text("suitability.slow"),
    Rating.NOT: Text("suitability.not"),
}


@dataclass(frozen=True, slots=True)
class Speeds:
    """How many bytes of weights a second this machine works through; 0 where it was not measured."""

    host: float = 0.0
    card: float = 0.0


@dataclass(frozen=True, slots=True)
class Suitability:
    """What was found out: sizes in bytes, speeds in tokens a second.

    *free* is what may be taken now, *reserve* what is left to the system and the screen.  *slowest* and *fastest* are
    0 where the machine was not measured.  *expected* is the verdict by the speed of usual computers, where that of this
    one is not known: good enough to recommend something by.
    """

    expected: Rating
    plan: LoadPlan
    memory: MemoryUse
    kept: int
    reserve: int
    free: int
    gives_up: tuple[Text, ...]
    slowest: float = 0.0
    fastest: float = 0.0
    if_others_close: bool = False
    is_exact: bool = True

    @property
    def verdict(self) -> Rating:
        """What can be said: nothing runs great whose speed here is not known."""
        return Rating.RUNS if self.expected is Rating.GREAT and not self.slowest else self.expected

    @property
    def total(self) -> int:
        """All that it takes, with what is left to others."""
        return self.memory.total + self.kept + self.reserve


def assess(
    header: Header,
    wish: LoadPreferences,
    machine: Machine,
    devices: Sequence[Device],
    speeds: Speeds = Speeds(),
    *,
    active_bytes: int = 0,
    measured: Callable[[LoadPlan], MemoryUse | None] = lambda plan: None,
    held: MemoryBudget = NO_ROOM,
    is_exact: bool = True,
) -> Suitability:
    """Judge the model with this *header*.

    *measured* gives llama.cpp's own sum for a plan, where it is known; *held* is what the model that is loaded
    now gives back.
    """
    card = any(device.is_gpu for device in devices) and wish.use_gpu
    room = memory_budget(machine, devices if card else [])
    # By formula alone the sum can be some hundredths too small: less room is counted on, and all of it shown.
    sure = 1.0 if is_exact else SURE
    room = MemoryBudget(round((room.host + held.host) * sure), round((room.cards + held.cards) * sure))
    rungs = list(fallback_plans(header, wish, has_card=card))
    chosen = next((rung for rung in rungs if fits(header, rung.plan, room, measured(rung.plan))), None)
    # Where nothing fits now, it matters whether anything would if other programs were closed.
    later = None
    if chosen is None:
        emptied = MemoryBudget(max(0, machine.memory_bytes - _system_bytes(machine)), room.cards)
        later = next((rung for rung in rungs if fits(header, rung.plan, emptied, measured(rung.plan))), None)
    rung = chosen or later or rungs[-1]
    memory = measured(rung.plan) or needed(header, rung.plan)
    reserve = RESERVE_BYTES + (_card_reserve(devices) if card and rung.plan.gpu_layers else 0)
    active = active_bytes or read_a_token(header)
    speed = _speed(header, rung.plan, active, speeds)
    guess = speed or _speed(header, rung.plan, active, Speeds(host=USUAL_BYTES_A_SECOND))
    return Suitability(
        expected=_verdict(chosen, rung, guess),
        plan=rung.plan,
        memory=memory,
        kept=checkpoint_bytes(header, rung.plan),
        reserve=reserve,
        free=round((room.host + room.cards) / sure) + reserve,
        gives_up=rung.gives_up,
        slowest=speed / HONEST,
        fastest=speed * HONEST,
        if_others_close=chosen is None and later is not None,
        is_exact=is_exact,
    )


def read_a_token(header: Header) -> int:
    """The bytes of weights that are read for each token: not the tables in which words are only looked up, and of
    experts only those that are used."""
    has_output = any(tensor.name == "output.weight" for tensor in header.tensors)
    experts = header.number("expert_count") or 0
    share = (header.number("expert_used_count") or experts) / experts if experts else 1.0
    total = 0.0
    for tensor in header.tensors:
        if tensor.name in LOOKED_UP and (has_output or tensor.name != "token_embd.weight"):
            continue
        total += tensor.size_bytes * (share if EXPERTS.search(tensor.name) else 1.0)
    return round(total)


def _speed(header: Header, plan: LoadPlan, active: int, speeds: Speeds) -> float:
    """The estimate for a chat of usual length, in tokens a second; 0 where a side of the machine was not measured."""
    asked = sum(chat_bytes(header, plan)) * min(1.0, TYPICAL_TOKENS / max(plan.context_tokens, 1))
    on_host, on_cards = host_and_device_bytes(header, plan)
    share = on_cards / max(1, on_host + on_cards) if plan.gpu_layers else 0.0
    if (share < 1 and not speeds.host) or (share > 0 and not speeds.card):
        return 0.0
    # A token is spoken as fast as its weights and the chat so far can be read: computing them hardly counts.
    work = active + asked
    seconds = OVERHEAD_S
    seconds += work * (1 - share) / speeds.host if share < 1 else 0.0
    seconds += work * share / speeds.card if share > 0 else 0.0
    return 1 / seconds


def _verdict(chosen: PlanCandidate | None, rung: PlanCandidate, speed: float) -> Rating:
    if chosen is None:
        return Rating.NOT
    # Without a measured speed a card is taken to be quick enough, and a processor not to be more than that.
    if speed:
        if speed < READABLE:
            return Rating.SLOW
        return Rating.GREAT if speed >= FLUENT and not rung.gives_up else Rating.RUNS
    return Rating.GREAT if rung.plan.gpu_layers and not rung.gives_up else Rating.RUNS


def _system_bytes(machine: Machine) -> int:
    """What the system and our own window keep, whatever is closed."""
    return max(2 * 1024**3, machine.memory_bytes // 8)


def _card_reserve(devices: Sequence[Device]) -> int:
    room = memory_budget(_NOTHING, devices)
    return sum(device.free_bytes for device in devices if device.is_gpu) - room.cards


_NOTHING = Machine("", "", 1, 0, 0, 0, has_nvidia=False, has_vulkan_loader=False)


def summed(judgement: Suitability) -> Text:
    """The sum, in a sentence."""
    memory = judgement.memory
    return text(
        "suitability.sum" if judgement.is_exact else "suitability.sum_estimated",
        weights=Size(memory.weights),
        chat=Size(memory.chat + judgement.kept),
        working=Size(memory.working),
        reserve=Size(judgement.reserve),
        total=Size(judgement.total),
        free=Size(judgement.free),
    )


def paced(judgement: Suitability, measured: float = 0.0) -> Text:
    """The speed, in words a person can feel; *measured*, in tokens a second, replaces the estimate."""
    if measured:
        return text("suitability.measured", speed=round(measured, 1))
    if not judgement.slowest:
        return text("suitability.unknown")
    return text("suitability.estimated", slowest=round(judgement.slowest), fastest=round(judgement.fastest))


def recommended(judged: Sequence[tuple[object, int, bool, Rating]]) -> object | None:
    """The one to recommend of (model, rank, companionable, verdict): the best that runs great, else the best that
    runs, else the lightest that is slow."""
    for wanted in (Rating.GREAT, Rating.RUNS):
        best = [entry for entry in judged if entry[3] is wanted and entry[2]]
        if best:
            return max(best, key=lambda entry: entry[1])[0]
    slow = [entry for entry in judged if entry[3] is Rating.SLOW]
    return min(slow, key=lambda entry: entry[1])[0] if slow else None

"""Which plan a model was last loaded by on this machine, and which one was being tried when the app went down."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.core.errors import HomeUnwritable
from app.core.files import write_whole
from app.core.records import record
from app.core.state_file import read_state, set_aside
from app.core.text import Text
from app.engine import Device, LoadPlan
from app.models.machine import Machine
from app.models.planner import LoadPreferences

log = logging.getLogger("app.models")

MOST = 200


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan that worked, what it gives up, and the day it was found, such as 2026-11-26."""

    plan: LoadPlan
    gives_up: tuple[Text, ...]
    day: str = ""


class PlanHistory:
    """The list in *file*; a damaged one counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def recall(self, key: str) -> KnownPlan | None:
        """The plan that worked for *key* before."""
        entry = self._entries().get(key)
        if not isinstance(entry, dict) or entry.get("state") != "good":
            return None
        try:
            return record(KnownPlan, {name: value for name, value in entry.items() if name != "state"})
        except ValueError:
            return None  # it is found anew

    def is_suspect(self, key: str) -> bool:
        """Whether the app ended while it loaded this one."""
        entry = self._entries().get(key)
        return isinstance(entry, dict) and entry.get("state") == "trying"

    def trying(self, key: str) -> None:
        """A plan for *key* is about to be loaded in this very process."""
        self._put(key, {"state": "trying"})

    def worked(self, key: str, remembered: KnownPlan) -> None:
        """It was loaded."""
        self._put(key, {"state": "good", **asdict(remembered)})

    def flash(self, key: str) -> bool | None:
        """Whether flash attention was measured to be quicker for *key*; None where it was not measured."""
        entry = self._entries().get(key)
        measured = entry.get("flash") if isinstance(entry, dict) else None
        return measured if isinstance(measured, bool) else None

    def note_flash(self, key: str, is_quicker: bool) -> None:
        """It was measured."""
        self._put(key, {"flash": is_quicker})

    def speed(self, key: str) -> float:
        """The bytes of weights a second that were measured for *key*; 0 where they were not."""
        entry = self._entries().get(key)
        measured = entry.get("bytes_a_second") if isinstance(entry, dict) else None
        return float(measured) if isinstance(measured, int | float) and measured > 0 else 0.0

    def note_speed(self, key: str, bytes_a_second: float) -> None:
        """It was measured."""
        self._put(key, {"bytes_a_second": round(bytes_a_second)})

    def failed(self, key: str) -> None:
        """It was not, and the app is still here."""
        entries = self._entries()
        if entries.pop(key, None) is not None:
            self._write(entries)

    def _put(self, key: str, entry: dict[str, Any]) -> None:
        entries = {kept: value for kept, value in self._entries().items() if kept != key}
        self._write(dict([*entries.items(), (key, entry)][-MOST:]))

    def _write(self, entries: dict[str, Any]) -> None:
        try:
            write_whole(self._file, json.dumps(entries, indent=1).encode())
        except HomeUnwritable:
            log.info("the plans could not be kept")

    def _entries(self) -> dict[str, Any]:
        try:
            entries = read_state(self._file)
        except HomeUnwritable:
            return {}
        if isinstance(entries, dict):
            return entries
        if entries is not None:
            set_aside(self._file)
        return {}


def key_for(weights: str, machine: Machine, devices: Sequence[Device], wish: LoadPreferences) -> str:
    """What tells this model on this machine, loaded this way, from every other."""
    cards = [(card.backend, card.description, card.total_bytes) for card in devices if card.is_gpu]
    told = json.dumps([weights, machine.processor, machine.cores, machine.memory_bytes, cards, asdict(wish)])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def flash_key(machine: Machine, threads: int, heads: int, kv_heads: int, width: int) -> str:
    """What tells attention of this shape on this processor from every other."""
    told = json.dumps([machine.processor, machine.cores, threads, heads, kv_heads, width])
    return "flash " + hashlib.sha256(told.encode()).hexdigest()[:32]


def speed_key(machine: Machine, devices: Sequence[Device], threads: int, *, on_card: bool) -> str:
    """What tells how fast weights are read here, on the processor or the graphics card."""
    cards = [(card.backend, card.description) for card in devices if card.is_gpu] if on_card else []
    told = json.dumps([machine.processor, machine.cores, threads, cards])
    return "pace " + hashlib.sha256(told.encode()).hexdigest()[:32]

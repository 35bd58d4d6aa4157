"""Advice on models for this machine: what of the catalogue to take, and exactly whether something on the hub fits."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.core import settings as s
from app.core.errors import AppError, ModelCutShort
from app.core.files import make_hole
from app.core.settings import Settings
from app.engine import (
    Device,
    Header,
    LoadPlan,
    MemoryUse,
    list_devices,
    measure_memory,
    read_beginning,
    read_header,
)
from app.hub import Hub, HubFile, Kind, Offer, Repo
from app.models.catalogue import CatalogueEmbedder, CatalogueModel, read_catalogue, read_embedder
from app.models.machine import Machine, look_around, look_for_work
from app.models.plan_history import PlanHistory, speed_key
from app.models.planner import NO_ROOM, MemoryBudget, load_preferences
from app.models.suitability import Rating, Speeds, Suitability, assess, recommended

log = logging.getLogger("app.models")

SpeedProbe = Callable[..., Generator[object, None, float]]
"""Measures the bytes of weights a second with a number of threads, ``on_card`` or not."""
TRIES = 3


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One model of the catalogue, and how it would run here."""

    model: CatalogueModel
    suitability: Suitability
    is_recommended: bool


class Recommender:
    """Judges models by what this machine has free at the moment."""

    def __init__(
        self,
        catalogue: Path,
        settings: Settings,
        home: Path,
        probe: SpeedProbe | None = None,
        busy: Callable[[], Generator[object, None, bool]] = look_for_work,
    ) -> None:
        self._is_busy = busy
        self._catalogue, self._settings, self._home, self._probe = catalogue, settings, home, probe
        self._plans = PlanHistory(home / "plans.json")
        self._embedder: CatalogueEmbedder | None = None

    def catalogue(self) -> list[CatalogueModel]:
        """The curated models."""
        return read_catalogue(self._catalogue)

    def embedder(self) -> CatalogueEmbedder:
        """The recommended model for finding memories."""
        if self._embedder is None:  # a page asks for it again and again
            self._embedder = read_embedder(self._catalogue)
        return self._embedder

    def recommend(self, held: MemoryBudget = NO_ROOM) -> list[Recommendation]:
        """The catalogue, judged; asks llama.cpp for its devices, so not on the Qt thread."""
        machine, devices = self._machine(), self._devices()
        speeds, wish = self._speeds(machine, devices), load_preferences(self._settings)
        judged = [
            (
                model,
                assess(
                    model.header, wish, machine, devices, speeds, active_bytes=model.active_bytes,
                    held=held, is_exact=model.is_exact,
                ),
            )
            for model in self.catalogue()
        ]  # fmt: skip
        best = recommended([(model, model.rank, model.companionable, found.expected) for model, found in judged])
        return [Recommendation(model, found, model is best) for model, found in judged]

    def measure(self) -> Generator[object, None, Speeds]:
        """How fast this machine is, measured once; takes some seconds the first time, and yields meanwhile.

        While the machine is busy nothing is measured: llama.cpp's threads wait for each other, and what is found then
        says nothing.  For the same reason it belongs on the worker of the models, as what steps aside for a reply:
        one of
        the two would make the other many times slower.
        """
        machine, devices = self._machine(), self._devices()
        threads = self._settings.number(s.THREADS)
        for on_card, key in self._unmeasured(machine, devices):
            if self._probe is None or (yield from self._is_busy()):
                continue
            try:
                found = yield from self._probe(threads, on_card=on_card)
            except AppError as error:
                log.info("the speed could not be measured: %s", type(error).__name__)
                continue
            if not (yield from self._is_busy()):
                self._plans.note_speed(key, found)
        return self._speeds(machine, devices)

    @property
    def is_measured(self) -> bool:
        """Whether ``measure`` has nothing to do; asks llama.cpp for its devices, so not on the Qt thread."""
        return self._probe is None or not self._unmeasured(self._machine(), self._devices())

    def _unmeasured(self, machine: Machine, devices: list[Device]) -> list[tuple[bool, str]]:
        """For the processor, and for a graphics card if there is one: on which of them, under which key."""
        threads = self._settings.number(s.THREADS)
        sides = [False, True] if any(device.is_gpu for device in devices) else [False]
        keys = [(on_card, speed_key(machine, devices, threads, on_card=on_card)) for on_card in sides]
        return [(on_card, key) for on_card, key in keys if not self._plans.speed(key)]

    def inspect(
        self, hub: Hub, repo: Repo, offer: Offer, held: MemoryBudget = NO_ROOM
    ) -> Generator[object, None, Suitability]:
        """Judge what *repo* offers exactly, from its header alone; nothing of the weights is fetched.

        Raises:
            HubError: the header could not be fetched.
            ModelUnreadable, UnknownArchitecture: it is no model for this engine.
        """
        with tempfile.TemporaryDirectory(prefix="look-", dir=self._home) as folder:
            first = yield from _fetch_headers(hub, repo, offer, Path(folder))
            return (yield from self._judged(read_header(first), first, held))

    def look_over(
        self, hub: Hub, repo: Repo, held: MemoryBudget = NO_ROOM
    ) -> Generator[object, None, dict[str, Suitability]]:
        """Judge every model that *repo* offers by the header of the smallest, whose shape they share; by name.

        Raises:
            HubError: the header could not be fetched.
            ModelUnreadable, UnknownArchitecture: it is no model for this engine.
        """
        offers = [offer for offer in repo.offers if offer.kind is Kind.MODEL]
        if not offers:
            return {}
        first = offers[0]
        with tempfile.TemporaryDirectory(prefix="look-", dir=self._home) as folder:
            header = read_header((yield from _fetch_headers(hub, repo, first, Path(folder))))
        machine, devices = self._machine(), self._devices()
        speeds, wish = self._speeds(machine, devices), load_preferences(self._settings)
        return {
            offer.name: assess(
                _scaled(header, offer.size_bytes / first.size_bytes), wish, machine, devices, speeds,
                held=held,
            )
            for offer in offers
        }  # fmt: skip

    def assess_file(self, path: Path, held: MemoryBudget = NO_ROOM) -> Generator[object, None, Suitability]:
        """Judge a model that is here.

        Raises:
            ModelMissing, ModelUnreadable, UnknownArchitecture: it cannot be read.
        """
        return (yield from self._judged(read_header(path), path, held))

    def fitting_parameters(self, bytes_a_parameter: float = 0.6) -> int:
        """How many parameters a four-bit model may have to fit here at all; for filtering a search."""
        machine = self._machine()
        cards = sum(device.free_bytes for device in self._devices() if device.is_gpu)
        return round(max(machine.memory_free_bytes, cards) * 0.85 / bytes_a_parameter)

    def _judged(self, header: Header, path: Path, held: MemoryBudget) -> Generator[object, None, Suitability]:
        machine, devices = self._machine(), self._devices()
        speeds, wish = self._speeds(machine, devices), load_preferences(self._settings)
        known: dict[LoadPlan, MemoryUse] = {}
        for _ in range(TRIES):
            found = assess(header, wish, machine, devices, speeds, measured=known.get, held=held)
            if found.plan in known or found.verdict is Rating.NOT:
                return found
            # llama.cpp's own sum for the plan that was chosen; should it not fit after all, the next is.
            known[found.plan] = (yield from measure_memory(path, [found.plan]))[0]
        return assess(header, wish, machine, devices, speeds, measured=known.get, held=held)

    def _machine(self) -> Machine:
        return look_around(self._home)

    def _devices(self) -> list[Device]:
        return list_devices() if self._settings.switch(s.USE_GPU) else []

    def _speeds(self, machine: Machine, devices: Sequence[Device]) -> Speeds:
        threads = self._settings.number(s.THREADS)
        host, card = (
            self._plans.speed(speed_key(machine, devices, threads, on_card=on_card)) for on_card in (False, True)
        )
        return Speeds(host, card)


def _fetch_headers(hub: Hub, repo: Repo, offer: Offer, folder: Path) -> Generator[object, None, Path]:
    """The headers of all parts of *offer*, in files that are holes beyond them; the first."""
    for part in offer.parts:
        path = folder / part.name
        yield from hub.look(repo, part, path, lambda path, part=part: _is_whole(path, part))  # type: ignore[misc]
        make_hole(path, part.size_bytes)
    return folder / offer.parts[0].name


def _scaled(header: Header, ratio: float) -> Header:
    """The header of the same model in another precision."""
    tensors = tuple(replace(tensor, size_bytes=round(tensor.size_bytes * ratio)) for tensor in header.tensors)
    return replace(header, tensors=tensors)


def _is_whole(path: Path, part: HubFile) -> bool:
    try:
        read_beginning(path, part.size_bytes)
    except ModelCutShort:
        return False
    return True

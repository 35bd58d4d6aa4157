"""What was found on this machine, what is missing, and why a graphics card is not used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import AppError
from app.core.paths import Home, resources
from app.engine import list_devices, read_header
from app.hardware import Machine, look_around
from app.house import STARTER_MODEL
from app.vault import SystemKeyring

GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    found: str
    is_fine: bool = True
    advice: str = ""


def examine(home: Home) -> list[Finding]:
    """Look at everything Inglenook needs; opens neither vault nor network."""
    machine = look_around(home.root)
    return [
        Finding("System", machine.system),
        Finding("Processor", f"{machine.processor}, {machine.cores} cores"),
        _memory(machine),
        Finding("Free disk", f"{machine.disk_free_bytes / GIGABYTE:.0f} GB"),
        *graphics(machine),
        _starter(),
        _keyring(),
        _home(home),
        Finding("Network", "closed; opened for a model that you look up or download, and for nothing else"),
    ]


def _memory(machine: Machine) -> Finding:
    free = machine.memory_free_bytes / GIGABYTE
    found = f"{machine.memory_bytes / GIGABYTE:.1f} GB, {free:.1f} GB free"
    if free < 1:
        return Finding("Memory", found, False, "Close other programs: only the starter model fits now.")
    return Finding("Memory", found)


def graphics(machine: Machine) -> Iterator[Finding]:
    """The graphics cards a model could run on; where there is none, why not and what could be done."""
    cards = [device for device in list_devices() if device.is_gpu]
    for card in cards:
        yield Finding(
            "Graphics card",
            f"{card.description} ({card.backend}), {card.free_bytes / GIGABYTE:.1f} of"
            f" {card.total_bytes / GIGABYTE:.1f} GB free",
        )
    if cards:
        return
    if machine.has_nvidia:
        advice = "An NVIDIA driver is here: install the CUDA toolkit and run with INGLENOOK_GPU=cuda."
    elif machine.has_vulkan_loader:
        advice = "If there is a card, install glslc and the Vulkan headers and run with INGLENOOK_GPU=vulkan."
    else:
        advice = "No Vulkan loader and no NVIDIA driver were found; models run on the processor."
    yield Finding("Graphics card", "none in use", False, advice)


def placing(home: Home) -> list[str]:
    """Where models run on this machine and why, in a sentence or two; asks llama.cpp for its devices."""
    machine = look_around(home.root)
    sentences = [
        f"{found.what}: {found.found}." + (f" {found.advice}" if found.advice else "") for found in graphics(machine)
    ]
    processor = Finding("Processor", f"{machine.processor}, {machine.cores} cores")
    return [f"{found.what}: {found.found}." for found in (processor, _memory(machine))] + sentences


def _starter() -> Finding:
    try:
        header = read_header(resources() / STARTER_MODEL)
    except AppError as error:
        return Finding("Starter model", error.say, False, "Install Inglenook afresh.")
    return Finding("Starter model", f"{header.name}, {header.size_bytes / 1e6:.1f} MB")


def _keyring() -> Finding:
    if SystemKeyring().is_available():
        return Finding("System keyring", "found; it can open the vault for you")
    return Finding("System keyring", "none that can be trusted", False, "The vault asks for a passphrase instead.")


def _home(home: Home) -> Finding:
    try:
        home.prepare()
    except AppError as error:
        return Finding("Home", error.say, False, error.advice)
    return Finding("Home", str(home.root))

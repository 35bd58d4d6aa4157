"""What was found on this machine, what is missing, and why a graphics card is not used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.application import PACKS
from app.core.errors import AppError
from app.core.paths import Home, is_packaged, resources
from app.core.translation import advice, say
from app.core.workers import run_to_end
from app.engine import ask_child, choice_here, list_devices, prepare_engine, read_header, use_packs
from app.models import (
    RECOGNIZER,
    TOY_MODEL,
    VOICE,
    GraphicsPacks,
    InstalledPack,
    Machine,
    ModelRegistry,
    PackStatus,
    find_starter,
    look_around,
)
from app.vault import SystemKeyring
from app.voice import SoundDevices, find_devices, has_system_voice

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
    packs = GraphicsPacks(home.packs, resources() / PACKS, resources() / TOY_MODEL)
    use_packs(packs.chosen, is_counted=False)  # the window may be open beside this
    prepare_engine(home.engine, resources() / TOY_MODEL)
    return [
        Finding("System", machine.system),
        Finding("Processor", f"{machine.processor}, {machine.cores} cores"),
        _memory(machine),
        Finding("Free disk", f"{machine.disk_free_bytes / GIGABYTE:.0f} GB"),
        *_engine(),
        *graphics(machine, packs),
        *map(about_pack, packs.here()),
        _starter(),
        *_sound(home),
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


def _engine() -> Iterator[Finding]:
    """Whether models can run on this processor at all, tried in a process that may die of it."""
    try:
        list_devices()
    except AppError as error:
        yield Finding("Engine", say(error), False, advice(error))
        return
    choice = choice_here()
    if choice is not None and choice.is_plainer:
        yield Finding("Engine", f"works as the plainer form “{choice.form}”; the quickest failed on this processor")
    else:
        yield Finding("Engine", "works on this processor")


def graphics(machine: Machine, packs: GraphicsPacks) -> Iterator[Finding]:
    """The graphics cards a model could run on; where there is none, why not and what could be done."""
    try:
        cards = [device for device in list_devices() if device.is_gpu]
    except AppError:
        return  # said above, of the engine
    for card in cards:
        yield Finding(
            "Graphics card",
            f"{card.description} ({card.backend}), {card.free_bytes / GIGABYTE:.1f} of"
            f" {card.total_bytes / GIGABYTE:.1f} GB free",
        )
    if cards:
        return
    if machine.has_nvidia and any(offer.kind == "cuda" for offer in packs.offers):
        advice = "An NVIDIA driver is here: bring in the pack for it, under Models, On this computer."
    elif is_packaged() and (machine.has_nvidia or machine.has_vulkan_loader):
        advice = "If there is a card, install its maker's driver, or renew it."
    elif machine.has_nvidia:
        advice = "An NVIDIA driver is here: install the CUDA toolkit and run with INGLENOOK_GPU=cuda."
    elif machine.has_vulkan_loader:
        advice = "If there is a card, install glslc and the Vulkan headers and run with INGLENOOK_GPU=vulkan."
    else:
        advice = "No Vulkan loader and no NVIDIA driver were found; models run on the processor."
    yield Finding("Graphics card", "none in use", False, advice)


def about_pack(pack: InstalledPack) -> Finding:
    """A graphics pack that was brought in, once llama.cpp has been asked for its devices."""
    name = pack.name or pack.key
    match pack.standing:
        case PackStatus.IDLE:
            return Finding("Graphics pack", f"{name}, finds no card", False, "Renew the graphics card's driver.")
        case PackStatus.SUSPECT:
            return Finding(
                "Graphics pack", f"{name}, left alone as Inglenook ended while loading it", False,
                "Renew the graphics card's driver, then try it again under Models, On this computer.",
            )  # fmt: skip
        case PackStatus.DAMAGED:
            return Finding("Graphics pack", f"{name}, not whole any more", False, "Bring it in again.")
        case PackStatus.OLD:
            return Finding("Graphics pack", "of another version", False, "Get the one of this version.")
        case _:
            return Finding("Graphics pack", f"{name}, works")


def placing(home: Home, packs: GraphicsPacks) -> list[str]:
    """Where models run on this machine and why, in a sentence or two; asks llama.cpp for its devices."""
    machine = look_around(home.root)
    sentences = [
        f"{found.what}: {found.found}." + (f" {found.advice}" if found.advice else "")
        for found in graphics(machine, packs)
    ]
    processor = Finding("Processor", f"{machine.processor}, {machine.cores} cores")
    return [f"{found.what}: {found.found}." for found in (processor, _memory(machine))] + sentences


def _starter() -> Finding:
    try:
        starter = find_starter(resources())
        header = read_header(starter.path)
    except AppError as error:
        return Finding("Starter model", say(error), False, "Install Inglenook afresh.")
    found = f"{header.name or starter.path.stem}, {header.size_bytes / 1e6:.1f} MB"
    if starter.is_toy:
        advice = "The toy answers until you download a model: the starter's weights are not installed."
        return Finding("Starter model", found, is_fine=True, advice=advice)
    return Finding("Starter model", f"{found}, with {1 + len(starter.voices)} adapters")


def _sound(home: Home) -> Iterator[Finding]:
    """What plays and what hears, and what there is to speak and to understand with.  Nothing is opened."""
    try:
        found = run_to_end(ask_child(find_devices))
    except AppError:
        found = SoundDevices("", (), ())
    if found.loudspeakers or found.microphones:
        said = f"{len(found.loudspeakers)} to hear, {len(found.microphones)} to talk into, by {found.backend}"
        yield Finding("Sound devices", said)
    else:
        yield Finding("Sound devices", "none was found; only reading aloud and calls need them")
    models = ModelRegistry(home.registry, find_starter(resources())).models()
    kinds = [model.kind for model in models]
    system = ", and the computer's own" if has_system_voice() else ""
    told = f"{kinds.count(VOICE)} installed{system}; {kinds.count(RECOGNIZER)} recognisers"
    yield Finding("Voices", told)


def _keyring() -> Finding:
    if SystemKeyring().is_available():
        return Finding("System keyring", "found; it can open the vault for you")
    return Finding("System keyring", "none that can be trusted", False, "The vault asks for a passphrase instead.")


def _home(home: Home) -> Finding:
    try:
        home.prepare()
    except AppError as error:
        return Finding("Home", say(error), False, advice(error))
    return Finding("Home", str(home.root))

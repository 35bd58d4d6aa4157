"""Graphics packs: what lets llama.cpp use a maker's own way to its graphics cards, as extra files beside a release.

A release knows its packs by their SHA-256.  No other file is unpacked, let alone loaded: what is loaded here runs with
everything that the app may do.
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import json
import os
import platform
import shutil
import sys
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.core.errors import FileUnreadable, HomeUnwritable, NoSpace, PackUnknown
from app.core.files import FULL, sync_folder
from app.core.words import N_
from app.engine import Device, Pack, does_work, try_pack
from app.library.keeping import BLOCK, SPARE_BYTES, Handling, free_in

ENDING = ".inglenookpack"
CHECKING, UNPACKING, TRYING = N_("Checking the pack…"), N_("Unpacking the pack…"), N_("Trying the pack…")
PARTIAL, GONE = ".part", ".gone"
NAMES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}


def this_system() -> str:
    """What packs are made for, such as ``linux-x64``."""
    machine = platform.machine().casefold()
    systems = {"win32": "windows", "darwin": "macos"}
    return f"{systems.get(sys.platform, sys.platform)}-{NAMES.get(machine, machine)}"


class Standing(enum.Enum):
    """How a pack stands that was brought in."""

    WORKS = "works"
    IDLE = "idle"
    """It was loaded, and found nothing to work with: a driver is gone, or the card."""
    WAITING = "waiting"
    """It is used from the next start on."""
    SUSPECT = "suspect"
    """It is left alone, as the app ended while loading it."""
    OLD = "old"
    """It belongs to another version."""


@dataclass(frozen=True, slots=True)
class PackOffer:
    """A pack that belongs to this release: its file, and what is in it."""

    kind: str
    name: str
    file: str
    size_bytes: int
    unpacked_bytes: int
    sha256: str
    libraries: tuple[str, ...]

    @property
    def key(self) -> str:
        """The name of its folder."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack that is here; *size_bytes* on the disk."""

    key: str
    kind: str
    name: str
    size_bytes: int
    standing: Standing


class Packs:
    """The packs in *folder*, of those that the list *known* tells of."""

    def __init__(self, folder: Path, known: Path) -> None:
        self._folder = folder
        self.offers = read_offers(known, this_system())
        self._sweep()
        self._at_start = tuple(pack for pack in self._usable() if not pack.is_suspect)

    @property
    def chosen(self) -> tuple[Pack, ...]:
        """Those to load in this process: what was here when it began, but for what brought the app down."""
        return self._at_start

    @property
    def waits_for_a_start(self) -> bool:
        """Whether another start would change what is used."""
        return {pack.folder for pack in self._at_start} != {
            pack.folder for pack in self._usable() if not pack.is_suspect
        }

    def here(self) -> list[InstalledPack]:
        """What was brought in and not removed."""
        known = {offer.key: offer for offer in self.offers}
        found = []
        for folder in self._folders():
            offer = known.get(folder.name)
            if offer is None:
                found.append(InstalledPack(folder.name, "", "", _size(folder), Standing.OLD))
            else:
                pack = self._pack(offer)
                found.append(InstalledPack(offer.key, offer.kind, offer.name, _size(folder), self._standing(pack)))
        return found

    def add(self, file: Path) -> Generator[object, None, list[Device]]:
        """Bring the pack in *file* in and see that it works; the graphics cards that it found.

        Yields ``Handling`` and None.  It is used from the next start on.

        Raises:
            FileUnreadable: it cannot be read.
            PackUnknown: it is no pack of this release.
            PackUnusable: it finds no graphics card.
            NoSpace, HomeUnwritable: it could not be unpacked.
        """
        try:
            with file.open("rb") as content:
                offer = yield from self._recognized(content)
                part = self._folder / (offer.key + PARTIAL)
                try:
                    yield from self._unpacked(content, offer, part)
                    yield Handling(TRYING, 0, 1)
                    cards = yield from try_pack(Pack(offer.kind, part, offer.libraries))
                    self._put_in_place(part, self._folder / offer.key)
                finally:
                    shutil.rmtree(part, ignore_errors=True)
        except OSError:  # what is written has errors of its own
            raise FileUnreadable from None
        return cards

    def remove(self, key: str) -> None:
        """Take a pack away; where a library of it is in use, its files go at the next start."""
        if key in [folder.name for folder in self._folders()]:
            self._mark_gone(key)
            self._sweep()

    def try_again(self, key: str) -> None:
        """Load a pack at the next start, though the app ended while loading it before."""
        for offer in self.offers:
            if offer.key == key:
                self._pack(offer).forgive()

    # --- bringing in ---

    def _recognized(self, content: BinaryIO) -> Generator[object, None, PackOffer]:
        """The offer that *content* is, by all of it."""
        size = os.fstat(content.fileno()).st_size
        if size not in [offer.size_bytes for offer in self.offers]:
            raise PackUnknown
        digest, done = hashlib.sha256(), 0
        for block in iter(lambda: content.read(BLOCK), b""):
            digest.update(block)
            done += len(block)
            yield Handling(CHECKING, done, size)
        for offer in self.offers:
            if offer.sha256 == digest.hexdigest():
                return offer
        raise PackUnknown

    def _unpacked(self, content: BinaryIO, offer: PackOffer, part: Path) -> Generator[object, None, None]:
        if free_in(self._folder) < offer.unpacked_bytes + SPARE_BYTES:
            raise NoSpace("There is not enough room on the disk for this pack.", "Free some space, then try again.")
        done = 0
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True, mode=0o700)
            with zipfile.ZipFile(content) as archive:
                for entry in archive.infolist():
                    target = part.joinpath(*_inside(entry.filename))
                    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    with archive.open(entry) as packed, target.open("xb") as out:
                        for block in iter(lambda packed=packed: packed.read(BLOCK), b""):  # type: ignore[misc]
                            out.write(block)
                            done += len(block)
                            yield Handling(UNPACKING, done, max(1, offer.unpacked_bytes))
                        out.flush()
                        os.fsync(out.fileno())
        except OSError as error:
            raise NoSpace() if error.errno in FULL else HomeUnwritable() from None
        except zipfile.BadZipFile:
            raise PackUnknown from None

    def _put_in_place(self, part: Path, place: Path) -> None:
        try:
            shutil.rmtree(place, ignore_errors=True)
            part.replace(place)
            place.with_name(place.name + GONE).unlink(missing_ok=True)
            sync_folder(self._folder)
        except OSError:  # on Windows: an older copy is in use
            raise HomeUnwritable("This pack is in use.", "Start Inglenook again, then bring it in.") from None

    # --- what is here ---

    def _folders(self) -> list[Path]:
        """Those of packs that are whole and not removed."""
        try:
            found = sorted(self._folder.iterdir())
        except OSError:
            return []
        gone = {path.name.removesuffix(GONE) for path in found if path.name.endswith(GONE)}
        return [path for path in found if path.is_dir() and not path.name.endswith(PARTIAL) and path.name not in gone]

    def _usable(self) -> list[Pack]:
        here = [folder.name for folder in self._folders()]
        return [self._pack(offer) for offer in self.offers if offer.key in here]

    def _pack(self, offer: PackOffer) -> Pack:
        return Pack(offer.kind, self._folder / offer.key, offer.libraries)

    def _standing(self, pack: Pack) -> Standing:
        if pack.is_suspect:
            return Standing.SUSPECT
        if pack not in self._at_start:
            return Standing.WAITING
        return Standing.IDLE if does_work(pack) is False else Standing.WORKS

    def _mark_gone(self, key: str) -> None:
        try:
            (self._folder / (key + GONE)).touch()
        except OSError:
            raise HomeUnwritable from None

    def _sweep(self) -> None:
        """Delete what was removed, and what a crash left of bringing in."""
        for path in list(self._folder.iterdir()) if self._folder.is_dir() else []:
            if path.name.endswith(PARTIAL):
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.endswith(GONE):
                folder = path.with_name(path.name.removesuffix(GONE))
                shutil.rmtree(folder, ignore_errors=True)
                with contextlib.suppress(OSError):
                    if not folder.exists():
                        path.unlink()


def read_offers(known: Path, system: str) -> tuple[PackOffer, ...]:
    """The packs for *system* in the list at *known*, which a release brings along; none where there is no list."""
    try:
        told = json.loads(known.read_text("utf-8"))
        return tuple(
            PackOffer(
                each["kind"], each["name"], each["file"], each["size_bytes"], each["unpacked_bytes"], each["sha256"],
                tuple(each["libraries"]),
            )
            for each in told
            if each["system"] == system
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _inside(name: str) -> tuple[str, ...]:
    """The parts of *name*, which stays inside the folder it is unpacked into.

    Raises:
        PackUnknown: it does not.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise PackUnknown
    return path.parts


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

"""Graphics packs: what lets llama.cpp use a maker's own way to its graphics cards, as extra files beside a release.

A release knows its packs by the SHA-256 of the pack and of everything in it.  No other file is unpacked, let alone
loaded: what is loaded here runs with everything that the app may do.  Afterwards a pack is looked at by the names and
sizes of its files: who can write into the home could change the program as well.
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import json
import os
import platform
import re
import shutil
import sys
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from app.core.errors import FileUnreadable, HomeUnwritable, NoSpace, PackUnknown
from app.core.files import FULL, rename, sync_folder
from app.core.text import Text
from app.engine import Device, Pack, does_work, try_pack
from app.models.model_files import BLOCK, SPARE_BYTES, FileProgress, free_in

ENDING = ".inglenookpack"
CHECKING, UNPACKING = Text("progress.checking_pack"), Text("progress.unpacking_pack")
TRYING = Text("progress.trying_pack")
PATIENCE = 100
"""So often a folder of fresh libraries is tried to be renamed: a virus scan reads them all first."""
KEY = re.compile(r"[0-9a-f]{16}")
LEFT = re.compile(r"([0-9a-f]{16})\.(part|old|gone)")
"""What is being unpacked, what a whole one took the place of, and the mark of one that was removed."""
PLATFORMS = {"win32": "windows", "darwin": "macos"}
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}


def this_system() -> str:
    """What packs are made for, such as ``linux-x64``."""
    machine = platform.machine().casefold()
    return f"{PLATFORMS.get(sys.platform, sys.platform)}-{MACHINES.get(machine, machine)}"


class PackStatus(enum.Enum):
    """How a pack stands that was brought in."""

    WORKS = "works"
    IDLE = "idle"
    """It was loaded, and found nothing to work with: a driver is gone, or the card."""
    WAITING = "waiting"
    """It is used from the next start on."""
    SUSPECT = "suspect"
    """It is left alone, as the app ended while loading it."""
    DAMAGED = "damaged"
    """Files of it are missing, or others lie among them."""
    OLD = "old"
    """It belongs to another version."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file in a pack; *path* inside its folder."""

    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackOffer:
    """A pack that belongs to this release: its file, and what is in it."""

    kind: str
    name: str
    file: str
    size_bytes: int
    sha256: str
    libraries: tuple[str, ...]
    files: tuple[PackFile, ...]

    @property
    def key(self) -> str:
        """The name of its folder."""
        return self.sha256[:16]

    @property
    def unpacked_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack that is here; *size_bytes* on the disk, 0 where that is not known."""

    key: str
    kind: str
    name: str
    size_bytes: int
    standing: PackStatus


class GraphicsPacks:
    """The packs in *folder*, of those that the list *known* tells of; each is tried with *model*."""

    def __init__(self, folder: Path, known: Path, model: Path) -> None:
        self._folder, self._model = folder, model
        self.offers = read_offers(known, this_system())
        self._at_start: tuple[Pack, ...] = ()
        self._at_start = self._usable()

    @property
    def chosen(self) -> tuple[Pack, ...]:
        """Those to load in this process: what was here when it began, but for what brought the app down."""
        return self._at_start

    @property
    def waits_for_a_start(self) -> bool:
        """Whether another start would change what is used."""
        return self._at_start != self._usable()

    def here(self) -> list[InstalledPack]:
        """What was brought in and not removed."""
        known = {offer.key: offer for offer in self.offers}
        found = []
        for key in self._keys():
            if (offer := known.get(key)) is None:
                found.append(InstalledPack(key, "", "", 0, PackStatus.OLD))
            else:
                found.append(InstalledPack(key, offer.kind, offer.name, offer.unpacked_bytes, self._standing(offer)))
        return found

    def add(self, file: Path) -> Generator[object, None, list[Device]]:
        """Bring the pack in *file* in and see that it works; the graphics cards that it found.

        Yields ``FileProgress`` and None.  It is used from the next start on.

        Raises:
            FileUnreadable: it cannot be read.
            PackUnknown: it is no pack of this release.
            PackUnusable, PackFails: it finds no graphics card, or cannot compute on it.
            NoSpace, HomeUnwritable: it could not be unpacked.
        """
        try:
            content = file.open("rb")
        except OSError:
            raise FileUnreadable from None
        with content:
            offer = yield from self._recognized(content)
            place = self._folder / offer.key
            if (yield from self._is_right(offer)):  # it may be in use, or was removed while it was
                cards = yield from self._tried(offer, place)
                self._forget_removal(offer.key)
                self._pack(offer).forgive()
                return cards
            part = place.with_suffix(".part")
            try:
                yield from self._unpacked(content, offer, part)
                cards = yield from self._tried(offer, part)
                self._put_in_place(part, place)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        return cards

    def remove(self, key: str) -> None:
        """Take a pack away.  Its files go with ``sweep``; those in use, at the next start."""
        if key in self._keys():
            try:
                (self._folder / f"{key}.gone").touch()
            except OSError:
                raise HomeUnwritable from None

    def try_again(self, key: str) -> None:
        """Load a pack at the next start, though the app ended while loading it before."""
        for offer in self.offers:
            if offer.key == key:
                self._pack(offer).forgive()

    def sweep(self) -> None:
        """Delete the files of what was removed, and what a crash left of bringing in.  May take a moment.

        What this process uses stays until the next one.
        """
        used = {pack.folder.name for pack in self._at_start if does_work(pack) is not None}
        for path in self._entries():
            left = LEFT.fullmatch(path.name)
            if left is None:
                continue
            if left[2] != "gone":
                shutil.rmtree(path, ignore_errors=True)
            elif left[1] not in used:
                folder = path.with_suffix("")
                shutil.rmtree(folder, ignore_errors=True)
                if not folder.exists():
                    with contextlib.suppress(HomeUnwritable):
                        self._forget_removal(left[1])

    # --- bringing in ---

    def _recognized(self, content: BinaryIO) -> Generator[object, None, PackOffer]:
        """The offer that *content* is, by all of it."""
        size = os.fstat(content.fileno()).st_size
        if size not in [offer.size_bytes for offer in self.offers]:
            raise PackUnknown
        digest, done = hashlib.sha256(), 0
        for block in _blocks(content):
            digest.update(block)
            done += len(block)
            yield FileProgress(CHECKING, done, size)
        for offer in self.offers:
            if offer.sha256 == digest.hexdigest():
                return offer
        raise PackUnknown

    def _unpacked(self, content: BinaryIO, offer: PackOffer, part: Path) -> Generator[object, None, None]:
        if free_in(self._folder) < offer.unpacked_bytes + SPARE_BYTES:
            raise NoSpace("pack")
        expected = {file.path: file for file in offer.files}
        done = 0
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True, mode=0o700)
            with zipfile.ZipFile(content) as archive:
                if sorted(archive.namelist()) != sorted(expected):
                    raise PackUnknown
                for entry in archive.infolist():
                    target = part.joinpath(*_inside(entry.filename))
                    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    # The file may have been changed since all of it was read: what is kept is what is right.
                    digest = hashlib.sha256()
                    with archive.open(entry) as packed, target.open("xb") as out:
                        for block in _blocks(packed):
                            digest.update(block)
                            out.write(block)
                            done += len(block)
                            yield FileProgress(UNPACKING, min(done, offer.unpacked_bytes), max(1, offer.unpacked_bytes))
                        out.flush()
                        os.fsync(out.fileno())
                    if digest.hexdigest() != expected[entry.filename].sha256:
                        raise PackUnknown
        except OSError as error:
            raise NoSpace() if error.errno in FULL else HomeUnwritable() from None
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise PackUnknown from None

    def _tried(self, offer: PackOffer, folder: Path) -> Generator[object, None, list[Device]]:
        yield FileProgress(TRYING, 0, 1)
        return (yield from try_pack(Pack(offer.kind, folder, offer.libraries), self._model))

    def _put_in_place(self, part: Path, place: Path) -> None:
        if place.exists():
            # By one step, which fails where it is in use: half of it deleted would be worse.
            old = place.with_suffix(".old")
            shutil.rmtree(old, ignore_errors=True)
            try:
                rename(place, old, PATIENCE)
            except OSError:
                raise HomeUnwritable("pack_in_use") from None
        self._forget_removal(place.name)  # first: a pack that is marked is swept away
        try:
            rename(part, place, PATIENCE)
            sync_folder(self._folder)
        except OSError:
            raise HomeUnwritable from None
        self.sweep()

    def _forget_removal(self, key: str) -> None:
        try:
            (self._folder / f"{key}.gone").unlink(missing_ok=True)
        except OSError:
            raise HomeUnwritable from None

    # --- what is here ---

    def _entries(self) -> list[Path]:
        try:
            return sorted(self._folder.iterdir())
        except OSError:  # none was ever brought in
            return []

    def _keys(self) -> list[str]:
        """The folders of packs that were not removed."""
        found = self._entries()
        gone = {left[1] for path in found if (left := LEFT.fullmatch(path.name)) and left[2] == "gone"}
        return [path.name for path in found if KEY.fullmatch(path.name) and path.name not in gone and path.is_dir()]

    def _usable(self) -> tuple[Pack, ...]:
        here = self._keys()
        packs = [self._pack(offer) for offer in self.offers if offer.key in here and self._is_whole(offer)]
        # One that this process loads is being counted just now.
        return tuple(pack for pack in packs if pack in self._at_start or not pack.is_suspect)

    def _pack(self, offer: PackOffer) -> Pack:
        return Pack(offer.kind, self._folder / offer.key, offer.libraries)

    def _is_whole(self, offer: PackOffer) -> bool:
        """Whether all its files are there, and no other library that llama.cpp would look into."""
        folder = self._folder / offer.key
        try:
            if any((folder / file.path).stat().st_size != file.size_bytes for file in offer.files):
                return False
            known = {PurePosixPath(file.path).parts[0] for file in offer.files}
            return not any(path.name not in known for path in folder.iterdir() if "ggml-" in path.name)
        except OSError:
            return False

    def _is_right(self, offer: PackOffer) -> Generator[object, None, bool]:
        """Whether all its files are there by all that is in them."""
        if not self._is_whole(offer):
            return False
        done = 0
        for file in offer.files:
            digest = hashlib.sha256()
            try:
                with (self._folder / offer.key / file.path).open("rb") as content:
                    for block in _blocks(content):
                        digest.update(block)
                        done += len(block)
                        yield FileProgress(CHECKING, done, max(1, offer.unpacked_bytes))
            except (OSError, FileUnreadable):
                return False
            if digest.hexdigest() != file.sha256:
                return False
        return True

    def _standing(self, offer: PackOffer) -> PackStatus:
        pack = self._pack(offer)
        if not self._is_whole(offer):
            return PackStatus.DAMAGED
        if pack not in self._at_start:
            return PackStatus.SUSPECT if pack.is_suspect else PackStatus.WAITING
        return PackStatus.IDLE if does_work(pack) is False else PackStatus.WORKS


def read_offers(known: Path, system: str) -> tuple[PackOffer, ...]:
    """The packs for *system* in the list at *known*, which a release brings along; none where there is no list."""
    try:
        told = json.loads(known.read_text("utf-8"))
        return tuple(
            PackOffer(
                each["kind"], each["name"], each["file"], each["size_bytes"], each["sha256"],
                tuple(each["libraries"]),
                tuple(PackFile(file["path"], file["size_bytes"], file["sha256"]) for file in each["files"]),
            )
            for each in told
            if each["system"] == system
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def _blocks(content: IO[bytes]) -> Iterator[bytes]:
    """All of *content*.

    Raises:
        FileUnreadable: the disk it lies on does not give it.
    """
    while True:
        try:
            block = content.read(BLOCK)
        except OSError:
            raise FileUnreadable from None
        if not block:
            return
        yield block


def _inside(name: str) -> tuple[str, ...]:
    """The parts of *name*, which stays inside the folder it is unpacked into.

    Raises:
        PackUnknown: it does not.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise PackUnknown
    return path.parts

"""What can be done with the files of the models one owns: take away and put back, copy, move, check."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import now
from app.core.errors import ModelMissing, ModelUnreadable, MoveFailed, NoSpace
from app.core.files import sync_folder
from app.core.words import N_
from app.engine import model_files, read_header
from app.library.shelf import Origin, Shelf, ShelfModel

AWAY = ".removed"
BLOCK = 1 << 22
SPARE_BYTES = 1 << 29
COPYING, MOVING, CHECKING = N_("Copying…"), N_("Moving…"), N_("Checking…")


@dataclass(frozen=True, slots=True)
class Handling:
    """How far it is, in bytes."""

    doing: str
    done: int
    total: int


# --- taking away ---


def take_away(shelf: Shelf, model: ShelfModel) -> None:
    """Take *model* off the shelf, and its files out of sight if they are ours; ``put_back`` undoes it.

    Raises:
        MoveFailed: another program holds a file.
    """
    if model.origin.is_ours:
        _rename_all([(path, _away(path)) for path in model.files if path.exists()])
    shelf.mark_removed(model.path, now())


def put_back(shelf: Shelf, model: ShelfModel) -> ShelfModel:
    """Undo ``take_away``.

    Raises:
        MoveFailed: the files are not there any more.
    """
    if model.origin.is_ours:
        gone = [(_away(path), path) for path in _files_away(model)]
        if not gone:
            raise MoveFailed("The files of this model are gone.", "Download it again.")
        _rename_all(gone)
    return shelf.mark_removed(model.path, 0)


def delete_removed(shelf: Shelf) -> int:
    """Delete for good what was taken off the shelf; the bytes that came free.  Files of others stay."""
    freed = 0
    for model in shelf.removed():
        if model.origin.is_ours:
            for path in _files_away(model):
                away = _away(path)
                freed += away.stat().st_size if away.exists() else 0
                with contextlib.suppress(OSError):
                    away.unlink(missing_ok=True)
                    away.parent.rmdir()  # once it is empty
                    away.parent.parent.rmdir()
        shelf.forget(model.path)
    return freed


def _files_away(model: ShelfModel) -> list[Path]:
    """The names that the files of a model had which was taken away."""
    named = {model.path, *(str(Path(model.path).parent / name) for name, _ in model.hashes)}
    if model.projector:
        named.add(model.projector)
    return [Path(name) for name in sorted(named) if _away(Path(name)).exists()]


def _away(path: Path) -> Path:
    return path.with_name(path.name + AWAY)


def _rename_all(pairs: Sequence[tuple[Path, Path]]) -> None:
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in pairs:
            old.replace(new)
            done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            with contextlib.suppress(OSError):
                new.replace(old)
        raise MoveFailed(
            "A file of this model is in use.", "Close other programs that use it, then try again."
        ) from None


# --- copying and moving ---


def copy_in(shelf: Shelf, path: Path, folder: Path) -> Generator[object, None, ShelfModel]:
    """Put a copy of the model at *path* into *folder* and onto the shelf.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture, OutOfMemory, NoSpace, MoveFailed: nothing was changed.
    """
    path = path.absolute()
    read_header(path)
    parts = model_files(path)
    total = sum(part.stat().st_size for part in parts)
    place = folder / "copied" / path.stem
    _require_room(folder, total)
    done = 0
    hashes: list[tuple[str, str]] = []
    try:
        for part in parts:
            digest = yield from _copied(part, place / part.name, COPYING, done, total)
            hashes.append((part.name, digest))
            done += part.stat().st_size
        return (yield from shelf.add(place / path.name, Origin("copy", str(path.parent), path.name), hashes=hashes))
    except BaseException:
        for part in parts:
            (place / part.name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            place.rmdir()
        raise


def move_models(shelf: Shelf, old: Path, new: Path) -> Generator[Handling, None, int]:
    """Move the models that lie in *old* to *new*, each checked before the old one goes; the number of files.

    Raises:
        MoveFailed, NoSpace: everything is where it was.
    """
    old, new = old.absolute(), new.absolute()
    if old == new or old in new.parents or new in old.parents:
        raise MoveFailed("This folder is the old one, or inside it, or around it.", "Choose a folder apart from it.")
    # What is taken off the shelf could not be put back any more from the old place.
    delete_removed(shelf)
    files = [
        path for model in shelf.models() if model.origin.is_ours for path in model.files if path.is_relative_to(old)
    ]
    files = [path for path in dict.fromkeys(files) if path.exists()]
    total = sum(path.stat().st_size for path in files)
    try:
        new.mkdir(parents=True, exist_ok=True, mode=0o700)
        same_disk = _is_same_disk(new, old)
    except OSError:
        raise MoveFailed from None
    if not same_disk:
        _require_room(new, total)
    moved: list[tuple[Path, Path]] = []
    try:
        done = 0
        for path in files:
            target = new / path.relative_to(old)
            if target.exists():
                raise MoveFailed(f"There is a file {target.name} in the new folder already.", "Choose an empty one.")
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            moved.append((path, target))
            if same_disk:
                path.replace(target)
            else:
                yield from _copied(path, target, MOVING, done, total)
            done += target.stat().st_size
            yield Handling(MOVING, done, total)
        shelf.moved({str(path): str(target) for path, target in moved})
    except BaseException as error:
        for path, target in moved:
            with contextlib.suppress(OSError):
                if same_disk and target.exists():
                    target.replace(path)
                elif not same_disk:
                    target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise MoveFailed from None
        raise
    for path in files:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()
            path.parent.parent.rmdir()
    return len(files)


def _is_same_disk(new: Path, old: Path) -> bool:
    return old.exists() and new.stat().st_dev == old.stat().st_dev


def _copied(source: Path, target: Path, doing: str, done: int, total: int) -> Generator[Handling, None, str]:
    """Copy one file and read the copy again: its SHA-256.

    Raises:
        MoveFailed: the copy is not the same.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    part = target.with_name(target.name + ".part")
    try:
        with source.open("rb") as old, part.open("wb") as new:
            for block in iter(lambda: old.read(BLOCK), b""):
                digest.update(block)
                new.write(block)
                done += len(block)
                yield Handling(doing, done, total)
            new.flush()
            os.fsync(new.fileno())
            if hasattr(os, "posix_fadvise"):
                # What is read below comes from the disk, not from what was just written to memory.
                os.posix_fadvise(new.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        again = yield from _hashed(part, doing, done, total, counts=False)
        if again != digest.hexdigest():
            raise MoveFailed("A copy was not the same as its original.", "The disk may be failing; choose another.")
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise NoSpace() if error.errno in (errno.ENOSPC, errno.EDQUOT) else MoveFailed() from None
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def _require_room(folder: Path, size: int) -> None:
    while not folder.exists():
        folder = folder.parent
    if shutil.disk_usage(folder).free < size + SPARE_BYTES:
        raise NoSpace


# --- checking ---


def check_files(shelf: Shelf, model: ShelfModel) -> Generator[Handling, None, bool]:
    """Read all of *model* again; true where its hashes were known and are right, false where they are known only now.

    Raises:
        ModelMissing: a file is gone.
        ModelUnreadable: a file is not what it was.
    """
    read_header(Path(model.path))
    known = dict(model.hashes)
    files = model.files
    if not all(path.exists() for path in files):
        raise ModelMissing
    total, done = sum(path.stat().st_size for path in files), 0
    found: list[tuple[str, str]] = []
    for path in files:
        digest = yield from _hashed(path, CHECKING, done, total)
        if known.get(path.name, digest) != digest:
            raise ModelUnreadable(f"The file {path.name} is not what it was.", "Download it again.")
        found.append((path.name, digest))
        done += path.stat().st_size
    if not model.is_starter and len(known) < len(found):
        shelf.note_hashes(model.path, found)
    return len(known) >= len(found)


def _hashed(path: Path, doing: str, done: int, total: int, *, counts: bool = True) -> Generator[Handling, None, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
            done += len(block) if counts else 0
            yield Handling(doing, done, total)
    return digest.hexdigest()


def storage_of(folder: Path) -> tuple[int, int]:
    """The bytes that models take in *folder*, and what is free on its disk."""
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0
    while not folder.exists():
        folder = folder.parent
    return used, shutil.disk_usage(folder).free

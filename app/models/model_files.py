"""What can be done with the files of the models one owns: take away and put back, copy, move, check."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import now
from app.core.errors import ModelMissing, ModelUnreadable, MoveFailed, NoSpace
from app.core.files import FULL, sync_folder
from app.core.text import Text
from app.engine import model_files, read_header
from app.models.eyes import projector_beside
from app.models.registry import RECOGNIZER, VOICE, InstalledModel, ModelRegistry, Origin, files_of
from app.voice import read_piper, recognizer_files, voice_files

AWAY = ".removed"
BLOCK = 1 << 22
SPARE_BYTES = 1 << 29
COPYING, MOVING, CHECKING = Text("progress.copying"), Text("progress.moving"), Text("progress.checking")


@dataclass(frozen=True, slots=True)
class FileProgress:
    """How far it is, in bytes."""

    doing: Text
    done: int
    total: int


# --- taking away ---


def remove_model(registry: ModelRegistry, model: InstalledModel) -> None:
    """Take *model* off the registry, and its files out of sight if they are ours; ``restore_model`` undoes it.

    Files that another model on the registry uses as well stay.

    Raises:
        MoveFailed: another program holds a file.
    """
    registry.mark_removed(model.path, now())
    if model.origin.is_ours:
        try:
            _rename_all([(path, _away(path)) for path in _own(registry, model) if path.exists()])
        except MoveFailed:
            registry.mark_removed(model.path, 0)
            raise


def restore_model(registry: ModelRegistry, model: InstalledModel) -> InstalledModel:
    """Undo ``remove_model``.

    Raises:
        MoveFailed: the files are not there any more.
    """
    if model.origin.is_ours:
        _rename_all([(_away(path), path) for path in _named(model) if _away(path).exists()])
        if not Path(model.path).exists():
            raise MoveFailed("gone")
    return registry.mark_removed(model.path, 0)


def delete_removed(registry: ModelRegistry, path: str = "") -> int:
    """Delete for good what was taken off the registry, or only the model of this *path*; the bytes that came free.

    Files of others stay.  What cannot be deleted now, on a disk that is away, is tried again the next time.
    """
    freed = 0
    for model in registry.removed():
        if path and model.path != path:
            continue
        left = False
        for file in _own(registry, model) if model.origin.is_ours else ():
            away = _away(file)
            try:
                size = away.stat().st_size if away.exists() else 0
                away.unlink(missing_ok=True)
                freed += size
            except OSError:
                left = True
            with contextlib.suppress(OSError):
                away.parent.rmdir()  # once it is empty
                away.parent.parent.rmdir()
        is_away = model.origin.is_ours and not Path(Path(model.path).anchor).exists()
        if not left and not is_away:
            registry.forget(model.path)
    return freed


def _own(registry: ModelRegistry, model: InstalledModel) -> list[Path]:
    """The files that only *model* uses."""
    others = {path for other in registry.models() if other.path != model.path for path in _named(other)}
    return [path for path in _named(model) if path not in others]


def _named(model: InstalledModel) -> list[Path]:
    """The files of a model by the names they have on the registry, whether they are there or not."""
    first = Path(model.path)
    named = [first, *(first.parent / name for name, _ in model.hashes), *files_of(first, model.kind)]
    projector = Path(model.projector) if model.projector else None
    if projector is not None:
        named = [path for path in named if path.name != projector.name] + [projector]
    return list(dict.fromkeys(named))


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
        raise MoveFailed("in_use") from None


# --- copying and moving ---


def copy_in(registry: ModelRegistry, path: Path, folder: Path) -> Generator[object, None, InstalledModel]:
    """Put a copy of the model or the voice at *path* into *folder* and onto the registry.

    Raises:
        VoiceUnreadable: it is no voice; nothing was changed.
        ModelMissing, ModelUnreadable, UnknownArchitecture, OutOfMemory, NoSpace, MoveFailed: nothing was changed.
    """
    path = path.absolute()
    kind = kind_by_name(path)
    if kind == VOICE:
        read_piper(path)
        parts = voice_files(path, with_made=False)
    elif kind == RECOGNIZER:
        parts = files_of(path, RECOGNIZER)
    else:
        read_header(path)
        beside = projector_beside(path)
        parts = [*model_files(path), *([beside] if beside is not None else [])]
    total = sum(part.stat().st_size for part in parts)
    place = _free_folder(folder / "copied", path.parent.name if kind == RECOGNIZER else path.stem)
    _require_room(folder, total)
    done = 0
    hashes: list[tuple[str, str]] = []
    try:
        for part in parts:
            digest = yield from _copied(part, place / part.name, COPYING, done, total)
            hashes.append((part.name, digest))
            done += part.stat().st_size
        origin = Origin("copy", str(path.parent), path.name)
        return (yield from registry.add(place / path.name, origin, kind=kind, hashes=hashes))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)  # made by this call, and empty before
        raise


def is_voice_file(path: Path) -> bool:
    """Whether a file is meant to speak or to understand speech, by its name; its like are copied before they are
    used."""
    return path.suffix.casefold() == ".onnx"


def kind_by_name(path: Path) -> str:
    """What a file is for, by its name and what lies beside it."""
    if not is_voice_file(path):
        return "model"
    is_recognizer = not path.with_name(f"{path.name}.json").exists() and recognizer_files(path.parent)
    return RECOGNIZER if is_recognizer else VOICE


def _free_folder(folder: Path, name: str) -> Path:
    place, number = folder / name, 2
    while place.exists():
        place, number = folder / f"{name}-{number}", number + 1
    return place


def move_models(registry: ModelRegistry, old: Path, new: Path) -> Generator[FileProgress, None, int]:
    """Move the models that lie in *old* to *new*, each checked before the old one goes; the number of files.

    Raises:
        MoveFailed, NoSpace: everything is where it was.
    """
    old, new = old.absolute(), new.absolute()
    if old == new or old in new.parents or new in old.parents:
        raise MoveFailed("same_folder")
    files = [
        path for model in registry.models() if model.origin.is_ours for path in model.files if path.is_relative_to(old)
    ]
    files = [path for path in dict.fromkeys(files) if path.exists()]
    total = sum(path.stat().st_size for path in files)
    targets = {path: new / path.relative_to(old) for path in files}
    for target in targets.values():
        if target.exists():
            raise MoveFailed("file_in_the_way", name=target.name)
    try:
        new.mkdir(parents=True, exist_ok=True, mode=0o700)
        may_link = _is_same_disk(new, old)
    except OSError:
        raise MoveFailed from None
    if not may_link:
        _require_room(new, total)
    # What is taken off the registry could not be put back any more from the old place.
    delete_removed(registry)
    made: list[Path] = []
    done = 0
    try:
        for path, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            made.append(target)
            if not (may_link and _linked(path, target)):
                yield from _copied(path, target, MOVING, done, total)
            done += target.stat().st_size
            yield FileProgress(MOVING, done, total)
        # Until here every file has its old name as well, so that a kill at any moment loses none.
        registry.moved({str(path): str(target) for path, target in targets.items()})
    except BaseException as error:
        for target in made:
            with contextlib.suppress(OSError):
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


def _linked(path: Path, target: Path) -> bool:
    """Give the file a second name on the same disk; false where the disk knows no such thing."""
    try:
        target.hardlink_to(path)
    except OSError:
        return False
    return True


def _is_same_disk(new: Path, old: Path) -> bool:
    return old.exists() and new.stat().st_dev == old.stat().st_dev


def _copied(source: Path, target: Path, doing: Text, done: int, total: int) -> Generator[FileProgress, None, str]:
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
                yield FileProgress(doing, done, total)
            new.flush()
            os.fsync(new.fileno())
            if hasattr(os, "posix_fadvise"):
                # What is read below comes from the disk, not from what was just written to memory.
                os.posix_fadvise(new.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        again = yield from _hashed(part, doing, done, total, counts=False)
        if again != digest.hexdigest():
            raise MoveFailed("copy_differs")
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise NoSpace() if error.errno in FULL else MoveFailed() from None
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def _require_room(folder: Path, size: int) -> None:
    if free_in(folder) < size + SPARE_BYTES:
        raise NoSpace


def free_in(folder: Path) -> int:
    """The bytes that are free on the disk of *folder*, whether that is there yet or not; 0 for a disk that is away."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


# --- checking ---


def check_files(registry: ModelRegistry, model: InstalledModel) -> Generator[FileProgress, None, bool]:
    """Read all of *model* again; true where its hashes were known and are right, false where they are known only now.

    Raises:
        ModelMissing: a file is gone.
        ModelUnreadable: a file is not what it was.
    """
    if model.kind == VOICE:
        read_piper(Path(model.path))
    elif model.kind != RECOGNIZER:
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
            raise ModelUnreadable("file_changed", name=path.name)
        found.append((path.name, digest))
        done += path.stat().st_size
    if not model.is_starter and len(known) < len(found):
        registry.note_hashes(model.path, found)
    return len(known) >= len(found)


def _hashed(
    path: Path, doing: Text, done: int, total: int, *, counts: bool = True
) -> Generator[FileProgress, None, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            digest.update(block)
            done += len(block) if counts else 0
            yield FileProgress(doing, done, total)
    return digest.hexdigest()


def storage_of(folder: Path) -> tuple[int, int]:
    """The bytes that models take in *folder*, and what is free on its disk."""
    used = 0
    for path in folder.rglob("*") if folder.exists() else ():
        with contextlib.suppress(OSError):  # gone since it was listed
            used += path.stat().st_size if path.is_file() else 0
    return used, free_in(folder)

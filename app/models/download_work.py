"""The work of one download: every file, one after the other, and then onto the registry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from pathlib import Path

from app.core.errors import ModelNameTaken, NoSpace
from app.core.text import Size
from app.hub import Cap, Endpoint, Fetching, HubFile, State, fetch
from app.models.download import Download, DownloadProgress, standing
from app.models.model_files import SPARE_BYTES, delete_removed, free_in, restore_model
from app.models.registry import InstalledModel, ModelRegistry, Origin

BLOCK = 1 << 22


def worked_off(
    download: Download,
    endpoint: Endpoint,
    registry: ModelRegistry,
    *,
    token: Callable[[], str],
    cap: Cap,
    begun: Callable[[HubFile], None],
    fetched: Callable[[HubFile], None],
) -> Generator[object, None, InstalledModel]:
    """Download every file that is not there, telling when each is *begun* and *fetched*; put the model on the registry.

    Yields ``DownloadProgress``, and None while it waits.

    Raises:
        HubError: as ``hub.fetch`` says; what came is kept.
        ModelNameTaken: another file lies where one of these belongs.
        EngineError: it is no model that works here.
    """
    _settle_removed(download, registry)
    _require_room(download)
    before = 0
    for file in download.files:
        target = download.target(file)
        is_fetched = file.path in download.fetched and target.exists()
        if not is_fetched and not (yield from _is_there_already(download, registry, file, before)):
            # The token goes along only where the model cannot be had without it.
            given = token if download.is_gated else lambda: ""
            begun(file)
            work = fetch(endpoint, download.source, file, target, token=given, cap=cap)
            yield from _spoken(work, before, download)
            fetched(file)
        before += file.size_bytes
    yield DownloadProgress(before, download.size_bytes, "trying")
    first = download.files[0]
    origin = Origin("download", download.repo, first.path, download.commit, download.licence)
    projector = next((file for file in download.files if file.path == download.projector), None)
    return (
        yield from registry.add(
            download.target(first), origin, name=download.name, kind=download.kind,
            hashes=[(file.name, file.sha256) for file in download.files if file.sha256],
            projector=str(download.target(projector)) if projector is not None else "",
        )
    )  # fmt: skip


def _settle_removed(download: Download, registry: ModelRegistry) -> None:
    """What was taken off the registry comes back if it is the same, and goes for good if it is another version."""
    first = download.files[0]
    for model in registry.removed():
        if Path(model.path) != download.target(first):
            continue
        if first.sha256 and any(digest == first.sha256 for _, digest in model.hashes):
            restore_model(registry, model)
        else:
            delete_removed(registry, model.path)


def _require_room(download: Download) -> None:
    """See that everything that is missing will have room, before the first of several files is begun.

    Raises:
        NoSpace: it would not.
    """
    there = standing(download)
    part = download.part(download.files[0]).path
    missing = there.total - there.done - (part.stat().st_size if part.exists() else 0)
    free = free_in(Path(download.folder))
    if free < missing + SPARE_BYTES:
        raise NoSpace("download", need=Size(missing + SPARE_BYTES), free=Size(free))


def _is_there_already(
    download: Download, registry: ModelRegistry, file: HubFile, before: int
) -> Generator[object, None, bool]:
    """Whether a file that this download did not fetch lies in its place and is the same; it stays another's.

    Raises:
        ModelNameTaken: another file lies there.
    """
    target = download.target(file)
    if not target.exists():
        return False
    digest = hashlib.sha256()
    if target.stat().st_size == file.size_bytes and file.sha256:
        with target.open("rb") as there:
            for block in iter(lambda: there.read(BLOCK), b""):
                digest.update(block)
                yield DownloadProgress(before + there.tell(), download.size_bytes, State.CHECKING.value)
        if digest.hexdigest() == file.sha256.casefold():
            return True
    if any(target in model.files for model in registry.models()):
        raise ModelNameTaken("version")
    raise ModelNameTaken("file", name=target.name)


def _spoken(work: Generator[object, None, Path], before: int, download: Download) -> Generator[object, None, None]:
    """What the fetcher tells of one file, as of the whole download."""
    try:
        for event in work:
            if not isinstance(event, Fetching):
                yield event
                continue
            left = event.seconds_left
            if left is not None and event.bytes_a_second > 0:
                left = (download.size_bytes - before - event.done) / event.bytes_a_second
            rate = event.bytes_a_second if event.state is State.DOWNLOADING else 0.0
            yield DownloadProgress(before + event.done, download.size_bytes, event.state.value, rate, left)
    finally:
        work.close()

"""Downloading from a hub on this machine: our fetcher beside ``hf_hub_download``, and what a kill costs."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from app.core.network_guard import network_guard
from app.hub import Cap, Endpoint, HubFile, PretendHub, Source, fetch, hub_library, pretend_hub
from app.models.calibration import Step

REPO, NAME, COMMIT = "bench/download-GGUF", "model-Q4_K_M.gguf", "main"
ROUNDS = 5
MEGABYTE = 1 << 20
LONGEST_S, HALF = 600.0, 0.53


@dataclass(frozen=True, slots=True)
class DownloadFigures:
    """Rates in megabytes a second; *lost_mb* is what a killed download had to fetch again."""

    megabytes: int
    ours: float
    theirs: float
    ratio: float
    lost_mb: float
    memory_mb: float

    def as_json(self) -> dict[str, float]:
        """For machines."""
        return asdict(self)


def bench_download(megabytes: int, folder: Path | None = None) -> Generator[Step, None, DownloadFigures]:
    """Download a file of random bytes both ways in turns, each time in a fresh process; then kill one half way.

    Nothing leaves this machine.
    """
    with tempfile.TemporaryDirectory(prefix="inglenook-", dir=folder) as place:
        root = Path(place)
        with pretend_hub(root / "hub") as hub:
            yield Step("writing", 0, ROUNDS + 2)
            file = _written(hub, megabytes)
            took: dict[str, list[float]] = {"ours": [], "theirs": []}
            memory = 0.0
            for turn in range(ROUNDS + 1):
                yield Step("downloading", turn, ROUNDS + 2)
                for side, call in (("ours", _ours), ("theirs", _theirs)):
                    target = root / f"{side}-{turn}"
                    seconds, used = _in_a_child(call, hub.address, file, target)
                    for left in sorted(target.rglob("*"), reverse=True):
                        left.unlink() if left.is_file() else left.rmdir()
                    if turn:  # the first of each fills the caches
                        took[side].append(seconds)
                    memory = max(memory, used) if side == "ours" else memory
            yield Step("killing", ROUNDS + 1, ROUNDS + 2)
            lost = _lost_by_a_kill(hub, file, root / "killed")
        ours, theirs = (megabytes / statistics.median(took[side]) for side in ("ours", "theirs"))
        return DownloadFigures(
            megabytes, round(ours), round(theirs), round(ours / theirs, 2), round(lost, 1), round(memory)
        )


def told_download(figures: DownloadFigures) -> str:
    """The figures as a page."""
    return "\n".join(
        (
            f"A file of {figures.megabytes} MB from a hub on this machine, checked as it comes:",
            f"  Inglenook        {figures.ours:6.0f} MB/s, with its SHA-256 worked out and the file synced",
            f"  hf_hub_download  {figures.theirs:6.0f} MB/s, unchecked",
            f"  ratio            {figures.ratio:6.2f}  (aim: at least 1)",
            f"  memory           {figures.memory_mb:6.0f} MB more than before",
            f"A download killed half way fetched {figures.lost_mb:.1f} MB again (aim: at most 64).",
        )
    )


def _written(hub: PretendHub, megabytes: int) -> HubFile:
    """A file of random bytes, and what the hub says of it."""
    path = hub.folder / REPO / NAME
    hub.add(REPO, {})
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for place in range(megabytes):
            block = os.urandom(MEGABYTE)
            block = b"GGUF" + block[4:] if not place else block
            digest.update(block)
            out.write(block)
    return HubFile(NAME, megabytes * MEGABYTE, digest.hexdigest())


def _in_a_child(call: Callable[..., tuple[float, float]], *given: Any) -> tuple[float, float]:
    """What *call* took in a process of its own, in seconds, and the memory that came on top, in megabytes."""
    with _child(_answer, call, given) as (ours, _):
        if not ours.poll(LONGEST_S):
            raise TimeoutError
        answer: tuple[float, float] = ours.recv()
        return answer


@contextmanager
def _child(work: Callable[..., None], *given: Any) -> Iterator[tuple[Connection, Any]]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(theirs, *given), daemon=True)
    child.start()
    theirs.close()
    try:
        yield ours, child
    finally:
        child.kill()
        child.join()
        ours.close()


def _answer(theirs: Connection, call: Callable[..., tuple[float, float]], given: tuple[Any, ...]) -> None:
    theirs.send(call(*given))


def _memory_mb() -> float:
    return float(psutil.Process().memory_info().rss / MEGABYTE)


def _endpoint(address: str) -> Endpoint:
    return PretendHub(address, Path()).endpoint


def _ours(address: str, file: HubFile, target: Path) -> tuple[float, float]:
    network_guard.close()
    hub_library().HfApi  # noqa: B018 - the import is not what is measured
    before, started = _memory_mb(), time.perf_counter()
    for _ in fetch(_endpoint(address), Source(REPO, COMMIT), file, target / NAME):
        pass
    return time.perf_counter() - started, _memory_mb() - before


def _theirs(address: str, file: HubFile, target: Path) -> tuple[float, float]:
    # Its sockets are its own, so the network guard of this process is left open; it knows of no other hub than ours.
    download = hub_library().hf_hub_download
    before, started = _memory_mb(), time.perf_counter()
    download(REPO, file.path, local_dir=target, endpoint=address, token=False)
    return time.perf_counter() - started, _memory_mb() - before


def _lost_by_a_kill(hub: PretendHub, file: HubFile, target: Path) -> float:
    """Kill a download half way: how many megabytes of what it had are asked for again."""
    done = 0
    with _child(_telling, hub.address, file, target) as (ours, child):
        while done < file.size_bytes * HALF:  # not where a mark is
            done = ours.recv()
        child.kill()
        child.join()
        while ours.poll():
            try:
                done = ours.recv()
            except EOFError:
                break
    for _ in fetch(hub.endpoint, Source(REPO, COMMIT), file, target / NAME):
        pass
    ranges = [request["headers"].get("range", "") for request in hub.requests() if request["path"].startswith("/cdn/")]
    resumed = int(ranges[-1].removeprefix("bytes=").partition("-")[0])
    return max(0, done - resumed) / MEGABYTE


def _telling(theirs: Connection, address: str, file: HubFile, target: Path) -> None:
    """Download, and tell after every block how far it is."""
    network_guard.close()

    class Telling(Cap):
        """Asked after every block, so it knows."""

        done = 0

        def wait_s(self, count: int) -> float:
            self.done += count
            theirs.send(self.done)
            return 0.0

    for _ in fetch(_endpoint(address), Source(REPO, COMMIT), file, target / NAME, cap=Telling()):
        pass

"""One download: what it is of, where it goes, how it stands; and the list of them as it is kept."""

from __future__ import annotations

import contextlib
import enum
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.core.errors import AppError, HomeUnwritable
from app.core.files import write_whole
from app.core.records import record
from app.core.state_file import read_state, set_aside, set_aside_entries
from app.core.text import Text, with_code
from app.hub import HubFile, Part, Source, require_path


class DownloadStage(enum.Enum):
    """How a download stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Download:
    """One model on its way: its files at one commit, the projector last.

    *folder* is where it goes, whatever is chosen for others later; *takes_over* says that the person wants it to answer
    once it is there; *fetched* are the paths of its files that are whole; *trouble* is why it stopped; *model* its name
    on the registry at the end.
    """

    id: int
    repo: str
    commit: str
    name: str
    kind: str
    files: tuple[HubFile, ...]
    folder: str
    projector: str = ""
    licence: str = ""
    is_gated: bool = False
    takes_over: bool = False
    fetched: tuple[str, ...] = ()
    stage: DownloadStage = DownloadStage.WAITING
    trouble: Text | None = None
    model: str = ""

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def source(self) -> Source:
        return Source(self.repo, self.commit)

    def target(self, file: HubFile) -> Path:
        """Where *file* lies when it is whole."""
        maker, _, model = self.repo.partition("/")
        return Path(self.folder) / maker / model / require_path(file.path)

    @property
    def targets(self) -> set[Path]:
        """Where all its files will lie."""
        return {self.target(file) for file in self.files}

    def part(self, file: HubFile) -> Part:
        """What there is of *file* while it is not."""
        return Part(self.source, file, self.target(file))


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far a download is just now, over all its files, in bytes; *doing* is one of the fetcher's states, or
    ``trying`` when everything is there and the model is tried."""

    done: int
    total: int
    doing: str = ""
    bytes_a_second: float = 0.0
    seconds_left: float | None = None


def standing(download: Download) -> DownloadProgress:
    """How far one is that does not run, by what lies there."""
    if download.stage is DownloadStage.DONE:
        return DownloadProgress(download.size_bytes, download.size_bytes)
    done = 0
    for file in download.files:
        done += file.size_bytes if file.path in download.fetched else download.part(file).marked
    return DownloadProgress(done, download.size_bytes)


def written(downloads: Sequence[Download]) -> bytes:
    """The list, to be kept."""
    told = [{**asdict(download), "stage": download.stage.value} for download in downloads]
    return json.dumps(told, indent=1).encode()


def read_list(file: Path) -> list[Download]:
    """The list as it was written; what cannot be understood is put aside.

    Raises:
        HomeUnwritable: it is there and cannot be read.
    """
    entries = read_state(file)
    if entries is not None and not isinstance(entries, list):
        set_aside(file)
    found: list[Download] = []
    strange: list[object] = []
    for entry in entries if isinstance(entries, list) else []:
        try:
            download = record(Download, with_code(entry, "trouble"))
            _require_sound(download.files)
            found.append(download)
        except (ValueError, AppError):
            strange.append(entry)
    if strange:
        set_aside_entries(file, strange)
        with contextlib.suppress(HomeUnwritable):  # else they are put aside again the next time
            write_whole(file, written(found))
    return found


def _require_sound(files: Sequence[HubFile]) -> None:
    for file in files:
        require_path(file.path)
    if not files:
        raise ValueError

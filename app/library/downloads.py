"""What is being downloaded: a list that outlives the app, worked off side by side, each onto the shelf in the end.

It lies outside the vault, as the models do, so that a locked app goes on.  Nothing begins before ``start``.
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import json
import logging
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from app.core.errors import AppError, DownloadCorrupt, HomeUnwritable, ModelNameTaken, NoSpace, NoSuchDownload, Offline
from app.core.files import write_whole
from app.core.lanes import Cancelled, Failed, Finished, Job, Lane, single_step
from app.core.log import describe
from app.core.words import N_
from app.hub import Cap, Endpoint, Fetching, HubFile, Offer, Part, Repo, Source, State, fetch, require_path
from app.library.fit import gigabytes
from app.library.keeping import SPARE_BYTES, free_in, put_back
from app.library.shelf import Origin, Shelf, ShelfModel

log = logging.getLogger("app.library")

MOST_AT_ONCE = 4
BLOCK = 1 << 22
LOCKED = N_("Waits until the vault is open, as it needs your access token.")
STAYS_OFFLINE = N_("Waits until Inglenook may go online again.")


class Stage(enum.Enum):
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
    on the shelf at the end.
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
    stage: Stage = Stage.WAITING
    trouble: str = ""
    model: str = ""

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a download is just now, over all its files, in bytes; *doing* is one of the fetcher's states, or
    ``trying`` when everything is there and the model is tried."""

    done: int
    total: int
    doing: str = ""
    bytes_a_second: float = 0.0
    seconds_left: float | None = None


Listener = Callable[[int], None]


class Downloads:
    """The list in *file*.  *folder* gives the place for models now, *token* the access token or nothing."""

    def __init__(
        self,
        file: Path,
        shelf: Shelf,
        endpoint: Endpoint,
        *,
        folder: Callable[[], Path],
        token: Callable[[], str] = lambda: "",
        at_once: Callable[[], int] = lambda: 2,
        bytes_a_second: Callable[[], int] = lambda: 0,
        is_offline: Callable[[], bool] = lambda: False,
    ) -> None:
        self._file, self._shelf, self._endpoint = file, shelf, endpoint
        self._folder, self._token, self._at_once, self._is_offline = folder, token, at_once, is_offline
        self._cap = Cap(bytes_a_second)
        self._lock = threading.RLock()
        self._lanes = [Lane(f"download-{number}") for number in range(MOST_AT_ONCE)]
        self._jobs: dict[int, tuple[Job, Lane]] = {}
        self._busy: set[Path] = set()
        self._fetched: dict[int, tuple[str, ...]] = {}
        """What was there of those that were given up while they ran."""
        self._paces: dict[int, Pace] = {}
        self._listeners: list[Listener] = []
        self._is_started = False
        self._list = _read(file)

    # --- what there is ---

    def all(self) -> list[Download]:
        """Every download, in the order in which they are worked off."""
        with self._lock:
            return list(self._list)

    def get(self, number: int) -> Download:
        """One of them.

        Raises:
            NoSuchDownload: there is none.
        """
        with self._lock:
            for download in self._list:
                if download.id == number:
                    return download
        raise NoSuchDownload

    def pace(self, number: int) -> Pace:
        """How far one is."""
        with self._lock:
            known = self._paces.get(number)
        return known or self._standing(self.get(number))

    def why_waiting(self, download: Download) -> str:
        """Why a waiting download does not begin, or nothing when it is only not its turn."""
        if self._is_offline():
            return STAYS_OFFLINE
        return LOCKED if download.is_gated and not self._token() else ""

    @property
    def has_unfinished(self) -> bool:
        """Whether anything on the list is not all there yet."""
        return any(download.stage is not Stage.DONE for download in self.all())

    def listen(self, listener: Listener) -> None:
        """Call *listener* with a download's number whenever something of it changed, on whatever thread."""
        self._listeners.append(listener)

    # --- what a person does ---

    def add(self, repo: Repo, offer: Offer, *, takes_over: bool = False, with_projector: bool = False) -> Download:
        """Put what *repo* offers on the list, unless it is there already; it begins when its turn comes."""
        files = [*offer.parts, *([offer.projector] if offer.projector is not None and with_projector else [])]
        with self._lock:
            for known in self._list:
                if known.repo == repo.name and known.files == tuple(files) and known.stage is not Stage.DONE:
                    self._put(replace(known, takes_over=takes_over or known.takes_over))
                    self.resume(known.id)
                    return self.get(known.id)
            self._put_back(repo, offer)
            projector = offer.projector.path if offer.projector is not None and with_projector else ""
            number = 1 + max((download.id for download in self._list), default=0)
            download = Download(
                number, repo.name, repo.commit, offer.name, offer.kind.value, tuple(files),
                str(self._folder().absolute()), projector,
                repo.licence, repo.is_gated, takes_over,
            )  # fmt: skip
            self._list.append(download)
            self._save()
        self._tell(number)
        self.go_on()
        return download

    def _put_back(self, repo: Repo, offer: Offer) -> None:
        """What is wanted again may only have been taken off the shelf."""
        for model in self._shelf.removed():
            if (model.origin.source, model.origin.file) == (repo.name, offer.parts[0].path):
                with contextlib.suppress(AppError):
                    put_back(self._shelf, model)

    def pause(self, number: int) -> None:
        """Stop one until ``resume``; what came is kept."""
        with self._lock:
            download = self.get(number)
            if download.stage in (Stage.WAITING, Stage.RUNNING, Stage.FAILED):
                self._put(replace(download, stage=Stage.PAUSED, trouble=""))
            self._stop(number)
        self._tell(number)
        self.go_on()

    def resume(self, number: int) -> None:
        """Go on with one that was paused or failed."""
        with self._lock:
            download = self.get(number)
            if download.stage in (Stage.PAUSED, Stage.FAILED):
                self._put(replace(download, stage=Stage.WAITING, trouble=""))
        self._tell(number)
        self.go_on()

    def cancel(self, number: int) -> None:
        """Give one up; what came of it is thrown away.  One that is done only leaves the list."""
        with self._lock:
            download = self.get(number)
            self._list = [kept for kept in self._list if kept.id != number]
            self._paces.pop(number, None)
            self._save()
            running = self._jobs.get(number)
            if running is not None:
                self._fetched[number] = download.fetched
                running[0].cancel()
        if running is None and download.stage is not Stage.DONE:
            # Gigabytes may take a moment to go.
            self._lanes[0].submit(single_step(lambda: self._throw_away(download)))
        self._tell(number)
        self.go_on()

    def move(self, number: int, place: int) -> None:
        """Work one off at another *place* of the list."""
        with self._lock:
            download = self.get(number)
            others = [kept for kept in self._list if kept.id != number]
            place = max(0, min(place, len(others)))
            self._list = [*others[:place], download, *others[place:]]
            self._save()
        self._tell(number)

    def took_over(self, number: int) -> None:
        """The person was asked whether it should answer."""
        with self._lock:
            self._put(replace(self.get(number), takes_over=False))
        self._tell(number)

    # --- working it off ---

    def start(self) -> None:
        """Begin, or go on where the last run ended."""
        with self._lock:
            self._is_started = True
            # What ran when the app ended goes on.
            self._list = [
                replace(kept, stage=Stage.WAITING) if kept.stage is Stage.RUNNING else kept for kept in self._list
            ]
        self.go_on()

    def go_on(self) -> None:
        """Begin whatever may begin now: after something changed that it waited for."""
        with self._lock:
            if not self._is_started:
                return
            for download in list(self._list):
                free = [lane for lane in self._lanes if lane not in [busy for _, busy in self._jobs.values()]]
                if len(self._jobs) >= min(self._at_once(), MOST_AT_ONCE) or not free:
                    return
                if download.stage is Stage.WAITING and download.id not in self._jobs:
                    if self.why_waiting(download) or self._targets(download) & self._busy:
                        continue
                    self._busy |= self._targets(download)
                    self._begin(download, free[0])

    def close(self, timeout_s: float = 3.0) -> bool:
        """Stop for now; false when a lane does not end in time."""
        with self._lock:
            self._is_started = False
            for job, _ in self._jobs.values():
                job.cancel()
        ended = [lane.close(timeout_s) for lane in self._lanes]  # each of them, even after one did not
        return all(ended)

    def _begin(self, download: Download, lane: Lane) -> None:
        number = download.id
        self._put(replace(download, stage=Stage.RUNNING, trouble=""))

        def heard(event: object) -> None:
            match event:
                case Pace():
                    with self._lock:
                        self._paces[number] = event
                    self._tell(number)
                case Finished() | Cancelled() | Failed():
                    self._ended(download, event)

        self._jobs[number] = (lane.submit(lambda: self._work(number), deliver=heard), lane)

    def _work(self, number: int) -> Generator[object, None, ShelfModel]:
        """Every file, one after the other, and then onto the shelf."""
        download = self.get(number)
        source = Source(download.repo, download.commit)
        self._require_room(download)
        before = 0
        for file in download.files:
            target = self._target(download, file)
            is_fetched = file.path in self.get(number).fetched and target.exists()
            if not is_fetched and not (yield from self._is_there_already(download, file, target, before)):
                work = fetch(self._endpoint, source, file, target, token=self._given_token(download), cap=self._cap)
                yield from _spoken(work, before, download)
                self._note_fetched(number, file)
            before += file.size_bytes
        yield Pace(before, download.size_bytes, "trying")
        first = download.files[0]
        origin = Origin("download", download.repo, first.path, download.commit, download.licence)
        projector = next((file for file in download.files if file.path == download.projector), None)
        return (
            yield from self._shelf.add(
                self._target(download, first), origin, name=download.name, kind=download.kind,
                hashes=[(file.name, file.sha256) for file in download.files if file.sha256],
                projector=str(self._target(download, projector)) if projector is not None else "",
            )
        )  # fmt: skip

    def _require_room(self, download: Download) -> None:
        """See that everything that is missing will have room, before the first of several files is begun.

        Raises:
            NoSpace: it would not.
        """
        left = self._standing(download)
        first = download.files[0]
        part = Part(Source(download.repo, download.commit), first, self._target(download, first)).path
        missing = left.total - left.done - (part.stat().st_size if part.exists() else 0)
        free = free_in(Path(download.folder))
        if free < missing + SPARE_BYTES:
            needs = gigabytes(missing + SPARE_BYTES)
            raise NoSpace(f"This needs {needs} of free disk, and there are {gigabytes(free)}.")

    def _is_there_already(
        self, download: Download, file: HubFile, target: Path, before: int
    ) -> Generator[object, None, bool]:
        """Whether a file that this download did not fetch lies in its place and is the same; it stays another's.

        Raises:
            ModelNameTaken: another file lies there.
        """
        if not target.exists():
            return False
        digest = hashlib.sha256()
        if target.stat().st_size == file.size_bytes and file.sha256:
            with target.open("rb") as there:
                for block in iter(lambda: there.read(BLOCK), b""):
                    digest.update(block)
                    yield Pace(before + there.tell(), download.size_bytes, State.CHECKING.value)
            if digest.hexdigest() == file.sha256.casefold():
                return True
        raise ModelNameTaken(
            f"Another file called {target.name} lies in the folder for models already.",
            "Move it away, or choose another folder for models.",
        )

    def _note_fetched(self, number: int, file: HubFile) -> None:
        with self._lock:
            for known in self._list:
                if known.id == number:
                    self._put(replace(known, fetched=(*known.fetched, file.path)))

    def _given_token(self, download: Download) -> Callable[[], str]:
        """The token goes along only where the model cannot be had without it."""
        return self._token if download.is_gated else lambda: ""

    def _ended(self, download: Download, end: object) -> None:
        number = download.id
        with self._lock:
            known = next((kept for kept in self._list if kept.id == number), None)
            if known is not None:
                self._put(self._after(known, end))
                self._let_go(number)
        if known is None:  # given up meanwhile
            try:
                self._throw_away(replace(download, fetched=self._fetched.pop(number, ())))
            finally:
                self._let_go(number)
        self._tell(number)
        self.go_on()

    def _let_go(self, number: int) -> None:
        with self._lock:
            self._paces.pop(number, None)
            self._jobs.pop(number, None)
            running = [kept for kept in self._list if kept.id in self._jobs]
            self._busy = {target for kept in running for target in self._targets(kept)}

    def _after(self, known: Download, end: object) -> Download:
        match end:
            case Finished(value=ShelfModel(name=name)):
                return replace(known, stage=Stage.DONE, model=name)
            case Failed(error=Offline()):
                return replace(known, stage=Stage.WAITING)
            case Failed(error=AppError() as error):
                if not isinstance(error, NoSpace | DownloadCorrupt):
                    log.info("a download stopped: %s", type(error).__name__)
                return replace(known, stage=Stage.FAILED, trouble=f"{error.say} {error.advice}")
            case Failed(error=error):
                log.error("a download met a bug: %s", describe(error))
                return replace(known, stage=Stage.FAILED, trouble=f"{AppError.say} {AppError.advice}")
            case _:
                # Cancelled: paused by the person, or the app is closing and it goes on at the next start.
                return known if known.stage is Stage.PAUSED else replace(known, stage=Stage.WAITING)

    def _stop(self, number: int) -> None:
        running = self._jobs.get(number)
        if running is not None:
            running[0].cancel()

    # --- files ---

    def _target(self, download: Download, file: HubFile) -> Path:
        maker, _, model = download.repo.partition("/")
        return Path(download.folder) / maker / model / require_path(file.path)

    def _targets(self, download: Download) -> set[Path]:
        return {self._target(download, file) for file in download.files}

    def _throw_away(self, download: Download) -> None:
        """Delete what came of one: what it fetched itself, and neither another download nor a model needs."""
        with self._lock:
            needed = {target for kept in self._list for target in self._targets(kept)}
        needed |= {path for model in self._shelf.models() for path in model.files}
        for file in download.files:
            target = self._target(download, file)
            with contextlib.suppress(OSError):
                if target not in needed:
                    Part(Source(download.repo, download.commit), file, target).discard()
                    if file.path in download.fetched:
                        target.unlink(missing_ok=True)
                target.parent.rmdir()
                target.parent.parent.rmdir()

    def _standing(self, download: Download) -> Pace:
        """How far one is that does not run, by what lies there."""
        if download.stage is Stage.DONE:
            return Pace(download.size_bytes, download.size_bytes)
        done = 0
        for file in download.files:
            part = Part(Source(download.repo, download.commit), file, self._target(download, file))
            done += file.size_bytes if file.path in download.fetched else part.marked
        return Pace(done, download.size_bytes)

    # --- the list ---

    def _put(self, download: Download) -> None:
        self._list = [download if kept.id == download.id else kept for kept in self._list]
        self._save()

    def _save(self) -> None:
        with contextlib.suppress(AppError):  # a full disk: what is in memory holds
            write_whole(self._file, json.dumps([_told(download) for download in self._list], indent=1).encode())

    def _tell(self, number: int) -> None:
        for listener in list(self._listeners):
            listener(number)


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
            yield Pace(before + event.done, download.size_bytes, event.state.value, rate, left)
    finally:
        work.close()


def _told(download: Download) -> dict[str, Any]:
    return {**asdict(download), "stage": download.stage.value}


def _read(file: Path) -> list[Download]:
    """The list as it was written; what cannot be understood is left out.

    Raises:
        HomeUnwritable: it is there and cannot be read.
    """
    try:
        entries = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return []
    except OSError:
        raise HomeUnwritable(f"Inglenook could not read {file.name}.") from None
    except ValueError:
        with contextlib.suppress(OSError):
            file.replace(file.with_name(file.name + ".damaged"))
        return []
    found: list[Download] = []
    for entry in entries if isinstance(entries, list) else []:
        with contextlib.suppress(TypeError, ValueError, KeyError, AppError):
            files = tuple(HubFile(**each) for each in entry["files"])
            _require_sound(files)
            given = {"files": files, "fetched": tuple(entry["fetched"]), "stage": Stage(entry["stage"])}
            found.append(Download(**{**entry, **given}))
    return found


def _require_sound(files: Sequence[HubFile]) -> None:
    for file in files:
        require_path(file.path)
    if not files:
        raise ValueError

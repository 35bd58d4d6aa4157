"""What is being downloaded: a list that outlives the app, worked off side by side, each onto the registry in the end.

It lies outside the vault, as the models do, so that a locked app goes on.  Nothing begins before ``start``.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import AppError, DownloadCorrupt, NoSpace, NoSuchDownload, Offline, ProjectorUnusable
from app.core.events import tell_each
from app.core.files import write_whole
from app.core.log import describe
from app.core.text import Text
from app.core.workers import Cancelled, Failed, Finished, Job, Worker, task
from app.hub import PART, Cap, Endpoint, HubFile, Offer, Repo
from app.models.download import Download, DownloadProgress, DownloadStage, read_list, standing, written
from app.models.download_work import worked_off
from app.models.registry import InstalledModel, ModelRegistry

log = logging.getLogger("app.models")

MOST_AT_ONCE = 4
LOCKED = Text("download.needs_token")
STAYS_OFFLINE = Text("download.offline")


Listener = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Running:
    """A download at work: it may have left the list already."""

    job: Job
    worker: Worker
    download: Download


class DownloadQueue:
    """The list in *file*.  *folder* gives the place for models now, *token* the access token or nothing."""

    def __init__(
        self,
        file: Path,
        registry: ModelRegistry,
        endpoint: Endpoint,
        *,
        folder: Callable[[], Path],
        token: Callable[[], str] = lambda: "",
        at_once: Callable[[], int] = lambda: 2,
        bytes_a_second: Callable[[], int] = lambda: 0,
        is_offline: Callable[[], bool] = lambda: False,
    ) -> None:
        self._file, self._registry, self._endpoint = file, registry, endpoint
        self._folder, self._token, self._at_once, self._is_offline = folder, token, at_once, is_offline
        self._cap = Cap(bytes_a_second)
        self._lock = threading.RLock()
        self._workers = [Worker(f"download-{number}") for number in range(MOST_AT_ONCE)]
        # Clearing up never waits behind a download.
        self._clearing = Worker("download-clearing")
        self._jobs: dict[int, Running] = {}
        self._making: dict[int, tuple[str, ...]] = {}
        """The files that running downloads have begun: theirs to delete, even where the end came unheard."""
        self._paces: dict[int, DownloadProgress] = {}
        self._listeners: list[Listener] = []
        self._is_started = False
        self._list = read_list(file)

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

    def pace(self, number: int) -> DownloadProgress:
        """How far one is."""
        with self._lock:
            if number not in self._paces:
                # Read from the disk once, not with every look at the list.
                self._paces[number] = standing(self.get(number))
            return self._paces[number]

    def why_waiting(self, download: Download) -> Text | None:
        """Why a waiting download does not begin, or None when it is only not its turn."""
        if self._is_offline():
            return STAYS_OFFLINE
        return LOCKED if download.is_gated and not self._token() else None

    @property
    def has_unfinished(self) -> bool:
        """Whether anything on the list is not all there yet."""
        return any(download.stage is not DownloadStage.DONE for download in self.all())

    def listen(self, listener: Listener) -> None:
        """Call *listener* with a download's number whenever something of it changed, on whatever thread."""
        self._listeners.append(listener)

    # --- what a person does ---

    def add(self, repo: Repo, offer: Offer, *, takes_over: bool = False, with_projector: bool = False) -> Download:
        """Put what *repo* offers on the list, unless it is there already; it begins when its turn comes."""
        files = [*offer.parts, *([offer.projector] if offer.projector is not None and with_projector else [])]
        with self._lock:
            for known in self._list:
                if known.repo == repo.name and known.files == tuple(files) and known.stage is not DownloadStage.DONE:
                    self._put(replace(known, takes_over=takes_over or known.takes_over))
                    self.resume(known.id)
                    return self.get(known.id)
            self._make_way(repo, offer)
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

    def _make_way(self, repo: Repo, offer: Offer) -> None:
        """An older version that is not there yet gives way."""
        for known in list(self._list):
            stands = (
                known.stage in (DownloadStage.PAUSED, DownloadStage.FAILED, DownloadStage.WAITING)
                and known.id not in self._jobs
            )
            if stands and (known.repo, known.name) == (repo.name, offer.name):
                self._list.remove(known)
                self._throw_away(known)

    def pause(self, number: int) -> None:
        """Stop one until ``resume``; what came is kept."""
        with self._lock:
            download = self.get(number)
            if download.stage in (DownloadStage.WAITING, DownloadStage.RUNNING, DownloadStage.FAILED):
                self._put(replace(download, stage=DownloadStage.PAUSED, trouble=None))
            self._stop(number)
        self._tell(number)
        self.go_on()

    def resume(self, number: int) -> None:
        """Go on with one that was paused or failed."""
        with self._lock:
            download = self.get(number)
            if download.stage in (DownloadStage.PAUSED, DownloadStage.FAILED):
                self._put(replace(download, stage=DownloadStage.WAITING, trouble=None))
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
                self._making[number] = (*self._making.get(number, ()), *download.fetched)
                running.job.cancel()
        if running is None and download.stage is not DownloadStage.DONE:
            # Gigabytes may take a moment to go.
            self._clearing.submit(task(lambda: self._throw_away(download)))
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

    # --- working it off ---

    def start(self) -> None:
        """Begin, or go on where the last run ended."""
        with self._lock:
            self._is_started = True
            # What ran when the app ended goes on.
            self._list = [
                replace(kept, stage=DownloadStage.WAITING) if kept.stage is DownloadStage.RUNNING else kept
                for kept in self._list
            ]
        if not self._clearing.is_closed:
            self._clearing.submit(task(self.sweep))
        self.go_on()

    def sweep(self) -> None:
        """Delete what downloads left behind that are on no list: the app ended before it could be cleared up."""
        with self._lock:
            kept = {str(download.part(file).path) for download in self._list for file in download.files}
        folder = self._folder()
        for journal in folder.glob(f"*/*/*{PART}.json") if folder.is_dir() else ():
            part = journal.with_suffix("")
            if str(part) in kept:
                continue
            log.info("a part of a download that is on no list was deleted")
            for left in (part, journal, part.with_name(f"{part.name}.at")):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                part.parent.rmdir()
                part.parent.parent.rmdir()

    def go_on(self) -> None:
        """Begin whatever may begin now: after something changed that it waited for."""
        with self._lock:
            if not self._is_started:
                return
            for download in list(self._list):
                free = [
                    worker
                    for worker in self._workers
                    if worker not in [running.worker for running in self._jobs.values()]
                ]
                if len(self._jobs) >= min(self._at_once(), MOST_AT_ONCE) or not free:
                    return
                if download.stage is DownloadStage.WAITING and download.id not in self._jobs:
                    # One file is never written by two.
                    busy = {target for running in self._jobs.values() for target in running.download.targets}
                    if not self.why_waiting(download) and not download.targets & busy:
                        self._begin(download, free[0])

    def close(self, timeout_s: float = 3.0) -> bool:
        """Stop for now; false when a worker does not end in time."""
        with self._lock:
            self._is_started = False
            for running in self._jobs.values():
                running.job.cancel()
        # Each of them, even after one did not.  What is not cleared up by then is at the next start.
        ended = [worker.close(timeout_s) for worker in (*self._workers, self._clearing)]
        return all(ended)

    def _begin(self, download: Download, worker: Worker) -> None:
        number = download.id
        self._put(replace(download, stage=DownloadStage.RUNNING, trouble=None))

        def on_event(event: object) -> None:
            match event:
                case DownloadProgress():
                    with self._lock:
                        self._paces[number] = event
                    self._tell(number)
                case Finished() | Cancelled() | Failed():
                    self._ended(download, event)

        def work() -> Generator[object, None, InstalledModel]:
            return (
                yield from worked_off(
                    download, self._endpoint, self._registry,
                    token=self._token, cap=self._cap,
                    begun=lambda file: self._note_begun(number, file),
                    fetched=lambda file: self._note_fetched(number, file),
                )
            )  # fmt: skip

        self._jobs[number] = Running(worker.submit(work, deliver=on_event), worker, download)

    def _note_begun(self, number: int, file: HubFile) -> None:
        with self._lock:
            self._making[number] = (*self._making.get(number, ()), file.path)

    def _note_fetched(self, number: int, file: HubFile) -> None:
        with self._lock:
            for known in self._list:
                if known.id == number:
                    self._put(replace(known, fetched=(*known.fetched, file.path)))

    def _ended(self, download: Download, end: object) -> None:
        number = download.id
        with self._lock:
            known = next((kept for kept in self._list if kept.id == number), None)
            if known is not None:
                self._put(self._after(known, end))
                self._let_go(number)
        if known is None:  # given up meanwhile
            try:
                self._throw_away(replace(download, fetched=self._making.get(number, ())))
            finally:
                self._let_go(number)
        self._tell(number)
        self.go_on()

    def _let_go(self, number: int) -> None:
        with self._lock:
            self._paces.pop(number, None)
            self._jobs.pop(number, None)
            self._making.pop(number, None)

    def _after(self, known: Download, end: object) -> Download:
        match end:
            case Finished(value=InstalledModel(name=name) as model):
                # The model answers all the same; that it cannot see is told where it was to.
                trouble = ProjectorUnusable("downloaded").text if known.projector and not model.projector else None
                return replace(known, stage=DownloadStage.DONE, model=name, trouble=trouble)
            case Failed(error=Offline()):
                return replace(known, stage=DownloadStage.WAITING)
            case Failed(error=AppError() as error):
                if not isinstance(error, NoSpace | DownloadCorrupt):
                    log.info("a download stopped: %s", type(error).__name__)
                return replace(known, stage=DownloadStage.FAILED, trouble=error.text)
            case Failed(error=error):
                log.error("a download met a bug: %s", describe(error))
                return replace(known, stage=DownloadStage.FAILED, trouble=AppError().text)
            case _:
                # Cancelled: paused by the person, or the app is closing and it goes on at the next start.
                return known if known.stage is DownloadStage.PAUSED else replace(known, stage=DownloadStage.WAITING)

    def _stop(self, number: int) -> None:
        running = self._jobs.get(number)
        if running is not None:
            running.job.cancel()

    # --- files ---

    def _throw_away(self, download: Download) -> None:
        """Delete what came of one: what it fetched itself, and neither another download nor a model needs."""
        with self._lock:
            needed = {target for kept in self._list for target in kept.targets}
        needed |= {path for model in self._registry.models() for path in model.files}
        for file in download.files:
            target = download.target(file)
            with contextlib.suppress(OSError):
                if target not in needed:
                    download.part(file).discard()
                    if file.path in download.fetched:
                        target.unlink(missing_ok=True)
                target.parent.rmdir()
                target.parent.parent.rmdir()

    # --- the list ---

    def _put(self, download: Download) -> None:
        self._list = [download if kept.id == download.id else kept for kept in self._list]
        self._save()

    def _save(self) -> None:
        with contextlib.suppress(AppError):  # a full disk: what is in memory holds
            write_whole(self._file, written(self._list))

    def _tell(self, number: int) -> None:
        tell_each(self._listeners, number)

"""One file from the hub to the disk: goes on where it was, waits out what passes, and checks every byte at the end."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import httpx2

from app.core.errors import ChangedUpstream, HubBusy, HubGarbled, RedirectedElsewhere, Unreachable
from app.core.network_guard import network_guard
from app.core.text import text
from app.core.workers import Report, run_in_thread
from app.hub.answers import of_status
from app.hub.border import translated
from app.hub.client import Endpoint, Stopped
from app.hub.pace import Cap, Speed
from app.hub.page import HubFile
from app.hub.part import Part, Source

REPORT_S, QUIET_S, STALL_S = 0.25, 5.0, 30.0
DRIP_BYTES = 16 * 1024
"""Less than this within the time of a stall is one, however often a byte comes."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
MOST_REDIRECTS, MOST_REFUSALS = 5, 3
MAGIC = b"GGUF"
LOST = (httpx2.TransportError, httpx2.StreamError)


class State(enum.Enum):
    """What a download does just now."""

    CHECKING = "checking"
    DOWNLOADING = "downloading"
    STALLED = "stalled"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Fetching:
    """How far a file is, in bytes; *seconds_left* is None while it cannot be told."""

    done: int
    total: int
    state: State = State.DOWNLOADING
    bytes_a_second: float = 0.0
    seconds_left: float | None = None


def fetch(
    endpoint: Endpoint,
    source: Source,
    file: HubFile,
    target: Path,
    *,
    token: Callable[[], str] = lambda: "",
    cap: Cap | None = None,
) -> Generator[object, None, Path]:
    """Download *file* to *target*, going on with what is there of it.

    Yields ``Fetching`` about four times a second, and None.  A lost line, a hub that is busy or does not answer is
    waited out for as long as it takes.  Closing keeps what came.  The name *target* appears only after the whole
    file's hash was found right.

    Raises:
        NoSpace: the disk is full; what came is kept.
        Gated, TokenRefused, NotOnHub: the hub does not give it; what came is kept.
        ChangedUpstream: it is another file by now; what came is kept.
        HubGarbled, RedirectedElsewhere: what answers is not the hub; what came is kept.
        DownloadCorrupt: the hash is wrong; nothing is kept.
        Offline: the person switched the network off; what came is kept.
    """
    part = Part(source, file, target)
    return (yield from run_in_thread(lambda report: _Fetch(endpoint, part, token, cap or Cap(), report).run()))


class _Stall(Exception):
    """Nothing has come for too long."""


class _Fetch:
    """One run of ``fetch``, in its own thread."""

    def __init__(self, endpoint: Endpoint, part: Part, token: Callable[[], str], cap: Cap, report: Report) -> None:
        self._endpoint, self._part, self._token, self._cap, self._report = endpoint, part, token, cap, report
        self._speed = Speed()
        self._told_at = 0.0
        self._uncounted = 0
        self._came_at = self._window_at = time.monotonic()
        self._window_bytes = 0
        self._state = State.DOWNLOADING
        self._refusals = 0

    def run(self) -> Path:
        why = text("connection.download", file=self._part.file.name, repo=self._part.source.repo)
        errand = self._endpoint.errand(why)
        with self._part.resume(self._rechecked):
            with network_guard.on(errand, self._while_waiting):
                pause = FIRST_PAUSE_S
                while self._part.left:
                    before = self._part.done
                    # Whatever can pass is waited out, for as long as the person lets it; only what cannot is an error.
                    try:
                        with translated():
                            self._connect_and_take()
                        wait = pause
                    except HubBusy as error:
                        wait = max(error.wait_s, pause)
                    except Unreachable:
                        wait = pause
                    if not self._part.left:
                        break
                    # Longer each time, and short again as soon as anything came.
                    pause = FIRST_PAUSE_S if self._part.done > before else min(2 * pause, LONGEST_PAUSE_S)
                    self._sit_out(wait)
            return self._part.finish()

    def _connect_and_take(self) -> None:
        self._came_at = self._window_at = time.monotonic()
        self._window_bytes = 0
        try:
            location = self._resolve()
            with self._endpoint.client(bounded=False) as client:
                self._take(client, location)
        except (*LOST, _Stall):
            raise Unreachable from None

    def _resolve(self) -> httpx2.URL:
        """Where the hub keeps the file now; sees that it is still the one we want."""
        part = self._part
        with self._endpoint.library() as library:
            url = library.hf_hub_url(
                part.source.repo, part.file.path, revision=part.source.commit, endpoint=self._endpoint.address
            )
            told = library.get_hf_file_metadata(
                url, token=self._token() or False, timeout=STALL_S, endpoint=self._endpoint.address
            )
        if told.size is not None and told.size != part.file.size_bytes:
            raise ChangedUpstream
        if part.file.sha256 and told.etag and len(told.etag) == 64 and told.etag != part.file.sha256:
            raise ChangedUpstream
        return httpx2.URL(url).join(told.location)

    def _take(self, client: httpx2.Client, location: httpx2.URL) -> None:
        for _ in range(MOST_REDIRECTS):
            # Compressed bytes have other offsets than the file's.
            headers = {"accept-encoding": "identity", "range": f"bytes={self._part.done}-"}
            # Redirects are followed by hand, so that the token goes to the hub alone.
            token = self._token()
            if token and self._endpoint.owns(location):
                headers["authorization"] = f"Bearer {token}"
            with client.stream("GET", location, headers=headers) as response:
                if response.is_redirect and "location" in response.headers:
                    location = location.join(response.headers["location"])
                    continue
                skipped = self._first_byte(response)
                for block in response.iter_raw():
                    skipped = self._took(block, skipped)
                return
        raise RedirectedElsewhere("circles")

    def _first_byte(self, response: httpx2.Response) -> int:
        """How many bytes that we have come again; refuses what is not the file."""
        part = self._part
        if response.status_code in (401, 403) and not self._endpoint.owns(response.url):
            # A signed address that has run out: the hub gives a new one.
            self._refusals += 1
            if self._refusals > MOST_REFUSALS:
                raise of_status(response)
            raise Unreachable
        if response.status_code not in (200, 206):
            raise of_status(response)
        if response.headers.get("content-type", "").startswith("text/html"):
            raise HubGarbled("web_page")
        if response.status_code == 200:
            length = response.headers.get("content-length", "")
            if length.isdigit() and int(length) != part.file.size_bytes:
                raise HubGarbled("size")
            return part.done  # the server knows no ranges: it sends all again, and what is here is passed over
        begins, _, total = response.headers.get("content-range", "").removeprefix("bytes ").partition("/")
        if begins.partition("-")[0] != str(part.done) or (total.isdigit() and int(total) != part.file.size_bytes):
            raise HubGarbled("other_range")
        return 0

    def _took(self, block: bytes, skipped: int) -> int:
        """Keep what is new of *block*; how much of what follows we have already."""
        self._came_at = time.monotonic()
        self._window_bytes += len(block)
        fresh = block[skipped:] if skipped else block
        if fresh:
            part = self._part
            if part.done == 0 and len(fresh) >= len(MAGIC) and not fresh.startswith(MAGIC):
                raise HubGarbled("no_gguf")
            if len(fresh) > part.left:
                raise HubGarbled("too_long")
            part.write(fresh)
            self._refusals = 0
        self._uncounted += len(block)
        self._state = State.DOWNLOADING
        self._tell()
        wait = self._cap.wait_s(len(block))
        if wait > 0:
            self._pause(wait)
        return max(0, skipped - len(block))

    # --- waiting ---

    def _while_waiting(self) -> None:
        """Called several times a second while nothing comes, and with each telling."""
        quiet = time.monotonic() - self._came_at
        if quiet > QUIET_S:
            self._state = State.STALLED
        self._tell()
        if time.monotonic() - self._window_at > STALL_S:
            if self._window_bytes < DRIP_BYTES:
                raise _Stall
            self._window_at, self._window_bytes = time.monotonic(), 0

    def _sit_out(self, seconds: float) -> None:
        """Wait before the next try."""
        self._state = State.STALLED if seconds <= LONGEST_PAUSE_S else State.WAITING
        self._pause(seconds)

    def _pause(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))
            self._tell()
            network_guard.require_online()
        self._came_at = time.monotonic()

    # --- telling ---

    def _rechecked(self, done: int) -> None:
        self._say(Fetching(done, self._part.file.size_bytes, State.CHECKING))

    def _tell(self) -> None:
        if time.monotonic() - self._told_at < REPORT_S:
            return
        self._speed.note(self._uncounted)
        self._uncounted = 0
        part, speed = self._part, self._speed
        left = speed.seconds_for(part.left) if self._state is State.DOWNLOADING else None
        rate = speed.bytes_a_second if self._state is State.DOWNLOADING else 0.0
        self._say(Fetching(part.done, part.file.size_bytes, self._state, rate, left))

    def _say(self, event: Fetching) -> None:
        if time.monotonic() - self._told_at < REPORT_S and event.state is State.CHECKING:
            return
        self._told_at = time.monotonic()
        if not self._report(event):
            raise Stopped

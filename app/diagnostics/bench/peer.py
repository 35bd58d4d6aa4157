"""A program that a person would use instead, as a server on this machine: started, asked, measured and ended."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.core.errors import EngineError
from app.core.network_guard import HERE, NetworkPermission, network_guard
from app.core.text import Text

STARTING_S, LOOK_S, ANSWER_S = 300.0, 0.25, 1800.0
MAX_TOKENS = 32
MEGABYTE = 1_000_000
Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeerKind:
    """How a program is started as a server, and where it answers in the form that OpenAI's has.

    *arguments* have gaps for ``{model}``, ``{port}``, ``{threads}`` and ``{context}``; *also* is sent with every
    request; *alive* is what answers once the model is there.
    """

    name: str
    arguments: tuple[str, ...]
    also: Mapping[str, object]
    alive: str


KINDS = {
    "llama-server": PeerKind(
        "llama-server",
        ("-m", "{model}", "--host", HERE, "--port", "{port}", "-t", "{threads}", "-c", "{context}", "-np", "1",
         "--no-warmup", "--jinja"),
        {"cache_prompt": True}, "/health",
    ),
    "koboldcpp": PeerKind(
        "koboldcpp",
        ("--model", "{model}", "--host", HERE, "--port", "{port}", "--threads", "{threads}", "--contextsize",
         "{context}", "--skiplauncher", "--quiet"),
        {}, "/api/v1/model",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds to the first word, and words a second after it (of the server's pieces, which are tokens)."""

    first_ms: float
    tokens_a_second: float


class Peer:
    """One server of *kind*, the file *program*, with *model* loaded; it is gone when closed.

    Raises:
        EngineError: it did not come up.
    """

    def __init__(self, kind: PeerKind, program: Path, model: Path, *, threads: int, context_tokens: int) -> None:
        self._kind = kind
        self._command = [str(program)]
        self._port = _free_port()
        given = {"model": str(model), "port": str(self._port), "threads": str(threads), "context": str(context_tokens)}
        self._command += [argument.format(**given) for argument in kind.arguments]
        self._errand = NetworkPermission(Text("connection.bench"), (f"{HERE}:{self._port}",))
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def name(self) -> str:
        return self._kind.name

    def start(self) -> None:
        """Start it, anew where it runs: what it has read is gone."""
        self.close()
        with network_guard.starting_a_program():
            self._process = subprocess.Popen(  # noqa: S603 - what the person named
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        until = time.monotonic() + STARTING_S
        while not self._is_there():
            if self._process.poll() is not None or time.monotonic() > until:
                self.close()
                raise EngineError("bench_peer")
            time.sleep(LOOK_S)

    def ask(self, messages: Sequence[Message], max_tokens: int = MAX_TOKENS) -> Answered:
        """Send *messages*, hear the answer.

        Raises:
            EngineError: it did not answer.
        """
        body = {"messages": list(messages), "stream": True, "max_tokens": max_tokens, "temperature": 0.8,
                **self._kind.also}  # fmt: skip
        asked_at, first_at, pieces = time.perf_counter(), 0.0, 0
        with self._connection() as connection:
            connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
            response = connection.getresponse()
            if response.status != http.client.OK:
                raise EngineError("bench_peer")
            for line in response:
                if _has_word(line):
                    pieces += 1
                    first_at = first_at or time.perf_counter()
        if not pieces:
            raise EngineError("bench_peer")
        rest = time.perf_counter() - first_at
        return Answered(1000 * (first_at - asked_at), (pieces - 1) / rest if pieces > 1 and rest > 0 else 0.0)

    def megabytes(self) -> float:
        """What it and its children hold in memory."""
        assert self._process is not None
        process = psutil.Process(self._process.pid)
        every = [process, *process.children(recursive=True)]
        return float(sum(each.memory_info().rss for each in every)) / MEGABYTE

    def close(self) -> None:
        """End it; calling it twice does nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)

    def _is_there(self) -> bool:
        try:
            with self._connection() as connection:
                connection.request("GET", self._kind.alive)
                return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False

    @contextlib.contextmanager
    def _connection(self) -> Iterator[http.client.HTTPConnection]:
        with network_guard.on(self._errand), network_guard.connect(HERE, self._port):
            connection = http.client.HTTPConnection(HERE, self._port, timeout=ANSWER_S)
            with contextlib.closing(connection):
                connection.connect()
                yield connection


def _has_word(line: bytes) -> bool:
    """Whether a line of the stream holds something that is seen."""
    if not line.startswith(b"data: {"):
        return False
    choices = json.loads(line.removeprefix(b"data: ")).get("choices") or [{}]
    return bool((choices[0].get("delta") or {}).get("content"))


def _free_port() -> int:
    """A port nobody has; the peer itself, and not this process, listens there."""
    with network_guard.serving_here(), contextlib.closing(socket.socket()) as found:
        found.bind((HERE, 0))
        return int(found.getsockname()[1])

"""The process for sound: devices, voices and recognisers, apart from everything that must not be lost.

A library for voices may crash on a stranger's file, and takes memory that is free again when its process ends.  This
process opens no socket, keeps nothing, and writes nothing.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Callable, Generator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.core.child import become_private_child
from app.core.workers import Worker
from app.voice.audio_events import ChooseLoudspeaker, CloseMicrophone, DropWords, Duck, Play, Prepare, Say, Silence

if TYPE_CHECKING:
    from app.voice.transcriber import Transcriber

TICK_S = 0.016
Listener = Callable[[object], None]


class AudioEnded:
    """The process ended without having been asked to."""


class Audio(Protocol):
    """Whatever speaks and hears: the process, or a pretend one on a clock of its own."""

    def ask(self, command: object) -> None:
        """Let it do something; see ``audio_events``."""
        ...

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell *listener* everything that it says; what is returned ends that."""
        ...

    def close(self) -> None:
        """Be quiet, and hear nothing; it can be asked again."""
        ...


class AudioProcess:
    """Starts with the first command, and again after it was closed or ended.

    *data* is the folder of our own files; *loudspeaker* says which device plays, the system's own where it is empty.
    """

    def __init__(
        self,
        data: Path,
        start: Callable[[Connection, Path], None] | None = None,
        loudspeaker: Callable[[], str] = str,
    ) -> None:
        self._data, self._loudspeaker = data, loudspeaker
        self._chosen = ""
        self._serve = start or serve
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._connection: Connection | None = None
        self._child: multiprocessing.process.BaseProcess | None = None
        self._listeners: list[Listener] = []

    @property
    def is_running(self) -> bool:
        return self._connection is not None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell *listener* what comes, on the worker for audio."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def ask(self, command: object) -> None:
        """Send *command*."""
        with self._lock:
            if self._connection is None:
                if isinstance(command, CloseMicrophone | Silence | Duck | DropWords):
                    return  # nothing runs that could be quieter
                self._start()
            assert self._connection is not None
            if isinstance(command, Prepare | Say | Play) and (chosen := self._loudspeaker()) != self._chosen:
                self._chosen = chosen
                self._send(ChooseLoudspeaker(chosen))
            self._send(command)

    def _send(self, command: object) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError):  # its end is told by whoever listens
                self._connection.send(command)

    def close(self) -> None:
        """End the process: nothing is heard or spoken any more."""
        with self._lock:
            worker, child = self._worker, self._child
            self._worker = self._connection = self._child = None
        if child is not None:
            # It keeps nothing, so that nothing is lost; whoever hangs up must not wait for a library.
            child.kill()
            child.join()
        if worker is not None:
            worker.close(1.0)  # it sees the end of the connection, and closes our end of it

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._child = context.Process(target=self._serve, args=(theirs, self._data), daemon=True)
        self._child.start()
        theirs.close()
        self._connection, self._worker, self._chosen = ours, Worker("audio"), ""
        self._worker.submit(lambda: _events(ours), deliver=self._tell)

    def _tell(self, event: object) -> None:
        if isinstance(event, AudioEnded):
            with self._lock:
                if self._connection is None:
                    return
                self._connection = self._child = None
        for listener in tuple(self._listeners):
            listener(event)


def _events(connection: Connection) -> Generator[object, None, None]:
    """What comes through *connection*, and its end."""
    try:
        while True:
            # Looks up from time to time, so that it can be closed.
            if connection.poll(0.1):
                yield connection.recv()
            else:
                yield None
    except (EOFError, OSError):
        yield AudioEnded()
    finally:
        connection.close()


def serve(connection: Connection, data: Path, recognize: Callable[[Sequence[Path]], Transcriber] | None = None) -> None:
    """The process itself: answer commands until whoever asks is gone.  *recognize* makes another recogniser."""
    from app.voice.activity import SileroActivity
    from app.voice.listening import Listening
    from app.voice.loudspeaker import DeviceLoudspeaker
    from app.voice.microphone import DeviceMicrophone
    from app.voice.speaker import PiperSpeaker
    from app.voice.speaking import Speaking
    from app.voice.system_voices import SystemSpeaker
    from app.voice.transcriber import make_transcriber

    become_private_child()
    system, loudspeaker = SystemSpeaker(), DeviceLoudspeaker()
    sending = threading.Lock()

    def tell(event: object) -> None:
        # The voice's thread tells of pieces that failed while this one tells of frames.
        with sending:
            connection.send(event)

    speaking = Speaking(PiperSpeaker(data), system, loudspeaker, tell)
    listening = Listening(DeviceMicrophone, SileroActivity(data), recognize or make_transcriber, tell, loudspeaker)
    try:
        run_loop(connection, [listening, speaking])
    finally:
        listening.close()
        speaking.close()
        system.close()


class Part(Protocol):
    """One of the things that the process does."""

    def take(self, command: object) -> bool: ...
    def tick(self) -> None: ...


def run_loop(connection: Connection, parts: list[Part]) -> None:
    """Give every command to whom it concerns, and let everybody look around in between."""
    while True:
        try:
            if connection.poll(TICK_S):
                command = connection.recv()
                any(part.take(command) for part in parts)
            for part in parts:
                part.tick()
        except (EOFError, OSError):
            return

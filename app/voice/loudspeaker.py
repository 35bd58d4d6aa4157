"""Sound out: a queue of pieces that is played without gaps, and that always knows how far it was heard."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.core.errors import NoLoudspeaker
from app.voice.audio_events import PieceEnded, PieceStarted
from app.voice.sound import Sound
from app.voice.speaker import PLAYING_RATE

if TYPE_CHECKING:
    from app.voice.sound import Samples

BLOCK_MS = 32
"""How much the device asks for at once: less costs callbacks, more makes stopping late."""
KEPT_BLOCKS = 64
"""Of what was played last, for the echo filter: two seconds."""


LOST_S = 1.0
"""A device that takes nothing for so long, while there is something to play, is gone or stuck."""


@dataclass(frozen=True, slots=True)
class PlaybackPosition:
    """How far the queue was played: the piece that is heard now and the share of it, from 0 to 1."""

    piece: int
    share: float


class Loudspeaker(Protocol):
    """Plays what it is given, one piece after another."""

    def play(self, sound: Sound, piece: int) -> None:
        """Queue *sound*, at PLAYING_RATE, as the piece of this number."""
        ...

    def stop(self) -> PlaybackPosition | None:
        """Drop the queue at once; how far it was heard, None where nothing was left of it."""
        ...

    def choose(self, device: str) -> None:
        """Play on the device of this name from the next piece on; the system's own where it is empty or gone."""
        ...

    def duck(self, gain: float) -> None:
        """Play at *gain* from now on; 1 is as it was given."""
        ...

    def passed(self) -> list[PieceStarted | PieceEnded]:
        """Which pieces were begun and played to their end since one asked last, in their order.

        Raises:
            NoLoudspeaker: the device was lost, and there is no other.
        """
        ...

    @property
    def level(self) -> float:
        """How loud it is just now, from 0 to 1."""
        ...

    def close(self) -> None:
        """Let the device go."""
        ...


class PlayQueue:
    """The queue behind every loudspeaker: a device takes blocks from it, on a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[tuple[int, Samples]] = deque()
        self._offset = 0
        self._gain = 1.0
        self._passed: list[PieceStarted | PieceEnded] = []
        """Noted where it happens: whoever looks only now and then would miss a short piece."""
        self._level = 0.0
        self.reference: deque[Samples] = deque(maxlen=KEPT_BLOCKS)
        """What was played last, block by block, silence too: what the microphone may hear again."""

    def play(self, sound: Sound, piece: int) -> None:
        with self._lock:
            if len(sound.samples):
                self._waiting.append((piece, sound.samples))
            else:
                self._passed += [PieceStarted(piece), PieceEnded(piece)]

    def stop(self) -> PlaybackPosition | None:
        with self._lock:
            position = self._position()
            self._waiting.clear()
            self._offset = 0
            return position

    def choose(self, device: str) -> None:
        """Nothing: there is only one."""

    def duck(self, gain: float) -> None:
        self._gain = gain

    def passed(self) -> list[PieceStarted | PieceEnded]:
        with self._lock:
            passed, self._passed = self._passed, []
            return passed

    @property
    def level(self) -> float:
        return self._level

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be played."""
        return not self._waiting

    def take(self, count: int) -> Samples:
        """The next *count* samples; silence where there are none."""
        import numpy as np

        block = np.zeros(count, np.float32)
        filled = 0
        with self._lock:
            while filled < count and self._waiting:
                piece, samples = self._waiting[0]
                if not self._offset:
                    self._passed.append(PieceStarted(piece))
                part = samples[self._offset : self._offset + count - filled]
                block[filled : filled + len(part)] = part
                filled += len(part)
                self._offset += len(part)
                if self._offset >= len(samples):
                    self._waiting.popleft()
                    self._offset = 0
                    self._passed.append(PieceEnded(piece))
        block *= self._gain
        self._level = float(np.abs(block).max()) if filled else 0.0
        self.reference.append(block)
        return block

    def _position(self) -> PlaybackPosition | None:
        if not self._waiting:
            return None
        piece, samples = self._waiting[0]
        return PlaybackPosition(piece, self._offset / len(samples))


class DeviceLoudspeaker(PlayQueue):
    """The system's own device, or *device* by name, through miniaudio.  Opened with the first piece."""

    def __init__(
        self,
        device: str = "",
        *,
        backends: list[Any] | None = None,
        may_be_null: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._name, self._backends, self._may_be_null, self._clock = device, backends, may_be_null, clock
        self._device: Any = None
        # The voice's thread opens it for a piece, and the one that looks around where it was lost.
        self._opening = threading.Lock()
        self._taken_at = 0.0

    def choose(self, device: str) -> None:
        if device != self._name:
            self._name = device
            self.close()

    def play(self, sound: Sound, piece: int) -> None:
        """As ``Loudspeaker.play``.

        Raises:
            NoLoudspeaker: there is none.
        """
        self.open()
        super().play(sound, piece)

    def open(self) -> None:
        """Take the device.

        Raises:
            NoLoudspeaker: there is none, or it is refused.
        """
        with self._opening:
            if self._device is None or not self._device.running:
                self._open()

    def _open(self) -> None:
        import miniaudio

        self.close()
        feed = self._feed()
        next(feed)
        found = None
        try:
            found = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.FLOAT32, 1, PLAYING_RATE, BLOCK_MS,
                device_id=device_id(self._name, miniaudio.Devices(self._backends).get_playbacks()),
                backends=self._backends, app_name="Inglenook",
            )  # fmt: skip
            # miniaudio takes a device that plays to nobody where there is no other.
            if found.backend == "Null" and not self._may_be_null:
                raise miniaudio.MiniaudioError("only a device that plays to nobody")
            found.start(feed)
        except miniaudio.MiniaudioError:
            if found is not None:
                found.close()
            raise NoLoudspeaker from None
        self._device, self._taken_at = found, self._clock()

    def passed(self) -> list[PieceStarted | PieceEnded]:
        if self._device is not None and not self.is_empty and self._clock() - self._taken_at > LOST_S:
            with self._opening:
                self._open()
        return super().passed()

    def close(self) -> None:
        if self._device is not None:
            with contextlib.suppress(Exception):
                self._device.close()
            self._device = None

    def _feed(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            self._taken_at = self._clock()
            count = yield self.take(count).tobytes()


def device_id(name: str, devices: list[dict[str, Any]]) -> Any:
    """What miniaudio calls the device of that *name*; None, the system's own, where it is gone."""
    return next((device["id"] for device in devices if device["name"] == name), None) if name else None

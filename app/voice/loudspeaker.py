"""Sound out: a queue of pieces that is played without gaps, and that always knows how far it was heard."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.core.errors import NoLoudspeaker
from app.voice.sound import Sound
from app.voice.speaker import PLAYING_RATE

if TYPE_CHECKING:
    from app.voice.sound import Samples

BLOCK_MS = 32
"""How much the device asks for at once: less costs callbacks, more makes stopping late."""
KEPT_BLOCKS = 64
"""Of what was played last, for the echo filter: two seconds."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How far the queue was played: the piece that is heard now and the share of it, from 0 to 1."""

    piece: int
    share: float


class Loudspeaker(Protocol):
    """Plays what it is given, one piece after another."""

    def play(self, sound: Sound, piece: int) -> None:
        """Queue *sound*, at PLAYING_RATE, as the piece of this number."""
        ...

    def stop(self) -> Heard | None:
        """Drop the queue at once; how far it was heard, None where nothing was left of it."""
        ...

    def duck(self, gain: float) -> None:
        """Play at *gain* from now on; 1 is as it was given."""
        ...

    @property
    def heard(self) -> Heard | None:
        """Where it is; None when the queue is empty."""
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
        self.level = 0.0
        """How loud the last block was, from 0 to 1."""
        self.reference: deque[Samples] = deque(maxlen=KEPT_BLOCKS)
        """What was played last, block by block, silence too: what the microphone may hear again."""

    def play(self, sound: Sound, piece: int) -> None:
        if len(sound.samples):
            with self._lock:
                self._waiting.append((piece, sound.samples))

    def stop(self) -> Heard | None:
        with self._lock:
            heard = self._heard()
            self._waiting.clear()
            self._offset = 0
            return heard

    def duck(self, gain: float) -> None:
        self._gain = gain

    @property
    def heard(self) -> Heard | None:
        with self._lock:
            return self._heard()

    def take(self, count: int) -> Samples:
        """The next *count* samples; silence where there are none."""
        import numpy as np

        block = np.zeros(count, np.float32)
        filled = 0
        with self._lock:
            while filled < count and self._waiting:
                samples = self._waiting[0][1]
                part = samples[self._offset : self._offset + count - filled]
                block[filled : filled + len(part)] = part
                filled += len(part)
                self._offset += len(part)
                if self._offset >= len(samples):
                    self._waiting.popleft()
                    self._offset = 0
        block *= self._gain
        self.level = float(np.abs(block).max()) if filled else 0.0
        self.reference.append(block)
        return block

    def _heard(self) -> Heard | None:
        if not self._waiting:
            return None
        piece, samples = self._waiting[0]
        return Heard(piece, self._offset / len(samples))


class DeviceLoudspeaker(PlayQueue):
    """The system's own device, or *device* by name, through miniaudio.  Opened with the first piece."""

    def __init__(self, device: str = "", *, backends: list[Any] | None = None, may_be_null: bool = False) -> None:
        super().__init__()
        self._name, self._backends, self._may_be_null = device, backends, may_be_null
        self._device: Any = None

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
        import miniaudio

        if self._device is not None and self._device.running:
            return
        self.close()
        try:
            found = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.FLOAT32, 1, PLAYING_RATE, BLOCK_MS,
                device_id=device_id(self._name, miniaudio.Devices(self._backends).get_playbacks()),
                backends=self._backends, app_name="Inglenook",
            )  # fmt: skip
        except miniaudio.MiniaudioError:
            raise NoLoudspeaker from None
        if found.backend == "Null" and not self._may_be_null:
            # miniaudio takes a device that plays to nobody where there is no other.
            found.close()
            raise NoLoudspeaker
        feed = self._feed()
        next(feed)
        found.start(feed)
        self._device = found

    def close(self) -> None:
        if self._device is not None:
            with contextlib.suppress(Exception):
                self._device.close()
            self._device = None

    def _feed(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            count = yield self.take(count).tobytes()


def device_id(name: str, devices: list[dict[str, Any]]) -> Any:
    """What miniaudio calls the device of that *name*; None, the system's own, where it is gone."""
    return next((device["id"] for device in devices if device["name"] == name), None) if name else None

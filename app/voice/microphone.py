"""Sound in: blocks from the system's microphone, taken when somebody looks, and kept nowhere."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Protocol

from app.core.errors import NoMicrophone
from app.voice.loudspeaker import device_id
from app.voice.sound import HEARING_RATE

if TYPE_CHECKING:
    from app.voice.sound import Samples

FRAME = 512
"""Samples in a frame, 32 ms: what voice activity is judged by."""
BLOCK_MS = 32
WAITING_BLOCKS = 256
"""Eight seconds may wait while a recogniser is at a long turn; what is older is late for everything."""
LOST_S = 1.0
"""A device that gives nothing for so long is opened anew (measured: it happens under load)."""
REOPENS = 3
"""So often in a row; then it is no microphone."""


class Microphone(Protocol):
    """Hears at HEARING_RATE."""

    def open(self) -> None:
        """Begin to hear.

        Raises:
            NoMicrophone: there is none, or it is refused.
        """
        ...

    def frames(self) -> list[Samples]:
        """What was heard since one looked last, in whole frames."""
        ...

    def close(self) -> None:
        """Hear nothing any more."""
        ...


class Framer:
    """Blocks of any size, put together to frames."""

    def __init__(self) -> None:
        self._rest: list[Samples] = []

    def frames(self, blocks: list[Samples]) -> list[Samples]:
        """The whole frames there are now."""
        import numpy as np

        if not blocks:
            return []
        joined = np.concatenate([*self._rest, *blocks])
        whole = len(joined) // FRAME * FRAME
        self._rest = [joined[whole:]]
        return [joined[start : start + FRAME] for start in range(0, whole, FRAME)]


class DeviceMicrophone:
    """The system's own microphone, or *device* by name, through miniaudio."""

    def __init__(
        self,
        device: str = "",
        *,
        backends: list[Any] | None = None,
        may_be_null: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name, self._backends, self._may_be_null, self._clock = device, backends, may_be_null, clock
        self._device: Any = None
        self._blocks: deque[bytes] = deque(maxlen=WAITING_BLOCKS)
        self._framer = Framer()
        self._heard_at = 0.0
        self._reopened = 0

    def open(self) -> None:
        import miniaudio

        self.close()
        hear = self._hear()
        next(hear)
        found = None
        try:
            found = miniaudio.CaptureDevice(
                miniaudio.SampleFormat.FLOAT32, 1, HEARING_RATE, BLOCK_MS,
                device_id=device_id(self._name, miniaudio.Devices(self._backends).get_captures()),
                backends=self._backends, app_name="Inglenook",
            )  # fmt: skip
            if found.backend == "Null" and not self._may_be_null:
                raise miniaudio.MiniaudioError("only a device that hears nothing")
            found.start(hear)
        except miniaudio.MiniaudioError:
            if found is not None:
                found.close()
            raise NoMicrophone from None
        self._device, self._heard_at = found, self._clock()

    def frames(self) -> list[Samples]:
        import numpy as np

        blocks = [np.frombuffer(self._blocks.popleft(), np.float32) for _ in range(len(self._blocks))]
        now = self._clock()
        if blocks:
            self._heard_at, self._reopened = now, 0
        elif self._device is not None and now - self._heard_at > LOST_S:
            if self._reopened == REOPENS:
                self.close()
                raise NoMicrophone
            self._reopened += 1
            self.open()
        return self._framer.frames(blocks)

    def close(self) -> None:
        if self._device is not None:
            with contextlib.suppress(Exception):
                self._device.close()
            self._device = None
        self._blocks.clear()
        self._framer = Framer()

    def _hear(self) -> Generator[None, bytes, None]:
        # The callback of the device does no more than this: it must never be late.
        while True:
            self._blocks.append(bytes((yield)))

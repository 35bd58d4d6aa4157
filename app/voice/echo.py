"""Takes out of what the microphone hears what the loudspeaker was given.

A partitioned frequency-domain adaptive filter with overlap-save (Paez Borrallo and Otero, *On the implementation of a
partitioned block frequency domain adaptive filter*, 1992), normalized by power.  It learns little while somebody speaks
besides.  Eight parts of 512 samples cover 256 ms of room and delay.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from app.voice.microphone import FRAME

if TYPE_CHECKING:
    from app.voice.sound import Samples

PARTS = 8
STEP, STEP_BESIDES = 0.5, 0.03
LEARNING_FRAMES = 60
"""So long it learns whatever is heard: it knows nothing of the room yet."""
UNSURE_FRAMES = 110
"""So long it may still take an echo for a voice; only what is louder than the echo counts as one."""
KNOWN = 0.15
"""A frame of which less than this share of the power is left was all but echo: with a voice in it more is left
(measured: 0.22 and more in 95 of 100 frames)."""
AUDIBLE = 1e-6
"""Power of a frame above which the loudspeaker is heard."""
KEEPS_LEAST = 0.1
FORGETS = 0.95
LOUDER = 4.0
"""What has so many times the power of the echo that was heard until now is somebody's voice."""
RATIO_STEP = 0.1
COMES_FRAMES = 16
"""Within half a second the loudest of an echo has come."""


class EchoFilter:
    """Frames of 512 samples at 16,000 a second; 0.15 ms of one core each."""

    def __init__(self) -> None:
        import numpy as np

        self._played = np.zeros((PARTS, FRAME + 1), np.complex64)
        self._room = np.zeros((PARTS, FRAME + 1), np.complex64)
        self._before = np.zeros(FRAME, np.float32)
        self._power = np.full(FRAME + 1, 1e-3, np.float32)
        self._learned = 0
        self._loudest: deque[float] = deque(maxlen=PARTS)
        """The power of the frames that were played last: an echo is heard after them."""
        self._ratio = 0.0
        """How much of that power is heard again, on the whole."""
        self._audible_frames = 0
        self.is_echo = False
        """Whether the last frame is nothing but an echo, or may be, as the filter does not know the room yet."""
        self._quiet_frames = PARTS

    def clean(self, heard: Samples, played: Samples) -> Samples:
        """*heard* without the echo of *played*, which went to the loudspeaker at the same time."""
        import numpy as np

        is_audible = float(np.mean(played**2)) > AUDIBLE
        self._judge(float(np.mean(heard**2)), float(np.mean(played**2)))
        self._quiet_frames = 0 if is_audible else self._quiet_frames + 1
        if self._quiet_frames > PARTS:
            self._before = played
            return heard
        self._played = np.roll(self._played, 1, 0)
        self._played[0] = np.fft.rfft(np.concatenate([self._before, played]))
        self._before = played
        guess = np.fft.irfft((self._played * self._room).sum(0))[FRAME:].astype(np.float32)
        left = heard - guess
        self._power = 0.8 * self._power + 0.2 * (np.abs(self._played) ** 2).sum(0)
        if is_audible:
            self._learn(left, guess)
        share = float(np.mean(left**2)) / max(float(np.mean(heard**2)), 1e-12)
        self.is_echo = self.is_echo or share < KNOWN
        if share > 1:
            # Headphones, or a room that was learned wrongly while somebody spoke: taking it out would put it in.
            self._room *= FORGETS
            return heard
        return left

    def _judge(self, heard: float, played: float) -> None:
        """See whether a frame of power *heard* is louder than an echo explains, as long as the filter learns."""
        self._loudest.append(played)
        loudest = max(self._loudest)
        if self._learned >= UNSURE_FRAMES or loudest <= AUDIBLE:
            self.is_echo = False
            return
        now = heard / loudest
        self._audible_frames += 1
        if self._audible_frames <= COMES_FRAMES:
            # The first of it comes through the room only after a while.
            self._ratio = max(self._ratio, now)
            self.is_echo = True
            return
        # With headphones next to nothing is heard again, and whoever speaks is louder from the start.
        self.is_echo = now <= LOUDER * self._ratio
        if self.is_echo:
            self._ratio += RATIO_STEP * (now - self._ratio)

    def _learn(self, left: Samples, guess: Samples) -> None:
        import numpy as np

        # Loud beside what the filter explains: somebody speaks too, and must not be learned as part of the room.
        is_alone = float(np.mean(left**2)) < 2 * float(np.mean(guess**2)) + 1e-5
        step = STEP if is_alone or self._learned < LEARNING_FRAMES else STEP_BESIDES
        self._learned += 1
        error = np.fft.rfft(np.concatenate([np.zeros(FRAME, np.float32), left]))
        self._room += (step * np.conj(self._played) * error / (self._power + KEEPS_LEAST)).astype(np.complex64)
        # One part a frame is brought back to a filter of its length.
        part = self._learned % PARTS
        in_time = np.fft.irfft(self._room[part])
        in_time[FRAME:] = 0
        self._room[part] = np.fft.rfft(in_time)

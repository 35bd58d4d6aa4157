"""Whether somebody speaks: by a small network, or by loudness alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.voice.native import sherpa_onnx
from app.voice.sound import HEARING_RATE, loudness

if TYPE_CHECKING:
    from app.voice.sound import Samples

MODEL = "silero_vad.onnx"
THRESHOLD = 0.5


class VoiceActivity(Protocol):
    """Looks at frames of 512 samples, one after the other."""

    def hear(self, frame: Samples) -> bool:
        """Whether somebody speaks in *frame*."""
        ...

    def reset(self) -> None:
        """What comes has nothing to do with what was."""
        ...


class SileroActivity:
    """Silero's network (MIT) in sherpa-onnx; a frame costs about 0.2 ms of one core.  *data* is the folder of it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._network: Any = None
        self._before: Samples | None = None

    def hear(self, frame: Samples) -> bool:
        import numpy as np

        if self._network is None:
            self._network = self._load()
        if self._before is None:
            self._before = np.zeros(self._network.window_size() - len(frame), np.float32)
        # It looks at the end of the frame before, too.
        window = np.concatenate([self._before, frame])
        self._before = window[len(frame) :]
        return bool(self._network.is_speech(window))

    def reset(self) -> None:
        self._before = None
        if self._network is not None:
            self._network.reset()

    def _load(self) -> Any:
        sherpa = sherpa_onnx()

        config = sherpa.VadModelConfig()
        config.silero_vad.model = str(self._data / MODEL)
        config.silero_vad.threshold = THRESHOLD
        # Every frame by itself: how long speech and silence must be is decided where a turn ends.
        config.silero_vad.min_speech_duration = 0.0
        config.silero_vad.min_silence_duration = 0.0
        config.sample_rate, config.num_threads = HEARING_RATE, 1
        return sherpa.VadModel.create(config)


class EnergyActivity:
    """The pretend one: whatever is clearly louder than the room is speech."""

    def __init__(self, factor: float = 4.0, floor: float = 0.003) -> None:
        self._factor, self._usual = factor, floor
        self._floor = floor

    def hear(self, frame: Samples) -> bool:
        level = loudness(frame)
        is_speech = level > self._factor * self._floor
        if not is_speech:
            self._floor += 0.05 * (max(level, 1e-4) - self._floor)
        return is_speech

    def reset(self) -> None:
        self._floor = self._usual

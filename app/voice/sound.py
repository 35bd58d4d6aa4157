"""Sound in memory: one channel of 32-bit floats from -1 to 1, and what is done to it before it is heard."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import FileUnreadable

if TYPE_CHECKING:  # numpy takes a tenth of a second, and a chat without sound needs none
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

HEARING_RATE = 16_000
"""What recognisers and voice activity listen at, in samples a second."""
LEAD_S, TAIL_S = 0.02, 0.06
"""So much quiet is kept before and after a piece: more is a gap, less a click."""
FADE_S = 0.005
QUIET = 0.004
"""What is softer counts as quiet."""
LONGEST_S = 3600


@dataclass(frozen=True, slots=True)
class Sound:
    """Some sound at *rate* samples a second."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    def __repr__(self) -> str:
        return f"<Sound {self.seconds:.2f} s>"


def silence(seconds: float, rate: int) -> Sound:
    """Nothing, for so long."""
    import numpy as np

    return Sound(np.zeros(int(seconds * rate), np.float32), rate)


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate, by cutting or padding its spectrum: exact for what both rates can hold."""
    import numpy as np

    count = round(len(sound.samples) * rate / sound.rate)
    if rate == sound.rate or not count:
        return Sound(sound.samples, rate)
    spectrum = np.fft.rfft(sound.samples)
    wanted = count // 2 + 1
    if wanted <= len(spectrum):
        spectrum = spectrum[:wanted]
    else:
        spectrum = np.concatenate([spectrum, np.zeros(wanted - len(spectrum), spectrum.dtype)])
    samples = np.fft.irfft(spectrum, count) * (count / len(sound.samples))
    return Sound(samples.astype(np.float32), rate)


def pitched(sound: Sound, semitones: float) -> Sound:
    """Higher or lower by so many *semitones*, and quicker or slower by as much."""
    if not semitones:
        return sound
    faster = 2 ** (semitones / 12)
    return Sound(resampled(sound, round(sound.rate / faster)).samples, sound.rate)


def trimmed(sound: Sound) -> Sound:
    """Without the quiet at its ends, and with soft edges; nothing of a sound that is all quiet."""
    import numpy as np

    loud = np.flatnonzero(np.abs(sound.samples) > QUIET)
    if not len(loud):
        return Sound(sound.samples[:0], sound.rate)
    start = max(0, int(loud[0]) - int(LEAD_S * sound.rate))
    end = min(len(sound.samples), int(loud[-1]) + int(TAIL_S * sound.rate))
    samples = sound.samples[start:end].copy()
    edge = min(int(FADE_S * sound.rate), len(samples) // 2)
    ramp = np.linspace(0, 1, edge, dtype=np.float32)
    samples[:edge] *= ramp
    samples[len(samples) - edge :] *= ramp[::-1]
    return Sound(samples, sound.rate)


def followed_by(sound: Sound, seconds: float) -> Sound:
    """*sound* and so much silence."""
    import numpy as np

    return Sound(np.concatenate([sound.samples, silence(seconds, sound.rate).samples]), sound.rate)


def loudness(samples: Samples) -> float:
    """The root mean square, from 0 to 1."""
    import numpy as np

    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def wav_bytes(sound: Sound) -> bytes:
    """As a WAV file of 16 bits."""
    import numpy as np

    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes((np.clip(sound.samples, -1, 1) * 32767).astype("<i2").tobytes())
    return out.getvalue()


def read_wav(untrusted: bytes) -> Sound:
    """A WAV file of 16 bits, its channels mixed into one.

    Raises:
        FileUnreadable: it is none, or one of another kind.
    """
    import numpy as np

    try:
        with wave.open(io.BytesIO(untrusted)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if width != 2 or not 1 <= channels <= 8 or not 4000 <= rate <= 192_000:
                raise FileUnreadable("sound")
            raw = file.readframes(min(file.getnframes(), LONGEST_S * rate))
    except (wave.Error, EOFError, OSError, RuntimeError):  # the last by a chunk that says to end before it begins
        raise FileUnreadable("sound") from None
    whole = len(raw) // (2 * channels) * channels
    samples = np.frombuffer(raw, "<i2", count=whole).astype(np.float32) / 32768
    return Sound(samples.reshape(-1, channels).mean(axis=1, dtype=np.float32), rate)

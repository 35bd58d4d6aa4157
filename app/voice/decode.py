"""Sound files of strangers: WAV, MP3, FLAC and Vorbis, made one kind of sound.  For a process of its own."""

from __future__ import annotations

from app.core.errors import FileTooLarge, FileUnreadable
from app.voice.sound import HEARING_RATE, Sound, wav_bytes

LONGEST_S = 300
"""Longer recordings take more room than a model has, and more patience than anybody."""
SHORTEST_S = 0.1


def decoded_sound(content: bytes) -> bytes:
    """*content*, a sound file, as WAV at HEARING_RATE, in one channel, with nothing that its file says besides.

    Raises:
        FileUnreadable: it is none, or there is nothing to hear in it.
        FileTooLarge: it is longer than LONGEST_S.
    """
    import miniaudio
    import numpy as np

    try:
        found = miniaudio.decode(content, miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=HEARING_RATE)
    except (miniaudio.MiniaudioError, ValueError, MemoryError):
        raise FileUnreadable("recording") from None
    samples = np.clip(np.nan_to_num(np.frombuffer(found.samples, np.float32)), -1, 1)
    if len(samples) > LONGEST_S * HEARING_RATE:
        raise FileTooLarge("recording", minutes=LONGEST_S // 60)
    if len(samples) < SHORTEST_S * HEARING_RATE:
        raise FileUnreadable("recording")
    return wav_bytes(Sound(samples, HEARING_RATE))

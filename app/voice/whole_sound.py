"""A whole sound as words, for a file that somebody names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.voice.sound import HEARING_RATE, read_wav, resampled
from app.voice.transcriber import make_transcriber


def understood_whole(wav: Path | bytes, folders: Sequence[Path]) -> str:
    """What is said in the WAV file *wav*, or its content, by the recognisers in *folders*.  For a process of its own.

    Raises:
        FileUnreadable: it is no such file.
        NoRecognizer: there is none, or it is none.
    """
    sound = resampled(read_wav(wav if isinstance(wav, bytes) else wav.read_bytes()), HEARING_RATE)
    transcriber = make_transcriber(folders)
    transcriber.begin()
    # In parts, as it would come from a microphone.
    for start in range(0, len(sound.samples), HEARING_RATE):
        transcriber.hear(sound.samples[start : start + HEARING_RATE])
    return transcriber.finish()

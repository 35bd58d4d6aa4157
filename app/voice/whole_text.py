"""A whole text as one sound, for a file that somebody asked for."""

from __future__ import annotations

from pathlib import Path

from app.voice.pieces import ReplyScript
from app.voice.sound import Sound, followed_by, wav_bytes
from app.voice.speaker import PLAYING_RATE, PiperSpeaker, Speaker, VoiceStyle
from app.voice.system_voices import SYSTEM, SystemSpeaker


def spoken_whole(text: str, style: VoiceStyle, data: Path) -> bytes:
    """*text* spoken with *style*, as a WAV file.  For a process of its own; *data* is the folder of our own files.

    Raises:
        VoiceError: the voice cannot be used.
    """
    speaker: Speaker = SystemSpeaker() if style.voice == SYSTEM else PiperSpeaker(data)
    return wav_bytes(_joined(text, style, speaker))


def _joined(text: str, style: VoiceStyle, speaker: Speaker) -> Sound:
    import numpy as np

    script = ReplyScript()
    parts = [
        followed_by(speaker.speak(piece.text, style), piece.pause.value / 1000).samples
        for piece in (*script.hear(text), *script.finish())
    ]
    return Sound(np.concatenate(parts) if parts else np.zeros(0, np.float32), PLAYING_RATE)

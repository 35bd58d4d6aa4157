"""Text into sound: what every voice can do, the voices of sherpa-onnx, and a pretend one whose lengths are known."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.core.errors import VoiceUnreadable
from app.voice.english.phonemes import EnglishPhonemes
from app.voice.native import sherpa_onnx
from app.voice.piper import PiperVoice, read_piper
from app.voice.sound import Sound, pitched, resampled, silence, trimmed

PLAYING_RATE = 24_000
"""What is played, in samples a second: voices have 16,000 to 24,000."""
LOADED_VOICES = 2
"""A companion's and the narrator's; each takes 140 MB and more."""
LONGEST_S = 60
"""A piece is no longer, whatever a voice makes of it."""
BREATH_S = 0.35
"""What a voice cannot pronounce at all is a moment of quiet."""


@dataclass(frozen=True, slots=True)
class VoiceStyle:
    """Which voice speaks, and how: *voice* is its file, or what a system's voice is called; *pace* 1 is its own,
    *pitch* in semitones."""

    voice: str
    speaker: int = 0
    pace: float = 1.0
    pitch: float = 0.0


class Speaker(Protocol):
    """Something that speaks."""

    def speak(self, text: str, style: VoiceStyle) -> Sound:
        """*text* spoken, at PLAYING_RATE, without quiet at its ends.

        Raises:
            VoiceError: the voice cannot be used.
        """
        ...


class PiperSpeaker:
    """Piper voices through sherpa-onnx, which is fed phonemes of our own making.  *data* holds the lexicon."""

    def __init__(self, data: Path, threads: int = 1) -> None:
        self._data, self._threads = data, threads
        self._english: EnglishPhonemes | None = None
        self._loaded: OrderedDict[str, tuple[PiperVoice, Any]] = OrderedDict()

    def prepare(self, style: VoiceStyle) -> None:
        """Load what speaking with *style* needs."""
        self._voice(style.voice)
        self._phonemes("")

    def speak(self, text: str, style: VoiceStyle) -> Sound:
        import numpy as np

        sherpa = sherpa_onnx()

        voice, network = self._voice(style.voice)
        phonemes = "".join(sign for sign in self._phonemes(text) if sign in voice.phonemes).strip()
        if not phonemes:
            return silence(BREATH_S, PLAYING_RATE)
        wish = sherpa.GenerationConfig()
        wish.phoneme_codepoints = [[ord(sign) for sign in phonemes]]
        wish.sid = min(style.speaker, max(0, len(voice.speakers) - 1))
        # What is pitched up afterwards becomes as much shorter.
        wish.speed = style.pace / 2 ** (style.pitch / 12)
        found = network.generate("", wish)
        # A stranger's network may give anything.
        samples = np.clip(np.nan_to_num(np.asarray(found.samples, np.float32)), -1, 1)
        sound = Sound(samples[: LONGEST_S * found.sample_rate], found.sample_rate)
        return resampled(trimmed(pitched(sound, style.pitch)), PLAYING_RATE)

    def _phonemes(self, text: str) -> str:
        if self._english is None:
            self._english = EnglishPhonemes(self._data)
        return self._english.of(text)

    def _voice(self, file: str) -> tuple[PiperVoice, Any]:
        if file in self._loaded:
            self._loaded.move_to_end(file)
            return self._loaded[file]
        self._loaded[file] = loaded = self._load(Path(file))
        while len(self._loaded) > LOADED_VOICES:
            self._loaded.popitem(last=False)
        return loaded

    def _load(self, file: Path) -> tuple[PiperVoice, Any]:
        sherpa = sherpa_onnx()

        voice = read_piper(file)
        vits = sherpa.OfflineTtsVitsModelConfig(model=str(file), tokens=str(voice.tokens))
        config = sherpa.OfflineTtsConfig(model=sherpa.OfflineTtsModelConfig(vits=vits, num_threads=self._threads))
        try:
            if not config.validate():
                raise VoiceUnreadable("no_network", name=file.name)
            return voice, sherpa.OfflineTts(config)
        except (RuntimeError, ValueError):
            raise VoiceUnreadable("no_network", name=file.name) from None


class BeepSpeaker:
    """The pretend one: a tone for each letter, so that lengths and cuts are known to the sample."""

    CHAR_S = 0.06

    def speak(self, text: str, style: VoiceStyle) -> Sound:
        import numpy as np

        count = int(len(text) * self.CHAR_S * PLAYING_RATE / style.pace)
        tone = np.sin(2 * np.pi * 220 * 2 ** (style.pitch / 12) * np.arange(count) / PLAYING_RATE)
        return Sound((0.3 * tone).astype(np.float32), PLAYING_RATE)


def try_voice(file: Path, data: Path) -> float:
    """Let the voice in *file* say a word; how many seconds it took to say it.  In a process of its own: it may crash.

    Raises:
        VoiceUnreadable: it says nothing.
    """
    sound = PiperSpeaker(data).speak("Hello.", VoiceStyle(str(file)))
    if not 0.1 < sound.seconds < 10:
        raise VoiceUnreadable("no_network", name=file.name)
    return sound.seconds

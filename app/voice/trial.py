"""What voices, voice activity and the echo filter do here, for ``inglenook bench voice``.

Each function runs in a process of its own, and gives plain figures.  The scenes are made by rule from a voice and from
noise, so that everybody who measures hears the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.voice.activity import SileroActivity
from app.voice.echo import EchoFilter
from app.voice.loudspeaker import DeviceLoudspeaker
from app.voice.microphone import FRAME
from app.voice.sound import HEARING_RATE, Sound, resampled, silence
from app.voice.speaker import PLAYING_RATE, PiperSpeaker, VoiceStyle

if TYPE_CHECKING:
    import numpy as np

    from app.voice.sound import Samples

TEXTS = (
    "Hi.",
    "Hello there, how are you today?",
    "I was just thinking about you, and wondering how your interview went this morning.",
)
SENTENCES = (
    "Please open the window, it is warm in here.",
    "I went to the market this morning.",
    "What would you like to do this evening?",
    "Tell me a story about the sea.",
    "I am not sure that I understand you.",
    "No, that is not what I meant.",
    "It rained the whole day, and we stayed at home.",
    "Good night, and sleep well.",
)
ROOM_NOISE = 0.002
BETWEEN_S = 2.0


@dataclass(frozen=True, slots=True)
class PieceFigures:
    """One piece: its letters, the sound it makes, and what it takes."""

    letters: int
    sound_s: float
    wall_ms: float
    cpu_ms: float


@dataclass(slots=True)
class HearingFigures:
    """For each scene whether each frame of 32 ms counts as speech; what a frame takes, and what the filter does."""

    scenes: dict[str, list[bool]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    """How many turns really begin in a scene."""
    frame_ms: float = 0.0
    echo_frame_ms: float = 0.0
    echo_db: float = 0.0
    """By how much the filter makes an echo softer, once it has had two seconds to learn."""


@dataclass(frozen=True, slots=True)
class DeviceFigures:
    """How long the longest wait between two blocks was, how long a block is, and what being quiet takes."""

    block_ms: float
    longest_ms: float
    stop_ms: float
    blocks: int


def measure_voice(file: Path, data: Path) -> list[PieceFigures]:
    """What pieces of several lengths take with the voice in *file*.

    Raises:
        VoiceError: it cannot be used.
    """
    speaker, style = PiperSpeaker(data), VoiceStyle(str(file))
    speaker.speak("Warm up.", style)
    found: list[PieceFigures] = []
    for text in TEXTS:
        wall, cpu = time.perf_counter(), time.process_time()
        sound = speaker.speak(text, style)
        found.append(
            PieceFigures(
                len(text), round(sound.seconds, 2), 1000 * (time.perf_counter() - wall),
                1000 * (time.process_time() - cpu),
            )
        )  # fmt: skip
    return found


def measure_hearing(file: Path, data: Path) -> HearingFigures:
    """How often voice activity is right, with the voice in *file* as whoever speaks.

    Raises:
        VoiceError: it cannot be used.
    """
    import numpy as np

    speaker, style = PiperSpeaker(data), VoiceStyle(str(file), pitch=3)
    said = [resampled(speaker.speak(text, style), HEARING_RATE).samples for text in SENTENCES]
    own = [resampled(speaker.speak(text, VoiceStyle(str(file))), HEARING_RATE).samples for text in SENTENCES]
    chance = np.random.default_rng(5)
    figures = HearingFigures()
    activity = SileroActivity(data)
    scenes = {
        "speech": (_spread(said), len(said)),
        "coughs": (_spread([_cough(chance) for _ in range(12)]), 0),
        "keyboard": (_spread([_typing(chance) for _ in range(12)]), 0),
        "music": (_music(), 0),
    }
    for name, (samples, starts) in scenes.items():
        _judge(figures, activity, name, _with_noise(samples, chance), starts)
    _judge_echo(figures, activity, np.concatenate(own * 2), said[0], chance)
    return figures


def _judge(figures: HearingFigures, activity: SileroActivity, name: str, samples: Samples, starts: int) -> None:
    activity.reset()
    frames = _frames(samples)
    began = time.process_time()
    figures.scenes[name] = [activity.hear(frame) for frame in frames]
    figures.frame_ms = 1000 * (time.process_time() - began) / len(frames)
    figures.starts[name] = starts


def _judge_echo(
    figures: HearingFigures, activity: SileroActivity, own: Samples, said: Samples, chance: np.random.Generator
) -> None:
    """A loudspeaker that reaches the microphone 30 ms later through a small room, and somebody who speaks over it."""
    import numpy as np

    echo = _in_room(own)
    heard = _with_noise(echo, chance)
    cleaned, is_echo, figures.echo_frame_ms = _cleaned(heard, own)
    late = slice(2 * HEARING_RATE, None)
    figures.echo_db = 10 * float(np.log10(np.mean(heard[late] ** 2) / np.mean(cleaned[late] ** 2)))
    _judge(figures, activity, "own voice, unfiltered", heard, 0)
    _judge(figures, activity, "own voice", cleaned, 0)
    figures.scenes["own voice"] = _but_for(figures.scenes["own voice"], is_echo)
    over = np.zeros_like(own)
    at = 6 * HEARING_RATE
    over[at : at + len(said)] = said[: len(over) - at]
    both, _, _ = _cleaned(_with_noise(echo + 0.6 * over, chance), own)
    _judge(figures, activity, "speaking over it", both[at - HEARING_RATE :], 1)


def _cleaned(heard: Samples, played: Samples) -> tuple[Samples, list[bool], float]:
    """*heard* without the echo of *played*, in which frames are nothing but that, and what a frame takes."""
    import numpy as np

    echo = EchoFilter()
    frames: list[Samples] = []
    is_echo: list[bool] = []
    began = time.process_time()
    for one, other in zip(_frames(heard), _frames(played), strict=True):
        frames.append(echo.clean(one, other))
        is_echo.append(echo.is_echo)
    return np.concatenate(frames), is_echo, 1000 * (time.process_time() - began) / len(frames)


def _but_for(speech: list[bool], is_echo: list[bool]) -> list[bool]:
    return [spoken and not echoed for spoken, echoed in zip(speech, is_echo, strict=True)]


def _frames(samples: Samples) -> list[Samples]:
    whole = len(samples) // FRAME * FRAME
    return [samples[start : start + FRAME] for start in range(0, whole, FRAME)]


def _spread(sounds: list[Samples]) -> Samples:
    import numpy as np

    quiet = silence(BETWEEN_S, HEARING_RATE).samples
    return np.concatenate([part for sound in sounds for part in (quiet, sound)] + [quiet])


def _with_noise(samples: Samples, chance: np.random.Generator) -> Samples:
    import numpy as np

    return samples + chance.normal(0, ROOM_NOISE, len(samples)).astype(np.float32)


def _cough(chance: np.random.Generator) -> Samples:
    """A burst of noise of a tenth of a second that fades."""
    import numpy as np

    count = int(0.12 * HEARING_RATE)
    return (0.4 * chance.normal(0, 1, count) * np.exp(-np.arange(count) / (0.03 * HEARING_RATE))).astype(np.float32)


def _typing(chance: np.random.Generator) -> Samples:
    """Five clicks within a second."""
    import numpy as np

    samples = np.zeros(HEARING_RATE, np.float32)
    for place in chance.integers(0, HEARING_RATE - 200, 5):
        samples[place : place + 80] += (0.3 * chance.normal(0, 1, 80) * np.exp(-np.arange(80) / 20)).astype(np.float32)
    return samples


def _music() -> Samples:
    """Twelve seconds of chords, one each half a second."""
    import numpy as np

    beat = HEARING_RATE // 2
    at = np.arange(beat) / HEARING_RATE
    chords = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))
    tones = [sum(np.sin(2 * np.pi * hertz * at) for hertz in chord) * np.exp(-3 * at) for chord in chords * 6]
    return (0.1 * np.concatenate(tones)).astype(np.float32)


def _in_room(samples: Samples) -> Samples:
    import numpy as np

    chance = np.random.default_rng(2)
    answer = chance.normal(0, 1, 3200) * np.exp(-np.arange(3200) / (0.06 * HEARING_RATE))
    answer[0] = 3
    answer = np.concatenate([np.zeros(480), answer])
    answer *= 0.35 / np.sqrt(np.sum(answer**2))
    return np.convolve(samples, answer)[: len(samples)].astype(np.float32)


class _Watched(DeviceLoudspeaker):
    """Notes when each block was asked for."""

    def __init__(self) -> None:
        import miniaudio

        super().__init__(backends=[miniaudio.Backend.NULL], may_be_null=True)
        self.times: list[float] = []
        self.sizes: list[int] = []

    def take(self, count: int) -> Samples:
        self.times.append(time.perf_counter())
        self.sizes.append(count)
        return super().take(count)


def measure_device(seconds: float) -> DeviceFigures:
    """How regularly a device that plays to nobody is fed for so long, in this process, whatever others do."""
    import numpy as np

    loudspeaker = _Watched()
    tone = np.sin(np.arange(int(seconds * PLAYING_RATE)) / 20).astype(np.float32)
    loudspeaker.play(Sound(tone, PLAYING_RATE), 1)
    # What is measured is the device, on a thread of its own, beside whatever else the machine does.
    time.sleep(seconds - 0.5)
    began = time.perf_counter()
    loudspeaker.stop()
    stopped = time.perf_counter() - began
    loudspeaker.close()
    waits = np.diff(loudspeaker.times[2:])
    block = 1000 * float(np.median(loudspeaker.sizes)) / PLAYING_RATE
    return DeviceFigures(block, 1000 * float(waits.max()), 1000 * stopped, len(loudspeaker.times))

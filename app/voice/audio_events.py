"""What the app and its process for sound tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.core.errors import AppError
from app.voice.speaker import VoiceStyle

# --- asked ---


@dataclass(frozen=True, slots=True)
class Prepare:
    """Load what speaking with *style* needs, before there is anything to say."""

    style: VoiceStyle


@dataclass(frozen=True, slots=True)
class ChooseLoudspeaker:
    """Play on *device* from now on, or on the system's own where it is empty or not there."""

    device: str


@dataclass(frozen=True, slots=True)
class Say:
    """Speak *text* after whatever is queued, and be quiet for *pause_ms* then."""

    piece: int
    text: str
    style: VoiceStyle
    pause_ms: int = 0

    def __repr__(self) -> str:
        return f"<Say {self.piece}>"


@dataclass(frozen=True, slots=True)
class Play:
    """Play the WAV file in *wav* after whatever is queued."""

    piece: int
    wav: bytes

    def __repr__(self) -> str:
        return f"<Play {self.piece}>"


@dataclass(frozen=True, slots=True)
class Silence:
    """Drop whatever is queued, at once; ``Silenced`` answers."""


@dataclass(frozen=True, slots=True)
class Duck:
    """Play at *gain*, from 0 to 1, from now on."""

    gain: float


# --- told ---


@dataclass(frozen=True, slots=True)
class PieceStarted:
    """The first sound of a piece was played."""

    piece: int


@dataclass(frozen=True, slots=True)
class PieceEnded:
    """A piece was heard whole, or there was nothing in it to hear."""

    piece: int


@dataclass(frozen=True, slots=True)
class Silenced:
    """The queue was dropped; *piece* was heard for *share* of it, from 0 to 1; None where nothing was playing."""

    piece: int | None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud what is played is just now, from 0 to 1: a mouth moves with it."""

    level: float


@dataclass(frozen=True, slots=True)
class PieceFailed:
    """A piece could not be spoken."""

    piece: int
    error: AppError


# --- hearing: asked ---


@dataclass(frozen=True, slots=True)
class OpenMicrophone:
    """Begin to hear, by *device* or the system's own; *recognizers* are the folders of what turns it into words."""

    device: str = ""
    recognizers: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseMicrophone:
    """Hear nothing any more."""


@dataclass(frozen=True, slots=True)
class BeginWords:
    """The turn of this number has begun, a moment ago: turn what is heard into words."""

    turn: int = 0


@dataclass(frozen=True, slots=True)
class FinishWords:
    """The turn is over: ``Words`` with all of them answers."""


@dataclass(frozen=True, slots=True)
class DropWords:
    """It was no turn."""


# --- hearing: told ---


@dataclass(frozen=True, slots=True)
class MicrophoneOpened:
    """From now on it hears."""


@dataclass(frozen=True, slots=True)
class MicrophoneClosed:
    """It hears nothing any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """32 ms were heard: whether somebody speaks in them, and how loud they are, from 0 to 1."""

    is_speech: bool
    level: float


@dataclass(frozen=True, slots=True)
class Words:
    """What was said so far, or, where *is_final*, in the whole turn of this number."""

    text: str
    is_final: bool
    turn: int = 0

    def __repr__(self) -> str:
        return f"<Words {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class ListeningFailed:
    """It cannot hear, or not understand."""

    error: AppError

"""What the app and its process for sound tell each other."""

from __future__ import annotations

from dataclasses import dataclass

from app.voice.speaker import VoiceStyle

# --- asked ---


@dataclass(frozen=True, slots=True)
class Prepare:
    """Load what speaking with *style* needs, before there is anything to say."""

    style: VoiceStyle


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
    """A piece could not be spoken: *error* is the class of an ``AppError``, with its case and arguments."""

    piece: int
    error: str
    case: str
    arguments: tuple[tuple[str, object], ...] = ()

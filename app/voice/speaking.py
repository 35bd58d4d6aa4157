"""Inside the process for sound: pieces of text are spoken ahead, one after the other, and played as they come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import suppress

from app.core.errors import AppError, VoiceUnreadable
from app.core.log import describe
from app.core.workers import Worker
from app.voice.audio_events import (
    Duck,
    Loudness,
    PieceEnded,
    PieceFailed,
    PieceStarted,
    Prepare,
    Say,
    Silence,
    Silenced,
)
from app.voice.loudspeaker import Heard, Loudspeaker
from app.voice.sound import followed_by
from app.voice.speaker import PiperSpeaker, Speaker, VoiceStyle
from app.voice.system_voices import SYSTEM

log = logging.getLogger("app.voice")


class Speaking:
    """Answers what concerns speaking; ``tick`` says what was heard meanwhile, about thirty times a second."""

    def __init__(
        self, piper: Speaker, system: Speaker, loudspeaker: Loudspeaker, tell: Callable[[object], None]
    ) -> None:
        self._piper, self._system, self._loudspeaker, self._tell = piper, system, loudspeaker, tell
        # A piece is spoken while the one before is heard; commands are answered meanwhile.
        self._worker = Worker("synthesis")
        self._turn = 0
        """Counts the silences: what was asked for before the last one is not played any more."""
        self._queued: list[int] = []
        self._playing: int | None = None
        self._level = 0.0

    def take(self, command: object) -> bool:
        """Do what *command* says; False where it does not concern speaking."""
        match command:
            case Prepare(style=style):
                self._worker.submit(lambda: self._prepare(style))
            case Say():
                turn = self._turn
                self._queued.append(command.piece)
                self._worker.submit(lambda: self._speak(command, turn))
            case Silence():
                self._silence()
            case Duck(gain=gain):
                self._loudspeaker.duck(gain)
            case _:
                return False
        return True

    def tick(self) -> None:
        """Say which piece is heard now, and how loud it is."""
        heard = self._loudspeaker.heard
        self._note(heard.piece if heard is not None else None)
        level = float(getattr(self._loudspeaker, "level", 0.0)) if heard is not None else 0.0
        if abs(level - self._level) > 0.02 or (level == 0) != (self._level == 0):
            self._level = level
            self._tell(Loudness(level))

    def close(self) -> None:
        """Be quiet, and let the device go."""
        self._turn += 1
        self._loudspeaker.stop()
        self._loudspeaker.close()
        self._worker.close(0.5)

    def _note(self, piece: int | None) -> None:
        if piece == self._playing:
            return
        if self._playing is not None:
            self._end(self._playing)
        if piece is not None:
            # One that was shorter than a look has passed unseen.
            for passed in [queued for queued in self._queued if queued < piece]:
                self._tell(PieceStarted(passed))
                self._end(passed)
            self._tell(PieceStarted(piece))
        self._playing = piece

    def _end(self, piece: int) -> None:
        with suppress(ValueError):
            self._queued.remove(piece)
            self._tell(PieceEnded(piece))

    def _silence(self) -> None:
        self._turn += 1
        heard: Heard | None = self._loudspeaker.stop()
        self._loudspeaker.duck(1.0)
        self._queued, self._playing = [], None
        self._tell(Silenced(heard.piece, heard.share) if heard is not None else Silenced(None))
        self._tell(Loudness(0.0))
        self._level = 0.0

    def _speak(self, wanted: Say, turn: int) -> Generator[None, None, None]:
        yield
        if turn != self._turn:
            return
        try:
            sound = self._speaker(wanted.style).speak(wanted.text, wanted.style)
            if turn == self._turn:
                self._loudspeaker.play(followed_by(sound, wanted.pause_ms / 1000), wanted.piece)
        except AppError as error:
            self._tell(PieceFailed(wanted.piece, error))
        except Exception as error:  # noqa: BLE001 - a library's own: the next piece may work
            log.error("a piece could not be spoken: %s", describe(error))
            self._tell(PieceFailed(wanted.piece, VoiceUnreadable("broken")))

    def _prepare(self, style: VoiceStyle) -> Generator[None, None, None]:
        yield
        speaker = self._speaker(style)
        if isinstance(speaker, PiperSpeaker):
            with suppress(AppError):  # told when there is something to say
                speaker.prepare(style)

    def _speaker(self, style: VoiceStyle) -> Speaker:
        return self._system if style.voice == SYSTEM else self._piper

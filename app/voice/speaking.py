"""Inside the process for sound: pieces of text are spoken ahead, one after the other, and played as they come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import suppress

from app.core.errors import AppError, VoiceUnreadable
from app.core.log import describe
from app.core.workers import Worker
from app.voice.audio_events import (
    ChooseLoudspeaker,
    Duck,
    Loudness,
    PieceEnded,
    PieceFailed,
    Play,
    Prepare,
    Say,
    Silence,
    Silenced,
)
from app.voice.loudspeaker import Loudspeaker
from app.voice.sound import followed_by, read_wav, resampled
from app.voice.speaker import PLAYING_RATE, PiperSpeaker, Speaker, VoiceStyle
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
        """Pieces that were asked for, and neither heard whole nor dropped."""
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
            case Play():
                turn = self._turn
                self._queued.append(command.piece)
                self._worker.submit(lambda: self._play(command, turn))
            case Silence():
                self._silence()
            case ChooseLoudspeaker(device=device):
                self._loudspeaker.choose(device)
            case Duck(gain=gain):
                self._loudspeaker.duck(gain)
            case _:
                return False
        return True

    def tick(self) -> None:
        """Say which pieces were heard meanwhile, and how loud it is."""
        try:
            self._tell_passed()
        except AppError as error:
            self._lose(error)
        level = self._loudspeaker.level
        if abs(level - self._level) > 0.02 or (level == 0) != (self._level == 0):
            self._level = level
            self._tell(Loudness(level))

    def close(self) -> None:
        """Be quiet, and let the device go."""
        self._turn += 1
        self._loudspeaker.stop()
        self._loudspeaker.close()
        self._worker.close(0.5)

    def _tell_passed(self) -> None:
        for event in self._loudspeaker.passed():
            if isinstance(event, PieceEnded):
                self._forget(event.piece)
            self._tell(event)

    def _fail(self, piece: int, error: AppError) -> None:
        self._forget(piece)
        self._tell(PieceFailed(piece, error))

    def _forget(self, piece: int) -> None:
        with suppress(ValueError):  # it was dropped meanwhile
            self._queued.remove(piece)

    def _lose(self, error: AppError) -> None:
        """The device is gone: none of what waits will be heard."""
        self._turn += 1
        self._loudspeaker.stop()
        lost, self._queued = self._queued, []
        for piece in lost:
            self._tell(PieceFailed(piece, error))

    def _silence(self) -> None:
        self._turn += 1
        position = self._loudspeaker.stop()
        self._loudspeaker.duck(1.0)
        self._queued = []
        with suppress(AppError):  # it is quiet, which is what was wanted
            self._tell_passed()
        self._tell(Silenced(position.piece, position.share) if position is not None else Silenced(None))
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
            self._fail(wanted.piece, error)
        except Exception as error:  # noqa: BLE001 - a library's own: the next piece may work
            log.error("a piece could not be spoken: %s", describe(error))
            self._fail(wanted.piece, VoiceUnreadable("broken"))

    def _play(self, wanted: Play, turn: int) -> Generator[None, None, None]:
        yield
        try:
            sound = resampled(read_wav(wanted.wav), PLAYING_RATE)
            if turn == self._turn:
                self._loudspeaker.play(sound, wanted.piece)
        except AppError as error:
            self._fail(wanted.piece, error)

    def _prepare(self, style: VoiceStyle) -> Generator[None, None, None]:
        yield
        speaker = self._speaker(style)
        if isinstance(speaker, PiperSpeaker):
            with suppress(AppError):  # told when there is something to say
                speaker.prepare(style)

    def _speaker(self, style: VoiceStyle) -> Speaker:
        return self._system if style.voice == SYSTEM else self._piper

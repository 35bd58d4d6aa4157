"""Sound on a clock of its own: what would be heard is played in no time, for tests and for measuring."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from app.voice.audio_events import Duck, Loudness, PieceEnded, PieceFailed, PieceStarted, Say, Silence, Silenced

CHAR_S = 0.06
"""How long a letter is heard."""


class PretendAudio:
    """Speaks every piece at once and plays it while ``advance`` lets time pass.

    ``asked`` has every command, ``said`` the texts that were begun to be heard, ``gain`` how loud it plays.
    """

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.said: list[str] = []
        self.gain = 1.0
        self.fails: dict[str, tuple[str, str]] = {}
        """For a piece that has these words: the error that it fails with, and its case."""
        self.is_closed = False
        self._queue: deque[Say] = deque()
        self._played_s = 0.0
        self._has_started = False
        self._listeners: list[Callable[[object], None]] = []

    def listen(self, listener: Callable[[object], None]) -> Callable[[], None]:
        """As ``Audio.listen``."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def ask(self, command: object) -> None:
        """As ``Audio.ask``."""
        self.asked.append(command)
        self.is_closed = False
        match command:
            case Say():
                self._queue.append(command)
            case Silence():
                self._silence()
            case Duck(gain=gain):
                self.gain = gain

    def close(self) -> None:
        """As ``Audio.close``."""
        self._queue.clear()
        self._has_started, self._played_s = False, 0.0
        self.is_closed = True

    @property
    def is_playing(self) -> bool:
        """Whether anything is left to be heard."""
        return bool(self._queue)

    def advance(self, seconds: float) -> None:
        """Play for so long."""
        left = seconds
        while self._queue and left > 0:
            piece = self._queue[0]
            if (why := self._why_not(piece)) is not None:
                self._queue.popleft()
                self.tell(PieceFailed(piece.piece, *why))
                continue
            if not self._has_started:
                self._has_started = True
                self.said.append(piece.text)
                self.tell(PieceStarted(piece.piece))
                self.tell(Loudness(0.5))
            length = _length_of(piece)
            step = min(left, length - self._played_s)
            self._played_s += step
            left -= step
            if self._played_s >= length - 1e-9 and self._queue and self._queue[0] is piece:
                self._queue.popleft()
                self._has_started, self._played_s = False, 0.0
                self.tell(PieceEnded(piece.piece))
                if not self._queue:
                    self.tell(Loudness(0.0))

    def tell(self, event: object) -> None:
        """Tell everybody *event*."""
        for listener in tuple(self._listeners):
            listener(event)

    def _why_not(self, piece: Say) -> tuple[str, str] | None:
        return next((why for words, why in self.fails.items() if words in piece.text), None)

    def _silence(self) -> None:
        if self._queue and self._has_started:
            heard = Silenced(self._queue[0].piece, self._played_s / _length_of(self._queue[0]))
        else:
            heard = Silenced(None)
        self._queue.clear()
        self._has_started, self._played_s = False, 0.0
        self.gain = 1.0
        self.tell(heard)


def _length_of(piece: Say) -> float:
    return len(piece.text) * CHAR_S / piece.style.pace + piece.pause_ms / 1000

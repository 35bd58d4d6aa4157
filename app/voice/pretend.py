"""Sound on a clock of its own: what would be heard is played in no time, for tests and for measuring."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from app.core.errors import AppError
from app.voice.audio_events import (
    BeginWords,
    CloseMicrophone,
    DropWords,
    Duck,
    FinishWords,
    Frame,
    ListeningFailed,
    Loudness,
    MicrophoneClosed,
    MicrophoneOpened,
    OpenMicrophone,
    PieceEnded,
    PieceFailed,
    PieceStarted,
    Play,
    Say,
    Silence,
    Silenced,
    Words,
)

CHAR_S = 0.06
"""How long a letter is heard."""


FRAME_S = 0.032
FRAMES_BEFORE = 10
WORD_S = 0.3
"""How long a person takes for a word."""


class PretendAudio:
    """Speaks every piece at once and plays it while ``advance`` lets time pass; ``hear`` lets a person be heard.

    ``asked`` has every command, ``said`` the texts that were begun to be heard, ``gain`` how loud it plays.  Where it
    *echoes*, the microphone hears what is played, and understands it.
    """

    def __init__(self, *, echoes: bool = False) -> None:
        self.echoes = echoes
        self.is_open = False
        self.opens = 0
        """How often the microphone was opened."""
        self.fails_to_open: AppError | None = None
        self._heard: list[str] | None = None
        """The words of the turn that is being understood; None between turns."""
        self._turn = 0
        self._lately: deque[list[str]] = deque(maxlen=FRAMES_BEFORE)
        """The words of the last frames: a turn has begun before anybody can tell that it has."""
        self.asked: list[object] = []
        self.said: list[str] = []
        self.gain = 1.0
        self.fails: dict[str, AppError] = {}
        """For a piece that has these words: the error that it fails with."""
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
            case Play(piece=piece):
                self.tell(PieceStarted(piece))
                self.tell(PieceEnded(piece))
            case Silence():
                self._silence()
            case Duck(gain=gain):
                self.gain = gain
            case OpenMicrophone():
                self._open()
            case CloseMicrophone():
                self.is_open = False
                self.tell(MicrophoneClosed())
            case BeginWords(turn=turn):
                self._turn = turn
                self._heard = [word for words in self._lately for word in words]
            case FinishWords():
                words, self._heard = " ".join(self._heard or []), None
                self._lately.clear()
                self.tell(Words(words, is_final=True, turn=self._turn))
            case DropWords():
                self._heard = None

    def _open(self) -> None:
        if self.fails_to_open is not None:
            self.tell(ListeningFailed(self.fails_to_open))
            return
        self.is_open, self._heard = True, None
        self._lately.clear()
        self.opens += 1
        self.tell(MicrophoneOpened())

    def quiet(self, seconds: float) -> None:
        """Nobody says anything for so long."""
        self._live(seconds, [], is_speech=False)

    def noise(self, seconds: float) -> None:
        """Something that sounds like speech and has no words: a cough, a chair."""
        self._live(seconds, [], is_speech=True)

    def hear(self, words: str) -> None:
        """A person says *words*."""
        spoken = words.split()
        self._live(len(spoken) * WORD_S, spoken, is_speech=True)

    def _live(self, seconds: float, words: list[str], *, is_speech: bool) -> None:
        frames = round(seconds / FRAME_S)
        for place in range(frames):
            self.advance(FRAME_S)
            if not self.is_open:
                continue
            said = words[place * len(words) // frames : (place + 1) * len(words) // frames]
            echo = self.echoes and self._has_started
            if echo and self._queue:
                said = [*said, *self._echo()]
            self._note(said)
            self.tell(Frame(is_speech or echo, 0.2 if is_speech or echo else 0.0))

    def _note(self, said: list[str]) -> None:
        self._lately.append(said)
        if self._heard is not None and said:
            self._heard += said
            self.tell(Words(" ".join(self._heard), is_final=False, turn=self._turn))

    def _echo(self) -> list[str]:
        """The word of what is played that is heard in this frame."""
        words = self._queue[0].text.split()
        length = _length_of(self._queue[0])
        place = int(self._played_s / length * len(words))
        before = int(max(0.0, self._played_s - FRAME_S) / length * len(words))
        return words[before:place]

    def close(self) -> None:
        """As ``Audio.close``."""
        self.is_open, self._heard = False, None
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
                self.tell(PieceFailed(piece.piece, why))
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

    def _why_not(self, piece: Say) -> AppError | None:
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

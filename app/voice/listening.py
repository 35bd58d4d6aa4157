"""Inside the process for sound: from the microphone to frames, words, and nothing that is kept."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import AppError, NoMicrophone, NoRecognizer
from app.core.log import describe
from app.voice.activity import VoiceActivity
from app.voice.audio_events import (
    BeginWords,
    CloseMicrophone,
    DropWords,
    FinishWords,
    Frame,
    ListeningFailed,
    MicrophoneClosed,
    MicrophoneOpened,
    OpenMicrophone,
    Words,
)
from app.voice.echo import EchoFilter
from app.voice.loudspeaker import PlayQueue
from app.voice.microphone import FRAME, Microphone
from app.voice.sound import HEARING_RATE, loudness
from app.voice.speaker import PLAYING_RATE
from app.voice.transcriber import Transcriber

if TYPE_CHECKING:
    from app.voice.sound import Samples

log = logging.getLogger("app.voice")

FRAMES_BEFORE = 10
"""A word begins before anybody can tell that it has: 320 ms of what was before belong to it."""
SILENT_FRAMES = 94
"""Three seconds of nothing but zeros from the start: no room is as quiet, so the system does not let us hear."""
DRIFT_FRAMES = 4
"""What was played may wait for the microphone no longer than this, or the two would drift apart."""


class Listening:
    """Answers what concerns hearing; ``tick`` looks at what the microphone heard."""

    def __init__(
        self,
        make_microphone: Callable[[str], Microphone],
        activity: VoiceActivity,
        make_transcriber: Callable[[Sequence[Path]], Transcriber],
        tell: Callable[[object], None],
        played: PlayQueue | None = None,
    ) -> None:
        self._make_microphone, self._make_transcriber = make_microphone, make_transcriber
        self._activity, self._tell = activity, tell
        self._microphone: Microphone | None = None
        self._transcriber: Transcriber | None = None
        self._recognizers: tuple[Path, ...] = ()
        self._before: deque[Samples] = deque(maxlen=FRAMES_BEFORE)
        self._is_hearing = False
        self._words = ""
        self._turn = 0
        self._zeros = 0
        """Frames of nothing since it was opened; below 0 once it has heard anything."""
        self._echo: EchoFilter | None = None
        self._reference = Reference(played) if played is not None else None

    def take(self, command: object) -> bool:
        """Do what *command* says; False where it does not concern hearing."""
        match command:
            case OpenMicrophone():
                self._open(command)
            case CloseMicrophone():
                self._close()
                self._tell(MicrophoneClosed())
            case BeginWords(turn=turn):
                self._turn = turn
                self._begin()
            case FinishWords():
                self._finish()
            case DropWords():
                self._is_hearing, self._words = False, ""
            case _:
                return False
        return True

    def tick(self) -> None:
        """Look at what was heard meanwhile."""
        if self._microphone is None:
            return
        try:
            for frame in self._microphone.frames():
                self._hear(frame)
        except AppError as error:
            self._fail(error)

    def close(self) -> None:
        """Hear nothing any more."""
        self._close()

    def _open(self, wanted: OpenMicrophone) -> None:
        self._close()
        try:
            if wanted.recognizers and wanted.recognizers != self._recognizers:
                transcriber = self._make_transcriber(wanted.recognizers)
                transcriber.load()
                self._transcriber, self._recognizers = transcriber, wanted.recognizers
            microphone = self._make_microphone(wanted.device)
            microphone.open()
        except AppError as error:
            self._fail(error)
            return
        self._microphone = microphone
        self._activity.reset()
        self._echo = EchoFilter() if self._reference is not None else None
        if self._reference is not None:
            self._reference.forget()
        self._zeros = 0
        self._tell(MicrophoneOpened())

    def _close(self) -> None:
        if self._microphone is not None:
            self._microphone.close()
        self._microphone = None
        self._is_hearing, self._words = False, ""
        self._before.clear()

    def _hear(self, heard: Samples) -> None:
        frame, is_echo = heard, False
        if self._reference is not None and self._echo is not None:
            frame = self._echo.clean(heard, self._reference.frame())
            is_echo = self._echo.is_echo
        self._watch_silence(heard)
        self._tell(Frame(self._activity.hear(frame) and not is_echo, loudness(frame)))
        self._before.append(frame)
        if self._is_hearing and self._transcriber is not None:
            transcriber = self._transcriber
            self._show(self._tried(lambda: transcriber.hear(frame)))

    def _watch_silence(self, heard: Samples) -> None:
        # Later on somebody may mute their headset, which is theirs to do.
        if heard.any():
            self._zeros = -1
        elif self._zeros >= 0:
            self._zeros += 1
            if self._zeros == SILENT_FRAMES:
                self._fail(NoMicrophone("silent"))

    def _begin(self) -> None:
        transcriber = self._transcriber
        if transcriber is None:
            self._fail(NoRecognizer())
            return
        self._is_hearing, self._words = True, ""
        self._tried(lambda: self._begun(transcriber))

    def _begun(self, transcriber: Transcriber) -> str:
        transcriber.begin()
        return "".join(transcriber.hear(frame) for frame in self._before)

    def _finish(self) -> None:
        if not self._is_hearing or self._transcriber is None:
            self._tell(Words("", is_final=True, turn=self._turn))
            return
        self._is_hearing = False
        self._tell(Words(self._tried(self._transcriber.finish), is_final=True, turn=self._turn))

    def _show(self, words: str) -> None:
        if words and words != self._words:
            self._words = words
            self._tell(Words(words, is_final=False, turn=self._turn))

    def _fail(self, error: AppError) -> None:
        self._tell(ListeningFailed(error))

    def _tried(self, call: Callable[[], str]) -> str:
        """What *call* gives; nothing where the recogniser stumbles, which is told: the next turn may work."""
        try:
            return call()
        except AppError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 - a library's own
            log.error("a recogniser stumbled: %s", describe(error))
            self._fail(NoRecognizer("broken"))
        return ""


class Reference:
    """What the loudspeaker was given, frame by frame at HEARING_RATE, in step with the microphone."""

    def __init__(self, played: PlayQueue) -> None:
        import numpy as np

        self._played = played
        self._waiting = np.zeros(0, np.float32)

    def forget(self) -> None:
        """The microphone begins to hear only now."""
        self._played.reference.clear()
        self._waiting = self._waiting[:0]

    def frame(self) -> Samples:
        """What was played with the next frame that was heard; silence where nothing was."""
        import numpy as np

        blocks = [self._played.reference.popleft() for _ in range(len(self._played.reference))]
        if blocks:
            self._waiting = np.concatenate([self._waiting, _thinned(np.concatenate(blocks))])
            self._waiting = self._waiting[-DRIFT_FRAMES * FRAME :]
        frame, self._waiting = self._waiting[:FRAME], self._waiting[FRAME:]
        return np.pad(frame, (0, FRAME - len(frame))) if len(frame) < FRAME else frame


def _thinned(samples: Samples) -> Samples:
    """Three samples of PLAYING_RATE become two of HEARING_RATE; straight between two is exact enough to be filtered."""
    import numpy as np

    count = len(samples) * HEARING_RATE // PLAYING_RATE
    places = np.arange(count) * (PLAYING_RATE / HEARING_RATE)
    thinned: Samples = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    return thinned

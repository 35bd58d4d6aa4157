"""Speaking in place of writing: what is heard comes as words, and is sent by nobody but the person."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.call.turn_taking import FRAME_S
from app.core import settings as s
from app.core.errors import AppError, AudioStopped, NoRecognizer
from app.core.events import tell_each
from app.core.settings import Settings
from app.voice import (
    Audio,
    AudioEnded,
    BeginWords,
    CloseMicrophone,
    DropWords,
    FinishWords,
    Frame,
    ListeningFailed,
    MicrophoneOpened,
    OpenMicrophone,
    Words,
)

NOTHING_S = 20.0
"""After so long without speech the microphone is closed."""


@dataclass(frozen=True, slots=True)
class Dictated:
    """The words so far; *is_final* when the microphone is closed."""

    text: str
    is_final: bool

    def __repr__(self) -> str:
        return f"<Dictated {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class DictationFailed:
    """It ended, because of this."""

    error: AppError


class Dictation:
    """At most one at a time.  Any thread may call it; listeners are told on any."""

    def __init__(self, audio: Audio, settings: Settings, recognizers: Callable[[], tuple[Path, ...]]) -> None:
        self._audio, self._settings, self._recognizers = audio, settings, recognizers
        self._lock = threading.RLock()
        self._listeners: list[Callable[[object], None]] = []
        self._leave: Callable[[], None] | None = None
        self._quiet_s = 0.0

    def listen(self, listener: Callable[[object], None]) -> None:
        """Tell *listener* of ``Dictated`` and ``DictationFailed``."""
        self._listeners.append(listener)

    @property
    def is_active(self) -> bool:
        """Whether the microphone is open for it."""
        return self._leave is not None

    def begin(self) -> None:
        """Open the microphone, and turn what is heard into words.

        Raises:
            NoRecognizer: there is nothing to do so with.
        """
        with self._lock:
            recognizers = self._recognizers()
            if not recognizers:
                raise NoRecognizer
            if not self.is_active:
                self._quiet_s = 0.0
                self._leave = self._audio.listen(self._on_audio)
                self._audio.ask(OpenMicrophone(self._settings.text(s.MICROPHONE), recognizers))

    def finish(self) -> None:
        """Close the microphone; the words come once more, all of them."""
        with self._lock:
            if self.is_active:
                self._audio.ask(FinishWords())

    def cancel(self) -> None:
        """Close the microphone, and want no words."""
        with self._lock:
            if self.is_active:
                self._audio.ask(DropWords())
                self._close()

    def _close(self) -> None:
        if self._leave is not None:
            self._leave()
            self._leave = None
            self._audio.ask(CloseMicrophone())

    def _on_audio(self, event: object) -> None:
        with self._lock:
            if not self.is_active:
                return
            match event:
                case MicrophoneOpened():
                    self._audio.ask(BeginWords())
                case Frame(is_speech=is_speech):
                    self._quiet_s = 0.0 if is_speech else self._quiet_s + FRAME_S
                    if self._quiet_s >= NOTHING_S:
                        self._quiet_s = 0.0
                        self.finish()
                case Words(text=text, is_final=is_final):
                    if is_final:
                        self._close()
                    tell_each(self._listeners, Dictated(text, is_final))
                case ListeningFailed(error=error):
                    self._close()
                    tell_each(self._listeners, DictationFailed(error))
                case AudioEnded():
                    assert self._leave is not None
                    self._leave()
                    self._leave = None
                    tell_each(self._listeners, DictationFailed(AudioStopped()))

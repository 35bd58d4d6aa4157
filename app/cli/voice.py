"""``inglenook say``: a text spoken aloud, or into a file."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from app.application import Application
from app.call import PACES, PITCHES, ReplySpeech, Voices
from app.cli.terminal import worked
from app.core.errors import AppError, AudioStopped, FileInTheWay, NoVoice
from app.core.files import write_whole
from app.core.paths import resources
from app.engine import ask_child
from app.models import VOICE, InstalledModel
from app.voice import (
    SYSTEM,
    VOICE_DATA,
    AudioEnded,
    PieceEnded,
    PieceFailed,
    ReplyScript,
    VoiceStyle,
    has_system_voice,
    spoken_whole,
)


def add_say_arguments(say: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook say``."""
    say.add_argument("text", metavar="TEXT|-", help="what to say; - reads it from standard input")
    say.add_argument("--voice", default="", metavar="NAME", help="which voice (default: the first there is)")
    say.add_argument("--speaker", type=int, default=0, metavar="N", help="who of several in one voice (default: 0)")
    say.add_argument(
        "--pace", type=int, default=100, metavar="PERCENT", choices=PACES, help="how quickly (default: 100)"
    )
    say.add_argument(
        "--pitch", type=int, default=0, metavar="N", choices=PITCHES, help="how many semitones higher (default: 0)"
    )
    say.add_argument("--out", type=Path, metavar="FILE.wav", help="write it into this file instead of playing it")


def say(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    text = sys.stdin.read() if given.text == "-" else given.text
    style = VoiceStyle(voice_of(application, given.voice), given.speaker, given.pace / 100, float(given.pitch))
    if given.out is not None:
        if given.out.exists():
            raise FileInTheWay(name=given.out.name)
        data = resources() / VOICE_DATA
        wav: bytes = worked(application.io_worker, lambda: ask_child(spoken_whole, text, style, data), "Speaking…")
        write_whole(given.out, wav)
        return 0
    play(application, text, style)
    return 0


def voice_of(application: Application, name: str) -> str:
    """The file of the voice called *name*, or of the first there is.

    Raises:
        ModelNotInRegistry: none is called so.
        NoVoice: there is none.
    """
    if name == SYSTEM:
        return SYSTEM
    voices: list[InstalledModel] = [model for model in application.registry.models() if model.kind == VOICE]
    if name:
        found = application.registry.find(name)
        if found.kind != VOICE:
            raise NoVoice
        return found.path
    if voices:
        return voices[0].path
    if has_system_voice():
        return SYSTEM
    raise NoVoice


def play(application: Application, text: str, style: VoiceStyle) -> None:
    """Say *text* aloud, and come back when it was heard.

    Raises:
        VoiceError: it cannot be spoken, or there is no loudspeaker.
    """
    reply = ReplySpeech(ReplyScript(), Voices(style, style))
    over = threading.Event()
    trouble: list[AppError] = []

    def hear(event: object) -> None:
        match event:
            case PieceEnded(piece=piece):
                reply.note_ended(piece)
            case PieceFailed(error=error):
                trouble.append(error)
            case AudioEnded():
                trouble.append(AudioStopped())
        if trouble or reply.is_over:
            over.set()

    leave = application.audio.listen(hear)
    try:
        for asked in (*reply.hear(text), *reply.finish()):
            application.audio.ask(asked)
        if not reply.is_over:
            over.wait()
    finally:
        leave()
        application.audio.close()
    if trouble:
        raise trouble[0]

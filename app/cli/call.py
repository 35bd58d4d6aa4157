"""``inglenook listen`` and ``inglenook call``: speech into words, and a companion to talk to, in a terminal."""

from __future__ import annotations

import argparse
import contextlib
import threading
from pathlib import Path

from app.application import Application
from app.call import CallAnswered, CallState, CallTrouble, Dictated, Dictation, DictationFailed, chosen_recognizers
from app.cli.chat import care
from app.cli.terminal import worked
from app.cli.unlock import enter
from app.core import settings as s
from app.core.errors import AppError, FileUnreadable, NoRecognizer
from app.core.workers import Deliver
from app.engine import ask_child
from app.templates import TextDelta
from app.voice import understood_whole

LATE_S = 30.0
"""How long the last words may take."""


def add_listen_arguments(listen: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook listen``."""
    listen.add_argument("--file", type=Path, metavar="FILE.wav", help="what is said in this file, not in the room")


def add_call_arguments(call: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook call``."""
    call.add_argument("--persona", metavar="NAME", default="Wren", help="who to call (default: Wren)")


def listen(application: Application, given: argparse.Namespace) -> int:
    """Print what is said.

    Raises:
        AppError: it could not be heard or understood.
    """
    folders = _recognizers(application)
    if given.file is not None:
        if not folders:
            raise NoRecognizer
        if not given.file.is_file():
            raise FileUnreadable("sound")
        file = given.file
        print(worked(application.io_worker, lambda: ask_child(understood_whole, file, folders), "Listening…"))
        return 0
    return dictate(application, folders)


def dictate(application: Application, folders: tuple[Path, ...]) -> int:
    """Print what is said into the microphone, once it is over.

    Raises:
        VoiceError: it could not be heard or understood.
    """
    over = threading.Event()
    ends: list[Dictated | DictationFailed] = []

    def hear(event: object) -> None:
        if isinstance(event, DictationFailed) or (isinstance(event, Dictated) and event.is_final):
            ends.append(event)
            over.set()

    dictation = Dictation(application.audio, application.settings, lambda: folders)
    dictation.listen(hear)
    dictation.begin()
    try:
        print("Speak. Ctrl+C, or being quiet for a while, ends it.")
        wait_for(over)
        dictation.finish()
        over.wait(LATE_S)
    finally:
        dictation.cancel()
        application.audio.close()
    for end in ends:
        if isinstance(end, DictationFailed):
            raise end.error
        print(end.text)
    return 0


def call(application: Application, given: argparse.Namespace) -> int:
    """Talk with a companion until Ctrl+C, or until nobody has said anything for a while.

    Raises:
        AppError: there is nothing to speak, hear or understand with, or the call broke.
    """
    opened = enter(application)
    persona = opened.personas.named(given.persona)
    over = threading.Event()
    trouble: list[AppError] = []

    def hear(event: object) -> None:
        match event:
            case CallAnswered(words=words):
                print(f"> {words}")
                care(application, words)
            case CallTrouble(error=error):
                trouble.append(error)
        if opened.call.state in (CallState.ON_HOLD, CallState.ENDED):
            over.set()

    def watch() -> tuple[Deliver, object]:
        return lambda event: print(event.text, end="", flush=True) if isinstance(event, TextDelta) else None, None

    latest = opened.conversations.store.catalogue.alone_with(persona.id)
    opened.call.listen(hear)
    opened.call.watch_replies(watch)
    opened.call.begin(persona, latest[0].id if latest else None)
    print(f"Talk to {persona.display_name}. Ctrl+C hangs up.")
    try:
        wait_for(over)
    finally:
        opened.call.end()
    print()
    if trouble:
        raise trouble[-1]
    return 0


def wait_for(over: threading.Event) -> None:
    """Until it is *over*, or until Ctrl+C."""
    with contextlib.suppress(KeyboardInterrupt):
        # Looked at from time to time: on Windows a wait without an end is not interrupted.
        while not over.wait(0.2):
            pass


def _recognizers(application: Application) -> tuple[Path, ...]:
    return chosen_recognizers(application.registry.models(), application.settings.text(s.RECOGNIZER))

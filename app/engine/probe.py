"""A child process that tries an unknown model first, so that a bad one cannot take the app with it."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from app.core import errors
from app.core.errors import AppError, ModelUnreadable
from app.engine.engine import LoadPlan, Piece, Sampling
from app.engine.gguf import read_header

LONGEST_S = 300.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the trial found out."""

    name: str
    architecture: str
    trained_tokens: int
    has_template: bool


def probe_model(path: Path) -> Generator[object, None, Verdict]:
    """Load *path* in a child process, read a line and speak one token.

    Yields while it waits, so that it can be cancelled.

    Raises:
        ModelMissing, ModelUnreadable, UnknownArchitecture, OutOfMemory: it cannot be used.
    """
    read_header(path)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_try, args=(theirs, str(path)), daemon=True)
    child.start()
    theirs.close()
    try:
        yield from _patience(child, ours)
        answer = ours.recv() if ours.poll() else None
    except EOFError:
        answer = None
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(answer, Verdict):
        return answer
    kind = getattr(errors, str(answer), ModelUnreadable)
    raise kind if isinstance(kind, type) and issubclass(kind, AppError) else ModelUnreadable


def _patience(child: multiprocessing.process.BaseProcess, ours: Connection) -> Generator[object, None, None]:
    waited = 0.0
    while child.is_alive() and waited < LONGEST_S:
        if ours.poll(0.05):
            return
        waited += 0.05
        yield waited


def _try(theirs: Connection, path: str) -> None:
    """In the child: gate closed, no core dump, nothing on the terminal."""
    from app.core.network import gate
    from app.core.paths import be_private

    be_private()
    gate.close()
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    try:
        theirs.send(_speak_once(Path(path)))
    except AppError as error:
        theirs.send(type(error).__name__)
    theirs.close()


def _speak_once(path: Path) -> Verdict:
    from app.engine.llama import LlamaEngine

    engine = LlamaEngine(path, LoadPlan(context_tokens=256))
    try:
        for piece in engine.stream(engine.tokenize("Hello there", special=False), Sampling(), 1):
            if isinstance(piece, Piece):
                break
        facts = engine.facts
        return Verdict(facts.name, facts.architecture, facts.trained_tokens, facts.chat_template is not None)
    finally:
        engine.close()

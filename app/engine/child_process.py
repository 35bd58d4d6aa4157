"""A child process for what could bring a process down: trying an unknown model, measuring a plan."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from app.core import errors
from app.core.errors import AppError, ModelUnreadable
from app.engine.packs import Pack, chosen_packs, use_packs
from app.engine.variants import be_child, chosen_form, use_form

LONGEST_S = 300.0

Answer = TypeVar("Answer")


def ask_child(question: Callable[..., Answer], *given: object) -> Generator[float, None, Answer]:
    """What *question* answers to *given* in a process of its own.

    *question* is a function of a module.  Yields the seconds waited, so that it can be cancelled; closing it ends
    the child.

    Raises:
        AppError: the one the child raised; ``ModelUnreadable`` where it ended without an answer.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(theirs, chosen_packs(), chosen_form(), question, given), daemon=True)
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
    match answer:
        case (True, value):
            return value  # type: ignore[no-any-return]
        case (False, (str(kind), str(of_it), dict(arguments))) if hasattr(errors, kind):
            raise getattr(errors, kind)(of_it, **arguments)
        case _:
            raise ModelUnreadable


def _patience(child: multiprocessing.process.BaseProcess, ours: Connection) -> Generator[float, None, None]:
    waited = 0.0
    while child.is_alive() and waited < LONGEST_S:
        if ours.poll(0.05):
            return
        waited += 0.05
        yield waited


def _answer(
    theirs: Connection,
    packs: tuple[Pack, ...],
    form: str | None,
    question: Callable[..., object],
    given: tuple[object, ...],
) -> None:
    """In the child: gate closed, no core dump, nothing on the terminal."""
    from app.core.network_guard import network_guard
    from app.core.paths import be_private

    be_private()
    be_child()
    network_guard.close()
    use_packs(packs, is_counted=False)
    if form is not None:
        use_form(form)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    try:
        theirs.send((True, question(*given)))
    except AppError as error:
        theirs.send((False, (type(error).__name__, error.case, error.arguments)))
    theirs.close()

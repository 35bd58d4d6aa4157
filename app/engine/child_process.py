"""A child process for what could bring a process down: trying an unknown model, measuring a plan."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection
from typing import TypeVar

from app.core.child import become_private_child
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
        case (False, AppError() as error):
            raise error
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
    """In the child."""
    become_private_child()
    be_child()
    use_packs(packs, is_counted=False)
    if form is not None:
        use_form(form)
    try:
        theirs.send((True, question(*given)))
    except AppError as error:
        theirs.send((False, error))
    theirs.close()

"""Asking and telling on a terminal."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Generator
from typing import Any, TypeVar

from app.core.errors import NoWayIn, WeakPassphrase
from app.core.lanes import Failed, Finished, Lane, Work

Result = TypeVar("Result")


def heard(question: str) -> str:
    """What is typed next; nothing once the input has ended."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def ask(question: str) -> str:
    """Ask for a secret on the terminal.

    Raises:
        NoWayIn: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise NoWayIn
    return getpass.getpass(question)


def ask_twice(question: str) -> str:
    """Ask for a new secret, and for the same again.

    Raises:
        WeakPassphrase: they differ.
        NoWayIn: there is no terminal to ask on.
    """
    secret = ask(question)
    if ask("The same again: ") != secret:
        raise WeakPassphrase("The two passphrases are not the same.", "Start again.")
    return secret


def worked(lane: Lane, work: Work, telling: str = "") -> Any:
    """Do *work* on *lane* and wait for it; what it returns.

    Raises:
        AppError: it failed.
    """
    watched = bool(telling) and sys.stderr.isatty()
    if watched:
        sys.stderr.write(f"\r{telling}")
    job = lane.submit(work)
    try:
        job.wait()
    except KeyboardInterrupt:
        job.cancel()
        raise
    finally:
        if watched:
            sys.stderr.write(f"\r{'':{len(telling)}}\r")
    match job.end:
        case Finished(value=value):
            return value
        case Failed(error=error):
            raise error
        case _:
            return None


def driven(work: Generator[Any, None, Result]) -> Result:
    """Drive *work* to its end, telling how far it is where somebody watches; its result."""
    told = ""
    try:
        while True:
            step = next(work)
            if step is None:
                continue  # it waits
            line = f"{step.doing} {100 * step.done // max(1, step.total)} %"
            if sys.stderr.isatty() and line != told:
                sys.stderr.write(f"\r{line:40}")
                told = line
    except StopIteration as stop:
        result: Result = stop.value
        return result
    finally:
        if told:
            sys.stderr.write(f"\r{'':40}\r")

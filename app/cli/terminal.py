"""Asking and telling on a terminal.

Words of strangers reach a terminal through every name, greeting, file and error, and a terminal takes orders: an escape
sequence sets its title, its clipboard, its colours.  So everything that is written passes through ``CleanStream``; and
what Inglenook itself says among a companion's words carries a sign and a colour that nothing else can have.
"""

from __future__ import annotations

import getpass
import io
import json
import os
import sys
from collections.abc import Generator, Iterable
from typing import Any, TextIO, TypeVar

from app.core.clean_text import CONTROLS, with_control_pictures
from app.core.errors import NoWayIn, WeakPassphrase
from app.core.translation import sentence
from app.core.workers import Failed, Finished, Work, Worker

Result = TypeVar("Result")

SIGN, ITS_LIKE = "▌", "|"
"""Stands before each line of Inglenook's own among a companion's words; in anybody else's it becomes the other."""
COLOUR, PLAIN = "\x1b[1;36m", "\x1b[0m"


def counted(count: int, one: str, many: str) -> str:
    """*count* of something, in the form that goes with it."""
    return f"{count:,} {one if count == 1 else many}"


class CleanStream:
    """A stream whose terminal shows what it is given and does nothing of it; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._held = ""
        """A carriage return whose line feed may come with the next words."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write *text*, whoever it is from."""
        told, self._held = self._held + text, ""
        if told.endswith("\r"):
            told, self._held = told[:-1], "\r"
        self._stream.write(with_control_pictures(told).replace(SIGN, ITS_LIKE))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of *lines*."""
        for line in lines:
            self.write(line)

    def write_own(self, text: str) -> None:
        """Write what Inglenook says itself, orders to the terminal included."""
        self._stream.write(text)


def keep_clean() -> None:
    """From here on no control letter reaches the terminal but our own."""
    sys.stdout, sys.stderr = (
        stream if isinstance(stream, CleanStream) else CleanStream(stream) for stream in (sys.stdout, sys.stderr)
    )


def tell(text: str, stream: TextIO | None = None) -> None:
    """Say *text* as Inglenook among a companion's words, on a line or lines of its own; on standard output."""
    to = stream or sys.stdout
    has_colour = to.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    before, after = (COLOUR, PLAIN) if has_colour else ("", "")
    for line in with_control_pictures(text).splitlines():
        _own(to, f"{before}{SIGN} Inglenook: {line.replace(SIGN, ITS_LIKE)}{after}\n")
    to.flush()


def _own(stream: TextIO, text: str) -> None:
    if isinstance(stream, CleanStream):
        stream.write_own(text)
    else:
        stream.write(text)


def show_json(told: object, indent: int | None = 1) -> None:
    """Print *told* as JSON; what a terminal would take for orders is written as escapes."""
    text = json.dumps(told, indent=indent, ensure_ascii=False)
    # A line feed here is the layout's own: inside of words JSON has escaped it.
    text = CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text).replace(SIGN, f"\\u{ord(SIGN):04x}")
    sys.stdout.write(f"{text}\n")


def read_line(question: str) -> str:
    """What is typed next; nothing once the input has ended."""
    try:
        # The question goes to the terminal past the stream.
        return input(with_control_pictures(question).replace(SIGN, ITS_LIKE)).strip()
    except EOFError:
        return ""


def confirm(question: str) -> bool:
    """Whether *question* is answered with yes; an input that has ended says no."""
    return read_line(f"{question} (yes/no) ").lower() in ("yes", "y")


def from_input() -> str:
    """What stands on standard input, to its end: for words that are to stand in no list of running programs."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin.read().strip()


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
        raise WeakPassphrase("not_the_same")
    return secret


def watch(line: str, width: int) -> None:
    """Let *line* stand in the terminal's current line, in the place of what stood there."""
    _own(sys.stderr, f"\r{with_control_pictures(line):{width}}")
    sys.stderr.flush()


def unwatch(width: int) -> None:
    """Clear the line that ``watch`` wrote."""
    _own(sys.stderr, f"\r{'':{width}}\r")


def worked(worker: Worker, work: Work, telling: str = "") -> Any:
    """Do *work* on *worker* and wait for it; what it returns.

    Raises:
        AppError: it failed.
    """
    watched = bool(telling) and sys.stderr.isatty()
    if watched:
        watch(telling, len(telling))
    job = worker.submit(work)
    try:
        job.wait()
    except KeyboardInterrupt:
        job.cancel()
        raise
    finally:
        if watched:
            unwatch(len(telling))
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
            # Only who develops Inglenook measures it; what a bench does is told in English alone.
            doing = step.doing if isinstance(step.doing, str) else sentence(step.doing)
            line = f"{doing} {100 * step.done // max(1, step.total)} %"
            if sys.stderr.isatty() and line != told:
                watch(line, 40)
                told = line
    except StopIteration as stop:
        result: Result = stop.value
        return result
    finally:
        if told:
            unwatch(40)

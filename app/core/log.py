"""Named loggers, and a crash log for the next start.  Private text never passes.

An exception is written as its type and where it came from, never as its message: a message may
quote what somebody wrote.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.core.errors import AppError

log = logging.getLogger("app.crash")


def describe(error: BaseException) -> str:
    """*error* as its type and the lines it passed, without a word of its message."""
    frames = traceback.extract_tb(error.__traceback__)
    way = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames[-6:]))
    return f"{type(error).__name__} at {way or 'nowhere'}"


class ContentFreeFormatter(logging.Formatter):
    """Writes exceptions by ``describe`` instead of with their message and source lines."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        error = ei[1] if isinstance(ei, tuple) else None
        return describe(error) if isinstance(error, BaseException) else ""


def start_logging(folder: Path | None, *, verbose: bool = False) -> None:
    """Log to *folder* (three files of 256 KiB), or nowhere when it is None."""
    root = logging.getLogger("app")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.propagate = False
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    if folder is not None:
        handler = RotatingFileHandler(folder / "inglenook.log", maxBytes=262_144, backupCount=2, encoding="utf-8")
        handler.setFormatter(ContentFreeFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
    else:
        root.addHandler(logging.NullHandler())


def catch_crashes() -> None:
    """Send uncaught exceptions of every thread to the log, by type and place alone."""

    def report(_: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        log.error("uncaught %s", describe(error.with_traceback(tb)))
        text = str(error) if isinstance(error, AppError) else f"Inglenook hit a bug: {describe(error)}"
        if sys.stderr is not None:
            sys.stderr.write(text + "\n")

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value or Exception(), args.exc_traceback)

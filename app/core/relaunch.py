"""Starting afresh in place of this process, so that nothing of what it held stays in memory."""

from __future__ import annotations

import logging
import sys
from typing import NoReturn

from app.core.network import gate

HIDDEN, OPEN = "--hidden", "open"


def relaunch(*, hidden: bool = False) -> NoReturn:
    """Become a fresh process, started as this one was; with *hidden* its window waits until it is asked for.

    Everything worth keeping is on disk before this is called.
    """
    arguments = [argument for argument in sys.orig_argv[1:] if argument != HIDDEN]
    if OPEN in arguments:  # what was opened is open; it is not opened once more
        arguments = arguments[: arguments.index(OPEN)]
    logging.shutdown()
    gate.replace_process([*arguments, HIDDEN] if hidden else arguments)

"""Starting afresh in place of this process, so that nothing of what it held stays in memory."""

from __future__ import annotations

import logging
import sys
from typing import NoReturn

from app.core.network_guard import network_guard

HIDDEN, HOME, OPEN = "--hidden", "--home", "open"


def relaunch(*, hidden: bool = False) -> NoReturn:
    """Become a fresh process, started as this one was; with *hidden* its window waits until it is asked for.

    Everything worth keeping is on disk before this is called.
    """
    arguments = [argument for argument in sys.orig_argv[1:] if argument != HIDDEN]
    # What was opened is open; it is not opened once more.  A folder may have the same name.
    places = [place for place, argument in enumerate(arguments) if argument == OPEN and arguments[place - 1] != HOME]
    if places:
        arguments = arguments[: places[0]]
    logging.shutdown()
    network_guard.replace_process([*arguments, HIDDEN] if hidden else arguments)

"""Starts Inglenook: closes the network guard, reads the command line, and opens the window or the terminal.

``app/application.py`` shows how the rooms are wired.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app import cli
from app.core.leftovers import sweep_leftovers
from app.core.log import catch_crashes
from app.core.network_guard import network_guard
from app.core.paths import Home, be_private


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app; returns the exit status."""
    be_private()
    network_guard.close()
    catch_crashes()
    given = cli.parser().parse_args(cli.with_new_names(sys.argv[1:] if arguments is None else arguments))
    if given.command in (None, "self-test"):
        sweep_leftovers()
    if given.command == "self-test":
        from app.ui.self_test import run_self_test

        with contextlib.ExitStack() as stack:
            # Somebody's own vault is no place to say hello in; without --home there is one that lasts a minute.
            folder = given.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="inglenook-test-")))
            return run_self_test(Home(folder.absolute()), until_usable=given.until_usable, as_json=given.json)
    if given.command == "bench" and given.measure == "ui":
        from app.ui.window_bench import run_window_bench

        return run_window_bench(given.folder, given.messages, soak=given.soak, as_json=given.json)
    if given.command not in (None, "open"):
        return cli.run(given)
    from app.ui.application import run_window

    files = [path.expanduser().absolute() for path in getattr(given, "files", ())]
    return run_window(cli.home_of(given), hidden=given.hidden, files=files)

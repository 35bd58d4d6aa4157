"""What every process that we start for ourselves does first."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from app.core.network_guard import network_guard
from app.core.paths import be_private


def become_private_child() -> None:
    """No network, no core dump, nothing on the terminal; whoever started it decides when it ends.

    Libraries write past Python, so that the terminal is taken from them too.
    """
    be_private()
    network_guard.close()
    # Ctrl+C in a terminal comes to every process that it started.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr = nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - until the process ends
    for standard in (1, 2):
        os.dup2(nowhere.fileno(), standard)

"""The command line, as a separate program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = "tractor velvet onion"


@pytest.fixture
def run(home):
    def run(
        *arguments: str, passphrase: str | None = GOOD, said: str | None = None, root: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess:
        env = {key: value for key, value in os.environ.items() if key != "DBUS_SESSION_BUS_ADDRESS"}
        env |= {"INGLENOOK_PASSPHRASE": passphrase} if passphrase else {}
        env |= {
            f"INGLENOOK_{name.upper()}_PASSPHRASE" if name.islower() else name: value for name, value in more.items()
        }
        return subprocess.run(
            [sys.executable, "-m", "app", "--home", str(root or home.root), *arguments],
            cwd=ROOT, env=env, input=said or "", capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip

    return run

"""The self-test of a build, as somebody runs it: in a process of its own, with nothing set up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_it_talks_and_locks_without_a_passphrase_a_keyring_or_a_home(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("INGLENOOK", "XDG"))}
    env |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "app", "self-test", "--json"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["answered"]
    assert told["locked"]
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == []

"""What was acknowledged survives a power cut at any moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_acknowledged_commit_is_there_after_a_power_cut(tmp_path):
    """In a process of its own: a file system written in Python does not outlive its interpreter well."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.power_cuts", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip
    assert done.stdout == "150 cuts, nothing lost\n", done.stderr[-2000:]

"""A long day in the window, in short: what it holds in memory is measured, and its home is gone afterwards."""

from __future__ import annotations

import json
import subprocess
import sys


def test_a_day_of_four_turns_is_lived_and_leaves_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "bench", "ui", "--soak", "4", "--json", "--folder", str(tmp_path)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert (found["turns"], found["switches"], found["models_changed"]) == (4, 1, 1)
    assert 0 < found["before_mb"] < found["end_mb"] * 2
    assert list(tmp_path.iterdir()) == []

"""``inglenook bench ui``: it measures every size it is asked for, and leaves nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from app.ui.window_bench import WindowFigures, told
from tests.commandline.conftest import ROOT

MEASURED = {"switch", "send", "receive", "turn stall", "details", "search", "jump"}


@pytest.mark.timeout(1000)
def test_it_measures_a_window_of_its_own_and_leaves_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "bench", "ui", "--messages", "4", "210", "--json", "--folder", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=900,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {name for size in ("4", "210") for name in found["sizes"][size]} == MEASURED
    assert all(value >= 0 for size in found["sizes"].values() for value in size.values())
    assert found["first_frame_ms"] > 0
    assert found["resident_mb"] > 0
    assert list(tmp_path.iterdir()) == []


def test_the_page_says_how_much_more_years_cost():
    figures = WindowFigures({200: {"switch": 50.0, "send": 0.0}, 20_000: {"switch": 60.0, "send": 1.0}})
    assert figures.growth() == {"switch": 1.2}
    assert "20,000 : 200" in told(figures)
    assert "1.2" in told(figures)

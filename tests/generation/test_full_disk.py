"""A disk that fills up while somebody talks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import DiskFull
from app.core.translation import explain

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk of its own")
def test_a_full_disk_is_said_so_loses_nothing_and_goes_on_when_there_is_room(tmp_path):
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare here")
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-m", "tests.generation.full_disk", str(tmp_path / "small")],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if done.stdout.startswith("forbidden") or "unshare" in done.stderr:
        pytest.skip("this system lets nobody mount a disk")
    told = json.loads(done.stdout)
    assert told.pop("kept") > 10
    assert told.pop("reopened") in ("", explain(DiskFull()))
    assert told == {
        "refused": explain(DiskFull()), "still": True, "after": True,
        "goes on": "there is room again", "trouble": "",
    }, done.stderr  # fmt: skip

"""What a killed self-test leaves behind."""

from __future__ import annotations

import os
import sys
import time

import pytest

from app.core.instance import InstanceLock
from app.core.leftovers import OLD_S, sweep_leftovers


def made(folder, name: str, *parts: str):
    path = folder.joinpath(name, *parts)
    path.mkdir(parents=True)
    (path / "lock").write_bytes(b"")
    (path / "vault.db").write_bytes(b"noise")
    return folder / name


def test_what_is_left_over_goes_and_what_is_at_work_stays(tmp_path):
    gone = made(tmp_path, "inglenook-test-abc"), made(tmp_path, "inglenook-self-test-x", "home")
    others = made(tmp_path, "inglenook-mine"), made(tmp_path, "test-abc")
    busy = made(tmp_path, "inglenook-bench-y")
    with InstanceLock(busy / "lock"):
        assert sweep_leftovers(tmp_path) == 2
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in (*others, busy))


def test_a_folder_without_a_home_goes_after_a_day(tmp_path):
    new, old = tmp_path / "inglenook-bench-new", tmp_path / "inglenook-bench-old"
    for path in (new, old):
        path.mkdir()
    os.utime(old, (time.time() - OLD_S - 60,) * 2)
    sweep_leftovers(tmp_path)
    assert (new.exists(), old.exists()) == (True, False)


@pytest.mark.skipif(sys.platform == "win32", reason="who is no administrator can make no links there")
def test_a_link_leads_nowhere(tmp_path):
    precious = made(tmp_path, "precious")
    (tmp_path / "inglenook-test-link").symlink_to(precious)
    assert sweep_leftovers(tmp_path) == 0
    assert (precious / "vault.db").exists()

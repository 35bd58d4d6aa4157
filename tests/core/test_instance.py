"""One Inglenook per home."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.core.errors import AlreadyRunning, HomeUnwritable
from app.core.instance import InstanceLock
from app.core.paths import Home


def test_a_second_holder_is_refused_until_the_first_lets_go(home):
    first = InstanceLock(home.lock)
    with pytest.raises(AlreadyRunning):
        InstanceLock(home.lock)
    first.release()
    with InstanceLock(home.lock):
        pass


def test_a_killed_process_lets_go(home):
    code = (
        "import os; from app.core.instance import InstanceLock; "
        f"InstanceLock({str(home.lock)!r}); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    InstanceLock(home.lock).release()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_cannot_be_written_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(HomeUnwritable):
        Home(tmp_path / "home").prepare()


def test_a_home_that_is_a_file_is_said(tmp_path):
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(HomeUnwritable):
        Home(tmp_path / "home").prepare()

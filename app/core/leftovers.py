"""Sweeps what a self-test or a measurement that was killed left in the folder for temporary files."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from app.core.errors import AppError
from app.core.instance import InstanceLock

PREFIXES = ("inglenook-test-", "inglenook-self-test-", "inglenook-bench-")
OLD_S = 86_400.0
"""A folder that no home was made in is left over after a day."""


def sweep_leftovers(folder: Path | None = None) -> int:
    """Delete such folders, of this account, in which nothing is at work any more; how many there were."""
    swept = 0
    with contextlib.suppress(OSError):
        for found in Path(folder or tempfile.gettempdir()).iterdir():
            if found.name.startswith(PREFIXES) and _is_left_over(found):
                shutil.rmtree(found, ignore_errors=True)
                swept += 1
    return swept


def _is_left_over(folder: Path) -> bool:
    try:
        facts = folder.lstat()
    except OSError:
        return False
    if folder.is_symlink() or not folder.is_dir() or (hasattr(os, "getuid") and facts.st_uid != os.getuid()):
        return False
    locks = [lock for lock in (folder / "lock", folder / "home" / "lock") if lock.is_file()]
    if not locks:
        return time.time() - facts.st_mtime > OLD_S
    try:
        for lock in locks:
            InstanceLock(lock).release()
    except AppError:
        return False  # it is held: somebody is at work
    return True

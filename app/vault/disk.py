"""What the disk can refuse, in our words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import DiskFull, VaultError


@contextmanager
def disk_errors(otherwise: type[VaultError]) -> Iterator[None]:
    """Turn a full disk into ``DiskFull`` and any other refusal of the system into *otherwise*."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from None
        raise otherwise from None

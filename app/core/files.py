"""Writing a small file so that it is never half there."""

from __future__ import annotations

import os
from pathlib import Path

from app.core.errors import HomeUnwritable


def write_whole(path: Path, content: bytes) -> None:
    """Replace *path* with *content* at once: after a crash it is the old or the new, never a part.

    Raises:
        HomeUnwritable: it could not be written; the old content is still there.
    """
    part = path.with_name(path.name + ".part")
    try:
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError:
        raise HomeUnwritable(f"Inglenook could not write {path.name}.") from None


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* last."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""A disk whose power can be cut: what was not synced may be lost, whole or in part.

It stands under the cipher layer, so that what tears are sealed pages.  Only bytes before the last
completed sync survive for sure; of the later writes a random part does, torn at 512 bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import apsw

NAME = "power"
SECTOR = 512


class PowerFile(apsw.VFSFile):
    """A file that remembers what is only on its way to the disk."""

    def __init__(self, base: str, name: object, flags: list[int], disk: Disk) -> None:
        super().__init__(base, name, flags)
        self.disk = disk
        path = Path(name.filename()) if isinstance(name, apsw.URIFilename) else Path(str(name))
        self.sure = bytearray(path.read_bytes() if path.exists() else b"")
        self.coming: list[tuple[int, bytes | None]] = []
        disk.files[path.name] = self

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's names
        self.disk.tick()
        self.coming.append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.coming.append((size, None))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.tick()
        super().xSync(flags)
        for offset, data in self.coming:
            _apply(self.sure, offset, data)
        self.coming.clear()


class Disk(apsw.VFS):
    """The disk: open databases with ``vfs=disk.name``."""

    def __init__(self) -> None:
        self.files: dict[str, PowerFile] = {}
        self.writes_left = -1
        self.at_the_cut: Callable[[], None] = lambda: None
        super().__init__(NAME, "")

    @property
    def name(self) -> str:
        """What to open databases with: this disk under the cipher layer."""
        return f"multipleciphers-{NAME}"

    def xOpen(self, name: object, flags: list[int]) -> PowerFile:  # noqa: N802
        return PowerFile("", name, flags, self)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        super().xDelete(name, sync)
        self.files.pop(Path(name).name, None)

    def tick(self) -> None:
        """One more write is about to happen: is this the moment of the cut?"""
        self.writes_left -= 1
        if self.writes_left == 0:
            self.at_the_cut()

    def cut(self, chance: random.Random, into: Path) -> None:
        """Write what a power cut would leave into a folder."""
        into.mkdir(parents=True)
        for name, file in self.files.items():
            if name.endswith("-shm"):
                continue
            image = bytearray(file.sure)
            for offset, data in file.coming:
                if chance.random() < 0.5:
                    continue
                for start in range(0, len(data or b""), SECTOR):
                    if data and chance.random() < 0.7:
                        _apply(image, offset + start, data[start : start + SECTOR])
                if data is None:
                    _apply(image, offset, None)
            (into / name).write_bytes(image)


def _apply(image: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del image[offset:]
        return
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    image[offset : offset + len(data)] = data

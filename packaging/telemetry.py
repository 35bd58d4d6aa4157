"""Finds libraries that hold an address which makers are reported to:  python packaging/telemetry.py FOLDER

It prints each and ends with 1 where there is one.  Newer wheels of onnxruntime for Linux and macOS hold one; the build
inside sherpa-onnx does not, and this is how we know that it stays so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

LIBRARIES = (".so", ".dylib", ".dll", ".pyd", ".exe")
# In two parts, so that this file is none of those that it finds.
MARKS = (b"One" + b"Collector/", b"events.data." + b"microsoft.com", b"dc.services." + b"visualstudio.com")
BLOCK = 1 << 22
OVERLAP = 64


def reporting(folder: Path) -> Iterator[Path]:
    """The libraries in *folder* that hold such an address."""
    for file in sorted(folder.rglob("*")):
        is_library = any(ending in file.name for ending in LIBRARIES)
        if is_library and file.is_file() and not file.is_symlink() and _holds_any(file):
            yield file


def _holds_any(file: Path) -> bool:
    with file.open("rb") as there:
        before = b""
        while block := there.read(BLOCK):
            if any(mark in before + block for mark in MARKS):
                return True
            before = block[-OVERLAP:]
    return False


def main() -> int:
    found = list(reporting(Path(sys.argv[1])))
    for file in found:
        print(f"{file} holds an address that makers are reported to")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compiles a back end of llama.cpp whose graphics card is not there, and packs of it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app.library.packs import this_system

SOURCE = Path(__file__).with_name("stub_card.c")
NAME = "An invented card"
LIBRARIES = ("libneeded.so.1", "libggml-cuda.so")


def compile_card(folder: Path, *, cards: int = 1, crashes: bool = False) -> tuple[Path, ...]:
    """The back end, and the library that it needs, in *folder*; in the order in which they are loaded."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("a back end is compiled on Linux, with a C compiler")
    folder.mkdir(parents=True, exist_ok=True)
    needed, card = (folder / name for name in LIBRARIES)
    (folder / "needed.c").write_text(f'const char *stub_card_name(void) {{ return "{NAME}"; }}\n', "ascii")
    shared = [compiler, "-shared", "-fPIC", "-O1"]
    subprocess.run([*shared, f"-Wl,-soname,{needed.name}", "-o", needed, folder / "needed.c"], check=True)
    how = [f"-DCARDS={cards}", *(["-DCRASHES"] if crashes else [])]
    subprocess.run([*shared, *how, "-o", card, SOURCE, needed], check=True)
    (folder / "needed.c").unlink()
    return needed, card


def write_pack(file: Path, libraries: tuple[Path, ...]) -> dict[str, object]:
    """A pack with *libraries*; what a release knows of it."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for library in libraries:
            archive.write(library, library.name)
    return {
        "kind": "cuda", "name": "NVIDIA cards (CUDA)", "file": file.name, "system": this_system(),
        "size_bytes": file.stat().st_size, "unpacked_bytes": sum(path.stat().st_size for path in libraries),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "libraries": [path.name for path in libraries],
    }  # fmt: skip


def write_list(file: Path, *offers: dict[str, object]) -> Path:
    """The list of packs that a release brings along."""
    file.write_text(json.dumps(offers), "utf-8")
    return file

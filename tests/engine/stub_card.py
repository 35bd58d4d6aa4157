"""Compiles a back end of llama.cpp whose graphics card is not there, and packs of it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import llama_cpp
import pytest

from app.models.graphics_packs import this_system

SOURCE = Path(__file__).with_name("stub_card.c")
NAME = "An invented card"
LIBRARIES = ("libneeded.so.1", "libggml-cuda.so")


def compile_card(folder: Path, *, cards: int = 1, fault: str = "") -> tuple[Path, ...]:
    """The back end, and the library that it needs, in *folder*; in the order in which they are loaded.

    *fault* is ``CRASHES`` when loaded, ``CANNOT_COMPUTE`` or ``DIES_COMPUTING``.
    """
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("a back end is compiled on Linux, with a C compiler")
    folder.mkdir(parents=True, exist_ok=True)
    needed, card = (folder / name for name in LIBRARIES)
    (folder / "needed.c").write_text(f'const char *stub_card_name(void) {{ return "{NAME}"; }}\n', "ascii")
    shared = [compiler, "-shared", "-fPIC", "-O1"]
    subprocess.run([*shared, f"-Wl,-soname,{needed.name}", "-o", needed, folder / "needed.c"], check=True)
    how = [f"-DCARDS={cards}", *([f"-D{fault}"] if fault else [])]
    # Asked for by the name that llama.cpp has loaded it by.
    (ggml,) = (Path(llama_cpp.__file__).parent / "lib").glob("libggml.so.0")
    subprocess.run([*shared, *how, "-o", card, SOURCE, needed, ggml], check=True)
    (folder / "needed.c").unlink()
    return needed, card


def write_pack(file: Path, libraries: tuple[Path, ...]) -> dict[str, object]:
    """A pack with *libraries*; what a release knows of it."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for library in libraries:
            archive.write(library, library.name)
    return {
        "kind": "cuda", "name": "NVIDIA cards (CUDA)", "file": file.name, "system": this_system(),
        "size_bytes": file.stat().st_size, "sha256": hashed(file), "libraries": [path.name for path in libraries],
        "files": [
            {"path": path.name, "size_bytes": path.stat().st_size, "sha256": hashed(path)} for path in libraries
        ],
    }  # fmt: skip


def hashed(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write_list(file: Path, *offers: dict[str, object]) -> Path:
    """The list of packs that a release brings along."""
    file.write_text(json.dumps(offers), "utf-8")
    return file

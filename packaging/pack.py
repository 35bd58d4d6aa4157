"""Makes a graphics pack: a back end of llama.cpp, what it needs, and the licences of both, in one file.

    python packaging/pack.py --kind cuda --name "NVIDIA cards (CUDA 12.8)" --system linux-x64 --out build/packs \\
        --source DIR [--search DIR] [--folder rocblas=DIR] [--licence FILE] LIBRARY...

The libraries stand in the order in which they are loaded: what the back end needs, and the back end last.  With
*--search* on Linux the back end alone is enough: what it asks for, and what that asks for, comes from there.  Beside
the file lies what a release knows of it, in JSON: ``freeze.py --packs build/packs`` puts that into the app, which takes
no other file for a pack.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from prune import needed_by
from version import version

ENDING = ".inglenookpack"
BLOCK = 1 << 22
BACKENDS = {"cuda": "ggml-cuda", "rocm": "ggml-hip", "vulkan": "ggml-vulkan"}
"""What llama.cpp calls the back end of each kind; by another name it does not find it."""
MOMENT = (2000, 1, 1, 0, 0, 0)
"""The same pack comes out of every build of the same libraries."""
SYSTEMS = re.compile(
    r"^(?:ld-linux|lib(?:c|m|dl|pthread|rt|gcc_s|stdc\+\+|z|zstd|tinfo|drm|drm_amdgpu|elf|ggml|ggml-base|cuda|vulkan)\.so)"
)
"""What every desktop, the driver, or the app itself has."""
LARGEST = 2_147_483_647
"""Bytes that a file beside a release on GitHub may have."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", required=True, choices=sorted(BACKENDS))
    parser.add_argument("--name", required=True, help="what it is called in the app")
    parser.add_argument("--system", required=True, help="linux-x64 or windows-x64")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument(
        "--source", required=True, type=Path, metavar="DIR", help="llama.cpp's, whose licence goes along"
    )
    parser.add_argument("--search", action="append", default=[], type=Path, metavar="DIR")
    parser.add_argument("--folder", action="append", default=[], metavar="NAME=DIR", help="files that a library reads")
    parser.add_argument("--licence", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("libraries", nargs="+", type=Path, metavar="LIBRARY")
    given = parser.parse_args()
    backend = given.libraries[-1].name.removeprefix("lib")
    if not backend.startswith(BACKENDS[given.kind] + "."):
        parser.error(f"{backend} is no back end of the kind {given.kind}; the last library has to be it")
    libraries = [(path.name, path) for path in given.libraries]
    if given.search:
        libraries = [*asked_for(given.libraries[-1], given.search), libraries[-1]]
    given.out.mkdir(parents=True, exist_ok=True)
    file = given.out / f"inglenook-{version()}-{given.system}-{given.kind}{ENDING}"
    entries = [*libraries, *inside(given.folder, [given.source / "LICENSE", *given.licence])]
    write(file, entries)
    size = file.stat().st_size
    told = {
        "kind": given.kind, "name": given.name, "system": given.system, "file": file.name, "size_bytes": size,
        "sha256": hashed(file), "libraries": [name for name, _ in libraries],
        "files": [{"path": name, "size_bytes": path.stat().st_size, "sha256": hashed(path)} for name, path in entries],
    }  # fmt: skip
    file.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"{file.name}: {size / 1e6:.0f} MB")
    return 0 if size <= LARGEST else 1


def asked_for(library: Path, search: Sequence[Path]) -> list[tuple[str, Path]]:
    """What *library* asks the system for and what that asks for, by the name it is asked for; what is needed first.

    What the system has itself is left out; what is found nowhere ends this program.
    """
    found: dict[str, Path] = {}

    def visit(asking: Path) -> None:
        for name in needed_by(str(asking)):
            if name in found or SYSTEMS.match(name):
                continue
            place = next((folder / name for folder in search if (folder / name).is_file()), None)
            if place is None:
                sys.exit(f"{asking.name} asks for {name}, which is in none of {', '.join(map(str, search))}.")
            visit(place)
            found.setdefault(name, place)

    visit(library)
    return list(found.items())


def inside(folders: list[str], licences: list[Path]) -> Iterator[tuple[str, Path]]:
    """Every other file, and its name in the pack."""
    for each in folders:
        name, _, folder = each.partition("=")
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
    for number, licence in enumerate(licences, 1):
        yield f"licences/{number:02}-{licence.resolve().parent.name}-{licence.name}", licence


def write(file: Path, entries: list[tuple[str, Path]]) -> None:
    """Put *entries* into *file*."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in entries:
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as content, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(content, packed, BLOCK)


def hashed(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())

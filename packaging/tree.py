"""Compares the folder that runs with its bill of materials:  python packaging/tree.py FOLDER

Run by the Python that froze it.  Whatever package has something in the folder must be in the bill, and whatever the
bill names must have something there: 1 where they differ, each difference on a line.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

OURS = {"inglenook"}
TOOLS = {"pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "setuptools", "packaging"}
"""What freezes leaves something of itself there, and is no part of the app."""
LIBRARIES = re.compile(r"\.libs$")
"""Where wheels keep the shared libraries that they bring: named for the package before the dot."""


def top_names(folder: Path) -> set[str]:
    """The first part of every module and file in the folder that runs, and in the archive inside its program."""
    from PyInstaller.archive.readers import CArchiveReader

    program = next(path for path in (folder / "inglenook", folder / "inglenook-terminal.exe") if path.is_file())
    reader = CArchiveReader(str(program))
    names: set[str] = set()
    for name in reader.toc:
        if name.endswith(".pyz"):
            names |= set(reader.open_embedded_archive(name).toc)
    inside = folder / "_internal"
    for path in inside.iterdir():
        names.add(path.name.split(".")[0] if path.is_file() else path.name)
    # Of some packages only a file is there, in a folder that has their name, among what ships.
    names |= {path.name for path in inside.glob("resources/*_*") if path.is_dir()}
    return {name.split(".")[0] if not LIBRARIES.search(name) else name for name in names}


def packages_of(names: Iterable[str]) -> dict[str, set[str]]:
    """The packages that *names* belong to, with the names; under an empty key what belongs to none."""
    owners = metadata.packages_distributions()
    listed = {key_of(found.metadata["Name"]) for found in metadata.distributions()}
    known = set(sys.stdlib_module_names) | {"app", "resources", "base_library", "share", "lib", "licences", "LICENSE"}
    found: dict[str, set[str]] = {}
    for name in names:
        if name in known or name.startswith(("pyi", "_pyi", "lib", "python3", "_sysconfigdata")):
            continue  # Python's own, ours, and the system's libraries
        plain = key_of(LIBRARIES.sub("", name).split("-")[0])
        keys = {key_of(owner) for owner in owners.get(name, ())} or ({plain} & listed)
        for key in keys or {""}:
            found.setdefault(key, set()).add(name)
    return found


def key_of(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def differences(found: dict[str, set[str]], bill: set[str]) -> list[str]:
    """What is in only one of them."""
    unknown = sorted(found.get("", set()))
    unlisted = sorted(found.keys() - bill - OURS - TOOLS - {""})
    missing = sorted(bill - found.keys())
    return [
        *(f"in the folder and of no package: {name}" for name in unknown),
        *(f"in the folder and not in the bill: {name} ({', '.join(sorted(found[name]))})" for name in unlisted),
        *(f"in the bill and not in the folder: {name}" for name in missing),
    ]


def listed_in(bill: Path) -> set[str]:
    """The packages that a bill of materials names: those that came from an index."""
    components = json.loads(bill.read_text("utf-8"))["components"]
    return {key_of(each["name"]) for each in components if str(each.get("purl", "")).startswith("pkg:pypi/")}


def main(folder: Path) -> int:
    told = differences(packages_of(top_names(folder)), listed_in(folder / "sbom.cdx.json"))
    for line in told:
        print(line)
    if not told:
        print("the folder and its bill of materials agree")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Prints the version of this source, such as 1.2.3, or that of a package it stands on; standard library only.

python packaging/version.py [PACKAGE [--hashes]]    with --hashes: as a line that pip takes, with the hash of its source
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def locked(package: str) -> str:
    """The version of *package* that belongs to this source."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    return str(next(each["version"] for each in packages if each["name"] == package))


def pinned(package: str) -> str:
    """*package* as pip's requirement, with the hash of its source in the lock."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    found = next(each for each in packages if each["name"] == package)
    return f"{package}=={found['version']} --hash={found['sdist']['hash']}"


if __name__ == "__main__":
    if sys.argv[2:] == ["--hashes"]:
        print(pinned(sys.argv[1]))
    else:
        print(locked(sys.argv[1]) if sys.argv[1:] else version())

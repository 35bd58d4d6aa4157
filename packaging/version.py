"""Prints the version of this source, such as 1.2.3; standard library only."""

from __future__ import annotations

import tomllib
from pathlib import Path


def version() -> str:
    told = (Path(__file__).resolve().parents[1] / "pyproject.toml").read_text("utf-8")
    return str(tomllib.loads(told)["project"]["version"])


if __name__ == "__main__":
    print(version())

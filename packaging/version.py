"""Prints the version of this source, such as 1.2.3; standard library only."""

from __future__ import annotations

import tomllib
from pathlib import Path

if __name__ == "__main__":
    told = (Path(__file__).resolve().parents[1] / "pyproject.toml").read_text("utf-8")
    print(tomllib.loads(told)["project"]["version"])

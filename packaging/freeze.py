"""Makes the folder that runs anywhere, with everything it needs, its licences and its bill of materials, and tries it.

    sh packaging/freeze.sh [--llama WHEEL] [--packs DIR] [--largest MB] [--no-smoke]

The folder is ``build/freeze/dist/inglenook``; on macOS also ``Inglenook.app``.  *WHEEL* is a build of llama.cpp to put
in instead of the one compiled for this machine: the release has one with every generation of processor and Vulkan.
The app takes the graphics packs that ``pack.py`` made in *DIR*, and no others.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from llama_build import LEVELS, PACKAGE, settings

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "freeze"
FOLDER = PLACE / "dist" / "inglenook"
MEGABYTE = 1_000_000
LARGEST_MB = 430
"""More than this, without CUDA, and something came in that should not have."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--llama", type=Path, help="a wheel of llama-cpp-python to put in")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="where the graphics packs of this release lie")
    parser.add_argument("--largest", type=float, default=LARGEST_MB, metavar="MB", help="fail if it is larger")
    parser.add_argument("--no-smoke", action="store_true", help="do not try the result")
    given = parser.parse_args()
    python = environment(given.uv, given.llama)
    run(python, "packaging/icons.py", PLACE / "icons")
    freeze(python)
    if given.packs:
        name_packs(FOLDER, given.packs)
    run(python, "packaging/bill.py", FOLDER)
    run(python, "packaging/tree.py", FOLDER)
    run(python, "packaging/telemetry.py", FOLDER)
    size = report(FOLDER)
    if not given.no_smoke:
        run(python, "packaging/smoke.py", program())
    if size > given.largest:
        print(f"That is more than {given.largest:.0f} MB: something came in that should not have.")
    return 0 if size <= given.largest else 1


def environment(uv: str, llama: Path | None) -> Path:
    """A Python with just what is released, and what freezes it."""
    place = PLACE / "venv"
    told = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(place)}
    compiled = compiled_here()
    how = ["--no-install-package", PACKAGE] if llama or compiled else build_settings()
    subprocess.run(
        [uv, "sync", "--frozen", "--quiet", "--no-default-groups", "--group", "build", "--group", "freeze",
         "--no-editable", *how],
        cwd=ROOT, env=told, check=True,
    )  # fmt: skip
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if llama:
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--reinstall", llama],
            cwd=ROOT,
            check=True,
        )
    elif compiled:
        borrow(compiled, python)
    return python


def compiled_here() -> list[Path]:
    """llama.cpp as it lies in the development environment, compiled and tried; nothing where it was not."""
    if not (ROOT / ".venv" / "inglenook-engine").exists():
        return []
    return sorted((ROOT / ".venv").glob("**/site-packages/llama_cpp*"))


def borrow(parts: Sequence[Path], python: Path) -> None:
    """Copy *parts* to where *python* finds them: compiling it once more takes minutes and makes the same."""
    told = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for part in parts:
        target = Path(told.stdout.strip()) / part.name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(part, target)


def build_settings() -> list[str]:
    """How llama.cpp is compiled here: as ``prepare.sh`` found that it works, so that both share one build."""
    stamp = ROOT / ".venv" / "inglenook-engine"
    key, level = stamp.read_text("ascii").split() if stamp.exists() else ("", LEVELS[0])
    backend = key.partition("-")[0] or ("metal" if sys.platform == "darwin" else "cpu")
    return [part for line in settings(backend, level) for part in ("--config-settings-package", line)]


def freeze(python: Path) -> None:
    icon = {"win32": "inglenook.ico", "darwin": "inglenook.icns"}.get(sys.platform, "")
    told = {**os.environ, "PYTHONHASHSEED": "0", "INGLENOOK_ICON": str(PLACE / "icons" / icon) if icon else ""}
    subprocess.run(
        [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", PLACE / "dist",
         "--workpath", PLACE / "work", ROOT / "packaging" / "inglenook.spec"],
        cwd=ROOT, env=told, check=True,
    )  # fmt: skip
    strip(FOLDER)


def name_packs(folder: Path, packs: Path) -> None:
    """Have the app in *folder* know the packs whose descriptions lie in *packs*."""
    told = [json.loads(path.read_text("utf-8")) for path in sorted(packs.glob("*.json"))]
    print(f"It takes {len(told)} graphics packs.")
    known = folder / "_internal" / "resources" / "packs" / "packs.json"
    known.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def strip(folder: Path) -> None:
    """Take what only a debugger reads out of Python's own libraries, and out of those of wheels that stand alone.

    The others stay as they are: their makers changed where they look for each other, which strip may break.
    """
    inside = folder / "_internal"
    own = [*inside.glob("libpython*.so*"), *inside.glob("python3*/lib-dynload/*.so")]
    own += [path for wheel in ("cryptography", "regex", "yaml") for path in (inside / wheel).rglob("*.so")]
    if sys.platform == "linux" and own:
        run("strip", "--strip-unneeded", *own)


def program() -> Path:
    """The program in the folder, as one starts it in a terminal."""
    return FOLDER / ("inglenook-terminal.exe" if os.name == "nt" else "inglenook")


def report(folder: Path) -> float:
    """How large it is and what takes the room; in megabytes."""
    parts: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(folder).parts
            part = inside[1] if inside[0] == "_internal" and len(inside) > 2 else "the rest"
            parts[part] = parts.get(part, 0) + path.stat().st_size
    total = sum(parts.values()) / MEGABYTE
    print(f"{total:.0f} MB in {folder}")
    for part, size in sorted(parts.items(), key=lambda each: -each[1])[:8]:
        print(f"{size / MEGABYTE:8.1f}  {part}")
    return total


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())

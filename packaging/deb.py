"""Makes the package for Debian and its kin of the folder that runs.

    python packaging/deb.py [--version V] [--largest MB] [--fast]

It declares what it needs of the system instead of bringing it: the graphics drivers of a newer system would not work
with an older C++ library beside them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from version import version as version_here

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "freeze"
LINUX = ROOT / "installers" / "linux"
ID = "io.github.inglenook.inglenook"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
MEGABYTE = 1_000_000
LARGEST_MB = 200

PACKAGES = {
    # What the libraries in the folder ask the system for, and the package that has it.
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libX11-xcb.so.1": "libx11-xcb1", "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1", "libbrotlidec.so.1": "libbrotli1", "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1", "libfreetype.so.6": "libfreetype6", "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0", "libgssapi_krb5.so.2": "libgssapi-krb5-2", "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1", "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-shm.so.0": "libxcb-shm0", "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1", "libxcb-xfixes.so.0": "libxcb-xfixes0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g", "libstdc++.so.6": "libstdc++6 (>= 12)", "libgcc_s.so.1": "libgcc-s1",
    "libc.so.6": "libc6 (>= 2.35)", "libm.so.6": "libc6 (>= 2.35)", "libdl.so.2": "libc6 (>= 2.35)",
    "libpthread.so.0": "libc6 (>= 2.35)", "libresolv.so.2": "libc6 (>= 2.35)", "librt.so.1": "libc6 (>= 2.35)",
    "libutil.so.1": "libc6 (>= 2.35)", "ld-linux-x86-64.so.2": "libc6 (>= 2.35)",
    "ld-linux-aarch64.so.1": "libc6 (>= 2.35)", "libvulkan.so.1": "",
}  # fmt: skip
RECOMMENDED = (
    "fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji, gnome-keyring | kwalletmanager | keepassxc, "
    "xdg-desktop-portal, libvulkan1, mesa-vulkan-drivers"
)
CONTROL = """\
Package: inglenook
Version: {version}
Architecture: {architecture}
Maintainer: The Inglenook founders <founders@inglenook.invalid>
Section: misc
Priority: optional
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Description: private companion that lives on your own computer
 A place to talk with companions: a friend, a mentor, a storyteller. The model
 that answers runs on this computer; conversations, companions and memories are
 kept encrypted on it, and nobody else sees a word.
 .
 A small starter model is inside, so that one can talk at once.
"""

CHANGES = """\
inglenook ({version}) stable; urgency=medium

  * See CHANGELOG.md.

 -- The Inglenook founders <founders@inglenook.invalid>  {stamp}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", default=version_here())
    parser.add_argument("--largest", type=float, default=LARGEST_MB, metavar="MB", help="fail if it is larger")
    parser.add_argument("--fast", action="store_true", help="do not compress: for trying an upgrade")
    given = parser.parse_args()
    package = build(PLACE / "dist" / "inglenook", given.version, fast=given.fast)
    size = package.stat().st_size / MEGABYTE
    print(f"{size:.1f} MB in {package}")
    return 0 if given.fast or size <= given.largest else 1


def build(folder: Path, version: str, *, fast: bool) -> Path:
    """The package of the frozen *folder*.

    Raises:
        SystemExit: something in it asks for a library that no package is known for
    """
    tree = PLACE / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    shutil.copytree(folder, tree / "usr" / "lib" / "inglenook", symlinks=True)
    (tree / "usr" / "bin" / "inglenook").symlink_to("../lib/inglenook/inglenook")
    _describe(tree, version)
    _make_orderly(tree)
    architecture = _ask("dpkg", "--print-architecture")
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir())
    control = CONTROL.format(
        version=version, architecture=architecture, kilobytes=size // 1024, recommends=RECOMMENDED,
        depends=", ".join(depends_on(needed_in(folder))),
    )  # fmt: skip
    _write(tree / "DEBIAN" / "control", control)
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in sorted((tree / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    _write(tree / "DEBIAN" / "md5sums", "".join(sums))
    package = PLACE / f"inglenook_{version}_{architecture}.deb"
    how = ["-Znone"] if fast else ["-Zxz", "-z6"]
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *how, "--build", tree, package], check=True, stdout=subprocess.DEVNULL
    )
    return package


def depends_on(libraries: set[str]) -> list[str]:
    """The packages that have *libraries*, each once.

    Raises:
        SystemExit: no package is known for one of them
    """
    unknown = sorted(libraries - PACKAGES.keys())
    if unknown:
        raise SystemExit(f"no package is known for {', '.join(unknown)}: name it in packaging/deb.py")
    return sorted({PACKAGES[library] for library in libraries} - {""})


def needed_in(folder: Path) -> set[str]:
    """What the libraries in *folder* ask for that is not in it."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    binaries = [path for path in files if ".so" in path.name or (path.parent == folder and os.access(path, os.X_OK))]
    told = subprocess.run(["objdump", "-p", *binaries], capture_output=True, text=True, check=False).stdout
    there = {path.name for path in folder.rglob("*.so*")}
    return set(re.findall(r"NEEDED\s+(\S+)", told)) - there


def _describe(tree: Path, version: str) -> None:
    """What the desktop and the package manager read about the app."""
    share = tree / "usr" / "share"
    when = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()))
    day = time.strftime("%Y-%m-%d", when)

    def told(name: str) -> str:
        return (LINUX / name).read_text("utf-8").replace("@VERSION@", version).replace("@DATE@", day)

    _write(share / "applications" / f"{ID}.desktop", told(f"{ID}.desktop"))
    _write(share / "mime" / "packages" / f"{ID}.xml", told(f"{ID}.xml"))
    _write(share / "metainfo" / f"{ID}.metainfo.xml", told(f"{ID}.metainfo.xml"))
    _write(share / "doc" / "inglenook" / "copyright", told("copyright"))
    _write(share / "lintian" / "overrides" / "inglenook", told("lintian-overrides"))
    stamp = time.strftime("%a, %d %b %Y %H:%M:%S +0000", when)
    changes = CHANGES.format(version=version, stamp=stamp)
    _pack(share / "doc" / "inglenook" / "changelog.gz", changes)
    _pack(share / "man" / "man1" / "inglenook.1.gz", told("inglenook.1"))
    for size in SIZES:
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{ID}.png"
        place.parent.mkdir(parents=True)
        shutil.copyfile(PLACE / "icons" / f"inglenook-{size}.png", place)
    drawn = share / "icons" / "hicolor" / "scalable" / "apps" / f"{ID}.svg"
    drawn.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources" / "icons" / "inglenook.svg", drawn)


def _make_orderly(tree: Path) -> None:
    """Files that only the program runs, and that everybody may read."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path == tree / "usr" / "lib" / "inglenook" / "inglenook"
        path.chmod(0o755 if runs else 0o644)
    tree.chmod(0o755)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o644)
    path.parent.chmod(0o755)


def _pack(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _ask(*command: object) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())

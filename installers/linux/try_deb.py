"""Tries the package as a person would:  python installers/linux/try_deb.py [--suite bookworm] [--mirror ADDRESS]

In a clean Debian: an older version is installed and used; the new one goes over it and remembers what was said; the
window opens on a virtual screen, answers and locks; removing and purging the package leave what was kept.  Where
something that this needs is not there, it says what, and that the package was not tried.  Needs to be root.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "freeze"
OLDER = "0.0.1"
MIRROR = "http://deb.debian.org/debian"
SOMEBODY = "/somebody"
HOME = f"{SOMEBODY}/.local/share/Inglenook"
PASSPHRASE = "tractor velvet onion"
SCREEN = ":187"
PATIENCE_S = 900


class NotHere(Exception):
    """Something that trying the package takes is not on this machine."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--mirror", default=MIRROR)
    parser.add_argument("--must", action="store_true", help="fail where it cannot be tried")
    given = parser.parse_args()
    validate()
    try:
        with ExitStack() as stack:
            root = stack.enter_context(clean_debian(given.suite, given.mirror))
            stack.enter_context(virtual_screen())
            journey(root)
    except NotHere as why:
        print(f"skipped: the package was not tried in a clean Debian: {why}")
        return 1 if given.must else 0
    return 0


def validate() -> None:
    """The desktop entry, what software centres read, and the package itself are in order."""
    share = PLACE / "deb" / "usr" / "share"
    checks = {
        "desktop-file-validate": ["desktop-file-validate", *sorted((share / "applications").iterdir())],
        "appstreamcli": ["appstreamcli", "validate", "--no-net", *sorted((share / "metainfo").iterdir())],
        "lintian": ["lintian", "--fail-on", "error", "--tag-display-limit", "5", newest()],
    }
    for tool, command in checks.items():
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is not installed")
            continue
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{tool}:\n{done.stdout}{done.stderr}"
        print(f"{tool} finds no error")


def journey(root: Path) -> None:
    """What a person does with the package from beginning to end."""
    began = time.monotonic()
    (root / SOMEBODY[1:]).mkdir()
    install(root, package(OLDER))
    assert OLDER in inside(root, "dpkg-query", "-W", "inglenook")
    said = json.loads(inside(root, "inglenook", "chat", "--once", "My dog is called Biscuit.", "--json"))
    assert said["reply"].strip(), "the starter model answered nothing"
    install(root, newest())
    assert OLDER not in inside(root, "dpkg-query", "-W", "inglenook")
    assert "Biscuit" in inside(root, "inglenook", "memory", "list"), "the newer version knows nothing of before"
    told = json.loads(inside(root, "inglenook", "--home", HOME, "self-test", "--json"))
    assert told["answered"], told
    assert told["locked"], told
    assert told["colours"] > 10, "the window is blank"
    kept = root / HOME[1:] / "vault" / "vault.db"
    assert b"Biscuit" not in kept.read_bytes()
    for way in ("remove", "purge"):
        if way == "purge":  # nothing was left to purge
            install(root, newest())
        inside(root, "apt-get", way, "--yes", "inglenook")
        assert not (root / "usr" / "lib" / "inglenook").exists(), f"{way} leaves the program behind"
        assert kept.exists(), f"{way} takes what was kept"
    print(f"the package works in a clean Debian ({time.monotonic() - began:.0f} s, usable after {told['usable_s']} s)")


def install(root: Path, file: Path) -> None:
    shutil.copyfile(file, root / "tmp" / file.name)
    inside(root, "apt-get", "install", "--yes", "--no-install-recommends", f"/tmp/{file.name}")
    (root / "tmp" / file.name).unlink()


def package(version: str) -> Path:
    """The package of *version*: a stand-in for one that was released before, with the same inside."""
    return next(PLACE.glob(f"inglenook_{version}_*.deb"))


def newest() -> Path:
    return max(
        (found for found in PLACE.glob("inglenook_*.deb") if f"_{OLDER}_" not in found.name),
        key=lambda found: found.stat().st_mtime,
    )


@contextmanager
def clean_debian(suite: str, mirror: str) -> Iterator[Path]:
    """A Debian with nothing in it but itself, for as long as it is needed.

    Raises:
        NotHere: it cannot be made, or nothing may be mounted, here
    """
    if os.geteuid() != 0:
        raise NotHere("only root may make one")
    maker = shutil.which("debootstrap")
    if maker is None:
        raise NotHere("debootstrap is not installed")
    folder = Path(tempfile.mkdtemp(prefix="inglenook-debian-"))
    root = folder / "root"
    try:
        made = subprocess.run(
            [maker, "--variant=minbase", suite, root, mirror], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise NotHere(f"debootstrap: {(made.stdout + made.stderr).strip().splitlines()[-1]}")
        # Nothing of this machine is mounted into it: taking it away again could take that away too.
        mounted = subprocess.run(
            ["mount", "-t", "proc", "proc", root / "proc"], capture_output=True, text=True, check=False
        )
        if mounted.returncode:
            raise NotHere(mounted.stderr.strip())
        shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
        yield root
    finally:
        if (root / "proc").is_mount():
            subprocess.run(["umount", "--lazy", root / "proc"], check=True)  # somebody may look around in it
        assert str(root) not in Path("/proc/self/mounts").read_text("utf-8"), f"something is mounted in {root} still"
        shutil.rmtree(folder)


@contextmanager
def virtual_screen() -> Iterator[None]:
    """A screen that nobody sees; the clean Debian reaches it through the kernel, not by a file.

    Raises:
        NotHere: there is none
    """
    server = shutil.which("Xvfb")
    if server is None:
        raise NotHere("Xvfb is not installed")
    screen = subprocess.Popen(
        [server, SCREEN, "-screen", "0", "1280x860x24", "-ac"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        screen.terminate()
        screen.wait()


def inside(root: Path, *command: str) -> str:
    """What *command* prints in the clean Debian; it must end well, and Inglenook must say nothing else."""
    env = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": SOMEBODY, "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "DISPLAY": SCREEN, "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1", "INGLENOOK_PASSPHRASE": PASSPHRASE,
    }  # fmt: skip
    done = subprocess.run(
        ["chroot", root, *command], env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    assert command[0] != "inglenook" or not done.stderr.strip(), f"{' '.join(command)} said:\n{done.stderr}"
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

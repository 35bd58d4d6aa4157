"""Prints the system packages Inglenook still needs on this machine, one line, or nothing.

Run with any Python 3.11+ before anything is installed: standard library only.
"""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import sys
from pathlib import Path

# What the window loads, and the package that brings it on (Debian, Fedora, Arch, openSUSE).
LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd", "libEGL1"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd", "libGL1"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2", "libfreetype6"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11", "libX11-xcb1"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image", "libxcb-image0"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil", "libxcb-render-util0",
    ),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
    "libwayland-cursor.so.0": (
        "libwayland-cursor0", "libwayland-cursor", "wayland", "libwayland-cursor0",
    ),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland", "libwayland-egl1"),
}  # fmt: skip
COMPILER = ("build-essential", "gcc-c++", "base-devel", "gcc-c++")
VENV = ("python3-venv", "python3", "python", "python3")


def family() -> int:
    """Which column of the tables fits this system: by its package manager."""
    for index, manager in enumerate(("apt-get", "dnf", "pacman", "zypper")):
        if shutil.which(manager):
            return index
    return 0


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing() -> list[str]:
    """The packages that are missing, each once."""
    column = family()
    found = [packages[column] for library, packages in LIBRARIES.items() if not loads(library)]
    if not any(shutil.which(compiler) for compiler in ("c++", "g++", "clang++")):
        found.append(COMPILER[column])
    if importlib.util.find_spec("ensurepip") is None:
        found.append(VENV[column])
    return list(dict.fromkeys(found))


def gpu_backend() -> str:
    """The GPU back end that toolkit and driver are there for: ``cuda``, ``vulkan`` or ``cpu``."""
    if shutil.which("nvcc") and Path("/proc/driver/nvidia/version").exists():
        return "cuda"
    headers = Path("/usr/include/vulkan/vulkan_core.h")
    # llama.cpp needs the layer-settings extension, which came with the headers of version 1.3.272.
    new_enough = headers.exists() and "VK_EXT_layer_settings" in headers.read_text("utf-8", "replace")
    has_card = any(Path("/dev/dri").glob("renderD*")) if Path("/dev/dri").exists() else False
    if shutil.which("glslc") and new_enough and has_card and loads("libvulkan.so.1"):
        return "vulkan"
    return "cpu"


if __name__ == "__main__":
    print(gpu_backend() if "--gpu" in sys.argv else " ".join(missing()))

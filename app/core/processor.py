"""What tells one processor from another: its name and every instruction set that it says it has.

Standard library only: ``packaging/llama_build.py`` reads it before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from pathlib import Path

# What stays the same on one machine: frequencies and the like, which change at every look, are left out.
TOLD = ("vendor_id", "cpu family", "model", "model name", "flags", "Features", "CPU implementer", "CPU part", "isa")


def processor_key() -> str:
    """Sixteen letters that differ where code compiled for one processor may not run on the other."""
    told = [sys.platform, platform.machine(), *_told_by_system()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _told_by_system() -> list[str]:
    if sys.platform == "linux":
        try:
            lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
        except OSError:
            return []
        # Cores may differ, as on a phone's processor; the order in which they are listed does not matter.
        return sorted({" ".join(line.split()) for line in lines if line.partition(":")[0].strip() in TOLD})
    if sys.platform == "darwin":
        return [_sysctl("machdep.cpu.brand_string"), _sysctl("machdep.cpu.features"), _sysctl("hw.cpufamily")]
    return [os.environ.get("PROCESSOR_IDENTIFIER", "")]


def _sysctl(name: str) -> str:
    """A text, or the bytes of a number in hexadecimal; without starting a program, which the guard refuses."""
    import ctypes

    system = ctypes.CDLL(None)
    size = ctypes.c_size_t(0)
    if system.sysctlbyname(name.encode(), None, ctypes.byref(size), None, 0):
        return ""
    buffer = ctypes.create_string_buffer(size.value)
    system.sysctlbyname(name.encode(), buffer, ctypes.byref(size), None, 0)
    return buffer.raw[: size.value].hex()

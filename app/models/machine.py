"""The machine as it is now."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import psutil

BUSY_LOOK_S, LOOK_STEP_S, BUSY_PERCENT = 0.5, 0.05, 35.0


@dataclass(frozen=True, slots=True)
class Machine:
    """Sizes in bytes; *free* is what programs could still get without others being pushed out."""

    system: str
    processor: str
    cores: int
    memory_bytes: int
    memory_free_bytes: int
    disk_free_bytes: int
    has_nvidia: bool
    has_vulkan_loader: bool


def look_around(home: Path) -> Machine:
    """Measure this machine; *home* says on which disk free space counts."""
    memory = psutil.virtual_memory()
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        processor=_processor(),
        cores=psutil.cpu_count(logical=False) or os.cpu_count() or 1,
        memory_bytes=memory.total,
        memory_free_bytes=memory.available,
        disk_free_bytes=psutil.disk_usage(str(_existing(home))).free,
        has_nvidia=Path("/proc/driver/nvidia/version").exists() or _on_windows("nvcuda.dll"),
        has_vulkan_loader=_has_vulkan_loader(),
    )


def _processor() -> str:
    if sys.platform == "linux":
        try:
            for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
        except OSError:
            pass
        return platform.machine()
    # Elsewhere: on Linux this would start a program, which the network guard refuses.
    return os.environ.get("PROCESSOR_IDENTIFIER", platform.machine())


def _has_vulkan_loader() -> bool:
    if sys.platform == "win32":
        return _on_windows("vulkan-1.dll")
    folders = ("/usr/lib", "/usr/lib64", "/usr/local/lib", f"/usr/lib/{platform.machine()}-linux-gnu")
    return any((Path(folder) / "libvulkan.so.1").exists() for folder in folders)


def _on_windows(library: str) -> bool:
    root = os.environ.get("SYSTEMROOT")
    return bool(root) and (Path(root or "") / "System32" / library).exists()


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def look_for_work() -> Generator[None, None, bool]:
    """Whether work takes a good part of the processor just now; looks for half a second, and yields meanwhile."""
    psutil.cpu_percent()  # counts from here
    ends = time.monotonic() + BUSY_LOOK_S
    while time.monotonic() < ends:
        yield
        time.sleep(LOOK_STEP_S)
    return bool(psutil.cpu_percent() > BUSY_PERCENT)


def is_on_battery() -> bool:
    """Whether the machine runs on its battery now; false where there is none."""
    try:
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except (OSError, RuntimeError):  # a sandbox without /sys
        return False
    return battery is not None and battery.power_plugged is False

"""How llama.cpp is compiled on this machine, and whether what was compiled works here.  Standard library only.

    python packaging/llama_build.py settings BACKEND LEVEL   a line for each setting that uv hands to the build
    python packaging/llama_build.py key BACKEND              what a finished build is good for: a line
    python packaging/llama_build.py levels                   the levels there are, quickest first

A build is made for one processor, and uv keeps it: so what it was made for is one of its settings, and another
processor, compiler or back end never gets it out of the cache.  LEVEL is ``native`` (everything the processor says it
has), ``plain`` (what x86-64 has had since 2013) or ``plainest`` (what every x86-64 has); elsewhere both last are the
least the compiler assumes.

AMX is left out whatever the processor says: virtual machines claim it and fault on it, and nobody's computer has it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.core.processor import processor_key  # noqa: E402 - the path comes first

PACKAGE = "llama-cpp-python"
BACKENDS = {"cpu": "", "metal": "", "vulkan": "GGML_VULKAN", "cuda": "GGML_CUDA"}
LEVELS = ("native", "plain", "plainest")
NO_AMX = ("-mno-amx-tile", "-mno-amx-int8", "-mno-amx-bf16")
SINCE_2013 = ("GGML_AVX", "GGML_AVX2", "GGML_BMI2", "GGML_FMA", "GGML_F16C", "GGML_SSE42")


def settings(backend: str, level: str) -> list[str]:
    """The settings of a build, as ``NAME=VALUE`` of scikit-build-core."""
    switches = {BACKENDS[backend]: "ON"} if BACKENDS[backend] else {}
    flags = " ".join(no_amx())
    if flags:
        switches |= {"CMAKE_C_FLAGS": flags, "CMAKE_CXX_FLAGS": flags}
    if level != "native":
        switches["GGML_NATIVE"] = "OFF"
    if level == "plainest":
        switches |= dict.fromkeys(SINCE_2013, "OFF")
    # CMake makes nothing of it; uv keeps builds apart by it.
    switches["INGLENOOK_BUILT_FOR"] = key(backend)
    return [f"{PACKAGE}:cmake.define.{name}={value}" for name, value in switches.items()]


def key(backend: str) -> str:
    """What a build is good for: back end, processor, compiler, and the version that is compiled."""
    told = "\n".join([processor_key(), compiler_version(), locked_version()])
    return f"{backend}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


@cache
def compiler() -> str:
    """The C compiler that CMake would take; nothing on Windows, where it finds Visual Studio's, which knows no AMX."""
    if os.name == "nt":
        return ""
    names = (os.environ.get("CC", ""), "cc", "gcc", "clang")
    return next((found for name in names if name and (found := shutil.which(name.split()[0]))), "")


def compiler_version() -> str:
    if not compiler():
        return ""
    said = subprocess.run([compiler(), "--version"], capture_output=True, text=True, check=False).stdout
    return said.partition("\n")[0]


@cache
def no_amx() -> tuple[str, ...]:
    """The flags that keep AMX out, where the compiler knows them; one that does not cannot put it in."""
    if platform.machine().lower() not in ("x86_64", "amd64") or not compiler():
        return ()
    tried = subprocess.run(
        [compiler(), *NO_AMX, "-Werror", "-x", "c", "-E", os.devnull], capture_output=True, check=False
    )
    return NO_AMX if tried.returncode == 0 else ()


def locked_version() -> str:
    from version import locked

    return locked(PACKAGE)


def main() -> int:
    match sys.argv[1:]:
        case ["settings", backend, level] if backend in BACKENDS and level in LEVELS:
            print("\n".join(settings(backend, level)))
        case ["key", backend] if backend in BACKENDS:
            print(key(backend))
        case ["levels"]:
            print("\n".join(LEVELS))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

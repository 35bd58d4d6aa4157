"""llama.cpp itself, silenced and with its back ends loaded from our own folder and those of graphics packs only.

llama.cpp prints prompts at its debug level, so its log goes nowhere; only errors of loading are
kept for ``last_complaint``.  A build with loadable back ends would search the working directory for
libraries; loading from the package's folder first prevents that.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

os.environ.pop("GGML_BACKEND_PATH", None)
os.environ["GGML_NO_BACKTRACE"] = "1"  # an abort would start a debugger on this process

import llama_cpp.llama_cpp as llama

from app.engine.packs import Pack, load_packs

ERROR_LEVEL = 4
_complaints: list[str] = []
_sizes: list[list[str]] = []


def _heard(level: int, text: bytes, _: object) -> None:
    if level == ERROR_LEVEL and len(_complaints) < 50:
        _complaints.append(text.decode("utf-8", "replace").strip())
    if _sizes and (b" buffer size = " in text or b": size = " in text):
        _sizes[-1].append(text.decode("utf-8", "replace"))


# Kept for the life of the process: llama.cpp calls it from its own threads until the very end.
_silence = llama.llama_log_callback(_heard)
llama.llama_log_set(_silence, ctypes.c_void_p(0))

LIBRARY = llama._lib
_reg_count = LIBRARY.ggml_backend_reg_count
_device_count = LIBRARY.ggml_backend_dev_count
for _count in (_reg_count, _device_count):
    _count.restype, _count.argtypes = ctypes.c_size_t, []
# Unlike the function that loads one library by its path, this one takes any letters in it on Windows too.
_load_from = LIBRARY.ggml_backend_load_all_from_path
_load_from.restype, _load_from.argtypes = None, [ctypes.c_char_p]
_needed: list[ctypes.CDLL] = []
"""What packs need, held so that the system finds it by its name."""


def _load_pack(pack: Pack) -> bool:
    before = _device_count()
    try:
        _needed.extend([ctypes.CDLL(str(pack.folder / name)) for name in pack.libraries[:-1]])
    except OSError:
        return False
    _load_from(os.fsencode(pack.folder))
    return bool(_device_count() > before)


_brings_none = _reg_count() == 0
load_packs(_load_pack)
if _brings_none:
    _load_from(os.fsencode(Path(llama.__file__).parent / "lib"))
llama.llama_backend_init()


def forget_complaints() -> None:
    """Start listening afresh before a model is loaded."""
    _complaints.clear()


def complaints() -> str:
    """What llama.cpp said was wrong since then; about files, never about prompts."""
    return "\n".join(_complaints)


def hear_sizes() -> list[str]:
    """A list that grows by a line for each size llama.cpp tells from now on."""
    _sizes[:] = [[]]
    return _sizes[-1]


__all__ = ["LIBRARY", "complaints", "forget_complaints", "hear_sizes", "llama"]

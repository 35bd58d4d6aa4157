"""llama.cpp itself, silenced and with its back ends loaded from our own folder and those of graphics packs only.

llama.cpp prints prompts at its debug level, so its log goes nowhere; only errors of loading are
kept for ``last_complaint``.  A build with loadable back ends would search the working directory for
libraries; loading from the package's folder first prevents that.
"""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import Path

os.environ.pop("GGML_BACKEND_PATH", None)
os.environ["GGML_NO_BACKTRACE"] = "1"  # an abort would start a debugger on this process

import llama_cpp.llama_cpp as llama

from app.engine.packs import Pack, load_packs
from app.engine.variants import chosen_form, forms_in

ERROR_LEVEL = 4
_complaints: list[str] = []
_sizes: list[list[str]] = []


def _heard(level: int, text: bytes, _: object) -> None:
    if level == ERROR_LEVEL and len(_complaints) < 50:
        _complaints.append(text.decode("utf-8", "replace").strip())
    if _sizes and (b" buffer size = " in text or b": size = " in text):
        _sizes[-1].append(text.decode("utf-8", "replace"))


# Kept for the life of the process: llama.cpp calls it from its own threads until the very end.
SILENCE = llama.llama_log_callback(_heard)
llama.llama_log_set(SILENCE, ctypes.c_void_p(0))

LIBRARY = llama._lib
LIBRARY.ggml_backend_register.restype, LIBRARY.ggml_backend_register.argtypes = None, [ctypes.c_void_p]
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


OTHERS = re.compile(r"^(?:lib)?ggml-(?!base|cpu)[a-z0-9_-]+\.(?:so|dll|dylib)$")
"""Back ends besides those for processors."""


def score(library: Path) -> int:
    """How well this processor can run the back end *library*, as that says itself; 0 where it cannot at all."""
    try:
        told = ctypes.CDLL(str(library)).ggml_backend_score
    except (OSError, AttributeError):
        return 0
    told.restype, told.argtypes = ctypes.c_int, []
    return int(told())


def _load_backend(library: Path) -> None:
    """Load one back end and make it known; one that does not load is done without.

    llama.cpp's own function would take the best of a folder, also one that needs AMX, and on Windows not every letter.
    """
    try:
        begin = ctypes.CDLL(str(library)).ggml_backend_init
    except (OSError, AttributeError):
        return
    begin.restype, begin.argtypes = ctypes.c_void_p, []
    registry = begin()
    if registry:
        LIBRARY.ggml_backend_register(ctypes.c_void_p(registry))


def _load_all(folder: Path) -> None:
    """What came along: every back end for graphics cards, and the chosen form for this processor, or the best."""
    for library in sorted(folder.iterdir()):
        if OTHERS.match(library.name):
            _load_backend(library)
    forms = forms_in(folder)
    best = max(forms, key=lambda name: score(forms[name]), default=None)
    chosen = chosen_form()
    form = chosen if chosen in forms else best
    if form is not None:
        _load_backend(forms[form])


_brings_none = _reg_count() == 0
load_packs(_load_pack)
if _brings_none:
    _load_all(Path(llama.__file__).parent / "lib")
llama.llama_backend_init()


def forget_complaints() -> None:
    """Start listening afresh before a model is loaded."""
    _complaints.clear()


def complaints() -> str:
    """What llama.cpp said was wrong since then; about files, never about prompts."""
    return "\n".join(_complaints)


def capture_buffer_sizes() -> list[str]:
    """A list that grows by a line for each size llama.cpp tells from now on."""
    _sizes[:] = [[]]
    return _sizes[-1]


__all__ = ["LIBRARY", "SILENCE", "capture_buffer_sizes", "complaints", "forget_complaints", "llama", "score"]

"""What could run a model here, as llama.cpp sees it: processor and graphics cards."""

from __future__ import annotations

import ctypes as c
from typing import Any

from app.engine.device import Device
from app.engine.native import LIBRARY

KINDS = {0: "cpu", 1: "gpu", 2: "igpu", 3: "accelerator"}


class _Properties(c.Structure):
    """ggml's ``ggml_backend_dev_props``, of which only the head is read: what follows has grown before."""

    _fields_ = (
        ("name", c.c_char_p), ("description", c.c_char_p), ("free", c.c_size_t), ("total", c.c_size_t),
        ("kind", c.c_int), ("place", c.c_char_p), ("spare", c.c_ubyte * 256),
    )  # fmt: skip


def find_devices() -> list[Device]:
    """Every device llama.cpp knows; no model is loaded for it.

    A graphics card that two back ends see counts once, as llama.cpp itself takes it: by the back end that came first.
    """
    count = _function("ggml_backend_dev_count", c.c_size_t)
    get = _function("ggml_backend_dev_get", c.c_void_p, c.c_size_t)
    found, places = [], set()
    for handle in map(get, range(count())):
        place = _place(handle)
        if place is None or place not in places:
            found.append(_device(handle))
            places.add(place)
    return found


def _place(handle: int) -> bytes | None:
    """Where in the machine a device sits, as the number of its slot; None where that is not known."""
    properties = _Properties()
    tell = _function("ggml_backend_dev_get_props", None, c.c_void_p, c.POINTER(_Properties))
    tell(handle, c.byref(properties))
    place: bytes | None = properties.place
    return place


def _device(handle: int) -> Device:
    text = {
        key: _function(f"ggml_backend_{function}", c.c_char_p, c.c_void_p)
        for key, function in (("name", "dev_name"), ("about", "dev_description"), ("backend", "reg_name"))
    }
    registry = _function("ggml_backend_dev_backend_reg", c.c_void_p, c.c_void_p)(handle)
    free, total = c.c_size_t(), c.c_size_t()
    memory = _function("ggml_backend_dev_memory", None, c.c_void_p, c.POINTER(c.c_size_t), c.POINTER(c.c_size_t))
    memory(handle, c.byref(free), c.byref(total))
    return Device(
        KINDS.get(_function("ggml_backend_dev_type", c.c_int, c.c_void_p)(handle), "unknown"),
        _read(text["backend"](registry)),
        _read(text["name"](handle)),
        _read(text["about"](handle)),
        free.value,
        total.value,
    )


def _read(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


def _function(name: str, result: Any, *arguments: Any) -> Any:
    found = getattr(LIBRARY, name)
    found.restype, found.argtypes = result, list(arguments)
    return found

"""A word of memory that llama.cpp looks at between two operations, so that a long reading can be broken off."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from app.engine.native import llama

_C = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)


class AbortFlag:
    """Asks a context to break off what it computes.

    llama.cpp asks a callback some thousand times a token.  In Python each would wait for the interpreter's lock, which
    the window may hold; so the callback is C's own ``strlen`` over two bytes: 0 goes on, and 1 breaks off.
    Works on the processor; a graphics card finishes its batch.
    """

    def __init__(self, context: Any) -> None:
        self._asked = ctypes.create_string_buffer(2)
        callback = ctypes.cast(_C.strlen, llama.ggml_abort_callback)
        llama.llama_set_abort_callback(context, callback, ctypes.cast(self._asked, ctypes.c_void_p))
        self._callback = callback

    def ask(self) -> None:
        """Break off; from any thread."""
        self._asked[0] = b"x"

    def forget(self) -> None:
        """What is begun now may run to its end."""
        self._asked[0] = b"\0"

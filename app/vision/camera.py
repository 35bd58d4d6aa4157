"""One still from a camera, when somebody asks for one; the device is open only meanwhile.

Linux alone, by Video4Linux: what Qt has for cameras would add 175 MB to what a newcomer downloads.  Structures and
numbers are those of linux/videodev2.h on machines of 64 bits.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import select
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import NoCamera

CAPTURE = 1
"""V4L2_BUF_TYPE_VIDEO_CAPTURE, and V4L2_MEMORY_MMAP, and V4L2_CAP_VIDEO_CAPTURE, which are all 1."""
MJPEG = int.from_bytes(b"MJPG", "little")
QUERYCAP, S_FMT, REQBUFS, QUERYBUF = 0x80685600, 0xC0D05605, 0xC0145608, 0xC0585609
QBUF, DQBUF, STREAMON, STREAMOFF = 0xC058560F, 0xC0585611, 0x40045612, 0x40045613
BUFFERS = 2
WIDTH, HEIGHT = 640, 480
SETTLES = 8
"""So many pictures are let pass: the first ones are dark, until the camera has found its exposure."""
PATIENCE_S = 3.0
FOLDER, DEVICES = Path("/sys/class/video4linux"), Path("/dev")


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera by its place and by what it is called."""

    path: str
    name: str


def find_cameras(folder: Path = FOLDER, devices: Path = DEVICES) -> list[CameraDevice]:
    """The cameras that there are; nothing is opened for it.  What a sandbox keeps from us is not among them."""
    if not sys.platform.startswith("linux"):
        return []
    found = []
    with contextlib.suppress(OSError):
        for place in sorted(folder.iterdir()):
            with contextlib.suppress(OSError, ValueError):
                # Of several nodes of one camera the first gives pictures, the others what goes with them.
                if int((place / "index").read_text("ascii")) == 0 and (devices / place.name).exists():
                    name = (place / "name").read_text("utf-8", "replace").strip()
                    found.append(CameraDevice(str(devices / place.name), name or place.name))
    return found


def take_still(device: str) -> bytes:
    """One picture of *device*, as a JPEG file.  For a process of its own: drivers are strangers' code.

    Raises:
        NoCamera: there is none, it is refused or busy, or it gives nothing that we read.
    """
    with _opened(device) as camera:
        return camera.still()


@contextlib.contextmanager
def _opened(device: str) -> Iterator[Camera]:
    try:
        number = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    except PermissionError:
        raise NoCamera("refused") from None
    except OSError:
        raise NoCamera from None
    camera = None
    try:
        camera = Camera(number)
        yield camera
    except OSError:
        raise NoCamera("busy") from None
    finally:
        if camera is not None:
            camera.close()
        os.close(number)


def _ioctl(number: int, request: int, argument: Any) -> None:
    import fcntl

    fcntl.ioctl(number, request, argument)


class Camera:
    """One open device.  *ask* is ``ioctl``, *wait* says whether a picture came within some seconds."""

    def __init__(
        self,
        number: int,
        ask: Callable[[int, int, Any], None] = _ioctl,
        wait: Callable[[int, float], bool] | None = None,
        share: Callable[[int, int, int], Any] | None = None,
    ) -> None:
        self._number, self._ask = number, ask
        self._wait = wait or (lambda number, seconds: bool(select.select([number], [], [], seconds)[0]))
        self._share = share or (lambda number, length, place: mmap.mmap(number, length, offset=place))
        self._buffers: list[Any] = []
        self._is_on = False
        self._require_camera()
        self._choose_size()
        self._take_room()

    def still(self) -> bytes:
        """One picture, once the camera has found its exposure.

        Raises:
            NoCamera: none came.
        """
        kind = struct.pack("i", CAPTURE)
        for index in range(len(self._buffers)):
            self._ask(self._number, QBUF, bytearray(_buffer(index)))
        self._ask(self._number, STREAMON, kind)
        self._is_on = True
        found = b""
        for _ in range(SETTLES):
            if not self._wait(self._number, PATIENCE_S):
                break
            told = bytearray(_buffer(0))
            self._ask(self._number, DQBUF, told)
            index, used = struct.unpack_from("I", told, 0)[0], struct.unpack_from("I", told, 8)[0]
            found = bytes(self._buffers[index][:used])
            self._ask(self._number, QBUF, bytearray(_buffer(index)))
        if not found.startswith(b"\xff\xd8"):
            raise NoCamera
        # Some cameras leave out the end mark, or put zeros after it.
        end = found.rfind(b"\xff\xd9")
        return found[: end + 2] if end > 0 else found + b"\xff\xd9"

    def close(self) -> None:
        """Take no more pictures, and keep none."""
        if self._is_on:
            with contextlib.suppress(OSError):
                self._ask(self._number, STREAMOFF, struct.pack("i", CAPTURE))
        for buffer in self._buffers:
            with contextlib.suppress(ValueError, TypeError, BufferError):
                buffer[:] = bytes(len(buffer))  # nothing of what was seen stays in memory
            close = getattr(buffer, "close", None)
            if close is not None:
                with contextlib.suppress(BufferError):
                    close()
        self._buffers = []

    def _require_camera(self) -> None:
        told = bytearray(104)
        self._ask(self._number, QUERYCAP, told)
        (able,) = struct.unpack_from("I", told, 84)
        (here,) = struct.unpack_from("I", told, 88)
        if not (here or able) & CAPTURE:
            raise NoCamera

    def _choose_size(self) -> None:
        told = bytearray(208)
        struct.pack_into("I", told, 0, CAPTURE)
        struct.pack_into("IIII", told, 8, WIDTH, HEIGHT, MJPEG, 0)
        self._ask(self._number, S_FMT, told)
        if struct.unpack_from("I", told, 16)[0] != MJPEG:
            raise NoCamera("form")

    def _take_room(self) -> None:
        told = bytearray(struct.pack("IIIIB3x", BUFFERS, CAPTURE, CAPTURE, 0, 0))
        self._ask(self._number, REQBUFS, told)
        for index in range(struct.unpack_from("I", told, 0)[0]):
            one = bytearray(_buffer(index))
            self._ask(self._number, QUERYBUF, one)
            (place,) = struct.unpack_from("I", one, 64)
            (length,) = struct.unpack_from("I", one, 72)
            self._buffers.append(self._share(self._number, length, place))


def _buffer(index: int) -> bytes:
    """A ``v4l2_buffer`` of 88 bytes; its index, type and memory are told, the rest is the driver's to fill in."""
    return struct.pack("IIIII4x16s16sIIQIIi4x", index, CAPTURE, 0, 0, 0, b"", b"", 0, CAPTURE, 0, 0, 0, 0)

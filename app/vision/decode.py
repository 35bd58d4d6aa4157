"""A stranger's picture, decoded: four kinds, told by their first bytes, up to a size, and nothing else.

Pillow decodes everywhere, in the window too: one reader of strangers' files is enough, and Qt's cannot be used on every
thread.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import Image, ImageFile, ImageOps

from app.core.errors import PictureUnreadable

KINDS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 36_000_000
# The library raises what its parsers stumble over.
WHAT_PICTURES_RAISE = (
    OSError, ValueError, TypeError, SyntaxError, EOFError, MemoryError, zlib.error, Image.DecompressionBombError,
    ArithmeticError, LookupError, AttributeError, struct.error,
)  # fmt: skip


def opened(picture: bytes) -> Image.Image:
    """*picture*, decoded, its first frame, upright.

    Raises:
        PictureUnreadable: it is none, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(picture), formats=KINDS)
            if image.width * image.height > MOST_PIXELS:
                raise PictureUnreadable("large")
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
            return image
    except PictureUnreadable:
        raise
    except WHAT_PICTURES_RAISE:
        raise PictureUnreadable from None


def kind_of(picture: bytes) -> str:
    """``png``, ``jpg``, ``webp`` or ``gif`` by the first bytes; empty for anything else."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if picture.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "webp"
    return "gif" if picture.startswith(b"GIF8") else ""


ImageFile.LOAD_TRUNCATED_IMAGES = True  # half a portrait is better than none

"""Portraits: made small, or made where there are none."""

from __future__ import annotations

import colorsys
import io
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.vision import opened

THUMB_PX = 192
"""Twice what a card of the gallery shows, for dense screens."""
LARGE_PX = 1024
COVER = (512, 768)
COVER_CROP = (0.0, 1 / 6, 1.0)
"""The middle of a cover that was drawn."""


def as_png(picture: bytes) -> bytes:
    """*picture* as a PNG file.

    Raises:
        PictureUnreadable: it is none.
    """
    image = opened(picture)
    return _saved(image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGBA"))


def thumb_of(picture: bytes, crop: tuple[float, float, float] | None = None, size: int = THUMB_PX) -> bytes:
    """A square of *size* pixels at most, as PNG: the part that *crop* names, else the upper middle.

    *crop* is the left and upper edge and the side, as shares of the picture's width (height for the upper edge).

    Raises:
        PictureUnreadable: it is none.
    """
    image = opened(picture).convert("RGBA")
    width, height = image.size
    side = min(width, height)
    left, top = (width - side) // 2, min((height - side) // 8, height - side)
    if crop is not None:
        side = max(1, min(round(crop[2] * width), side))
        left = max(0, min(round(crop[0] * width), width - side))
        top = max(0, min(round(crop[1] * height), height - side))
    square = image.crop((left, top, left + side, top + side))
    square.thumbnail((size, size), Image.Resampling.LANCZOS)
    return _saved(square)


def shown(picture: bytes, size: int = LARGE_PX) -> bytes:
    """*picture* for the screen: PNG, no edge longer than *size* pixels.

    Raises:
        PictureUnreadable: it is none.
    """
    image = opened(picture).convert("RGBA")
    image.thumbnail((size, size), Image.Resampling.LANCZOS)
    return _saved(image)


def generated_avatar(name: str, font: Path | None = None) -> bytes:
    """A cover for who has no picture: a warm ground of their own and the first letter of *name*, as PNG."""
    hue = (zlib.crc32(name.encode()) % 60 + 355) % 360 / 360
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, 0.45, 0.4))
    image = Image.new("RGB", COVER, (red, green, blue))
    letter = ImageFont.truetype(font, 280) if font is not None else ImageFont.load_default(280)
    place = (COVER[0] // 2, COVER[1] // 2)
    ImageDraw.Draw(image).text(place, name[:1].upper(), font=letter, fill=(255, 245, 235), anchor="mm")
    return _saved(image)


def _saved(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

"""A picture for a conversation: whole, still, no larger than a model needs, without what a camera writes into it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from app.core.errors import PictureUnreadable
from app.vision.decode import kind_of, opened

LARGEST_PX = 2048
"""The longer edge of what is kept."""
GLANCE_PX = 256
"""Enough for a face or a scene: a camera's still, and what is shown at a glance."""
MOST_BYTES = 64 << 20
LEAST_PX = 8
"""Smaller than this nothing can be seen, and some projectors stumble."""
MOST_LOSSLESS_BYTES = 600_000
"""A screenshot stays sharp; a photograph as PNG would only take room."""
QUALITY = 90
_STRANGERS = (
    (b"%PDF", "pdf"), (b"<svg", "svg"), (b"<?xml", "svg"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"BM", "bmp"),
)  # fmt: skip
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """What is kept of a picture: a file in *content*, and the SHA-256 of its pixels, by which it is known again."""

    content: bytes = field(repr=False)
    width: int
    height: int
    digest: bytes = field(repr=False)


def prepare_picture(picture: bytes, largest: int = LARGEST_PX) -> PreparedPicture:
    """*picture* as it is kept.

    Raises:
        PictureUnreadable: it is none, is of a kind that cannot be read, cut short, animated, too large or too small.
    """
    if len(picture) > MOST_BYTES:
        raise PictureUnreadable("large")
    _require_kind(picture)
    _require_end(picture)
    image = opened(picture)
    if getattr(image, "n_frames", 1) > 1:
        raise PictureUnreadable("animated")
    if min(image.size) < LEAST_PX:
        raise PictureUnreadable("small")
    image = _on_white(image)
    image.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    if min(image.size) < LEAST_PX:
        raise PictureUnreadable("narrow")
    content = _saved(image)
    # What is kept may differ from what came by a shade: the pixels that count are those that are read back.
    kept = opened(content).convert("RGB")
    return PreparedPicture(content, *kept.size, hashlib.sha256(kept.tobytes()).digest())


def resized_pixels(content: bytes, width: int, height: int) -> bytes:
    """The pixels, three bytes each, row by row, of what ``prepare_picture`` kept, made *width* by *height* large.

    Raises:
        PictureUnreadable: it was damaged.
    """
    image = opened(content).convert("RGB")
    return (image if image.size == (width, height) else image.resize((width, height))).tobytes()


def smaller(content: bytes, most: int) -> bytes:
    """*content* with no edge longer than *most* pixels, as PNG.

    Raises:
        PictureUnreadable: it is none.
    """
    image = opened(content)
    image.thumbnail((most, most), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def fitted(width: int, height: int, most: int) -> tuple[int, int]:
    """*width* and *height* in proportion, neither larger than *most*."""
    scale = min(1.0, most / max(width, height, 1))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _require_kind(picture: bytes) -> None:
    if kind_of(picture):
        return
    head = picture[:64].lstrip().lower()
    named = next((kind for mark, kind in _STRANGERS if head.startswith(mark.lower())), "")
    if picture[4:8] == b"ftyp" and picture[8:12] in _HEIC:
        named = "avif" if picture[8:12].startswith(b"avi") else "heic"
    if named:
        raise PictureUnreadable("kind", kind=named.upper())
    raise PictureUnreadable


def _require_end(picture: bytes) -> None:
    """Refuse what was cut short: of half a file nobody knows what it shows."""
    whole: dict[str, Callable[[], bool]] = {
        "png": lambda: picture.rstrip(b"\0").endswith(b"IEND\xaeB`\x82") or b"IEND\xaeB`\x82" in picture[-4096:],
        "jpg": lambda: b"\xff\xd9" in picture[-4096:],
        "webp": lambda: int.from_bytes(picture[4:8], "little") + 8 <= len(picture),
        "gif": lambda: b";" in picture[-64:],
    }
    if not whole[kind_of(picture)]():
        raise PictureUnreadable("cut")


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which models do not know: as a page would show it."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")


def _saved(image: Image.Image) -> bytes:
    """*image* as a file that says nothing but its pixels."""
    bare: Image.Image = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=False, compress_level=6)
    if out.tell() <= MOST_LOSSLESS_BYTES:
        return out.getvalue()
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()

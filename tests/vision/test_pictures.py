"""Pictures from strangers: what can be used is made still, small and silent; the rest is refused in one sentence."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from app.core.errors import AppError, PictureUnreadable
from app.core.translation import advice, say
from app.vision import LARGEST_PX, fitted, prepare_picture, resized_pixels

GPS = 0x8825


def saved(image: Image.Image, kind: str = "PNG", **given) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **given)
    return out.getvalue()


def photo(size=(640, 480), seed=1) -> Image.Image:
    return Image.effect_noise(size, 60).convert("RGB") if seed else Image.new("RGB", size, "red")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_kind_is_kept_as_pixels_and_nothing_else(kind):
    ready = prepare_picture(saved(photo(), kind))
    assert (ready.width, ready.height) == (640, 480)
    assert len(resized_pixels(ready.content, 640, 480)) == 3 * 640 * 480
    assert len(resized_pixels(ready.content, 64, 48)) == 3 * 64 * 48


def test_what_a_camera_wrote_into_it_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "SECRET-MAKER"
    exif[0x9286] = b"ASCII\0\0\0SECRET-COMMENT"
    exif.get_ifd(GPS)[1] = "N"
    picture = saved(photo(), "JPEG", exif=exif, comment=b"SECRET-JPEG")
    assert b"SECRET" in picture
    kept = prepare_picture(picture).content
    assert b"SECRET" not in kept
    assert b"Exif" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_a_picture_lying_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    ready = prepare_picture(saved(photo((300, 100)), "JPEG", exif=exif))
    assert (ready.width, ready.height) == (100, 300)


def test_a_large_one_is_made_smaller_and_the_same_one_is_known_again():
    picture = saved(photo((3000, 1500)), "JPEG")
    one, other = prepare_picture(picture), prepare_picture(picture)
    assert (one.width, one.height) == (LARGEST_PX, LARGEST_PX // 2)
    assert one.digest == other.digest
    assert one.digest != prepare_picture(saved(photo((3000, 1501)), "JPEG")).digest


def test_what_is_clear_is_shown_on_white():
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    ready = prepare_picture(saved(clear))
    assert resized_pixels(ready.content, 20, 20) == b"\xff" * 1200


def bomb() -> bytes:
    """A PNG that says it is 40,000 by 40,000."""
    small = bytearray(saved(Image.new("L", (8, 8))))
    small[16:24] = (40_000).to_bytes(4, "big") * 2
    import zlib

    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4, "big")
    return bytes(small)


def animated(kind: str) -> bytes:
    frames = [photo((20, 20), seed) for seed in (0, 1)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


BAD = {
    "large": bomb(),
    "animated gif": animated("GIF"),
    "animated webp": animated("WEBP"),
    "animated png": animated("PNG"),
    "heic": b"\0\0\0\x18ftypheic" + bytes(200),
    "avif": b"\0\0\0\x18ftypavif" + bytes(200),
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.com/a.png"/></svg>',
    "pdf named png": b"%PDF-1.7\n" + bytes(500),
    "half a png": saved(photo())[:50_000],
    "half a jpeg": saved(photo(), "JPEG")[:10_000],
    "half a webp": saved(photo(), "WEBP")[:5_000],
    "empty": b"",
    "text": b"This is no picture.",
    "tiny": saved(Image.new("RGB", (2, 2))),
    "a line": saved(Image.new("RGB", (9000, 9))),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_refused_in_a_sentence(name):
    with pytest.raises(PictureUnreadable) as refused:
        prepare_picture(BAD[name])
    assert say(refused.value).endswith(".")
    assert advice(refused.value)


def test_a_hundred_damaged_pictures_harm_nobody():
    chance = random.Random(7)
    sound = [saved(photo((64, 48)), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF")]
    for turn in range(100):
        broken = bytearray(sound[turn % 4])
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            ready = prepare_picture(bytes(broken))
        except AppError:
            continue
        assert max(ready.width, ready.height) <= LARGEST_PX


def test_sizes_keep_their_shape():
    assert fitted(4000, 1000, 400) == (400, 100)
    assert fitted(30, 10, 400) == (30, 10)
    assert fitted(5000, 1, 100) == (100, 1)

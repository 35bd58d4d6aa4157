"""Pictures out of the vault are read without Qt's readers: on Qt's own thread they could stand still for ever."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from PIL import Image

import app.ui.portraits as room
from app.ui.portraits import _decoded, _for_qt


def png(width: int, height: int, colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def test_a_picture_is_no_larger_than_asked_for_and_keeps_its_shape(qapp):
    picture = _decoded(png(400, 200))
    picture.thumbnail((100, 100))
    image = _for_qt(picture)
    assert (image.width(), image.height()) == (100, 50)
    assert image.pixelColor(10, 10).name() == "#ff0000"


@pytest.mark.parametrize("content", [b"", b"nothing", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_a_clear_dot(qapp, content):
    image = _for_qt(_decoded(content))
    assert (image.width(), image.pixelColor(0, 0).alpha()) == (1, 0)


def test_any_thread_may_read(qapp):
    found = []
    reader = threading.Thread(target=lambda: found.append(_for_qt(_decoded(png(20, 20))).width()))
    reader.start()
    reader.join()
    assert found == [20]


def test_no_reader_of_qt_is_used(qapp):
    source = Path(room.__file__).read_text("utf-8")
    assert "QImageReader" not in source
    assert "loadFromData" not in source

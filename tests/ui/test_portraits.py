"""Pictures out of the vault are read without Qt's readers: on Qt's own thread they could stand still for ever."""

from __future__ import annotations

import io
import subprocess
import sys
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


STANDING_STILL = """
from types import SimpleNamespace

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine

from app.ui.portraits import Portraits

app = QGuiApplication([])
engine = QQmlEngine()
portraits = Portraits(SimpleNamespace(session=None))
portraits.provide_for(engine)
component = QQmlComponent(engine)
component.setData(b'''import QtQuick
Item {
    property bool begun: false
    property bool done: one.status === Image.Ready && other.status === Image.Ready
    Image { id: one; asynchronous: true }
    Image { id: other; asynchronous: true }
    onBegunChanged: {
        one.source = "image://portraits/other/one";
        const at = Date.now();
        while (Date.now() - at < 500) {}
        other.source = "image://portraits/other/two";
    }
}''', QUrl())
item = component.create()
item.setProperty("begun", True)
while not item.property("done"):
    app.processEvents()
"""
"""Python's lock is held for as long as the property is being set, and Qt's thread begins to read meanwhile."""


def test_the_window_does_not_stand_still_when_python_is_busy_as_the_first_picture_is_read():
    subprocess.run([sys.executable, "-c", STANDING_STILL], check=True, timeout=60)

"""Portraits for the window: straight from the vault, never over a file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtQuick import QQuickImageProvider

from app.application import Application
from app.core.errors import AppError
from app.personas import PersonaId

PROVIDER = "portraits"
SHAPES = {"round": 0.5, "tile": 0.07}
"""How much of an edge its corners take."""


class Portraits(QQuickImageProvider):
    """Answers ``image://portraits/…``: ``vault/3/…`` a companion's, ``profile/2/…`` a profile's, ``other/name/…`` what
    a page put there for a while."""

    def __init__(self, application: Application) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._application = application
        self._others: dict[str, bytes] = {}

    def put(self, name: str, picture: bytes) -> None:
        """Show *picture*, a PNG, under *name*; an empty one takes it away."""
        if picture:
            self._others[name] = picture
        else:
            self._others.pop(name, None)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802, A002 - Qt's
        kind, _, rest = id.partition("/")
        image = QImage()
        image.loadFromData(self._content(kind, rest.partition("/")[0]))
        if image.isNull():
            image = QImage(1, 1, QImage.Format.Format_ARGB32)
            image.fill(0)
        share = SHAPES.get(id.rpartition("/")[2], 0.0)
        return _rounded(image, share) if share else image

    def _content(self, kind: str, key: str) -> bytes:
        if kind == "other":
            return self._others.get(key, b"")
        opened = self._application.session
        if opened is None or not key.isdecimal():
            return b""
        found: dict[str, Callable[[], bytes]] = {
            "vault": lambda: opened.personas.thumb(PersonaId(int(key))),
            "profile": lambda: opened.conversations.context_builder.profiles.thumb(int(key)),
        }
        try:
            return found[kind]() if kind in found else b""
        except AppError:  # the vault closes while the window still paints
            return b""


def _rounded(image: QImage, share: float) -> QImage:
    """*image* with round corners: effects that would do that on the screen are missing where there is no card."""
    out = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(0)
    painter, way = QPainter(out), QPainterPath()
    radius = share * min(image.width(), image.height())
    way.addRoundedRect(QRectF(out.rect()), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(way)
    painter.drawImage(0, 0, image)
    painter.end()
    return out

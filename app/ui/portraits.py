"""Portraits for the window: straight from the vault, never over a file."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageFilter
from PySide6.QtCore import QRectF, QSize, QUrl
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickImageProvider

from app.application import Application
from app.core.errors import AppError
from app.personas import PersonaId, picture_opened
from app.vault import BlobId

PROVIDER = "portraits"
SCENE_PX = 1280
WHOLE = ("face", "whole", "scene", "shown")
"""Kinds that are shown as large as there is room."""
SHOWN = f"image://{PROVIDER}/shown"
SHAPES = {"round": 0.5, "tile": 0.07}
"""How much of an edge its corners take."""
FIRST = f'import QtQuick\nImage {{ source: "image://{PROVIDER}/other/none" }}'.encode()


class Portraits(QQuickImageProvider):
    """Answers ``image://portraits/…``: ``vault/3/…`` a companion's, ``profile/2/…`` a profile's, ``other/name/…`` what
    a page put there for a while; ``face/3/joy/…`` a picture of a companion's face, ``whole/3/…`` their
    portrait as it is, ``scene/7/20/…`` and ``scene/portrait-3/20/…`` what stands behind a conversation, blurred
    by 20 of 100; ``shown/…`` a picture of a message, by its digest."""

    def __init__(self, application: Application) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._application = application
        self._others: dict[str, bytes] = {}

    def provide_for(self, engine: QQmlEngine) -> None:
        """Answer for *engine*, on whose thread this is called.

        The first picture is read here and now.  Qt's reading thread asks of what type a provider is while it holds a
        lock of its own, and the first time PySide looks that up in Python, for which it waits for Python's lock; the
        window's thread, with Python's lock held, may be waiting for Qt's just then: both stood still for ever.  Once it
        was asked, PySide knows the answer without Python.
        """
        engine.addImageProvider(PROVIDER, self)
        first = QQmlComponent(engine)
        first.setData(FIRST, QUrl())
        picture = first.create()
        if picture is None:
            raise RuntimeError(first.errorString())
        picture.deleteLater()

    def put(self, name: str, picture: bytes) -> None:
        """Show *picture*, a PNG, under *name*; an empty one takes it away."""
        if picture:
            self._others[name] = picture
        else:
            self._others.pop(name, None)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802, A002 - Qt's
        kind, _, rest = id.partition("/")
        parts = rest.split("/")
        if kind in WHOLE:
            picture = self._presence(kind, parts)
            if requested.width() > 0 and requested.height() > 0:
                picture.thumbnail((requested.width(), requested.height()))
        else:
            picture = _decoded(self._content(kind, parts[0]))
        image = _for_qt(picture)
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

    def _presence(self, kind: str, parts: list[str]) -> Image.Image:
        """What shows a companion at full size; a clear dot where nothing does, or the vault is closed."""
        opened = self._application.session
        try:
            if opened is None:
                return _nothing()
            if kind == "scene":
                place, blur = parts[0], int(parts[1])
                if place.startswith("portrait-"):
                    picture = opened.importer.picture_of(PersonaId(int(place.removeprefix("portrait-"))))
                else:
                    picture = opened.backgrounds.picture(BlobId(int(place)))
                return _blurred(picture_opened(picture), blur)
            if kind == "shown":
                return picture_opened(opened.attaching.store.content(bytes.fromhex(parts[0])))
            persona = opened.personas.get(PersonaId(int(parts[0])))
            if kind == "whole":
                return picture_opened(opened.importer.picture_of(persona.id))
            return picture_opened(opened.expressions.picture(persona, parts[1]))
        except (AppError, ValueError, IndexError):
            return _nothing()


def shown_source(digest: bytes) -> str:
    """Where the window finds the picture with this *digest*."""
    return f"{SHOWN}/{digest.hex()}"


def _nothing() -> Image.Image:
    return Image.new("RGBA", (1, 1))


def _decoded(content: bytes) -> Image.Image:
    """*content*, a PNG of ours; a clear dot where it is none."""
    try:
        return picture_opened(content)
    except AppError:
        return _nothing()


def _for_qt(picture: Image.Image) -> QImage:
    """*picture* for the window.

    Decoded by Pillow and not by Qt: this runs on Qt's reading thread, and Qt's readers connect signals there.  For that
    they wait for a lock of Qt's while Python's is held, and the window's thread does the opposite whenever it lets
    objects go: both stood still for ever.
    """
    clear = picture.convert("RGBA")
    return QImage(clear.tobytes(), *clear.size, 4 * clear.width, QImage.Format.Format_RGBA8888).copy()


def _blurred(image: Image.Image, blur: int) -> Image.Image:
    """*image* with *blur* of 100: here and not on the screen, where there are no effects without a graphics card."""
    image = image.convert("RGBA")
    if image.getchannel("A").getpixel((0, 0)) == 0:
        # A round portrait has no corners: the square inside its circle is shown.
        left, top = round(image.width * 0.146), round(image.height * 0.146)
        image = image.crop((left, top, image.width - left, image.height - top))
    image = image.convert("RGB")
    image.thumbnail((SCENE_PX, SCENE_PX))
    if blur > 0:
        # A blurred picture holds no detail: a small one is as good, and quicker.
        small = max(1, round(blur / 12))
        image = image.resize((max(1, image.width // small), max(1, image.height // small)))
        image = image.filter(ImageFilter.GaussianBlur(blur / 5 / small * 2 + 1))
    return image


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

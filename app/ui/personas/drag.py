"""A card that is drawn out of the window: its picture with everything in it, made only where it is let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QObject, QSize, Qt
from PySide6.QtGui import QDrag, QPixmap

PNG = "image/png"
SHOWN_PX = 96


class CardMime(QMimeData):
    """The card as PNG, which desktops and other programs take as a picture: nothing of it lies in a file meanwhile."""

    def __init__(self, made: Callable[[], bytes]) -> None:
        super().__init__()
        self._made = made
        self._content: bytes | None = None

    def formats(self) -> list[str]:
        return [PNG]

    def hasFormat(self, kind: str) -> bool:  # noqa: N802 - Qt's
        return kind == PNG

    def retrieveData(self, kind: str, wanted: Any) -> Any:  # noqa: N802 - Qt's
        if kind != PNG:
            return None
        if self._content is None:
            self._content = self._made()
        return QByteArray(self._content)


def drag_card(source: QObject, thumb: bytes, made: Callable[[], bytes]) -> None:
    """Let a card be drawn from *source*, with *thumb*, a PNG, under the pointer; *made* makes its file."""
    drag = QDrag(source)
    drag.setMimeData(CardMime(made))
    picture = QPixmap()
    if picture.loadFromData(thumb):
        drag.setPixmap(picture.scaled(QSize(SHOWN_PX, SHOWN_PX), Qt.AspectRatioMode.KeepAspectRatio))
    drag.exec(Qt.DropAction.CopyAction)

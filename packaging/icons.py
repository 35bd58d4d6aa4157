"""Draws the app's icon in every size and form that systems ask for:  python packaging/icons.py FOLDER"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
DRAWN = Path(__file__).resolve().parents[1] / "resources" / "icons" / "inglenook.svg"


def main(folder: Path) -> None:
    """``inglenook-SIZE.png`` for each size, ``inglenook.ico`` and ``inglenook.icns``."""
    application = QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(str(DRAWN)).render(painter, QRectF(0, 0, size, size))
        painter.end()
        image.save(str(folder / f"inglenook-{size}.png"))
    largest = Image.open(folder / "inglenook-512.png")
    largest.save(folder / "inglenook.ico", sizes=[(size, size) for size in SIZES if size <= 256])
    largest.save(folder / "inglenook.icns")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The recovery code as a page to print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

DOTS_PER_INCH = 144
COLUMNS = 3


def as_pdf(title: str, groups: Sequence[str], words: str) -> bytes:
    """One page of A4 with *title*, the numbered *groups* in large letters, and *words* below, as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(20, 20, 20, 20),
            QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    # A title of a document stands in lists of files that were opened last.
    writer.setTitle("Inglenook")
    painter = QPainter(writer)
    wide = writer.width()
    painter.setFont(QFont("Inter", 18, QFont.Weight.DemiBold))
    painter.drawText(QRectF(0, 0, wide, 80), Qt.AlignmentFlag.AlignLeft, title)
    each = wide / COLUMNS
    for at, group in enumerate(groups):
        left, top = (at % COLUMNS) * each, 110 + (at // COLUMNS) * 90
        painter.setFont(QFont("Inter", 9))
        painter.drawText(QRectF(left, top, each, 30), Qt.AlignmentFlag.AlignLeft, str(at + 1))
        painter.setFont(QFont("Courier", 18))
        painter.drawText(QRectF(left, top + 22, each, 50), Qt.AlignmentFlag.AlignLeft, group)
    painter.setFont(QFont("Inter", 11))
    below = 140 + ((len(groups) + COLUMNS - 1) // COLUMNS) * 90
    painter.drawText(
        QRectF(0, below, wide, writer.height() - below),
        int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap),
        words,
    )
    painter.end()
    return bytes(buffer.data().data())

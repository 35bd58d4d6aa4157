"""Addresses that a model wrote: never opened but after a question."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class Addresses(QObject):  # type: ignore[operator]
    """Says where an address leads, and shows it in the system's browser when the person says so."""

    @Slot(str, result=str)
    def host_of(self, address: str) -> str:
        """Where *address* leads, as it is really spelt: look-alike letters are told apart."""
        return bytes(QUrl.toAce(QUrl(address).host()).data()).decode("ascii", "replace") or address[:40]

    @Slot(str, result=str)
    def in_full(self, address: str) -> str:
        """*address* in full, for a person to judge."""
        return str(QUrl(address).toString(QUrl.ComponentFormattingOption.FullyEncoded))

    @Slot(str)
    def open(self, address: str) -> None:
        """Show *address* in the system's browser: the person has seen it and said yes."""
        url = QUrl(address)
        if url.scheme().casefold() in ("http", "https"):
            QDesktopServices.openUrl(url)

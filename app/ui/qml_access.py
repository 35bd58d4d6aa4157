"""What QML may load: its own files and the vault's pictures; no network, no other file, no other computer's folder.

Text of strangers is plain text everywhere, so nothing should ask for more.  This is the second lock, for the day when a
name, a tag or an address finds its way into something that loads what it names.  A local path needs one as much as a
network address: on Windows ``//host/share`` is a connection to *host*, and anywhere a path may name a device that never
answers.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest
from PySide6.QtQml import QQmlAbstractUrlInterceptor, QQmlNetworkAccessManagerFactory


class RefusingManager(QNetworkAccessManager):
    """Answers every request of QML with an error, without opening anything."""

    def createRequest(self, op: object, request: QNetworkRequest, device: object = None) -> QNetworkReply:  # noqa: N802 - Qt's
        return super().createRequest(QNetworkAccessManager.Operation.GetOperation, QNetworkRequest(QUrl()), None)


class RefusingFactory(QQmlNetworkAccessManagerFactory):
    """Gives QML nothing but managers that refuse."""

    def create(self, parent: QObject) -> QNetworkAccessManager:
        return RefusingManager(parent)


class OwnFilesOnly(QQmlAbstractUrlInterceptor):
    """Lets QML load what lies in *folders*, what Qt carries in itself, and pictures of *providers*.

    Qt asks on several threads; nothing here changes after it is made.  It must not raise: PySide 6.11 answers an
    exception in here with a crash.
    """

    def __init__(self, folders: Sequence[Path], providers: Sequence[str]) -> None:
        super().__init__()
        self._folders = tuple(folders)
        self._providers = frozenset(providers)
        # Every message that is shown asks for the same few files.
        self._is_ours = lru_cache(maxsize=1024)(self._lies_in_folders)

    def intercept(self, address: QUrl | str, kind: QQmlAbstractUrlInterceptor.DataType) -> QUrl:
        """*address*, or an empty one where it may not be loaded."""
        told = QUrl(address)
        return told if self.allows(told) else QUrl()

    def allows(self, address: QUrl) -> bool:
        """Whether *address* may be loaded; told by its letters alone, nothing is opened to find out."""
        match address.scheme():
            case "":
                return address.isEmpty()
            case "qrc":
                return address.host() == ""
            case "image":
                return address.host() in self._providers
            case "file" if address.host() == "":
                return self._is_ours(address.toLocalFile())
            case _:
                return False

    def _lies_in_folders(self, name: str) -> bool:
        path = Path(os.path.normpath(name))
        # What begins with two strokes is another computer's, however it was spelt.
        return not path.as_posix().startswith("//") and any(path.is_relative_to(folder) for folder in self._folders)

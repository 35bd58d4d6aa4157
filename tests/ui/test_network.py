"""Nothing that is shown can make the window fetch anything.

Qt's sockets are not Python's: the audit hook does not see them, the refusing factory must do.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from app.core.paths import resources
from app.ui.application import HERE, MainWindow, prepare_application

ADDRESS = "http://127.0.0.1:9"
IMAGE_ERROR = 3
SHOW = f"""
import QtQuick
Item {{
    property int outcome: picture.status
    Image {{ id: picture; source: "{ADDRESS}/picture.png" }}
    TextEdit {{ textFormat: TextEdit.RichText; text: "<img src='{ADDRESS}/rich.png'>" }}
    TextEdit {{ textFormat: TextEdit.MarkdownText; text: "![x]({ADDRESS}/markdown.png)" }}
}}
"""


@pytest.fixture
def window(qapp):
    prepare_application([])
    window = MainWindow(None, "test")
    yield window
    window.close()


# The refusal shows as an unknown protocol: had anything been asked, it would be a refused connection.
@pytest.mark.qt_log_ignore('Protocol "" is unknown')
def test_pictures_from_the_network_are_refused(qtbot, window):
    component = QQmlComponent(window.engine)
    component.setData(SHOW.encode(), QUrl())
    item = component.create()
    assert isinstance(item, QQuickItem)
    qtbot.waitUntil(lambda: item.property("outcome") == IMAGE_ERROR, timeout=20_000)
    item.deleteLater()


@pytest.mark.parametrize(
    "address",
    ["//host.invalid/share/x.png", "file://host.invalid/share/x.png", "file:////host.invalid/share/x.png",
     "file:///dev/stdin", "file:///etc/hostname", "image://other/x", "https://example.org/x.png",
     "data:image/png;base64,AA"],
)  # fmt: skip
def test_nothing_but_our_own_files_is_loaded_as_a_picture(window, address):
    assert not window.own_files.allows(QUrl(address))
    assert not window.own_files.allows(QUrl(f"{HERE.as_uri()}/../../..{QUrl(address).path()}"))


def test_what_the_window_needs_is_loaded(window):
    for address in (
        f"{HERE.as_uri()}/shell/Main.qml", f"{resources().as_uri()}/icons/close.svg", "image://portraits/vault/1/0",
        "qrc:/qt-project.org/imports/QtQuick/Controls/Basic/ToolTip.qml", "",
    ):  # fmt: skip
        assert window.own_files.allows(QUrl(address))


def test_the_managers_that_qml_gets_refuse_every_request(qtbot, window):
    manager = window._factory.create(window.engine)
    for address in (ADDRESS, "https://example.org/", "ftp://example.org/x"):
        reply = manager.get(QNetworkRequest(QUrl(address)))
        qtbot.waitUntil(reply.isFinished, timeout=20_000)
        assert reply.error() == QNetworkReply.NetworkError.ProtocolUnknownError
        assert reply.url().isEmpty()

"""The window's process: fonts, a QML engine that refuses the network, one instance per home."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSocketNotifier,
    Qt,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtQuickControls2 import QQuickStyle
from PySide6.QtWidgets import QApplication

from app.application import Application
from app.core.errors import AlreadyRunning, AppError
from app.core.paths import Home, resources
from app.core.relaunch import relaunch
from app.core.translation import explain
from app.ui.portraits import PROVIDER, Portraits
from app.ui.qml_access import OwnFilesOnly, RefusingFactory
from app.ui.shell.tray import Tray
from app.ui.shell.view_model import AppViewModel
from app.ui.single_instance import listen, raise_other

log = logging.getLogger("app.ui")

HERE = Path(__file__).parent


class MainWindow:
    """The QML engine and what it shows.  Close it before the application ends."""

    def __init__(self, application: Application | None, trouble: str = "", *, hidden: bool = False) -> None:
        self.engine = QQmlApplicationEngine()
        self._factory = RefusingFactory()
        self.engine.setNetworkAccessManagerFactory(self._factory)
        self.engine.addImportPath(str(HERE))
        # Also where Qt looks for its own parts, though it finds them in itself.
        folders = [HERE, resources(), *map(Path, self.engine.importPathList())]
        self.own_files = OwnFilesOnly(folders, [PROVIDER])
        self.engine.addUrlInterceptor(self.own_files)
        portraits = Portraits(application) if application is not None else None
        if portraits is not None:
            portraits.provide_for(self.engine)
        self.app = AppViewModel(application, trouble, self.engine, portraits=portraits)
        self.engine.setInitialProperties({"app": self.app})
        self.engine.load(QUrl.fromLocalFile(str(HERE / "shell" / "Main.qml")))
        if not self.engine.rootObjects():
            raise RuntimeError("the window did not load")
        root = self.engine.rootObjects()[0]
        assert isinstance(root, QQuickWindow)
        self.root = root
        self.app.watch(root)
        self.tray = Tray(root, application.settings, self.engine) if application is not None else None
        if self.tray is not None:
            root.setProperty("tray", self.tray)
            self.tray.showWanted.connect(self.app.raised)
            self.tray.lockWanted.connect(self._lock)
            self.tray.hideWanted.connect(self._hide_and_lock)
        if not hidden:
            root.setVisible(True)  # only now: it stands where it was left

    def _lock(self) -> None:
        if (lock := self.app.lock_now) is not None:
            lock.lock()

    def _hide_and_lock(self) -> None:
        if (lock := self.app.lock_now) is not None:
            lock.hide_and_lock()

    def close(self) -> None:
        """Take down the QML first: bindings must not outlive what they read."""
        self.app.leave()
        if self.tray is not None:
            self.tray.end()
        self.root.close()
        self.root.deleteLater()
        QCoreApplication.processEvents()
        # processEvents alone deletes nothing that was put off.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.engine.clearComponentCache()
        self.engine.deleteLater()
        QCoreApplication.processEvents()


TURN_S = 0.0001
"""How long another thread may keep the interpreter once the window's thread wants it.

Python's own 5 ms count for every call from QML: a page took 700 ms to fill instead of 75 while memories were made, and
sending 65 ms with a half, 40 with a tenth, beside the reply that is being begun.  llama.cpp computes without it.
"""


def prepare_application(arguments: list[str]) -> QGuiApplication:
    """The Qt application with our style and fonts."""
    sys.setswitchinterval(TURN_S)
    os.environ.setdefault("QML_DISABLE_DISK_CACHE", "1")
    os.environ.setdefault("QSG_RHI_DISABLE_DISK_CACHE", "1")
    if QQuickStyle.name() != "Basic":
        QQuickStyle.setStyle("Basic")
    QGuiApplication.setApplicationName("Inglenook")
    QGuiApplication.setDesktopFileName("io.github.inglenook.inglenook")
    existing = QGuiApplication.instance()
    qt_application = existing if isinstance(existing, QGuiApplication) else QApplication(arguments)  # for the tray
    QGuiApplication.setWindowIcon(QIcon(str(resources() / "icons" / "inglenook.svg")))
    for font in sorted((resources() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(font))
    return qt_application


def run_window(home: Home, *, hidden: bool = False, files: Sequence[Path] = ()) -> int:
    """Show the window until it is closed, and open *files* in it; returns the exit status.

    Where a window is open already, that one comes to the front and opens them.
    After a lock it does not return: a fresh process is in this one's place.
    """
    qInstallMessageHandler(_heard)
    qt_application = prepare_application(sys.argv[:1])
    application, trouble = None, ""
    try:
        application = Application(home)
    except AlreadyRunning as error:
        if raise_other(home, files):
            return 0
        trouble = explain(error)
    except AppError as error:
        trouble = explain(error)
    window = MainWindow(application, trouble, hidden=hidden and application is not None)
    if sys.platform == "darwin":  # elsewhere files come by the command line, and a filter looks at every event
        window.app.arrivals.watch(qt_application)
    window.app.arrivals.add(files)
    server = listen(home, window.app.raised.emit, window.app.arrivals.add) if application is not None else None
    afresh: list[bool] = []
    window.app.relaunchWanted.connect(afresh.append)
    # Queued: they may be asked for before the loop runs.
    for asked in (window.app.relaunchWanted, window.app.quitWanted):
        asked.connect(qt_application.quit, Qt.ConnectionType.QueuedConnection)
    with quit_when_asked(qt_application):
        status = qt_application.exec()
    if server is not None:
        server.close()
    window.close()
    quiet = application is None or application.close()
    if afresh:
        relaunch(hidden=afresh[-1])
    if not quiet:
        # A worker is still inside a library (a model is being loaded): waiting for it would hold the
        # window's process, and tearing the library down under it would crash.  The vault is closed.
        os._exit(status)
    return status


@contextlib.contextmanager
def quit_when_asked(qt_application: QGuiApplication) -> Iterator[None]:
    """Close in order when the system ends the session (SIGTERM) or a terminal sends Ctrl+C.

    Python runs signal handlers only between two of its own steps, and Qt's loop has none while nothing
    happens; so the signal also writes into a socket that wakes the loop.
    """
    if sys.platform == "win32":
        yield
        return
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: ours.recv(64))
    before = signal.set_wakeup_fd(theirs.fileno())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: qt_application.quit())
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        ours.close()
        theirs.close()


def _heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own messages go to the log by place only: a warning may quote what is on the screen."""
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        file = Path(str(context.file)).name if context.file else "qt"
        log.warning("qt %s:%s", file, context.line)

"""The icon in the tray says that somebody has written, and not a word of it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QSystemTrayIcon

from app.core import settings as s
from app.ui.shell import tray as tray_room
from app.ui.shell.tray import Tray

# Of a platform without a tray, which the tests are run on.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


@pytest.fixture
def tray(qtbot, settings, monkeypatch):
    monkeypatch.setattr(tray_room, "has_tray", lambda: True)
    window = QWindow()
    made = Tray(window, settings)
    yield made
    made.end()
    window.deleteLater()


def test_without_a_tray_there_is_none_and_nothing_goes_into_it(qtbot, settings):
    settings.put(s.CLOSE_TO_TRAY, True)
    made = Tray(QWindow(), settings)
    assert not made.is_shown
    assert not made.takesWindow
    made.tell()


def test_it_tells_without_content(tray, monkeypatch):
    told = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, *words: told.append(words[:2]))
    tray.tell()
    assert told == [("Inglenook", "A companion has written to you.")]


def test_the_settings_say_whether_it_is_there_and_takes_the_window(tray, settings):
    assert tray.is_shown
    assert not tray.takesWindow
    settings.put(s.CLOSE_TO_TRAY, True)
    assert tray.takesWindow
    settings.put(s.TRAY, False)
    tray.refresh()
    assert not tray.is_shown
    assert not tray.takesWindow


def test_its_menu_locks_hides_and_shows(qtbot, tray):
    lock, hide = (tray._menu.actions()[at] for at in (1, 2))
    with qtbot.waitSignal(tray.lockWanted):
        lock.trigger()
    with qtbot.waitSignal(tray.hideWanted):
        hide.trigger()
    with qtbot.waitSignal(tray.showWanted):
        tray.toggle()

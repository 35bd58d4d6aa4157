"""What is done a moment later looks at no vault that was closed meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.debouncer import Debouncer


def test_what_comes_together_is_done_once(qtbot, vault):
    owner, done = QObject(), []
    soon = Debouncer(vault, 1, lambda: done.append(vault.is_open), owner)
    with qtbot.waitSignal(soon.timeout):
        soon.start()
        soon.start()
    assert done == [True]


def test_nothing_is_done_once_the_vault_is_closed(qtbot, vault):
    owner, done = QObject(), []
    soon = Debouncer(vault, 1, lambda: done.append(vault.is_open), owner)
    soon.start()
    vault.close()
    with qtbot.waitSignal(soon.timeout):
        pass
    assert done == []

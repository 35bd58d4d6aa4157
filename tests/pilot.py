"""Drives the window as a screen reader would: by role and name.

A control that cannot be found here cannot be found by somebody who does not see either.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

Role = QAccessible.Role
WAIT_MS = 20_000


class Pilot:
    """Finds, clicks, types and reads."""

    def __init__(self, qtbot: QtBot, window: QQuickWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        QAccessible.setActive(True)
        qtbot.waitUntil(window.isExposed, timeout=WAIT_MS)

    def everything(self) -> Iterator[QAccessibleInterface]:
        """Everything visible, outermost first."""
        yield from _below(QAccessible.queryAccessibleInterface(self.window))

    def names(self, role: Role) -> list[str]:
        """The names of everything visible of this *role*."""
        return [_name(found) for found in self.everything() if found.role() == role]

    def find(self, role: Role, name: str) -> QAccessibleInterface | None:
        """What is called *name*, or begins with it where it ends in an ellipsis."""
        start = name.removesuffix("…") if name.endswith("…") else None
        for found in self.everything():
            called = _name(found)
            if found.role() == role and (called == name or (start and called.startswith(start))):
                return found
        return None

    def wait_for(self, role: Role, name: str) -> QAccessibleInterface:
        """Wait until *name* is there."""
        self.qtbot.waitUntil(lambda: self.find(role, name) is not None, timeout=WAIT_MS)
        found = self.find(role, name)
        assert found is not None
        return found

    def wait_gone(self, role: Role, name: str) -> None:
        """Wait until *name* is there no more."""
        self.qtbot.waitUntil(lambda: self.find(role, name) is None, timeout=WAIT_MS)

    def click(self, name: str, role: Role = Role.Button) -> None:
        """Press what is called *name* with the mouse."""
        place = self.wait_for(role, name).rect().center() - self.window.position()
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))

    def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        for letter in text:
            QTest.keyClick(self.window, letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self.window, key, modifiers)

    def write(self, field: str, text: str) -> None:
        """Click into the field called *field* and type *text*."""
        self.click(field, Role.EditableText)
        self.type(text)


def _below(found: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if found is None or not found.isValid():
        return
    for index in range(found.childCount()):
        child = found.child(index)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        yield child
        yield from _below(child)


def _name(found: QAccessibleInterface) -> str:
    # Qt hides the names of password fields; ours say theirs in the description.
    said = QAccessible.Text.Description if found.state().passwordEdit else QAccessible.Text.Name
    return found.text(said)

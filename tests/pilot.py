"""Drives the window as a screen reader would: by role and name.

A control that cannot be found here cannot be found by somebody who does not see either.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWheelEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

Role = QAccessible.Role
WAIT_MS = 20_000
FRAMES = 5
TABS = 80


class Pilot:
    """Finds, clicks, types and reads."""

    def __init__(self, qtbot: QtBot, window: QQuickWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        QAccessible.setActive(True)
        qtbot.waitUntil(window.isExposed, timeout=WAIT_MS)
        self._shown = 0
        window.frameSwapped.connect(self._note_frame)

    def everything(self) -> Iterator[QAccessibleInterface]:
        """Everything visible, outermost first."""
        yield from _below(QAccessible.queryAccessibleInterface(self.window))

    def names(self, role: Role) -> list[str]:
        """The names of everything visible of this *role*."""
        return [_name(found) for found in self.everything() if found.role() == role]

    def find_all(self, role: Role, name: str) -> list[QAccessibleInterface]:
        """Everything called *name*."""
        return [found for found in self.everything() if found.role() == role and _name(found) == name]

    def find(self, role: Role, name: str) -> QAccessibleInterface | None:
        """The first thing called *name*."""
        return next(iter(self.find_all(role, name)), None)

    def wait_for(self, role: Role, name: str) -> QAccessibleInterface:
        """Wait until *name* is there."""
        self.qtbot.waitUntil(lambda: self.find(role, name) is not None, timeout=WAIT_MS)
        found = self.find(role, name)
        assert found is not None
        return found

    def focused(self) -> str:
        """The name of what has the focus."""
        item = self.window.activeFocusItem()
        found = QAccessible.queryAccessibleInterface(item) if item is not None else None
        return _name(found) if found is not None else ""

    def wait_gone(self, role: Role, name: str) -> None:
        """Wait until *name* is there no more."""
        self.qtbot.waitUntil(lambda: self.find(role, name) is None, timeout=WAIT_MS)

    def click(
        self, name: str, role: Role = Role.Button, *, nth: int = 0, button: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        """Press what is called *name* with the mouse; *nth* chooses among several."""
        place = self._resting_place(role, name, nth)
        QTest.mouseClick(self.window, button, Qt.KeyboardModifier.NoModifier, place)

    def choose(self, name: str, what: str) -> None:
        """Open the menu of a companion or a conversation on the left and choose *what*."""
        self.click(f"More about {name}")
        self.click(what, Role.MenuItem)

    def hover(self, name: str, role: Role) -> None:
        """Move the mouse over what is called *name*."""
        QTest.mouseMove(self.window, self._resting_place(role, name, 0))

    def _resting_place(self, role: Role, name: str, nth: int) -> QPoint:
        """The middle of what is called *name*, once it has stood still while some frames were drawn."""
        place, since = QPoint(-1, -1), self._shown

        def rests() -> bool:
            nonlocal place, since
            self.window.update()
            found = self.find_all(role, name)
            now = QPoint(found[nth].rect().center() - self.window.position()) if found else QPoint(-1, -1)
            if not found or now != place:
                place, since = now, self._shown
            return len(found) > 0 and self._shown - since >= FRAMES

        self.qtbot.waitUntil(rests, timeout=WAIT_MS)
        return place

    def _note_frame(self) -> None:
        self._shown += 1

    def tab_to(self, name: str) -> None:
        """Go on by the Tab key until what is called *name* has the focus, which brings it into view."""
        for _ in range(TABS):
            if self.focused() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"the Tab key does not come to {name!r}")

    def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        for letter in text:
            QTest.keyClick(self.window, letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self.window, key, modifiers)

    def wheel(self, angle: int) -> None:
        """Turn the mouse wheel over the middle of the window, by eighths of a degree."""
        place = QPointF(self.window.width() / 2, self.window.height() / 2)
        turned = QWheelEvent(
            place, place, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QCoreApplication.sendEvent(self.window, turned)

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

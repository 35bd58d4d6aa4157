"""Help in the window: everything is there without looking anything up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from tests.journeys.test_conversation import say
from tests.pilot import Pilot, Role


def test_f1_opens_the_help_and_escape_closes_it(chatting):
    chatting.press(Qt.Key.Key_F1)
    chatting.wait_for(Role.Heading, "Privacy")
    assert chatting.find(Role.Heading, "Memory")
    chatting.press(Qt.Key.Key_Escape)
    chatting.wait_gone(Role.Heading, "Privacy")


def test_the_settings_lead_to_the_help(chatting):
    chatting.click("Settings")
    chatting.click("Help…")
    chatting.wait_for(Role.Dialog, "Help")


def tip_of(pilot: Pilot) -> QQuickItem | None:
    """What is drawn of the tip of what has the focus."""
    for loader in pilot.window.activeFocusItem().findChildren(
        QQuickItem, options=Qt.FindChildOption.FindDirectChildrenOnly
    ):
        tip = loader.property("item") if loader.metaObject().className() == "QQuickLoader" else None
        if tip is not None and tip.property("opened"):
            return tip.property("contentItem")
    return None


@pytest.mark.parametrize("name", ["Boundaries", "Memories", "Lorebooks", "This conversation", "Trash"])
def test_a_tip_that_is_shown_does_not_take_the_click_on_its_button(chatting, name):
    say(chatting, "hello")
    chatting.tab_to(name)
    chatting.qtbot.waitUntil(lambda: tip_of(chatting) is not None, timeout=20_000)
    tip = tip_of(chatting)
    shown = tip.mapRectToScene(tip.boundingRect()).toRect().translated(chatting.window.position())
    assert not shown.intersects(chatting.find(Role.Button, name).rect())
    chatting.click(name)
    chatting.qtbot.waitUntil(lambda: chatting.names(Role.Dialog) != [], timeout=20_000)

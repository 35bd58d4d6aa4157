"""Ctrl+K finds people, conversations and everything one can do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.core import settings as s
from app.ui.palette.view_model import COMMANDS
from tests.pilot import Role

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def found(chatting):
    chatting.press(Qt.Key.Key_K, CONTROL)
    chatting.wait_for(Role.Dialog, "Go to")
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Search companions, conversations and commands")
    return chatting


def titles(pilot) -> list[str]:
    return [row.title for row in pilot.app.palette.rows.rows]


def test_it_opens_with_whom_one_talks_to_and_what_one_can_do(found):
    assert {"Wren", "Aldous", "Marlow"} <= set(titles(found))
    assert "New conversation" in titles(found)


def test_a_few_letters_and_enter_change_to_somebody(found):
    found.type("mar")
    assert titles(found)[0] == "Marlow"
    found.press(Qt.Key.Key_Return)
    found.qtbot.waitUntil(lambda: found.app.chat.conversation.name == "Marlow")
    found.wait_gone(Role.Dialog, "Go to")
    found.qtbot.waitUntil(lambda: found.focused() == "Message")


def test_the_arrows_choose_and_escape_leaves_everything_as_it_was(found):
    found.type("a")
    found.press(Qt.Key.Key_Down)
    found.press(Qt.Key.Key_Escape)
    found.wait_gone(Role.Dialog, "Go to")
    assert found.app.chat.conversation.name == "Wren"
    found.qtbot.waitUntil(lambda: found.focused() == "Message")


def test_a_theme_is_found_and_holds_at_once(found):
    found.type("high contrast")
    found.press(Qt.Key.Key_Return)
    found.qtbot.waitUntil(lambda: found.app.appearance.outlined)
    assert found.application.settings.text(s.THEME) == "contrast"


def test_a_setting_leads_to_the_settings(found):
    found.type("text size")
    found.press(Qt.Key.Key_Return)
    found.wait_for(Role.Dialog, "Settings")


def test_what_is_not_there_is_said(found):
    found.type("qqqq")
    found.qtbot.waitUntil(lambda: titles(found) == [])
    found.wait_for(Role.StaticText, "Nothing found.")


@pytest.mark.parametrize("command", [key for key, *_ in COMMANDS if key not in ("lock", "hide")])
def test_every_command_does_something(chatting, command):
    """Each is known to the window: an unknown one would end in an error of QML, which fails the test."""
    chatting.app.palette.choose(f"command/{command}")


def test_ctrl_f_searches_what_was_said(chatting):
    chatting.press(Qt.Key.Key_F, CONTROL)
    chatting.wait_for(Role.Dialog, "This conversation")
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Search messages")
    # From the composer, with the page still standing beside the conversation, it is there again.
    chatting.click("Message", Role.EditableText)
    chatting.press(Qt.Key.Key_F, CONTROL)
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Search messages")

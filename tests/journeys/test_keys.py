"""Everything has a key: messages are walked through by arrows, and one page lists every shortcut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

import app.ui.palette.view_model as palette
from tests.pilot import Role

CONTROL = Qt.KeyboardModifier.ControlModifier


def say(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.reply.busy)


def rows(pilot):
    return pilot.app.chat.conversation.messages.rows


def focused_on(pilot, name: str) -> None:
    pilot.qtbot.waitUntil(lambda: pilot.focused() == name)


@pytest.fixture
def talked(chatting, scripted):
    scripted.will_say("apples", "plums", "pears")
    say(chatting, "name a fruit")
    say(chatting, "another one")
    return chatting


def test_arrows_lead_from_message_to_message_and_back_to_writing(talked):
    talked.press(Qt.Key.Key_Up)
    focused_on(talked, "Wren: plums")
    talked.press(Qt.Key.Key_Up)
    focused_on(talked, "You: another one")
    talked.press(Qt.Key.Key_Up)
    focused_on(talked, "Wren: apples")
    for _ in range(3):
        talked.press(Qt.Key.Key_Down)
    focused_on(talked, "Message")
    talked.press(Qt.Key.Key_Up)
    focused_on(talked, "Wren: plums")
    talked.press(Qt.Key.Key_Escape)
    focused_on(talked, "Message")


def test_keys_do_with_a_message_what_its_buttons_do(talked, qapp):
    talked.press(Qt.Key.Key_Up)
    focused_on(talked, "Wren: plums")
    talked.press(Qt.Key.Key_C)
    assert qapp.clipboard().text() == "plums"
    talked.press(Qt.Key.Key_Up)
    talked.press(Qt.Key.Key_E)
    focused_on(talked, "Edit message")
    talked.press(Qt.Key.Key_Escape)
    focused_on(talked, "Message")
    talked.press(Qt.Key.Key_Up)
    talked.press(Qt.Key.Key_Delete)
    talked.qtbot.waitUntil(lambda: "plums" not in [row.plain for row in rows(talked)])


def test_control_r_asks_for_another_answer_and_arrows_leaf_through_them(talked):
    talked.press(Qt.Key.Key_R, CONTROL)
    talked.qtbot.waitUntil(lambda: rows(talked)[0].siblings == 2 and not talked.app.chat.reply.busy)
    assert rows(talked)[0].plain == "pears"
    talked.press(Qt.Key.Key_Up)
    focused_on(talked, "Wren: pears")
    talked.press(Qt.Key.Key_Left)
    talked.qtbot.waitUntil(lambda: rows(talked)[0].plain == "plums")


def test_what_is_written_is_not_taken_for_a_command(talked):
    talked.type("ec")
    talked.press(Qt.Key.Key_Up)
    assert talked.focused() == "Message"


def test_one_page_lists_every_key(talked):
    talked.press(Qt.Key.Key_Slash, CONTROL)
    talked.wait_for(Role.Dialog, "Keyboard shortcuts")
    listed = set(talked.names(Role.StaticText))
    for _, _, _, keys in palette.COMMANDS:
        assert not keys or any(name.startswith(f"{keys}: ") for name in listed), keys


@pytest.mark.parametrize(
    ("key", "modifiers", "page"),
    [
        (Qt.Key.Key_I, CONTROL, "Wren"),
        (Qt.Key.Key_M, CONTROL, "What Wren remembers"),
        (Qt.Key.Key_G, CONTROL, "New group chat"),
        (Qt.Key.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier, "New companion"),
    ],
)
def test_pages_have_keys_of_their_own(talked, key, modifiers, page):
    talked.press(key, modifiers)
    talked.qtbot.waitUntil(lambda: any(page.split()[0] in name for name in talked.names(Role.Dialog)))


def test_the_menus_of_a_mac_do_what_they_say(talked):
    talked.window.setProperty("showsMenus", True)
    talked.click("Help", Role.MenuBar)
    talked.click("Keyboard Shortcuts", Role.MenuItem)
    talked.wait_for(Role.Dialog, "Keyboard shortcuts")


def test_a_field_has_a_menu_of_its_own(chatting):
    chatting.write("Message", "first things")
    chatting.click("Message", Role.EditableText, button=Qt.MouseButton.RightButton)
    chatting.click("Select all", Role.MenuItem)
    chatting.click("Message", Role.EditableText, button=Qt.MouseButton.RightButton)
    chatting.click("Cut", Role.MenuItem)
    chatting.click("Message", Role.EditableText, button=Qt.MouseButton.RightButton)
    chatting.click("Undo", Role.MenuItem)
    chatting.press(Qt.Key.Key_Return)
    rows = chatting.app.chat.conversation.messages.rows
    chatting.qtbot.waitUntil(lambda: any(row.plain == "first things" for row in rows))

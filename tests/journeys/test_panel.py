"""What one looks at while one talks stands beside the conversation, where the window has room for both."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.pilot import Role


@pytest.fixture
def wide(chatting):
    chatting.window.setWidth(1360)
    chatting.window.setHeight(880)
    return chatting


def say(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.reply.busy)


def right_edge(pilot, role: Role, name: str) -> int:
    return pilot.wait_for(role, name).rect().right()


def test_one_goes_on_talking_while_memories_are_open(wide, scripted):
    scripted.will_say("A fine name.")
    wide.click("Memories")
    wide.wait_for(Role.Dialog, "What Wren remembers")
    say(wide, "My dog is called Biscuit.")
    wide.wait_for(Role.ListItem, "Wren: A fine name.")
    wide.wait_for(Role.Dialog, "What Wren remembers")


def test_the_conversation_leaves_room_for_it_and_takes_it_back(wide):
    before = right_edge(wide, Role.EditableText, "Message")
    wide.click("Lorebooks")
    panel = wide.wait_for(Role.Dialog, "Lorebooks")
    wide.qtbot.waitUntil(lambda: right_edge(wide, Role.EditableText, "Message") < panel.rect().left())
    wide.click("Close this panel")
    wide.wait_gone(Role.Dialog, "Lorebooks")
    wide.qtbot.waitUntil(lambda: right_edge(wide, Role.EditableText, "Message") == before)


def test_there_is_one_at_a_time(wide):
    wide.click("Lorebooks")
    wide.wait_for(Role.Dialog, "Lorebooks")
    wide.click("Boundaries")
    wide.wait_for(Role.Dialog, "Boundaries")
    wide.wait_gone(Role.Dialog, "Lorebooks")


def test_escape_closes_it_and_one_writes_on(wide):
    wide.click("Memories")
    wide.wait_for(Role.Dialog, "What Wren remembers")
    wide.press(Qt.Key.Key_Escape)
    wide.wait_gone(Role.Dialog, "What Wren remembers")
    wide.qtbot.waitUntil(lambda: wide.focused() == "Message")


def test_in_a_small_window_it_lies_over_the_conversation(chatting):
    chatting.window.setWidth(900)
    chatting.click("Memories")
    chatting.wait_for(Role.Dialog, "What Wren remembers")
    assert chatting.find(Role.Button, "Close this panel") is None


def test_a_window_that_grows_moves_it_beside(chatting):
    chatting.window.setWidth(900)
    chatting.click("Memories")
    chatting.wait_for(Role.Dialog, "What Wren remembers")
    chatting.window.setWidth(1360)
    chatting.wait_for(Role.Button, "Close this panel")

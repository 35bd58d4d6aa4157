"""What one looks at while one talks stands beside the conversation, where the window has room for both."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from app.core import settings as s
from app.engine import TextChunk
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


def test_what_is_written_in_it_belongs_to_the_conversation_it_was_opened_for(wide):
    say(wide, "hello")
    chat, directions = wide.app.chat, wide.application.session.conversations.context_builder.directions
    first = chat.conversation.id
    wide.click("This conversation")
    wide.write("A different scene", "A storm is coming.")
    wide.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    wide.qtbot.waitUntil(lambda: chat.conversation.id != first)
    wide.qtbot.waitUntil(lambda: directions.of(first).scenario == "A storm is coming.")
    say(wide, "anew")
    assert directions.of(chat.conversation.id).scenario == ""


def test_it_follows_to_another_companion(wide):
    wide.click("Memories")
    wide.wait_for(Role.Dialog, "What Wren remembers")
    row = next(row for row in wide.app.chat.recentPersonas.rows if row.name == "Marlow")
    wide.click(f"Marlow, {row.tagline}", Role.ListItem)
    wide.wait_for(Role.Dialog, "What Marlow remembers")
    wide.qtbot.waitUntil(lambda: wide.focused() == "Message")


def test_what_was_found_elsewhere_is_shown_alone(wide, scripted):
    scripted.will_say("ah", "oh")
    say(wide, "a lighthouse")
    first = wide.app.chat.conversation.id
    wide.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    wide.qtbot.waitUntil(lambda: wide.app.chat.conversation.id != first)
    say(wide, "anew")
    wide.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    wide.write("Search messages", "lighthouse")
    wide.click("In all conversations", Role.CheckBox)
    found = wide.app.details.places.found
    wide.qtbot.waitUntil(lambda: len(found.rows) == 1)
    wide.click(f"Go to message: {found.rows[0].label}")
    wide.wait_for(Role.ListItem, "You: a lighthouse")
    wide.wait_gone(Role.Dialog, "This conversation")
    assert wide.app.chat.conversation.id == first


def test_a_menu_that_closes_gives_the_keyboard_back_to_the_composer(wide):
    say(wide, "hello")
    wide.click("Memories")
    wide.wait_for(Role.Dialog, "What Wren remembers")
    wide.click("Message", Role.EditableText)
    wide.click("New")
    wide.wait_for(Role.MenuItem, "New companion…")
    wide.press(Qt.Key.Key_Escape)
    wide.wait_gone(Role.MenuItem, "New companion…")
    wide.qtbot.waitUntil(lambda: wide.focused() == "Message")


def test_a_window_that_gets_small_gives_the_keys_to_what_covers_it(wide):
    wide.click("Memories")
    wide.wait_for(Role.Dialog, "What Wren remembers")
    wide.click("Message", Role.EditableText)
    wide.window.setWidth(800)
    wide.wait_gone(Role.Button, "Close this panel")
    wide.press(Qt.Key.Key_Escape)
    wide.wait_gone(Role.Dialog, "What Wren remembers")


def test_escape_stops_a_reply_while_a_panel_is_open(wide, scripted):
    speaking = threading.Event()

    def endless(tokens, sampling, max_tokens, **more):
        while True:
            speaking.set()
            threading.Event().wait(0.005)
            yield TextChunk("on and ")

    wide.click("Lorebooks")
    wide.wait_for(Role.Dialog, "Lorebooks")
    scripted.stream = endless
    wide.write("Message", "wait")
    wide.press(Qt.Key.Key_Return)
    wide.wait_for(Role.Button, "Stop")
    wide.qtbot.waitUntil(speaking.is_set)

    def is_stopped() -> bool:
        # One right after something that covered the conversation has closed is not meant for the reply.
        wide.press(Qt.Key.Key_Escape)
        return not wide.app.chat.reply.busy

    wide.qtbot.waitUntil(is_stopped)
    wide.wait_for(Role.Dialog, "Lorebooks")


def test_what_stands_beside_stands_there_again_at_the_next_start(chatting, start, scripted):
    chatting.click("Memories")
    chatting.wait_for(Role.Button, "Close this panel")
    keyring = chatting.application.keyring
    start.close()
    again = start(keyring=keyring, opener=lambda *_: scripted)
    again.wait_for(Role.Button, "Close this panel")
    again.qtbot.waitUntil(lambda: again.focused() == "Message")
    again.click("Close this panel")
    again.wait_gone(Role.Button, "Close this panel")
    start.close()
    third = start(keyring=keyring, opener=lambda *_: scripted)
    third.wait_for(Role.EditableText, "Message")
    assert third.find(Role.Button, "Close this panel") is None


def test_a_very_wide_window_shows_who_one_talks_to(start, scripted, settings):
    settings.put(s.WINDOW_PLACE, "2000x1000+0+0")
    pilot = start(opener=lambda *_: scripted)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    if pilot.window.width() >= 1900:
        pilot.wait_for(Role.PageTab, "Speaks first")

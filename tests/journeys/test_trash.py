"""Nothing is lost by an ordinary click: what is deleted lies in the trash, and the keyboard stays where one writes."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from app.engine import ScriptedEngine, TextChunk
from app.vault import slot_kinds
from tests.pilot import Role


@pytest.fixture
def begun(start, scripted):
    pilot = start(opener=lambda *_: scripted)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    return pilot


@pytest.fixture
def scripted():
    return ScriptedEngine(otherwise="I see.")


def say(pilot, words: str) -> None:
    pilot.write("Message", words)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(
        lambda: pilot.app.chat.conversation.messages.rows and not pilot.app.chat.reply.busy, timeout=20_000
    )


def known(pilot) -> int:
    return len(pilot.application.session.memory.facts.of(pilot.app.chat.conversation.persona.id))


def test_a_conversation_goes_to_the_bin_with_its_memories_said_and_comes_back_by_undo(begun):
    say(begun, "My dog is called Biscuit.")
    begun.qtbot.waitUntil(lambda: known(begun) == 1, timeout=20_000)
    begun.choose("My dog is called Biscuit", "Delete")
    begun.wait_for(Role.AlertMessage, "“My dog is called Biscuit” moved to the Trash, with 1 memory.")
    begun.qtbot.waitUntil(lambda: not begun.app.chat.conversation.messages.rows, timeout=20_000)
    begun.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    begun.qtbot.waitUntil(lambda: len(begun.app.chat.conversation.messages.rows) == 2, timeout=20_000)
    assert known(begun) == 1


def test_the_bin_keeps_what_was_deleted_until_it_is_deleted_there(begun):
    say(begun, "a blue heron")
    begun.choose("a blue heron", "Delete")
    begun.click("Trash")
    begun.wait_for(Role.Dialog, "Trash")
    begun.click("Restore a blue heron")
    begun.wait_gone(Role.Button, "Restore a blue heron")
    begun.click("Done")
    begun.qtbot.waitUntil(lambda: len(begun.app.chat.conversation.messages.rows) == 2, timeout=20_000)

    begun.choose("a blue heron", "Delete")
    begun.click("Trash")
    begun.click("Delete a blue heron for good")
    begun.click("Delete for good")
    begun.wait_gone(Role.Button, "Restore a blue heron")
    vault = begun.application.session.vault
    assert vault.read("SELECT 1 FROM message WHERE instr(text, 'heron') > 0") == []


def test_what_is_in_the_bin_outlives_a_new_start(begun, start, scripted):
    say(begun, "a blue heron")
    begun.choose("a blue heron", "Delete")
    begun.wait_for(Role.AlertMessage, "“a blue heron” moved to the Trash.")
    keyring = begun.application.keyring
    start.close()
    again = start(keyring=keyring, opener=lambda *_: scripted)
    again.wait_for(Role.EditableText, "Message")
    again.click("Trash")
    again.wait_for(Role.Button, "Restore a blue heron")


def test_a_companion_comes_back_with_everything_that_was_said(begun):
    say(begun, "hello there")
    begun.app.chat.recentPersonas.remove(begun.app.chat.conversation.persona.id)
    assert begun.app.chat.conversation.name != "Wren"
    begun.app.trash.undo()
    begun.app.chat.conversation.choose_persona(begun.application.session.personas.named("Wren").id)
    begun.qtbot.waitUntil(lambda: len(begun.app.chat.conversation.messages.rows) == 2, timeout=20_000)


@pytest.mark.parametrize("where", ["Regenerate", "Copy", "New conversation", "hello there"])
def test_after_a_click_that_is_in_no_field_one_writes_on(begun, where):
    say(begun, "hello there")
    begun.choose(where, "Delete") if where == "hello there" else begun.click(where)
    begun.qtbot.waitUntil(lambda: not begun.app.chat.reply.busy and begun.focused() == "Message", timeout=20_000)
    begun.type("so")
    begun.qtbot.waitUntil(
        lambda: begun.app.chat.composer.draft() == "so" or begun.focused() == "Message", timeout=20_000
    )


def test_a_suggestion_that_was_clicked_does_not_keep_the_keyboard(begun):
    begun.click("Hello Wren, how are you?")
    begun.qtbot.waitUntil(
        lambda: begun.app.chat.conversation.messages.rows and not begun.app.chat.reply.busy, timeout=20_000
    )
    begun.qtbot.waitUntil(lambda: begun.focused() == "Message", timeout=20_000)
    begun.type("hello again")
    begun.press(Qt.Key.Key_Return)
    begun.qtbot.waitUntil(
        lambda: len(begun.app.chat.conversation.messages.rows) == 4 and not begun.app.chat.reply.busy, timeout=20_000
    )
    assert begun.app.chat.conversation.messages.rows[1].plain == "hello again"


def test_closing_a_sheet_gives_the_keyboard_back(begun):
    begun.click("Settings")
    begun.wait_for(Role.Dialog, "Settings")
    begun.press(Qt.Key.Key_Escape)
    begun.wait_gone(Role.Dialog, "Settings")
    begun.qtbot.waitUntil(lambda: begun.focused() == "Message", timeout=20_000)


class Held(ScriptedEngine):
    """Says its line and does not end until it is let go; a flood of words would be more than a busy machine shows."""

    def __init__(self) -> None:
        super().__init__(otherwise="I see.")
        self.lets_go = threading.Event()

    def stream(self, *given, **how):
        spoken = yield from super().stream(*given, **how)
        while not self.lets_go.wait(0.005):
            yield TextChunk("")
        return spoken


@pytest.fixture
def held():
    return Held()


@pytest.fixture
def answering(start, held):
    """The window in the middle of a reply."""
    pilot = start(opener=lambda *_: held)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.type("first")
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: pilot.app.chat.reply.busy, timeout=20_000)
    return pilot


def test_enter_during_a_reply_queues_the_message_in_sight_and_sends_it_after(held, answering):
    pilot = answering
    pilot.type("second")
    pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.StaticText, "Queued: second")
    held.lets_go.set()
    chat = pilot.app.chat
    pilot.qtbot.waitUntil(lambda: len(chat.conversation.messages.rows) == 4 and not chat.reply.busy, timeout=20_000)
    assert pilot.app.chat.conversation.messages.rows[1].plain == "second"


def test_escape_closes_what_is_on_top_and_never_also_stops_a_reply(held, answering):
    pilot = answering
    pilot.click("Settings")
    pilot.wait_for(Role.Dialog, "Settings")
    for _ in range(3):
        pilot.press(Qt.Key.Key_Escape)
    pilot.wait_gone(Role.Dialog, "Settings")
    assert pilot.app.chat.reply.busy
    held.lets_go.set()


def test_a_recovery_code_opens_the_vault_from_the_moment_it_is_shown(begun):
    say(begun, "hello")
    begun.click("Save the code")
    begun.wait_for(Role.Dialog, "Your recovery code")
    assert "recovery" in slot_kinds(begun.application.home.vault)
    code = "-".join(begun.app.recovery.groups)
    begun.click("Close")
    from app.vault import check

    check(begun.application.home.vault, recovery_code=code)


def test_what_was_written_for_a_new_companion_outlives_a_look_at_another_page(begun):
    begun.app.personas.editor.begin()
    begun.app.personas.editor.draft.note_down("Tilda runs a night bakery.")
    assert begun.app.personas.editor.draft.notes == "Tilda runs a night bakery."
    assert begun.app.personas.editor.isChanged


def test_what_waits_and_what_is_being_written_are_both_kept_and_come_together(held, answering):
    pilot = answering
    pilot.type("second")
    pilot.press(Qt.Key.Key_Return)
    pilot.type("third")
    chat, store = pilot.app.chat, pilot.application.session.conversations.store
    pilot.qtbot.waitUntil(
        lambda: store.drafts.get(chat.conversation.persona.id, chat.conversation.id) == "second\n\nthird",
        timeout=20_000,
    )
    assert chat.composer.draft() == "third"
    pilot.click("Edit queued message")
    pilot.qtbot.waitUntil(lambda: pilot.window.activeFocusItem().property("text") == "second\n\nthird", timeout=20_000)
    held.lets_go.set()
    pilot.qtbot.waitUntil(lambda: not chat.reply.busy, timeout=20_000)

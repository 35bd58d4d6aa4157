"""What a person would tell a friend: it knows me, it shows how it knows, and it forgets when told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl

from app.core import settings as s
from tests.journeys.test_first_chat import wait_for_reply
from tests.pilot import Role


def say(pilot, text: str) -> str:
    """Say *text* in the window; the companion's answer."""
    before = len(pilot.app.chat.conversation.messages.rows)
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(
        lambda: len(pilot.app.chat.conversation.messages.rows) >= before + 2 and not pilot.app.chat.reply.busy,
        timeout=60_000,
    )
    return pilot.app.chat.conversation.messages.rows[0].plain


def learned(pilot, count: int) -> None:
    """Wait until so many memories hold."""
    opened = pilot.application.session

    def enough() -> bool:
        persona = pilot.app.chat.conversation.persona
        return len(opened.memory.active(opened.memory.facts.of(persona.id))[0]) >= count

    pilot.qtbot.waitUntil(enough, timeout=20_000)


def show_memories(pilot) -> None:
    pilot.click("Memories")
    pilot.wait_for(Role.Dialog, "What Wren remembers")


def wait_shown(pilot, *words: str) -> None:
    """Wait until a memory that says all these *words* is shown."""
    pilot.qtbot.waitUntil(
        lambda: any(all(word in name for word in words) for name in pilot.names(Role.ListItem)), timeout=10_000
    )


@pytest.fixture
def begun(start):
    """The real window with the real starter model."""
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.application.settings.put(s.STYLE, "steady")
    return pilot


def test_a_name_and_a_plan_are_known_another_day(begun, start, monkeypatch):
    """Told today; the app is closed; asked about in a new conversation, two days later."""
    say(begun, "My name is Ottilie.")
    say(begun, "I have a dentist appointment on Friday.")
    learned(begun, 2)

    again = start()
    again.wait_for(Role.EditableText, "Message")
    again.app.chat.conversation.begin()

    assert "Ottilie" in say(again, "What is my name?")
    assert "dentist" in say(again, "What do I have planned?")


def test_a_name_and_a_turn_of_the_plot_are_known_when_they_have_left_the_window(begun):
    """Told at the first turn, pushed out of what the model sees, and still called by it."""
    begun.application.settings.put(s.CONTEXT_TOKENS, 1024)
    begun.application.settings.put(s.REPLY_TOKENS, 50)
    say(begun, "My name is Ottilie.")
    say(begun, "My horse is called Bramble, and he found the silver key.")
    learned(begun, 2)
    chat, talks = begun.app.chat, begun.application.session.conversations
    first = talks.store.tree.path(chat.conversation.id)[0].id
    for number in range(24):
        say(begun, f"Tell me a story about the number {number}, please.")
        if (talks.turns.windows[chat.conversation.id].first or 0) > first + 3:
            break
    assert talks.turns.windows[chat.conversation.id].first > first + 3, "the first turns have left the window"

    assert "Ottilie" in say(begun, "What is my name?")
    assert "Bramble" in say(begun, "What is my horse called?")


def test_said_differently_later_the_old_memory_is_closed_and_can_be_seen(begun):
    say(begun, "I live in Hull.")
    say(begun, "I moved to Leeds.")
    learned(begun, 1)
    begun.qtbot.waitUntil(lambda: begun.application.session.vault.read("SELECT 1 FROM fact_closing") != [])

    show_memories(begun)

    wait_shown(begun, "lives in Leeds.")
    assert not any("lives in Hull." in name for name in begun.names(Role.ListItem))
    begun.click("Include what is no longer true (1)", Role.CheckBox)
    wait_shown(begun, "Hull", "True until")


def test_a_memory_shows_where_it_comes_from_and_is_forgotten_when_told(begun):
    say(begun, "My dog is called Biscuit.")
    learned(begun, 1)
    told = "The person has a dog called Biscuit."

    show_memories(begun)
    begun.click(f"More about: {told}")
    begun.tab_to(f"Forget: {told}")
    begun.press(Qt.Key.Key_Space)
    begun.wait_for(Role.Dialog, "Forget this?")
    begun.click("Take the words out of the conversation too", Role.CheckBox)
    begun.wait_for(Role.StaticText, "“My dog is called Biscuit.”")  # what would go is seen before it goes
    begun.click("Move to the Trash")
    begun.wait_for(Role.AlertMessage, "“The person has a dog called Biscuit.” moved to the Trash.")
    begun.click("Undo")
    wait_shown(begun, told)

    begun.click(f"More about: {told}")
    begun.tab_to(f"Forget: {told}")
    begun.press(Qt.Key.Key_Space)
    begun.click("Take the words out of the conversation too", Role.CheckBox)
    begun.click("Forget for good")
    begun.wait_for(Role.AlertMessage, "Forgotten for good.")
    begun.click("Done")

    vault = begun.application.session.vault
    assert vault.read("SELECT 1 FROM message WHERE instr(text, 'Biscuit') > 0") == []
    assert vault.connection().serialize("main").count(b"Biscuit") == 0
    assert "Biscuit" not in say(begun, "What is my dog called?")


def test_the_source_is_one_click_away(begun):
    say(begun, "My dog is called Biscuit.")
    say(begun, "Hello Wren, how are you?")
    learned(begun, 1)
    show_memories(begun)
    begun.click("More about: The person has a dog called Biscuit.")
    begun.click("Go to the message: The person has a dog called Biscuit.")
    begun.wait_gone(Role.Dialog, "What Wren remembers")
    begun.wait_for(Role.EditableText, "Message")


def test_a_memory_of_an_abandoned_branch_is_not_recalled_on_another(begun):
    """The person says it otherwise: what was said first never was."""
    say(begun, "My dog is called Biscuit.")
    learned(begun, 1)
    mine = begun.app.chat.conversation.messages.rows[-1].key
    begun.app.chat.reply.edit(mine, "The weather is fine today.")
    begun.qtbot.waitUntil(lambda: not begun.app.chat.reply.busy)

    assert "Biscuit" not in say(begun, "What is my dog called?")
    show_memories(begun)
    assert not any("Biscuit" in name for name in begun.names(Role.ListItem))


def test_memories_are_written_corrected_kept_in_mind_and_exported(begun, tmp_path):
    show_memories(begun)
    begun.click("Add a memory")
    begun.qtbot.waitUntil(lambda: begun.focused() == "What should Wren know?")
    begun.type("Ada is tall.")
    begun.press(Qt.Key.Key_Return)
    begun.click("More about: Ada is tall.")
    begun.click("Keep always in mind: Ada is tall.")
    wait_shown(begun, "Ada is tall.")
    begun.app.memory.actions.correct(begun.app.memory.memories.rows[0].key, "Ada is very tall.")
    wait_shown(begun, "Ada is very tall.")
    file = tmp_path / "m.json"
    begun.app.memory.files.export(QUrl.fromLocalFile(str(file)), False)
    assert "Ada is very tall." in file.read_text("utf-8")
    begun.app.memory.actions.forget(begun.app.memory.memories.rows[0].key, False, False)
    begun.app.memory.files.bring_in(QUrl.fromLocalFile(str(file)))
    begun.qtbot.waitUntil(lambda: begun.app.memory.count == 1)
    still = begun.application.session.conversations.memory_context.static(
        begun.app.chat.conversation.persona, begun.app.chat.conversation.id
    )
    assert still.core == ("Ada is very tall.",)


def test_a_file_that_holds_no_memories_says_so_and_changes_nothing(begun, tmp_path):
    (tmp_path / "bad.json").write_bytes(b"{")
    show_memories(begun)
    begun.app.memory.files.bring_in(QUrl.fromLocalFile(str(tmp_path / "bad.json")))
    begun.wait_for(Role.Dialog, "That did not work")
    assert begun.app.memory.count == 0


def test_the_exam_shows_what_is_recalled_and_what_is_not(begun):
    say(begun, "My dog is called Biscuit.")
    learned(begun, 1)
    show_memories(begun)
    begun.click("Self-test", Role.PageTab)
    begun.click("Begin the exam")
    begun.qtbot.waitUntil(
        lambda: begun.app.memory.exam.summary != "" and not begun.app.memory.exam.running, timeout=60_000
    )
    assert begun.app.memory.exam.summary.startswith("1 of 1 recalled with memory, 0 without.")
    store = begun.application.session.conversations.store
    assert len(store.catalogue.every()) == 1, "nothing of the exam is kept"


def test_a_sealed_conversation_and_remembering_turned_off(begun):
    say(begun, "Hello.")
    show_memories(begun)
    begun.click("Options", Role.PageTab)
    begun.click("This conversation makes no memories", Role.CheckBox)
    begun.click("Done")
    say(begun, "My dog is called Biscuit.")
    begun.app.chat.conversation.begin()
    assert "Biscuit" not in say(begun, "What is my dog called?")
    show_memories(begun)
    begun.click("Options", Role.PageTab)
    begun.click("Companions remember", Role.CheckBox)
    assert begun.application.settings.switch(s.REMEMBER) is False


def test_the_page_works_with_the_keyboard_alone(begun):
    say(begun, "My dog is called Biscuit.")
    learned(begun, 1)
    begun.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    begun.wait_for(Role.Button, "More about: The person has a dog called Biscuit.")
    begun.tab_to("More about: The person has a dog called Biscuit.")
    begun.press(Qt.Key.Key_Space)
    begun.wait_for(Role.Button, "Keep always in mind: The person has a dog called Biscuit.")
    begun.tab_to("Keep always in mind: The person has a dog called Biscuit.")
    begun.press(Qt.Key.Key_Space)
    begun.qtbot.waitUntil(lambda: begun.app.memory.memories.rows[0].is_pinned)
    begun.press(Qt.Key.Key_Escape)
    begun.wait_gone(Role.Dialog, "What Wren remembers")


def test_the_receipt_says_what_came_to_mind(begun):
    say(begun, "My favourite food is dumplings.")
    learned(begun, 1)
    begun.app.chat.conversation.begin()
    say(begun, "What is my favourite food?")
    begun.app.details.trace.explain(begun.app.chat.conversation.messages.rows[0].key)
    begun.wait_for(Role.Dialog, "Why this reply")
    assert any(name.startswith("What came to mind") for name in begun.names(Role.StaticText))
    assert any("dumplings" in name for name in begun.names(Role.StaticText))
    assert wait_for_reply(begun)

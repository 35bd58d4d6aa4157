"""What one does with a conversation, in the real window, with an engine that says what it is told."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication

from app.core.errors import DiskFull, EngineError
from app.core.translation import explain
from app.engine import TextChunk
from tests.pilot import Role


def say(pilot, text: str) -> None:
    """Type and send; comes back when the reply is there."""
    before = len(pilot.app.chat.conversation.messages.rows)
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(
        lambda: len(pilot.app.chat.conversation.messages.rows) >= before + 2 and not pilot.app.chat.reply.busy,
        timeout=20_000,
    )


def shown(pilot) -> list[str]:
    """What stands in the conversation, oldest first."""
    return [row.plain for row in reversed(pilot.app.chat.conversation.messages.rows)]


def test_stop_keeps_what_was_said_and_is_quick(chatting, scripted):
    said_two, stopped = threading.Event(), threading.Event()

    def endless(tokens, sampling, max_tokens, **more):
        try:
            yield TextChunk("one ")
            yield TextChunk("two ")
            while True:
                said_two.set()
                threading.Event().wait(0.005)
                yield TextChunk("")
        finally:
            stopped.set()

    scripted.stream = endless
    chatting.write("Message", "count")
    chatting.press(Qt.Key.Key_Return)
    chatting.qtbot.waitUntil(said_two.is_set, timeout=20_000)
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "one two", timeout=20_000)
    chatting.click("Stop")

    assert stopped.wait(1)
    chatting.wait_for(Role.Button, "Send")
    assert shown(chatting) == ["count", "one two"]
    assert chatting.app.chat.conversation.messages.rows[0].progress == "stopped"


def test_escape_stops_too(chatting, scripted):
    def endless(tokens, sampling, max_tokens, **more):
        while True:
            threading.Event().wait(0.005)
            yield TextChunk("")

    scripted.stream = endless
    chatting.write("Message", "wait")
    chatting.press(Qt.Key.Key_Return)
    chatting.wait_for(Role.Button, "Stop")
    chatting.press(Qt.Key.Key_Escape)
    chatting.wait_for(Role.Button, "Send")


def test_another_answer_stands_beside_the_first(chatting, scripted):
    scripted.will_say("apples", "pears")
    say(chatting, "name a fruit")
    chatting.click("Regenerate")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "pears", timeout=20_000)
    chatting.wait_for(Role.Button, "Previous version")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy, timeout=20_000)
    chatting.click("Previous version")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "apples", timeout=20_000)


def test_a_message_is_edited_and_answered_anew(chatting, scripted):
    scripted.will_say("brr", "ah")
    say(chatting, "winter")
    chatting.hover("You: winter", Role.ListItem)
    chatting.click("Edit", nth=-1)  # the newest stands first
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Edit message", timeout=20_000)
    chatting.type(" and summer")  # behind what stands there: the first key wipes nothing
    chatting.click("Save")
    chatting.qtbot.waitUntil(lambda: shown(chatting) == ["winter and summer", "ah"], timeout=20_000)


def test_other_words_for_a_message_outlive_escape_until_they_are_kept_or_thrown_away(chatting, scripted):
    scripted.will_say("brr")
    say(chatting, "winter")
    for written in ("", " and summer"):
        chatting.hover("You: winter", Role.ListItem)
        chatting.click("Edit", nth=-1)
        chatting.qtbot.waitUntil(lambda: chatting.focused() == "Edit message", timeout=20_000)
        chatting.type("" if written else " and summer")
        chatting.press(Qt.Key.Key_Escape)
        chatting.wait_gone(Role.EditableText, "Edit message")
    key = chatting.app.chat.conversation.messages.rows[-1].key
    assert chatting.app.chat.actions.words_for_editing(key) == "winter and summer"
    assert shown(chatting) == ["winter", "brr"]
    chatting.hover("You: winter", Role.ListItem)
    chatting.click("Edit", nth=-1)
    chatting.wait_for(Role.EditableText, "Edit message")
    chatting.click("Cancel")
    assert chatting.app.chat.actions.words_for_editing(key) == "winter"


def test_a_reply_is_copied(chatting, scripted):
    scripted.will_say("something worth keeping")
    say(chatting, "hello")
    chatting.click("Copy")
    assert QGuiApplication.clipboard().text() == "something worth keeping"


def test_a_conversation_is_renamed_deleted_and_brought_back(chatting):
    say(chatting, "about the garden")
    chatting.choose("about the garden", "Rename…")
    chatting.wait_for(Role.EditableText, "Title")
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Title", timeout=20_000)
    chatting.type("Roses")
    chatting.press(Qt.Key.Key_Return)
    chatting.choose("Roses", "Delete")
    chatting.wait_gone(Role.Button, "More about Roses")
    assert chatting.app.chat.conversation.isEmpty

    chatting.click("Undo")

    chatting.wait_for(Role.Button, "More about Roses")
    assert shown(chatting)[0] == "about the garden"


def test_a_new_conversation_begins_empty_and_the_old_one_is_a_click_away(chatting):
    say(chatting, "first talk")
    chatting.click("New conversation")
    assert chatting.app.chat.conversation.isEmpty
    say(chatting, "second talk")
    talks = [row.title for row in chatting.app.chat.conversationList.rows]
    assert talks == ["second talk", "first talk"]


def test_each_companion_has_conversations_of_its_own(chatting, scripted):
    say(chatting, "hello Wren")
    chatting.app.chat.conversation.choose_persona(chatting.app.chat.recentPersonas.rows[1].key)
    assert chatting.app.chat.conversation.name == "Aldous"
    assert chatting.app.chat.conversation.isEmpty
    say(chatting, "hello Aldous")
    assert "Aldous" in scripted.read_back(scripted.prompts[-1])


def test_a_reply_that_fails_says_so_in_the_conversation_and_can_be_asked_again(chatting, scripted):
    scripted.will_fail(EngineError("decoding"))
    say(chatting, "hello")
    assert chatting.app.chat.conversation.messages.rows[0].note.startswith("The model failed")
    chatting.click("Regenerate")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "I am listening.", timeout=20_000)


def test_a_draft_is_there_again_after_a_restart(chatting, start, scripted):
    say(chatting, "hello")
    chatting.write("Message", "not yet sent")
    conversation_id = chatting.app.chat.conversation.number
    store = chatting.application.session.conversations.store
    assert (
        store.drafts.get(chatting.app.chat.conversation.persona.id, conversation_id) == ""
    )  # kept at the latest when the window closes

    again = start(opener=lambda *_: scripted)
    field = again.wait_for(Role.EditableText, "Message")
    again.qtbot.waitUntil(lambda: field.textInterface().characterCount() == len("not yet sent"), timeout=20_000)


def test_undo_after_choosing_another_companion_brings_back_both(chatting):
    """The conversation that comes back is with the companion it was with."""
    say(chatting, "hello Wren")
    chatting.choose("hello Wren", "Delete")
    chatting.app.chat.conversation.choose_persona(chatting.app.chat.recentPersonas.rows[1].key)
    chatting.click("Undo")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.conversation.isEmpty, timeout=20_000)
    assert chatting.app.chat.conversation.name == "Wren"


def test_a_message_that_could_not_be_kept_stays_in_the_field_and_is_said_so(chatting, monkeypatch):
    def full(*_, **more):
        raise DiskFull

    monkeypatch.setattr(chatting.application.session.conversations.store.tree, "ask", full)
    chatting.write("Message", "precious words")
    chatting.press(Qt.Key.Key_Return)
    chatting.wait_for(Role.AlertMessage, explain(DiskFull()))
    chatting.click("OK")
    monkeypatch.undo()
    chatting.wait_gone(Role.Button, "OK")
    chatting.click("Send")
    chatting.qtbot.waitUntil(lambda: len(shown(chatting)) == 2, timeout=20_000)
    assert shown(chatting)[0] == "precious words"


def test_a_reply_goes_on_while_one_looks_at_another_companion(chatting, scripted):
    go_on = threading.Event()

    def slowly(tokens, sampling, max_tokens, **more):
        yield TextChunk("one ")
        go_on.wait(20)
        yield TextChunk("two")

    scripted.stream = slowly
    chatting.write("Message", "count")
    chatting.press(Qt.Key.Key_Return)
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1:] == ["one"], timeout=20_000)
    chat = chatting.app.chat
    chat.conversation.choose_persona(chat.recentPersonas.rows[1].key)
    assert not chat.reply.busy
    assert chat.conversation.isEmpty
    chat.conversation.choose_persona(chat.recentPersonas.rows[0].key)
    assert chat.reply.busy
    assert shown(chatting) == ["count", "one"]
    go_on.set()
    chatting.qtbot.waitUntil(lambda: not chat.reply.busy, timeout=20_000)
    assert shown(chatting) == ["count", "one two"]


@pytest.mark.logs
def test_one_broken_letter_does_not_hold_up_the_rest(chatting, monkeypatch):
    """A list that cannot be shown just now must not leave the window waiting for a reply for ever."""
    monkeypatch.setattr(type(chatting.app.chat), "_show_list", lambda self: 1 / 0)
    chat = chatting.app.chat
    chatting.application.session.conversations.store.catalogue.start(chat.conversation.persona.id)
    chatting.wait_for(Role.Dialog, "That did not work")
    monkeypatch.undo()
    chatting.click("OK")
    chatting.wait_gone(Role.Button, "OK")
    say(chatting, "hello")
    assert shown(chatting)[-1] == "I am listening."


def test_a_bad_model_added_in_the_window_is_one_sentence(chatting, tmp_path):
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"nothing of the kind")
    chatting.click("Models")
    chatting.click("On this computer", Role.PageTab)
    chatting.app.models.installed.add(QUrl.fromLocalFile(str(bad)), False)
    chatting.wait_for(Role.AlertMessage, "This file is not a GGUF model. "
                      "Download it again; it should be a whole file that ends in .gguf.")  # fmt: skip


def test_the_window_title_says_nothing(chatting):
    say(chatting, "my secret")
    assert chatting.window.title() == "Inglenook"


def test_thinking_is_folded_away(chatting, scripted):
    scripted.will_say("<think>a long plan</think>Hello.")
    say(chatting, "hello")
    assert shown(chatting)[-1] == "Hello."
    chatting.wait_for(Role.CheckBox, "Show its thoughts")


def test_the_readers_place_holds_while_a_reply_grows(chatting, scripted):
    """Scrolled up a little, the text under the eye does not move."""
    scripted.will_say("\n\n".join(f"paragraph {number}" for number in range(60)))
    say(chatting, "tell me much")
    growing, go_on = threading.Event(), threading.Event()

    def slowly(tokens, sampling, max_tokens, **more):
        yield TextChunk("beginning\n\n")
        growing.set()
        go_on.wait(20)
        for number in range(30):
            yield TextChunk(f"line {number}\n\n")

    scripted.stream = slowly
    chatting.write("Message", "more")
    chatting.press(Qt.Key.Key_Return)
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "beginning", timeout=20_000)
    view = next(
        item for item in descendants(chatting.window.contentItem()) if "Conversation" in item.metaObject().className()
    )
    view.forceActiveFocus()
    for _ in range(2):
        chatting.press(Qt.Key.Key_Up)
    chatting.wait_for(Role.Button, "Go to the newest message")
    mark = next(item for item in descendants(view) if item.property("text") == "paragraph 50")
    before = mark.mapToScene(mark.position() * 0).y()
    go_on.set()
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy, timeout=20_000)
    chatting.qtbot.wait(100)
    assert abs(mark.mapToScene(mark.position() * 0).y() - before) < 2


def test_the_newest_message_stays_in_sight_through_sends_and_resizes(chatting):
    """Until a person scrolls away, the end of the conversation is where they look."""
    for number in range(8):
        say(chatting, f"line {number}")
    everything = descendants(chatting.window.contentItem())
    view = next(item for item in everything if "Conversation" in item.metaObject().className())
    for size in ((430, 500), (1080, 740), (900, 600)):
        chatting.window.resize(*size)
        chatting.qtbot.waitUntil(lambda: view.property("atNewest"), timeout=20_000)
    say(chatting, "and another")
    chatting.qtbot.waitUntil(lambda: view.property("atNewest"), timeout=20_000)


def descendants(item):
    for child in item.childItems():
        yield child
        yield from descendants(child)


def test_the_figures_of_a_reply_are_shown_on_demand(chatting, scripted):
    scripted.will_say("one two three")
    chatting.write("Message", "count")
    chatting.press(Qt.Key.Key_Return)
    chatting.qtbot.waitUntil(lambda: len(shown(chatting)) == 2 and not chatting.app.chat.reply.busy, timeout=20_000)
    assert not any("tokens a second" in name for name in chatting.names(Role.StaticText))
    chatting.click("Show statistics", Role.CheckBox)
    chatting.wait_for(Role.CheckBox, "Hide statistics")
    line = next(name for name in chatting.names(Role.StaticText) if "tokens a second" in name)
    assert line.startswith("First word after 0.")
    assert "3 tokens written" in line
    assert line.endswith("starter")


def test_what_is_typed_is_read_before_it_is_sent(chatting, scripted):
    chatting.write("Message", "a long thought")
    chatting.qtbot.waitUntil(lambda: any("thought" in scripted.read_back(each) for each in scripted.readings),
                             timeout=20_000)  # fmt: skip
    assert not scripted.prompts  # nothing is answered

"""Directing a conversation, its places and branches, lore, profiles and several voices, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible

from app.chat import Author
from app.core.workers import task
from tests.journeys.test_conversation import say, shown
from tests.pilot import Role


@pytest.fixture
def begun(chatting, scripted):
    """A conversation of one turn."""
    scripted.will_say("apples")
    say(chatting, "name a fruit")
    return chatting


def key_of(pilot, text: str) -> int:
    return next(row.key for row in pilot.app.chat.conversation.messages.rows if row.plain == text)


def test_another_answer_with_a_hint(begun, scripted):
    scripted.will_say("pears")
    begun.app.chat.reply.regenerate_with(key_of(begun, "apples"), "not red")
    begun.qtbot.waitUntil(lambda: shown(begun)[-1] == "pears", timeout=20_000)
    assert "not red" in scripted.read_back(scripted.prompts[-1])
    begun.app.details.trace.explain(key_of(begun, "pears"))
    begun.wait_for(Role.Button, "Done")
    assert "You had asked: “not red”" in begun.app.details.trace.summary
    shares = begun.app.details.trace.shares.rows
    total = int(begun.app.details.trace.summary.split()[3])
    assert sum(row.tokens for row in shares) == total


def test_the_menu_of_a_message_is_reached_and_named(begun):
    names = []
    for nth in range(len(begun.find_all(Role.Button, "More"))):
        begun.click("More", nth=nth)
        begun.wait_for(Role.MenuItem, "Branch from here")
        names = [name for name in begun.names(Role.MenuItem) if name]
        begun.press(Qt.Key.Key_Escape)
        begun.wait_gone(Role.MenuItem, "Branch from here")
        if "Why this reply?" in names:
            break
    for name in ("Continue this reply", "Regenerate with a hint…", "Why this reply?", "Copy to a new conversation",
                 "Bookmark…", "Pin: always in context", "Hide it from the model"):  # fmt: skip
        assert name in names


def test_a_reply_goes_on(begun, scripted):
    scripted.will_say(" and plums")
    begun.app.chat.reply.continue_reply(key_of(begun, "apples"))
    begun.qtbot.waitUntil(lambda: shown(begun)[-1] == "apples and plums", timeout=20_000)
    begun.wait_for(Role.Button, "Previous version")


def test_the_model_writes_for_me_into_the_field(begun, scripted):
    scripted.will_say("And a vegetable?")
    begun.click("Write for me")
    begun.qtbot.waitUntil(lambda: not begun.app.chat.reply.busy, timeout=20_000)
    field = begun.wait_for(Role.EditableText, "Message")
    begun.qtbot.waitUntil(lambda: field.text(QAccessible.Text.Value) == "And a vegetable?", timeout=20_000)
    assert shown(begun) == ["name a fruit", "apples"]


def test_versions_are_compared_side_by_side(begun, scripted):
    scripted.will_say("pears")
    begun.click("Regenerate")
    begun.qtbot.waitUntil(lambda: shown(begun)[-1] == "pears", timeout=20_000)
    begun.app.details.variants.compare(key_of(begun, "pears"))
    begun.wait_for(Role.ListItem, "Version 1: apples")
    begun.click("Show version 1")
    begun.qtbot.waitUntil(lambda: shown(begun)[-1] == "apples", timeout=20_000)


def test_hidden_pinned_and_named_messages_say_so(begun, scripted):
    story, key = begun.app.details, key_of(begun, "apples")
    story.places.hide(key, True)
    story.places.pin(key_of(begun, "name a fruit"), True)
    story.places.name_place(key, "The orchard")
    rows = {row.plain: row for row in begun.app.chat.conversation.messages.rows}
    assert (rows["apples"].is_hidden, rows["apples"].checkpoint, rows["name a fruit"].is_pinned) == (
        True, "The orchard", True,
    )  # fmt: skip
    scripted.will_say("Well.")
    say(begun, "and now")
    assert "apples" not in scripted.read_back(scripted.prompts[-1])
    begun.click("This conversation")
    begun.click("Bookmarks", Role.PageTab)
    begun.wait_for(Role.Button, "Go to message: The orchard")


def test_a_branch_is_begun_found_on_the_map_and_left_again(begun, scripted):
    scripted.will_say("grapes")
    say(begun, "another")
    begun.app.details.places.go_on_from(key_of(begun, "apples"))
    begun.qtbot.waitUntil(lambda: shown(begun) == ["name a fruit", "apples"], timeout=20_000)
    scripted.will_say("cherries")
    say(begun, "a third")
    assert shown(begun) == ["name a fruit", "apples", "a third", "cherries"]
    begun.click("This conversation")
    begun.click("Map", Role.PageTab)
    begun.qtbot.waitUntil(lambda: len(begun.app.details.places.map.rows) == 3, timeout=20_000)
    begun.click("another, and one message after it", Role.TreeItem)
    begun.qtbot.waitUntil(lambda: shown(begun)[-1] == "grapes", timeout=20_000)


def test_a_copy_is_a_conversation_of_its_own(begun):
    begun.app.details.places.copy_from(key_of(begun, "apples"))
    begun.qtbot.waitUntil(lambda: len(begun.app.chat.conversationList.rows) == 2, timeout=20_000)
    assert shown(begun) == ["name a fruit", "apples"]


def test_a_note_and_a_scene_are_read(begun, scripted):
    begun.click("This conversation")
    begun.write("Author's note", "Speak slowly.")
    begun.write("A different scene", "An orchard at night.")
    begun.click("Done")
    begun.wait_gone(Role.EditableText, "A different scene")
    scripted.will_say("Yes.")
    say(begun, "hello")
    told = scripted.read_back(scripted.prompts[-1])
    assert "Speak slowly." in told
    assert "An orchard at night." in told


def test_what_was_said_is_found_in_all_conversations(begun, scripted):
    begun.click("New conversation")
    scripted.will_say("Hello.")
    say(begun, "something else")
    begun.app.details.places.search("fruit", True)
    assert [row.text for row in begun.app.details.places.found.rows] == ["name a fruit"]
    row = begun.app.details.places.found.rows[0]
    begun.app.details.places.go_to(row.conversation_id, row.key)
    begun.qtbot.waitUntil(lambda: shown(begun)[0] == "name a fruit", timeout=20_000)


def test_a_conversation_is_put_away_and_into_a_folder(begun):
    chat = begun.app.chat
    key = chat.conversationList.rows[0].key
    chat.conversationList.put_into(key, "Fruit")
    begun.qtbot.waitUntil(lambda: chat.conversationList.rows[0].folder == "Fruit", timeout=20_000)
    chat.conversation.begin()
    chat.conversationList.archive(key, True)
    begun.qtbot.waitUntil(lambda: not chat.conversationList.rows, timeout=20_000)
    begun.click("Show archived")
    begun.qtbot.waitUntil(lambda: [row.key for row in chat.conversationList.rows] == [key], timeout=20_000)


def test_a_lorebook_is_made_and_tried(begun, scripted):
    begun.click("Lorebooks")
    begun.click("New lorebook")
    begun.click("New entry")
    begun.write("Keys (words that wake it), one per line", "orchard")
    begun.tab_to("What it says")
    begun.type("The orchard is walled.")
    begun.click("Try it", Role.PageTab)
    begun.wait_for(Role.EditableText, "What if this were said now?")
    begun.type("the orchard")
    begun.qtbot.waitUntil(lambda: any(row.woke for row in begun.app.lorebook.activation.verdicts.rows), timeout=20_000)
    assert begun.app.lorebook.activation.verdicts.rows[0].why == "woken by “orchard”"
    begun.click("Done")
    begun.wait_gone(Role.EditableText, "What if this were said now?")
    scripted.will_say("Walled, yes.")
    say(begun, "tell me of the orchard")
    assert "The orchard is walled." in scripted.read_back(scripted.prompts[-1])


def test_a_book_is_turned_off_and_its_reach_chosen(begun, tmp_path):
    path = tmp_path / "north.json"
    path.write_text('{"entries": {"0": {"key": ["north"], "content": "Cold."}}}', "utf-8")
    lore = begun.app.lorebook
    lore.files.bring_in(QUrl.fromLocalFile(str(path)))
    begun.qtbot.waitUntil(lambda: any(row.name == "north" for row in lore.books.rows), timeout=20_000)
    key = next(row.key for row in lore.books.rows if row.name == "north")
    lore.activation.try_text("north")
    begun.qtbot.waitUntil(lambda: any(row.woke for row in lore.activation.verdicts.rows), timeout=20_000)
    lore.turn_book(key, False)
    lore.activation.try_text("north")
    begun.qtbot.waitUntil(lambda: not any(row.woke for row in lore.activation.verdicts.rows), timeout=20_000)
    lore.turn_book(key, True)
    lore.reach_book(key, 2)
    begun.app.chat.conversation.begin()
    lore.refresh()
    assert not any(row.name == "north" for row in lore.books.rows)
    out = tmp_path / "out.json"
    lore.open_book(0)
    lore.files.export(QUrl.fromLocalFile(str(out)), 0)
    assert out.exists()


def test_one_is_somebody_else_with_a_companion(begun, scripted):
    begun.click("Settings")
    begun.tab_to("Profiles: who you are…")
    begun.press(Qt.Key.Key_Space)
    begun.click("New profile")
    begun.wait_for(Role.EditableText, "Who you are")
    profiles = begun.app.profiles
    profiles.put("Ada", "Ada is a sailor.")
    profiles.make_usual(profiles.key)
    begun.click("Done")
    begun.wait_for(Role.Dialog, "Settings")
    begun.press(Qt.Key.Key_Escape)
    begun.wait_gone(Role.Dialog, "Settings")
    scripted.will_say("Ahoy.")
    say(begun, "hello")
    assert "Ada is a sailor." in scripted.read_back(scripted.prompts[-1])


def test_others_come_in_and_speak(begun, scripted):
    chat = begun.app.chat
    begun.click("This conversation")
    begun.click("Group", Role.PageTab)
    begun.click("Add: Aldous")
    begun.qtbot.waitUntil(lambda: len(begun.app.details.participants.members.rows) == 2, timeout=20_000)
    begun.app.details.participants.choose_order(1)
    begun.click("Done")
    begun.wait_for(Role.Button, "Let Aldous speak now")
    scripted.will_say("Wren: Hello.", "Good day.")
    begun.write("Message", "hello both")
    begun.press(Qt.Key.Key_Return)
    begun.qtbot.waitUntil(lambda: shown(begun)[-2:] == ["Hello.", "Good day."] and not chat.reply.busy, timeout=20_000)
    assert [row.author for row in chat.conversation.messages.rows][:2] == ["Aldous", "Wren"]
    scripted.will_say("Once more.")
    begun.click("Let Wren speak now")
    begun.qtbot.waitUntil(lambda: shown(begun)[-1] == "Once more.", timeout=20_000)
    assert chat.conversation.messages.rows[0].author == "Wren"


def test_a_chat_comes_in_and_goes_out(begun, tmp_path):
    path = tmp_path / "old.json"
    path.write_text('{"data_visible": [["", "Hello"], ["Hi", "How are you?"]]}', "utf-8")
    begun.app.details.files.bring_in(QUrl.fromLocalFile(str(path)))
    begun.qtbot.waitUntil(lambda: shown(begun) == ["Hello", "Hi", "How are you?"], timeout=20_000)
    for form, ending in enumerate(("jsonl", "txt", "md", "html", "byaf")):
        out = tmp_path / f"out.{ending}"
        begun.app.details.files.export(QUrl.fromLocalFile(str(out)), form)
        begun.qtbot.waitUntil(out.exists, timeout=20_000)
    conversation_id = begun.app.chat.conversation.id
    assert [line.author for line in begun.application.session.conversations.store.tree.path(conversation_id)] == [
        Author.PERSONA, Author.ME, Author.PERSONA,
    ]  # fmt: skip


def test_what_is_written_for_me_stays_with_its_conversation(begun, scripted):
    """Looking at another conversation meanwhile changes neither."""
    chat = begun.app.chat
    first = chat.conversation.id
    scripted.will_say("written for the first")
    chat.reply.impersonate("")
    chat.conversation.begin()
    begun.qtbot.waitUntil(lambda: not chat.reply.busy, timeout=20_000)
    assert chat.conversation.id != first
    assert chat.composer.draft() == ""


def test_an_entry_that_was_just_changed_stays_in_its_own_book(begun):
    lore, chat = begun.app.lorebook, begun.app.chat
    lore.refresh()
    lore.open_book(0)
    lore.add_entry()
    lore.put("content", "Only Wren knows.")
    chat.conversation.choose_persona(next(row.key for row in chat.recentPersonas.rows if row.name == "Aldous"))
    lore.refresh()
    personas = begun.application.session.personas
    assert [entry["content"] for entry in personas.named("Wren").card.entries] == ["Only Wren knows."]
    assert personas.named("Aldous").card.entries == []
    assert lore.entry == -1
    assert lore.value("content") is None


def test_an_entry_that_was_just_changed_is_kept_when_the_window_closes(begun, start, scripted):
    lore = begun.app.lorebook
    lore.refresh()
    lore.open_book(0)
    lore.add_entry()
    lore.put("content", "It snows there.")
    start.close()
    again = start(opener=lambda *_: scripted)
    again.wait_for(Role.EditableText, "Message")
    personas = again.application.session.personas
    assert [entry["content"] for entry in personas.named("Wren").card.entries] == ["It snows there."]


def test_stop_ends_a_whole_round(begun, scripted):
    chat, story = begun.app.chat, begun.app.details
    names = {row.name: row.key for row in chat.recentPersonas.rows}
    story.refresh()
    story.participants.let_in(names["Aldous"])
    story.participants.let_in(names["Marlow"])
    story.participants.choose_order(1)
    scripted.will_say("One.", "Two.", "Three.")
    chat.reply.send("hello all")
    chat.reply.stop()
    begun.qtbot.waitUntil(lambda: not chat.reply.busy, timeout=20_000)
    assert begun.application.engine_worker.submit(task(lambda: None)).wait(20)  # nothing else waits there
    assert [row.plain for row in chat.conversation.messages.rows].count("Two.") == 0

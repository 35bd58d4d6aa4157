"""Companions in the real window: bringing one in, finding one, making one, changing one."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication

from app.personas import new_card
from tests.journeys.test_conversation import say, shown
from tests.personas import cards as made
from tests.pilot import Role


@pytest.fixture
def ottilie(tmp_path):
    """A card in a file."""
    path = tmp_path / "ottilie.png"
    path.write_bytes(made.in_png(made.text("ccv3", made.v3())))
    return path


def drop(pilot, *paths) -> None:
    """Give files to the window, as dropping them on it does."""
    pilot.app.personas.bringing.take([QUrl.fromLocalFile(str(path)) for path in paths])


def bring_in(pilot, path) -> None:
    drop(pilot, path)
    pilot.click("Import")
    pilot.qtbot.waitUntil(lambda: pilot.app.chat.conversation.name == "Ottilie", timeout=20_000)


def names(pilot) -> list[str]:
    return [row.name for row in pilot.app.personas.gallery.companions.rows]


def test_a_card_is_looked_at_before_it_comes_in_and_greets(chatting, scripted, ottilie):
    drop(chatting, ottilie)
    chatting.wait_for(Role.Button, "Import")
    assert "Ottilie keeps the lighthouse." in [row.body for row in chatting.app.personas.bringing.parts.rows][1]
    for words in ("Creator's notes", "Who they are", "Greeting 3"):
        assert chatting.find(Role.Heading, words)
    assert len(chatting.application.session.personas.summaries()) == 3
    chatting.click("Import")
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.conversation.name == "Ottilie", timeout=20_000)
    chatting.qtbot.waitUntil(lambda: len(shown(chatting)) == 1, timeout=20_000)
    assert shown(chatting) == ["*lights the lamp* Come in."]
    chatting.click("Next version")
    chatting.qtbot.waitUntil(lambda: shown(chatting) == ["Who is there?"], timeout=20_000)
    scripted.will_say("Evening.")
    say(chatting, "It is me.")
    assert shown(chatting) == ["Who is there?", "It is me.", "Evening."]


def test_a_card_that_is_refused_changes_nothing(chatting, ottilie):
    drop(chatting, ottilie)
    chatting.wait_for(Role.Button, "Import")
    chatting.click("Cancel")
    chatting.wait_gone(Role.Button, "Import")
    assert len(chatting.application.session.personas.summaries()) == 3
    assert chatting.app.chat.conversation.name == "Wren"


def test_a_file_that_is_no_card_says_what_to_do(chatting, tmp_path):
    path = tmp_path / "cat.png"
    path.write_bytes(made.picture())
    drop(chatting, path)
    chatting.wait_for(
        Role.AlertMessage,
        "There is no character in this file. Pictures often lose the character when they are saved from a page: get the"
        " original file.",
    )
    chatting.click("OK")


def test_a_folder_comes_in_at_once_with_a_report(chatting, tmp_path, ottilie):
    folder = tmp_path / "cards"
    folder.mkdir()
    ottilie.rename(folder / "ottilie.png")
    for number in range(4):
        tree = made.v3(name=f"Keeper {number}")
        (folder / f"{number}.json").write_text(json.dumps(tree), "utf-8")
    (folder / "bad.json").write_text("{", "utf-8")
    drop(chatting, folder)
    chatting.wait_for(Role.AlertMessage, "5 companions imported. 1 file could not be imported:")
    assert [row.label for row in chatting.app.personas.bringing.notes.rows] == ["bad.json"]
    chatting.click("Done")
    drop(chatting, folder)
    chatting.wait_for(Role.AlertMessage, "0 companions imported. 5 were already here. 1 file could not be imported:")


def test_a_card_is_pasted(chatting, tmp_path):
    QGuiApplication.clipboard().setText(json.dumps(made.v2(name="Pasted")))
    chatting.click("All companions")
    chatting.click("Import from the clipboard")
    chatting.click("Import")
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.conversation.name == "Pasted", timeout=20_000)


def test_one_is_found_and_chosen_by_keyboard_alone(chatting, ottilie):
    bring_in(chatting, ottilie)
    chatting.click("All companions")
    chatting.wait_for(Role.EditableText, "Search 4 companions")
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Search 4 companions", timeout=20_000)
    chatting.type("mentor")
    chatting.qtbot.waitUntil(lambda: names(chatting) == ["Aldous"], timeout=20_000)
    chatting.tab_to("Companions")
    chatting.press(Qt.Key.Key_Right)
    chatting.press(Qt.Key.Key_Return)
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.conversation.name == "Aldous", timeout=20_000)
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Message", timeout=20_000)
    chatting.click("All companions")
    chatting.qtbot.waitUntil(lambda: len(names(chatting)) > 3, timeout=20_000)  # the search is over
    chatting.press(Qt.Key.Key_Escape)


def test_tags_favourites_and_folders(chatting, ottilie):
    bring_in(chatting, ottilie)
    gallery = chatting.app.personas.gallery
    chatting.click("All companions")
    chatting.click("Sea", Role.CheckBox)
    chatting.qtbot.waitUntil(lambda: names(chatting) == ["Ottilie"], timeout=20_000)
    key = gallery.companions.rows[0].key
    gallery.toggle_favourite(key)
    gallery.put_into(key, "Lighthouses")
    chatting.qtbot.waitUntil(lambda: gallery.companions.rows[0].is_favourite, timeout=20_000)
    assert gallery.folders == ["All companions", "Lighthouses"]
    gallery.toggle_tag("Sea")
    gallery.choose_folder(1)
    assert names(chatting) == ["Ottilie"]


def test_many_companions_are_shown_and_searched(chatting):
    personas = chatting.application.session.personas
    for number in range(300):
        personas.add(new_card({"name": f"Somebody {number}", "tags": ["crowd"]}), check=False)
    chatting.click("All companions")
    chatting.wait_for(Role.EditableText, "Search 303 companions")
    chatting.type("Somebody 299")
    chatting.qtbot.waitUntil(lambda: names(chatting) == ["Somebody 299"], timeout=20_000)
    assert len(chatting.app.chat.recentPersonas.rows) <= 40


def test_a_companion_is_made_and_changed_and_brought_back(chatting, scripted):
    chatting.click("All companions")
    chatting.click("New companion")
    chatting.write("Name", "Juno")
    chatting.tab_to("Who they are")
    chatting.type("Juno mends clocks.")
    chatting.click("Create")
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.conversation.name == "Juno", timeout=20_000)
    persona = chatting.application.session.personas.named("Juno")
    assert persona.description == "Juno mends clocks."
    chatting.wait_gone(Role.Dialog, "Companions")
    chatting.qtbot.waitUntil(lambda: chatting.focused() == "Message", timeout=20_000)
    assert persona.portrait.startswith("vault/")

    editor = chatting.app.personas.editor
    editor.edit(persona.id)
    editor.put("description", "Juno mends hearts.")
    assert editor.save()
    chatting.qtbot.waitUntil(
        lambda: chatting.app.chat.conversation.persona.description == "Juno mends hearts.", timeout=20_000
    )
    editor.edit(persona.id)
    editor.restore(editor.versions.rows[0].key)
    assert editor.text("description") == "Juno mends clocks."
    assert editor.save()
    assert len(editor.versions.rows) == 2


def test_a_portrait_is_chosen_and_only_part_of_it_shown(chatting, tmp_path):
    path = tmp_path / "face.png"
    path.write_bytes(made.picture(size=(300, 200)))
    chatting.hover("Wren, A warm friend who listens", Role.ListItem)
    chatting.choose("Wren", "Edit…")
    portrait = chatting.app.personas.editor.portrait
    portrait.choose(QUrl.fromLocalFile(str(path)))
    chatting.wait_for(Role.Dialog, "Which part is shown?")
    before = portrait.name
    chatting.click("Use this part")
    chatting.wait_gone(Role.Dialog, "Which part is shown?")
    assert portrait.name != before
    chatting.click("Save")
    chatting.wait_gone(Role.Button, "Save")
    assert chatting.application.session.personas.named("Wren").portrait.startswith("vault/")


def test_first_messages_are_added_written_and_taken_out(chatting):
    chatting.hover("Wren, A warm friend who listens", Role.ListItem)
    chatting.choose("Wren", "Edit…")
    chatting.click("First messages", Role.PageTab)
    greetings = chatting.app.personas.editor.greetings
    there = len(greetings.rows.rows)
    chatting.tab_to("Add another")
    chatting.click("Add another")
    chatting.qtbot.waitUntil(lambda: len(greetings.rows.rows) == there + 1, timeout=20_000)
    greetings.put(there, "The kettle is on.")
    assert chatting.app.personas.editor.isChanged
    greetings.remove(there)
    assert len(greetings.rows.rows) == there


def test_closing_with_changes_asks_first(chatting):
    chatting.hover("Wren, A warm friend who listens", Role.ListItem)
    chatting.choose("Wren", "Edit…")
    chatting.write("Tagline", "!")
    chatting.click("Close")
    chatting.wait_for(Role.AlertMessage, "Your changes since it was last saved will be lost.")
    chatting.click("Discard")
    chatting.wait_gone(Role.Button, "Save")
    assert chatting.application.session.personas.named("Wren").tagline == "A warm friend who listens"


def test_a_companion_is_tried_before_it_is_kept(chatting, scripted, ottilie):
    bring_in(chatting, ottilie)
    editor = chatting.app.personas.editor
    editor.edit(chatting.app.chat.conversation.persona.id)
    editor.put("description", "Ottilie is a pirate.")
    scripted.will_say("Arr.")
    editor.trial.say("Hello")
    chatting.qtbot.waitUntil(lambda: not editor.trial.busy, timeout=20_000)
    assert [row.text for row in editor.trial.lines.rows][-2:] == ["Hello", "Arr."]
    assert "Ottilie is a pirate." in scripted.read_back(scripted.prompts[-1])
    editor.close()
    assert chatting.application.session.vault.read("SELECT count(*) FROM message WHERE text = 'Arr.'") == [(0,)]


def test_a_few_sentences_become_a_card(chatting, scripted):
    scripted.will_say(
        "Name: Ines\nIn a line: A baker at night\nWho they are: Ines bakes.\n\nPersonality: warm\n"
        "How they speak: Mm, bread.\nHow you meet: The bakery is lit.\nFirst words: *waves* Come in."
    )
    editor = chatting.app.personas.editor
    editor.begin()
    editor.draft.write_from("a baker")
    chatting.qtbot.waitUntil(lambda: editor.text("name") == "Ines", timeout=20_000)
    assert editor.text("description") == "Ines bakes."
    assert editor.text("first_mes") == "*waves* Come in."
    assert editor.text("tagline") == "A baker at night"
    assert editor.save()


def test_the_floor_stands_in_the_editor(chatting):
    editor = chatting.app.personas.editor
    editor.begin()
    editor.put("name", "X")
    editor.put("description", "A sixteen year old girl who kisses her lover on the mouth.")
    assert not editor.save()
    chatting.qtbot.waitUntil(
        lambda: any(name.startswith("This describes somebody under 18") for name in chatting.names(Role.AlertMessage)),
        timeout=20_000,
    )
    assert len(chatting.application.session.personas.summaries()) == 3


def test_a_companion_goes_out_and_comes_in_as_it_was(chatting, ottilie, tmp_path):
    bring_in(chatting, ottilie)
    gallery = chatting.app.personas.gallery
    gallery.refresh()
    key = chatting.app.chat.conversation.persona.id
    for form, ending in enumerate(("png", "charx", "json", "byaf")):
        path = tmp_path / f"out.{ending}"
        gallery.export(key, form, QUrl.fromLocalFile(str(path)))
        chatting.qtbot.waitUntil(path.exists, timeout=20_000)
    drop(chatting, tmp_path / "out.png")
    chatting.wait_for(Role.Button, "Import")
    assert chatting.app.personas.bringing.isTwin

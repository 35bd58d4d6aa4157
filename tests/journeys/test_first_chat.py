"""What a person gets in the first minute, with the real window and the real starter model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl

from app.core import settings as s
from app.vault import PretendKeyring
from tests.pilot import Role


def wait_for_reply(pilot, number: int = 1) -> str:
    """The text of the companion's reply, the *number*-th in the conversation."""

    def finished() -> bool:
        chat = pilot.app.chat
        return chat is not None and not chat.reply.busy and len(chat.conversation.messages.rows) >= 2 * number

    pilot.qtbot.waitUntil(finished, timeout=60_000)
    return pilot.app.chat.conversation.messages.rows[0].plain


def test_two_clicks_from_the_first_start_to_the_first_reply(start):
    """With a keyring: one click confirms adulthood, one says hello, and Wren answers."""
    pilot = start()

    pilot.click("I am 18 or older: begin")
    pilot.click("Hello Wren, how are you?")

    assert len(wait_for_reply(pilot).split()) >= 3
    assert any(name.startswith("Wren: ") for name in pilot.names(Role.ListItem))


@pytest.mark.first_words
def test_their_own_first_words_stand_there_and_one_types_at_once_or_presses_an_answer(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.Button, "I had a long day.")
    assert pilot.focused() == "Message"
    conversation = pilot.app.chat.conversation
    assert "How has your day been?" in conversation.messages.rows[0].plain
    assert conversation.opening.isGreeting
    assert not pilot.app.recovery.isDue

    pilot.click("I had a long day.")
    wait_for_reply(pilot)
    pilot.wait_gone(Role.Button, "I had a long day.")
    assert [row.is_mine for row in conversation.messages.rows] == [False, True, False]

    conversation.begin()  # a new conversation is begun by them, too
    pilot.wait_for(Role.Button, "I had a long day.")


def test_a_person_types_and_the_companion_knows_its_own_name(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")

    pilot.write("Message", "What is your name?")
    pilot.press(Qt.Key.Key_Return)

    assert "Wren" in wait_for_reply(pilot)


def test_without_a_keyring_a_passphrase_is_chosen_and_opens_the_vault_again(start):
    pilot = start(keyring=PretendKeyring(available=False))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.write("Passphrase again", "tractor velvet onion")
    pilot.click("Create my vault")
    pilot.click("Hello Wren, how are you?")
    said = wait_for_reply(pilot)

    again = start(keyring=PretendKeyring(available=False))
    again.wait_for(Role.EditableText, "Passphrase")
    again.type("wrong wrong wrong")
    again.press(Qt.Key.Key_Return)
    again.wait_for(Role.AlertMessage, "That is not right. Try again.")
    again.type("tractor velvet onion")  # what was typed before is selected
    again.press(Qt.Key.Key_Return)

    again.wait_for(Role.EditableText, "Message")
    assert again.app.chat.conversation.messages.rows[0].plain == said


def test_a_second_enter_while_the_vault_is_made_makes_no_second_key(start, home):
    pilot = start(keyring=PretendKeyring(available=False))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.write("Passphrase again", "tractor velvet onion")
    for _ in range(4):
        pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.EditableText, "Message")
    again = start(keyring=PretendKeyring(available=False))
    again.wait_for(Role.EditableText, "Passphrase")
    again.type("tractor velvet onion")
    again.press(Qt.Key.Key_Return)
    again.wait_for(Role.EditableText, "Message")


def test_after_the_first_reply_the_recovery_code_is_asked_for_until_it_is_saved(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    assert pilot.find(Role.Button, "Save the code") is None
    pilot.click("Hello Wren, how are you?")
    wait_for_reply(pilot)

    pilot.click("Save the code")
    recovery = pilot.app.recovery
    groups = recovery.groups
    pilot.click("I have written it down")
    pilot.write(f"Group {recovery.first}", groups[recovery.first - 1])
    pilot.write(f"Group {recovery.second}", groups[recovery.second - 1])
    pilot.click("Check")

    pilot.wait_gone(Role.Button, "Save the code")
    code = "-".join(groups)
    again = start(keyring=PretendKeyring())  # another keyring, which knows nothing
    again.wait_for(Role.EditableText, "Recovery code")
    again.type(code.lower())
    again.press(Qt.Key.Key_Return)
    again.wait_for(Role.EditableText, "Message")


def test_the_window_comes_back_as_it_was_left(start, scripted):
    pilot = start(opener=lambda *_: scripted)
    pilot.wait_for(Role.Button, "I am 18 or older: begin")
    pilot.window.resize(700, 600)
    pilot.window.setPosition(40, 30)
    place = pilot.application.settings
    pilot.qtbot.waitUntil(lambda: place.text(s.WINDOW_PLACE) == "700x600+40+30", timeout=20_000)
    again = start(opener=lambda *_: scripted)
    assert (again.window.width(), again.window.height()) == (700, 600)


@pytest.mark.parametrize("kept", ["", "99999x99999+0+0", "700x600+90000+90000", "nonsense"])
def test_the_window_is_never_larger_than_the_screen_nor_beside_it(start, scripted, settings, kept):
    settings.put(s.WINDOW_PLACE, kept)
    pilot = start(opener=lambda *_: scripted)
    room = pilot.window.screen().availableGeometry()
    assert pilot.window.width() <= room.width()
    assert pilot.window.height() <= room.height()
    assert room.contains(pilot.window.position())


def test_the_reminder_of_the_recovery_code_can_be_put_off_and_moves_nothing(start, scripted):
    pilot = start(opener=lambda *_: scripted)
    pilot.click("I am 18 or older: begin")
    before = pilot.wait_for(Role.Button, "Boundaries").rect()
    pilot.write("Message", "hello")
    pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.Button, "Save the code")
    assert pilot.find(Role.Button, "Boundaries").rect() == before
    pilot.click("Not now")
    pilot.wait_gone(Role.Button, "Save the code")
    keyring = pilot.application.keyring
    start.close()
    again = start(keyring=keyring, opener=lambda *_: scripted)
    again.wait_for(Role.EditableText, "Message")
    assert again.find(Role.Button, "Save the code") is None


def test_they_call_one_what_one_wants_to_be_called(start, scripted):
    pilot = start(opener=lambda *_: scripted)
    pilot.write("What should they call you?", "Robin")
    pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.EditableText, "Message")
    assert pilot.application.settings.text(s.YOUR_NAME) == "Robin"
    assert pilot.focused() == "Message"


def test_a_name_that_says_one_is_a_child_opens_nothing(start, scripted):
    pilot = start(opener=lambda *_: scripted)
    pilot.write("What should they call you?", "Robin, 14 years old")
    pilot.click("I am 18 or older: begin")
    pilot.qtbot.waitUntil(lambda: pilot.app.welcome.error != "")
    assert pilot.find(Role.EditableText, "Message") is None


def test_a_passphrase_is_rated_while_it_is_typed_and_can_be_looked_at(start):
    pilot = start(keyring=PretendKeyring(available=False))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.qtbot.waitUntil(lambda: pilot.focused() == "Passphrase")
    pilot.type("password")
    pilot.wait_for(Role.Indicator, "Strength: Guessed at once")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.wait_for(Role.Indicator, "Strength: Strong")
    pilot.click("Show: Passphrase")
    pilot.wait_for(Role.Button, "Hide: Passphrase")
    pilot.click("Back")
    pilot.wait_for(Role.Button, "I am 18 or older: begin")


def test_the_recovery_code_is_copied_or_written_to_a_page_and_opens_from_then_on(start, tmp_path, qapp):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.app.recoveryAsked.emit()
    pilot.click("Copy")
    code = "-".join(pilot.app.recovery.groups)
    assert qapp.clipboard().text() == code
    for name in ("code.pdf", "code.txt"):
        pilot.app.recovery.save(QUrl.fromLocalFile(str(tmp_path / name)))
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    assert code in (tmp_path / "code.txt").read_text("utf-8")
    pilot.app.recovery.save(QUrl.fromLocalFile(str(tmp_path / "no" / "code.txt")))
    assert pilot.app.recovery.error

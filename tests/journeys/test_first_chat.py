"""What a person gets in the first minute, with the real window and the real starter model."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.vault import PretendKeyring
from tests.pilot import Role


def wait_for_reply(pilot, number: int = 1) -> str:
    """The text of the companion's reply, the *number*-th in the conversation."""

    def finished() -> bool:
        chat = pilot.app.chat
        return chat is not None and not chat.busy and len(chat.messages.rows) >= 2 * number

    pilot.qtbot.waitUntil(finished, timeout=60_000)
    return pilot.app.chat.messages.rows[0].plain


def test_two_clicks_from_the_first_start_to_the_first_reply(start):
    """With a keyring: one click confirms adulthood, one says hello, and Wren answers."""
    pilot = start()

    pilot.click("I am 18 or older: begin")
    pilot.click("Hello Wren, how are you?")

    assert len(wait_for_reply(pilot).split()) >= 3
    assert any(name.startswith("Wren: ") for name in pilot.names(Role.ListItem))


def test_a_person_types_and_the_companion_knows_its_own_name(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")

    pilot.write("Message", "What is your name?")
    pilot.press(Qt.Key.Key_Return)

    assert "Wren" in wait_for_reply(pilot)


def test_without_a_keyring_a_passphrase_is_chosen_and_opens_the_vault_again(start):
    pilot = start(keyring=PretendKeyring(available=False))
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.write("Passphrase again", "tractor velvet onion")
    pilot.click("I am 18 or older: begin")
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
    assert again.app.chat.messages.rows[0].plain == said


def test_a_second_enter_while_the_vault_is_made_makes_no_second_key(start, home):
    pilot = start(keyring=PretendKeyring(available=False))
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

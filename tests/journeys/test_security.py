"""The keys, the backups and the endings, as a person meets them in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from app.core import settings as s
from app.core.errors import DiskFull, VaultBusy, WrongSecret
from app.core.translation import explain
from app.engine import ScriptedEngine
from app.vault import PretendKeyring, Vault, create_keys, slot_kinds, snapshots, unlock
from tests.journeys.test_bad_starts import tab_to
from tests.pilot import Role

GOOD, BETTER, BACKUP = "tractor velvet onion", "lantern gravel ribbon", "violin harbour pepper"


@pytest.fixture
def pilot(start):
    """A companion that has answered once, in a vault that the keyring opens."""
    pilot = start(opener=lambda *_: ScriptedEngine(otherwise="An answer."))
    pilot.click("I am 18 or older: begin")
    say(pilot, "hello")
    return pilot


def say(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(
        lambda: not pilot.app.chat.reply.busy and len(pilot.app.chat.conversation.messages.rows) > 0, timeout=20_000
    )


def open_security(pilot) -> None:
    pilot.click("Settings")
    pilot.wait_for(Role.Dialog, "Settings")
    pilot.click("Security and privacy…")
    pilot.wait_for(Role.Dialog, "Security and privacy")


def push(pilot, name: str) -> None:
    """Press a button further down the page, by the keyboard."""
    tab_to(pilot, name)
    pilot.press(Qt.Key.Key_Space)


def set_passphrase(pilot, new: str = GOOD, current: str = "") -> None:
    open_security(pilot)
    pilot.click("Change…: Passphrase" if current else "Set…: Passphrase")
    if current:
        pilot.write("Current passphrase, or recovery code", current)
    pilot.write("New passphrase", new)
    pilot.write("New passphrase again", new)
    pilot.click("Save")


def test_a_passphrase_is_set_and_changed_and_a_wrong_one_is_said_so(pilot, home):
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    unlock(home.vault, passphrase=GOOD)

    pilot.click("Change…: Passphrase")
    pilot.write("Current passphrase, or recovery code", "something else entirely")
    pilot.write("New passphrase", BETTER)
    pilot.write("New passphrase again", BETTER)
    pilot.click("Save")
    pilot.wait_for(Role.AlertMessage, explain(WrongSecret()))
    unlock(home.vault, passphrase=GOOD)

    pilot.app.security.change_passphrase(GOOD, BETTER, BETTER)
    pilot.wait_gone(Role.Dialog, "Change the passphrase")
    unlock(home.vault, passphrase=BETTER)
    with pytest.raises(WrongSecret):
        unlock(home.vault, passphrase=GOOD)


def test_a_weak_passphrase_is_refused_in_the_sheet(pilot, home):
    open_security(pilot)
    pilot.click("Set…: Passphrase")
    pilot.write("New passphrase", "short")
    pilot.write("New passphrase again", "short")
    pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.AlertMessage, "This passphrase is too easy to guess. It has fewer than ten characters. "
                   "Use at least ten characters, and avoid common passwords and rows of keys; five unrelated"
                   " words are best.")  # fmt: skip
    assert slot_kinds(home.vault) == {"keyring"}


def test_the_last_way_in_that_is_ones_own_cannot_be_removed(pilot, home):
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    assert pilot.find(Role.Button, "Remove: Passphrase") is None
    pilot.click("Remove: System keyring")
    pilot.click("Remove")
    pilot.qtbot.waitUntil(lambda: slot_kinds(home.vault) == {"passphrase"}, timeout=20_000)
    pilot.click("Use: System keyring")
    pilot.qtbot.waitUntil(lambda: slot_kinds(home.vault) == {"passphrase", "keyring"}, timeout=20_000)


def test_a_backup_is_made_and_becomes_the_vault_of_another_home(pilot, start, tmp_path, home):
    path = tmp_path / "diary.inglenook"
    pilot.app.security.back_up(QUrl.fromLocalFile(str(path)), BACKUP, "another")
    assert pilot.app.security.error == "The two passphrases are not the same."
    pilot.app.security.back_up(QUrl.fromLocalFile(str(tmp_path / "diary")), BACKUP, BACKUP)
    pilot.wait_for(Role.AlertMessage, "The backup was written and read back: diary.inglenook, 2 messages.")
    start.close()
    for file in home.vault.rglob("*"):
        if file.is_file():
            file.unlink()

    again = start(keyring=PretendKeyring(), opener=lambda *_: ScriptedEngine())
    again.click("I have a backup…")
    restore, asked = again.app.restore, []
    again.app.relaunchWanted.connect(asked.append)
    restore.choose(QUrl.fromLocalFile(str(path)))
    assert restore.told.startswith("Made on ")
    again.write("Backup passphrase", "not the right one")
    again.press(Qt.Key.Key_Return)
    again.wait_for(Role.AlertMessage, "That passphrase does not open this backup. Try again.")
    restore.restore(BACKUP)
    again.qtbot.waitUntil(lambda: asked == [False], timeout=20_000)

    restored = start(keyring=PretendKeyring(), opener=lambda *_: ScriptedEngine())
    restored.write("Passphrase", BACKUP)
    restored.press(Qt.Key.Key_Return)
    restored.wait_for(Role.ListItem, "You: hello")


def test_a_bad_backup_is_one_sentence(pilot, tmp_path):
    open_security(pilot)
    push(pilot, "Restore…: Restore a backup")
    path = tmp_path / "bad.inglenook"
    path.write_bytes(b"nonsense")
    pilot.app.restore.choose(QUrl.fromLocalFile(str(path)))
    pilot.wait_for(Role.AlertMessage, "This file is not an Inglenook backup. Choose a file that ends in .inglenook.")
    assert pilot.app.restore.file == ""


def test_every_key_is_changed_and_the_conversation_is_still_there(pilot, home, keyring):
    old = pilot.application.session.vault.key
    open_security(pilot)
    push(pilot, "Change…: Change every key")
    pilot.write("New passphrase", GOOD)
    pilot.write("New passphrase again", GOOD)
    pilot.click("Change every key")
    pilot.wait_for(Role.Dialog, "Your recovery code")  # the old one opens nothing any more
    assert pilot.application.session.vault.key.database_key() != old.database_key()
    assert slot_kinds(home.vault) == {"passphrase", "keyring", "recovery"}  # what is shown opens it from now on
    pilot.press(Qt.Key.Key_Escape)
    pilot.wait_for(Role.ListItem, "You: hello")
    say(pilot, "still here?")
    assert len(pilot.app.chat.conversation.messages.rows) == 4
    unlock(home.vault, keyring=keyring)


def test_forgetting_for_good_replaces_the_automatic_copies(pilot, home):
    pilot.qtbot.waitUntil(lambda: len(snapshots(home.vault)) == 1, timeout=20_000)
    before = snapshots(home.vault)
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    push(pilot, "Forget…: Forget for good")
    pilot.write("Passphrase", GOOD)
    pilot.click("Forget for good")
    pilot.wait_for(Role.Dialog, "Your recovery code")
    assert len(snapshots(home.vault)) == 1
    assert snapshots(home.vault) != before


def test_a_wrong_passphrase_changes_no_keys(pilot, home):
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    before = (home.vault / "vault.key").read_bytes()
    push(pilot, "Change…: Change every key")
    pilot.write("Passphrase", BETTER)
    pilot.click("Change every key")
    pilot.wait_for(Role.AlertMessage, explain(WrongSecret()))
    assert (home.vault / "vault.key").read_bytes() == before


def test_everything_is_deleted_the_keys_first(pilot, home, keyring):
    asked = []
    pilot.app.relaunchWanted.connect(asked.append)
    open_security(pilot)
    push(pilot, "Delete…: Delete everything")
    pilot.write("Type “delete” to be sure", "delet")
    pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.AlertMessage, "Type the word “delete” to be sure.")
    pilot.type("e")
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: asked == [False], timeout=20_000)
    assert keyring.secrets == {}
    assert [path for path in home.root.rglob("*") if path != home.lock] == []


def test_a_message_is_deleted_with_what_followed(pilot):
    say(pilot, "a second thing")
    buttons = pilot.find_all(Role.Button, "Delete")
    topmost = min(range(len(buttons)), key=lambda nth: buttons[nth].rect().y())
    pilot.click("Delete", nth=topmost)
    pilot.wait_for(Role.AlertMessage, "“hello” moved to the Trash, with 4 messages.")
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.conversation.messages.rows, timeout=20_000)
    pilot.click("Undo")
    pilot.qtbot.waitUntil(lambda: len(pilot.app.chat.conversation.messages.rows) == 4, timeout=20_000)


def test_a_companion_is_deleted_and_brought_back(pilot):
    pilot.hover("Marlow, A storyteller, and the road is waiting", Role.ListItem)
    pilot.choose("Marlow", "Delete")
    pilot.wait_gone(Role.ListItem, "Marlow, A storyteller, and the road is waiting")
    pilot.click("Restore the original companions")
    pilot.wait_for(Role.ListItem, "Marlow, A storyteller, and the road is waiting")


def test_a_damaged_vault_offers_its_automatic_copy(pilot, start, home):
    pilot.qtbot.waitUntil(lambda: len(snapshots(home.vault)) == 1, timeout=20_000)
    start.close()
    path = home.vault / "vault.db"
    bent = bytearray(path.read_bytes())
    bent[100] ^= 1
    path.write_bytes(bent)

    again = start(keyring=pilot.application.keyring, opener=lambda *_: ScriptedEngine())
    asked = []
    again.app.relaunchWanted.connect(asked.append)
    again.click(f"Go back to the copy from {again.app.restore.latestCopy}")
    again.qtbot.waitUntil(lambda: asked == [False], timeout=20_000)

    restored = start(keyring=pilot.application.keyring, opener=lambda *_: ScriptedEngine())
    restored.wait_for(Role.EditableText, "Message")
    assert restored.application.session.vault.integrity_check() == ""
    open_security(restored)
    push(restored, "Delete…: The vault that was replaced")
    # The messages under the question have a button of that name as well.
    restored.wait_for(Role.Dialog, "Delete the replaced vault?")
    restored.click("Delete", nth=-1)
    restored.qtbot.waitUntil(lambda: not restored.app.security.replaced, timeout=20_000)


def test_the_keyboard_alone_reaches_everything_on_the_security_page(pilot):
    open_security(pilot)
    for name in ("Set…: Passphrase", "Lock: Lock now", "Back up…: Back up everything", "Open: Privacy report"):
        tab_to(pilot, name)
    found = pilot.find(Role.Button, "Open: Privacy report")
    sheet = pilot.find(Role.Dialog, "Security and privacy")
    pilot.qtbot.waitUntil(lambda: sheet.rect().contains(found.rect().center()))  # the page followed the focus
    pilot.press(Qt.Key.Key_Space)
    pilot.wait_for(Role.Dialog, "Privacy report")
    pilot.press(Qt.Key.Key_Escape)
    pilot.wait_gone(Role.Dialog, "Privacy report")


def test_a_readable_copy_is_written_where_it_was_asked_for(pilot, tmp_path):
    path = tmp_path / "copy.md"
    pilot.app.security.export(QUrl.fromLocalFile(str(path)))
    pilot.wait_for(Role.AlertMessage, "The readable copy was written: copy.md")
    assert "hello" in path.read_text("utf-8")


def test_a_file_that_is_no_place_for_a_copy_is_left_alone(pilot, tmp_path):
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work")
    pilot.app.security.export(QUrl.fromLocalFile(str(thesis)))
    pilot.wait_for(Role.AlertMessage, "The copy must be JSON or Markdown. Choose a name that ends in .json or .md.")
    assert thesis.read_text() == "years of work"


def test_with_the_keyring_turned_off_the_start_asks(pilot, start, home, keyring):
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    pilot.app.settings.put("keyring_at_start", False)
    start.close()
    again = start(opener=lambda *_: ScriptedEngine())
    again.write("Passphrase", GOOD)
    again.press(Qt.Key.Key_Return)
    again.wait_for(Role.EditableText, "Message")
    assert not again.application.settings.switch(s.KEYRING_AT_START)


def test_a_vault_that_only_the_keyring_opens_is_opened_by_it_whatever_is_set(home, keyring, start):
    Vault(home.vault, create_keys(home.vault, keyring=keyring)).close()
    home.device_settings.write_text('{"keyring_at_start": false, "locked": true}')
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.wait_for(Role.Button, "I am 18 or older: begin")
    assert pilot.application.session is not None


def test_a_deletion_that_fails_says_so_and_leaves_a_way_on(pilot, monkeypatch):
    def refuse(*_):
        raise VaultBusy

    monkeypatch.setattr("app.maintenance.vault_maintenance.destroy_keys", refuse)
    pilot.app.security.delete_everything("delete")
    pilot.wait_for(Role.AlertMessage, explain(VaultBusy()))
    assert pilot.app.stage == "unlock"
    assert pilot.application.session is None


def test_a_rotation_that_fails_says_so_and_goes_on_with_what_can_be_opened(pilot, monkeypatch):
    def refuse(*_, **__):
        raise DiskFull

    monkeypatch.setattr("app.maintenance.vault_maintenance.rotate_keys", refuse)
    pilot.app.security.rotate(GOOD, GOOD, False)
    pilot.wait_for(Role.AlertMessage, explain(DiskFull()))
    pilot.click("OK")
    pilot.wait_for(Role.ListItem, "You: hello")
    say(pilot, "still here?")


def test_a_lock_asked_for_while_keys_are_changed_comes_after_it(pilot):
    asked = []
    pilot.app.relaunchWanted.connect(asked.append)
    pilot.app.security.rotate(GOOD, GOOD, False)
    pilot.qtbot.waitUntil(lambda: pilot.app.stage == "working", timeout=20_000)
    pilot.app.lock._session.screenLocked.emit()
    assert pilot.app.stage == "working"
    pilot.qtbot.waitUntil(lambda: asked == [False], timeout=20_000)
    assert pilot.application.settings.switch(s.LOCKED)


def test_a_readable_copy_that_cannot_be_written_is_said_so_over_the_sheet(pilot, tmp_path):
    open_security(pilot)
    pilot.app.security.export(QUrl.fromLocalFile(str(tmp_path / "gone" / "copy.md")))
    pilot.wait_for(Role.AlertMessage, "The copy could not be written there. Choose another folder or drive.")


def test_nothing_secret_stays_in_the_fields_or_on_the_clipboard(pilot):
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    items = pilot.window.findChildren(QQuickItem)
    fields = [item for item in items if item.property("secretText")]
    assert len(fields) > 5
    assert not any(field.property("text") for field in fields)
    pilot.app.chat.actions.copy_text("secret words")
    pilot.app.leave()
    assert QGuiApplication.clipboard().text() == ""


def test_a_finished_backup_closes_no_other_sheet(pilot, tmp_path):
    pilot.app.security.back_up(QUrl.fromLocalFile(str(tmp_path / "diary")), BACKUP, BACKUP)
    pilot.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    pilot.wait_for(Role.Dialog, "Set a passphrase")
    pilot.wait_for(Role.AlertMessage, "The backup was written and read back: diary.inglenook, 2 messages.")
    assert pilot.find(Role.Dialog, "Set a passphrase") is not None


def test_the_self_test_is_run_in_the_window_and_finds_nothing_of_what_was_said(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.app.privacy.refresh()
    assert pilot.app.privacy.connected == "Inglenook has not connected to anything."
    pilot.qtbot.waitUntil(lambda: any("vault.db" in row.detail for row in pilot.app.privacy.places.rows))
    pilot.app.privacy.test()
    pilot.qtbot.waitUntil(lambda: bool(pilot.app.privacy.findings.rows), timeout=60_000)
    found = {row.label: row for row in pilot.app.privacy.findings.rows}
    assert "none" in found["Connections during the chat"].detail
    assert [row.label for row in found.values() if not row.fine] == []


def test_a_passphrase_is_suggested_in_words_and_gone_when_the_page_closes(pilot, home):
    open_security(pilot)
    pilot.click("Set…: Passphrase")
    pilot.click("Suggest one")
    pilot.wait_for(Role.Button, "Another")
    (words,) = [name for name in pilot.names(Role.StaticText) if len(name.split()) == 6 and name.islower()]
    pilot.write("New passphrase", words)
    pilot.write("New passphrase again", words)
    pilot.click("Save")
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    unlock(home.vault, passphrase=words)
    pilot.click("Change…: Passphrase")
    pilot.wait_for(Role.Button, "Suggest one")
    assert words not in pilot.names(Role.StaticText)


def test_a_weak_passphrase_is_told_why(pilot):
    open_security(pilot)
    pilot.click("Set…: Passphrase")
    pilot.write("New passphrase", "letmein2024")
    pilot.write("New passphrase again", "letmein2024")
    pilot.click("Save")
    pilot.qtbot.waitUntil(
        lambda: any("many people use" in name for name in pilot.names(Role.AlertMessage)), timeout=20_000
    )

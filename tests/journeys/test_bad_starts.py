"""When something is wrong at the start: a sentence, and nothing is changed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt

from app.application import Application
from app.chat.open_replies import OpenReplies
from app.core.errors import DiskFull, VaultBusy
from app.core.instance import InstanceLock
from app.core.settings import THEMES
from app.core.translation import explain
from app.engine import ScriptedEngine
from app.ui.application import MainWindow, prepare_application
from app.ui.chat import messages as rows
from app.vault import PretendKeyring
from tests.pilot import Pilot, Role

ROOT = Path(__file__).parents[2]


@pytest.fixture
def used(start, home):
    """A home that was used once, and is closed."""
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.click("Hello Wren, how are you?")
    pilot.qtbot.waitUntil(
        lambda: len(pilot.app.chat.conversation.messages.rows) == 2 and not pilot.app.chat.reply.busy, timeout=20_000
    )
    start.close()
    return home


def test_a_vault_that_was_tampered_with_is_said_to_be_damaged(start, used):
    path = used.vault / "vault.db"
    bent = bytearray(path.read_bytes())
    bent[100] ^= 1
    path.write_bytes(bent)

    pilot = start()

    pilot.wait_for(Role.AlertMessage, "The vault is damaged: part of it was changed or lost outside Inglenook. "
                   "Restore an automatic copy or a backup. Nothing was changed.")  # fmt: skip
    assert path.read_bytes() == bytes(bent)


def test_a_vault_whose_key_file_is_gone_is_not_replaced_by_a_new_one(start, used):
    (used.vault / "vault.key").unlink()
    before = (used.vault / "vault.db").read_bytes()

    pilot = start()

    pilot.wait_for(Role.AlertMessage, "The key file of the vault is damaged. "
                   "Put back a copy of vault.key from a backup. Nothing was changed.")  # fmt: skip
    assert (used.vault / "vault.db").read_bytes() == before


def test_wrong_passphrases_slow_down(start, home):
    pilot = start(keyring=PretendKeyring(available=False), opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.write("Passphrase again", "tractor velvet onion")
    pilot.click("Create my vault")
    pilot.wait_for(Role.EditableText, "Message")
    before = (home.vault / "vault.key").read_bytes()

    again = start(keyring=PretendKeyring(available=False))
    again.wait_for(Role.EditableText, "Passphrase")
    unlock = again.app.unlock
    for _ in range(4):
        again.qtbot.waitUntil(lambda: not unlock.busy, timeout=20_000)
        unlock.unlock("wrong wrong wrong")
        again.qtbot.waitUntil(lambda: not unlock._busy, timeout=20_000)
    assert unlock.busy  # the fourth miss costs a second
    assert unlock.error == "That is not right. Try again."
    assert (home.vault / "vault.key").read_bytes() == before


def test_two_passphrases_that_differ_are_said_so(start, home):
    pilot = start(keyring=PretendKeyring(available=False))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.write("Passphrase again", "tractor velvet oniom")
    pilot.click("Create my vault")
    pilot.wait_for(Role.AlertMessage, "The two passphrases are not the same.")
    assert not (home.vault / "vault.key").exists()


def test_a_home_that_cannot_be_used_is_one_page_with_a_sentence(qtbot, qapp):
    prepare_application([])
    window = MainWindow(None, "Inglenook cannot write to its folder.")
    pilot = Pilot(qtbot, window.root)
    pilot.wait_for(Role.AlertMessage, "Inglenook cannot write to its folder.")
    pilot.wait_for(Role.Button, "Quit")
    window.close()


def window_process(home, **more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "--home", str(home.root)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **more},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_raises_the_first_window_and_ends(qtbot, home):
    first = window_process(home)
    try:
        qtbot.waitUntil(lambda: is_held(home), timeout=30_000)
        qtbot.waitUntil(lambda: second_start(home) == 0, timeout=60_000)
        assert first.poll() is None
    finally:
        first.terminate()
        first.communicate(timeout=30)


def second_start(home) -> int:
    done = subprocess.run(
        [sys.executable, "-c", SECOND, str(home.root)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, timeout=60, check=False, capture_output=True,
    )  # fmt: skip
    return done.returncode


SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.core.paths import Home
from app.ui.single_instance import raise_other
core = QCoreApplication([])
sys.exit(0 if raise_other(Home(Path(sys.argv[1]))) else 1)
"""


def is_held(home) -> bool:
    if not home.root.exists() or not home.lock.exists():
        return False
    try:
        InstanceLock(home.lock).release()
    except Exception:
        return True
    return False


def test_the_keyboard_alone_is_enough(start):
    """From the welcome to a reply, and to another companion, without a mouse."""
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.wait_for(Role.Button, "I am 18 or older: begin")
    tab_to(pilot, "I am 18 or older: begin")
    pilot.press(Qt.Key.Key_Space)  # says nothing about anybody's age
    assert pilot.app.stage == "welcome"
    pilot.press(Qt.Key.Key_Return)
    pilot.wait_for(Role.EditableText, "Message")
    pilot.qtbot.waitUntil(lambda: pilot.focused() == "Message", timeout=20_000)
    pilot.type("hello")
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(
        lambda: len(pilot.app.chat.conversation.messages.rows) == 2 and not pilot.app.chat.reply.busy, timeout=20_000
    )

    tab_to(pilot, "Aldous, A dry mentor with good questions")
    pilot.press(Qt.Key.Key_Return)
    assert pilot.app.chat.conversation.name == "Aldous"
    tab_to(pilot, "Settings")
    pilot.press(Qt.Key.Key_Space)
    pilot.wait_for(Role.Dialog, "Settings")
    pilot.press(Qt.Key.Key_Escape)
    pilot.wait_gone(Role.Dialog, "Settings")


def tab_to(pilot, name: str) -> None:
    """Press Tab until *name* has the focus."""
    for _ in range(40):
        if pilot.focused() == name:
            return
        pilot.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def test_a_setting_changed_on_the_screen_is_in_force_at_once(start):
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.click("Settings")
    pilot.wait_for(Role.Dialog, "Settings")
    dark = pilot.app.appearance.dark
    pilot.app.settings.put("theme", THEMES.index("light" if dark else "dark"))
    assert pilot.app.appearance.dark is not dark
    pilot.tab_to("Your name")
    pilot.type("Ottilie")
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: pilot.application.settings.text(setting("your_name")) == "Ottilie", timeout=20_000)


def test_a_setting_that_could_not_be_kept_is_said_and_shown_as_it_was(start, monkeypatch):
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(pilot.application.settings, "put", full)
    pilot.app.settings.put("enter_sends", False)
    pilot.wait_for(Role.AlertMessage, explain(DiskFull()))
    assert pilot.app.chat.enterSends


def test_a_disk_that_fills_up_on_the_welcome_page_is_said_there(start, monkeypatch):
    pilot = start(opener=lambda *_: ScriptedEngine())

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(pilot.application.settings, "put", full)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.AlertMessage, explain(DiskFull()))
    monkeypatch.undo()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")


def setting(key: str):
    from app.core.settings import SETTINGS

    return next(found for found in SETTINGS if found.key == key)


@pytest.mark.qt_log_ignore("cannot lay out")
def test_an_error_inside_the_rendering_leaves_no_words_in_the_log(start, home, monkeypatch):
    """A bug of ours while a reply is shown: the log tells where, never what was being said."""
    pilot = start(opener=lambda *_: ScriptedEngine(otherwise="a whispered secret"))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")

    def fail(self, text: str, **_):
        raise ValueError(f"cannot lay out {text}")

    with pilot.qtbot.captureExceptions() as caught:
        monkeypatch.setattr(rows.Blocks, "set_text", fail)
        pilot.write("Message", "hello")
        pilot.press(Qt.Key.Key_Return)
        pilot.qtbot.waitUntil(lambda: len(caught) > 0, timeout=20_000)
    monkeypatch.undo()
    pilot.qtbot.waitUntil(lambda: pilot.application.engine_worker._running is None, timeout=20_000)
    start.warnings.clear()  # the one we caused
    assert "secret" not in (home.logs / "inglenook.log").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_the_end_of_the_session_closes_the_window_in_order(qtbot, home):
    window = window_process(home)
    qtbot.waitUntil(lambda: second_start(home) == 0, timeout=60_000)  # it is up and listening
    window.terminate()
    _, said = window.communicate(timeout=30)
    assert (window.returncode, said) == (0, "")


def test_a_vault_whose_rooms_do_not_open_leaves_no_file_of_it_open(home, keyring, monkeypatch):
    with contextlib.closing(Application(home, keyring=keyring)) as application:
        application.create_vault(keyring=keyring)
        application.leave_vault()

        def busy(*_: object) -> None:
            raise VaultBusy

        monkeypatch.setattr(OpenReplies, "mark_interrupted", busy)
        for _ in range(3):
            with pytest.raises(VaultBusy):
                application.unlock_vault(keyring=keyring)
        assert [each.path for each in psutil.Process().open_files() if str(home.vault) in each.path] == []
        assert application.session is None


def test_a_plain_file_that_was_damaged_is_said_once_in_passing(start, home):
    home.plans.write_text("{broken")
    home.registry.write_text("[1]")
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.qtbot.waitUntil(
        lambda: any(
            "models.json" in name and "was damaged" in name for name in pilot.names(Role.AlertMessage)
        ), timeout=20_000,
    )  # fmt: skip
    assert pilot.app.stage == "chat"

"""Locking: what asks for it, what it leaves, and what opens it again."""

from __future__ import annotations

import base64
import os
import secrets
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.core import settings as s
from app.engine import PrefillProgress, ScriptedEngine
from app.ui.clipboard import OURS, PrivateClipboard
from app.ui.lock.idle import IdleWatch
from app.vault import PretendKeyring
from tests.journeys.test_security import GOOD, open_security, set_passphrase
from tests.pilot import Role

ROOT = Path(__file__).parents[2]
MARKER = f"heliotropic {secrets.token_hex(8)}"  # in no file but those of this run


class Patient(ScriptedEngine):
    """Says a word only when it is let."""

    def __init__(self, line: str) -> None:
        super().__init__(otherwise=line)
        self.goes_on = threading.Event()

    def stream(self, tokens, sampling, max_tokens, **more):
        for event in super().stream(tokens, sampling, max_tokens, **more):
            while not self.goes_on.wait(0.01):
                yield PrefillProgress(0, 1)
            yield event


@pytest.fixture
def engine():
    return Patient("An answer.")


@pytest.fixture
def pilot(start, engine):
    """A vault that keyring and passphrase open, and word of every wish for a fresh process."""
    pilot = start(opener=lambda *_: engine)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    set_passphrase(pilot)
    pilot.wait_for(Role.Button, "Change…: Passphrase")
    pilot.press(Qt.Key.Key_Escape)
    pilot.wait_gone(Role.Dialog, "Security and privacy")
    pilot.press(Qt.Key.Key_Escape)
    pilot.wait_gone(Role.Dialog, "Settings")
    listen(pilot)
    return pilot


def listen(pilot) -> None:
    pilot.asked = []
    pilot.app.relaunchWanted.connect(pilot.asked.append)


def is_asked(pilot, hidden: bool = False) -> None:
    pilot.qtbot.waitUntil(lambda: pilot.asked == [hidden], timeout=20_000)


def test_after_a_lock_the_keyring_opens_nothing_until_the_passphrase_has(pilot, start):
    pilot.write("Message", "half a thought")
    pilot.click("Lock")
    is_asked(pilot)
    assert pilot.names(Role.EditableText) == []  # nothing of the conversation is shown any more
    start.close()

    locked = start(opener=lambda *_: ScriptedEngine())
    locked.wait_for(Role.EditableText, "Passphrase")
    start.close()  # closing it and starting again is no way around
    again = start(opener=lambda *_: ScriptedEngine())
    again.write("Passphrase", GOOD)
    again.press(Qt.Key.Key_Return)
    again.wait_for(Role.EditableText, "Message")
    assert again.app.chat.composer.draft() == "half a thought"
    start.close()

    cold = start(opener=lambda *_: ScriptedEngine())
    cold.wait_for(Role.EditableText, "Message")  # by the keyring


def test_without_a_passphrase_a_lock_asks_for_one_first(start):
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    listen(pilot)
    pilot.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    pilot.wait_for(Role.Dialog, "Set a passphrase")
    pilot.app.lock._session.screenLocked.emit()
    pilot.app.lock._idle.passed.emit()
    assert pilot.asked == []
    assert pilot.app.stage == "chat"


def begin_a_reply(pilot) -> None:
    pilot.write("Message", "hello")
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: pilot.app.chat.reply.busy, timeout=20_000)


def test_a_lock_waits_for_the_end_of_a_reply(pilot, engine):
    begin_a_reply(pilot)
    pilot.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    pilot.wait_for(Role.Button, "Lock now")
    assert pilot.asked == []
    engine.goes_on.set()
    is_asked(pilot)
    assert pilot.application.session.conversations.store.tree.path(1)[-1].text == "An answer."


def test_somebody_in_a_hurry_does_not_have_to_wait(pilot):
    begin_a_reply(pilot)
    pilot.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    pilot.click("Lock now")
    is_asked(pilot)


def test_a_reply_that_does_not_end_is_not_waited_for_for_ever(pilot, monkeypatch):
    monkeypatch.setattr("app.ui.lock.view_model.PATIENCE_MS", 200)
    begin_a_reply(pilot)
    pilot.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    is_asked(pilot)


def test_one_shortcut_hides_the_window_and_locks(pilot):
    open_security(pilot)  # even over a sheet
    pilot.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not pilot.window.isVisible()
    is_asked(pilot, hidden=True)
    assert pilot.application.settings.switch(s.LOCKED)


def test_hiding_while_the_vault_is_being_opened_still_locks(pilot, start):
    start.close()
    again = start(opener=lambda *_: ScriptedEngine())
    listen(again)
    again.app.lock.hide_and_lock()
    is_asked(again, hidden=True)
    assert again.application.settings.switch(s.LOCKED)


def test_hiding_without_a_passphrase_ends_it(start):
    """A hidden process would open the vault by the keyring again."""
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    listen(pilot)
    ended = []
    pilot.app.quitWanted.connect(lambda: ended.append(True))
    pilot.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not pilot.window.isVisible()
    assert ended == [True]
    assert pilot.asked == []


@pytest.mark.parametrize("signal", ["screenLocked", "goingToSleep"])
def test_it_locks_with_the_screen_and_before_sleep_unless_that_is_turned_off(pilot, signal):
    setting = {"screenLocked": "lock_with_screen", "goingToSleep": "lock_on_suspend"}[signal]
    pilot.app.settings.put(setting, False)
    getattr(pilot.app.lock._session, signal).emit()
    assert pilot.asked == []
    pilot.app.settings.put(setting, True)
    getattr(pilot.app.lock._session, signal).emit()
    is_asked(pilot)


def test_it_locks_when_nobody_has_touched_it_for_a_while(pilot):
    idle = pilot.app.lock._idle
    assert idle._timer.interval() == 30 * 60_000
    pilot.app.settings.put("lock_idle", 0)
    assert not idle._timer.isActive()
    pilot.app.settings.put("lock_idle", 1)
    assert idle._timer.interval() == 5 * 60_000
    idle.passed.emit()
    is_asked(pilot)


def test_a_key_or_the_mouse_begins_the_wait_anew(qtbot, pilot):
    watch = IdleWatch(pilot.window)
    watch.wait(1)
    qtbot.waitUntil(lambda: watch._timer.remainingTime() < 59_400, timeout=20_000)
    pilot.press(Qt.Key.Key_Shift)
    assert watch._timer.remainingTime() > 59_500


def test_what_is_copied_is_marked_and_goes_with_a_lock(pilot):
    pilot.app.chat.actions.copy_text(MARKER)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == MARKER
    assert clipboard.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    pilot.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    is_asked(pilot)
    assert clipboard.text() == ""


def test_the_clipboard_is_emptied_by_itself_and_never_of_what_is_not_ours(qtbot, qapp):
    clipboard = QGuiApplication.clipboard()
    ours = PrivateClipboard(kept_ms=50)
    ours.put(MARKER)
    assert clipboard.mimeData().hasFormat(OURS)
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=20_000)
    ours.put(MARKER)
    clipboard.setText("somebody else's")
    qtbot.waitUntil(lambda: not ours._over.isActive(), timeout=20_000)
    assert clipboard.text() == "somebody else's"


# --- the real process ---


LIFE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app import main as start
from app.core import settings as s
from app.engine import ScriptedEngine
from app.application import Application
from app.ui import application as window_process
from app.vault import PretendKeyring, passphrase

GOOD = "tractor velvet onion"
passphrase.COSTS_KIB = (65_536,)
engine = ScriptedEngine()
window_process.Application = lambda home: Application(home, keyring=PretendKeyring(available=False), opener=lambda *_:
engine)


class Window(window_process.MainWindow):
    def __init__(self, application, trouble="", *, hidden=False):
        super().__init__(application, trouble, hidden=hidden)
        self.application, self.clock = application, QTimer()
        self.clock.timeout.connect(self.step)
        self.clock.start(20)

    def step(self):
        app = self.app
        if app.stage == "unlock":
            self.clock.stop()
            print("locked", self.application.settings.switch(s.LOCKED), flush=True)
        elif app.stage == "welcome" and not app.welcome.busy:
            app.welcome.begin(GOOD, GOOD)
        elif app.stage == "chat" and len(app.chat.conversation.messages.rows) < 2:
            words = sys.stdin.readline().strip()
            engine.will_say("An answer about the " + words)
            app.chat.reply.send("Tell me of the " + words)
        elif app.stage == "chat" and not app.chat.reply.busy:
            self.clock.stop()
            print("talking", flush=True)
            sys.stdin.readline()
            app.lock.lock()


window_process.MainWindow = Window
sys.exit(start.main(["--home", sys.argv[1]]))
"""


@pytest.fixture
def around(tmp_path):
    """The folders outside of its home in which a program may leave something: the person's, and the temporary one."""
    places = {"HOME": tmp_path / "person", "TMPDIR": tmp_path / "temporary", "XDG_RUNTIME_DIR": tmp_path / "running"}
    for path in places.values():
        path.mkdir(mode=0o700)
    return places


@pytest.fixture
def life(home, around):
    """A whole Inglenook in a process of its own, that talks and then locks when it is told."""
    told = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    process = subprocess.Popen(
        [sys.executable, "-c", LIFE, str(home.root)], cwd=ROOT, text=True,
        env={**told, **{name: str(path) for name, path in around.items()}},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def forms(text: str) -> dict[str, bytes]:
    plain = text.encode()
    return {
        "utf-8": plain,
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        **{f"base64+{shift}": base64.b64encode(b"\0" * shift + plain)[4 * (shift > 0) : -4] for shift in range(3)},
    }


def found_on_disk(folders: list[Path], words: list[str]) -> list[str]:
    """Every file below *folders* of the last hour that holds one of *words* in any form.

    What is older none of these tests wrote, and a folder for temporary files may hold very much of it.
    What is no disk of theirs, such as a /proc that somebody mounted there, is left out: reading it may never end.
    """
    wanted = [form for word in words for form in forms(word).values()]
    since = time.time() - 3600
    found = []
    for folder in folders:
        disk = folder.stat().st_dev if folder.exists() else None
        for path in folder.rglob("*"):
            try:
                told = path.lstat()
                is_ours = stat.S_ISREG(told.st_mode) and told.st_dev == disk and told.st_mtime > since
                content = path.read_bytes() if is_ours else b""
            except OSError:
                continue
            if any(form in content for form in wanted):
                found.append(str(path))
    return found


def in_memory(pid: int, word: str) -> int:
    """How often *word* stands in the memory of a process, as UTF-8 or as Qt keeps it."""
    count = 0
    process = Path("/proc") / str(pid)
    with (process / "maps").open() as maps, (process / "mem").open("rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if "r" not in rights or line.rstrip().endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            begin, end = (int(edge, 16) for edge in span.split("-"))
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except (OSError, ValueError):
                continue
            count += content.count(word.encode()) + content.count(word.encode("utf-16-le"))
    return count


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_locking_leaves_nothing_in_memory_and_nothing_readable_on_disk(life, home, around):
    if os.geteuid() != 0:
        pytest.skip("only root may look into another process")
    tell(life, MARKER)
    assert life.stdout.readline() == "talking\n"
    assert in_memory(life.pid, MARKER) > 3
    assert found_on_disk([home.root, *around.values()], [MARKER]) == []

    tell(life, "lock")
    assert life.stdout.readline() == "locked True\n"

    assert life.poll() is None  # the same process number, but nothing of what it was
    assert in_memory(life.pid, MARKER) == 0
    assert found_on_disk([home.root, *around.values()], [MARKER]) == []
    assert not (home.vault / "vault.db-wal").exists()
    life.terminate()
    life.wait(30)
    assert found_on_disk([home.root, *around.values()], [MARKER]) == []


def tell(life: subprocess.Popen, words: str) -> None:
    life.stdin.write(words + "\n")
    life.stdin.flush()


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_hidden_start_shows_no_window_until_it_is_asked_for(start, home, keyring):
    from app.application import Application
    from app.ui.application import MainWindow

    application = Application(home, keyring=PretendKeyring())
    window = MainWindow(application, hidden=True)
    assert not window.root.isVisible()
    window.app.raised.emit()
    assert window.root.isVisible()
    window.close()
    application.close()

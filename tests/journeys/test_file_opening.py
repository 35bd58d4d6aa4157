"""Files that are opened with Inglenook from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent

from app.core import relaunch
from app.core.paths import Home
from app.engine import ScriptedEngine
from app.ui.single_instance import addresses_of, listen, raise_other
from tests.engine.tiny import write_model
from tests.personas import cards as made
from tests.pilot import Role

ROOT = Path(__file__).parents[2]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.core.paths import Home
from app.ui.single_instance import raise_other
core = QCoreApplication([])
sys.exit(0 if raise_other(Home(Path(sys.argv[1])), [Path(name) for name in sys.argv[2:]]) else 1)
"""


@pytest.fixture
def ottilie(tmp_path):
    path = tmp_path / "ottilie with spaces, and ü.png"
    path.write_bytes(made.in_png(made.text("ccv3", made.v3())))
    return path


def test_a_card_opened_before_there_is_a_vault_is_shown_once_there_is_one(start, ottilie):
    pilot = start(opener=lambda *_: ScriptedEngine())
    pilot.app.arrivals.add([ottilie])
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.Button, "Import")
    assert pilot.app.personas.bringing.name == "Ottilie"


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_second_start_hands_its_files_to_the_first(chatting, qtbot, home, ottilie):
    server = listen(home, chatting.app.raised.emit, chatting.app.arrivals.add)
    try:
        second = subprocess.Popen(
            [sys.executable, "-c", SECOND, str(home.root), str(ottilie)],
            cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
        assert second.returncode == 0
        chatting.wait_for(Role.Button, "Import")
    finally:
        server.close()
    assert chatting.app.personas.bringing.name == "Ottilie"


@pytest.mark.qt_log_ignore("XDG_RUNTIME_DIR not set")
@pytest.mark.skipif(sys.platform == "win32", reason="the system keeps such names apart there")
def test_the_socket_lies_where_nobody_else_can_put_one(tmp_path):
    assert next(addresses_of(Home(Path("/home/ada/Inglenook")))) == "/home/ada/Inglenook/window.socket"
    for elsewhere in addresses_of(Home(tmp_path / ("long" * 40))):
        folder = Path(elsewhere).parent.stat()
        assert folder.st_uid == os.getuid()
        assert not folder.st_mode & 0o077


@pytest.mark.qt_log_ignore("XDG_RUNTIME_DIR not set")
@pytest.mark.skipif(not hasattr(os, "setuid") or os.geteuid() != 0, reason="only root may act as another account")
def test_a_stranger_who_listens_in_the_windows_place_is_told_nothing(home, qtbot, tmp_path):
    # Root makes the socket here; the system tells as its owner whoever called listen().
    listening = (
        "import os, socket, sys\n"
        "line = socket.socket(socket.AF_UNIX); line.bind(sys.argv[1]); os.chmod(sys.argv[1], 0o777)\n"
        "os.setuid(65534); line.listen(); print('listening', flush=True)\n"
        "got = line.accept()[0]; print(repr(got.recv(4096)), flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", listening, next(addresses_of(home))], stdout=subprocess.PIPE, text=True
    ) as stranger:  # fmt: skip
        assert stranger.stdout.readline() == "listening\n"
        assert not raise_other(home, [tmp_path / "cards of my secret lover.json"])
        assert stranger.stdout.readline() == "b''\n"


def test_the_system_opens_a_file_by_an_event(chatting, qapp, ottilie):
    chatting.app.arrivals.watch(qapp)
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(ottilie))))
    chatting.wait_for(Role.Button, "Import")


def test_a_model_that_is_opened_is_tried_and_stands_on_the_shelf(chatting, qtbot, tmp_path):
    model = write_model(tmp_path / "tiny.gguf")
    chatting.app.arrivals.add([model])
    qtbot.waitUntil(lambda: "tiny" in [found.name for found in chatting.application.registry.models()], timeout=60_000)
    chatting.wait_for(Role.Dialog, "Models")


def test_what_was_opened_is_not_opened_again_after_a_lock(monkeypatch):
    given = []
    monkeypatch.setattr(relaunch.network_guard, "replace_process", given.append)
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "app", "--home", "x", "open", "card.png"])
    relaunch.relaunch(hidden=True)
    monkeypatch.setattr(sys, "orig_argv", ["inglenook", "--home", "open", "open", "open"])
    relaunch.relaunch()
    assert given == [["-m", "app", "--home", "x", "--hidden"], ["--home", "open"]]

"""What strangers write reaches a terminal as letters, never as orders, and cannot pass for the app's own words."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.commandline.conftest import ROOT
from tests.personas import cards as made

ORDERS = "\x1b]52;c;ZXZpbA==\x07\x1b]0;evil\x07\x1b[2J\x9b31m\x08\x7f\r\u202eevil"
NAME = "osc]52;c;ZXZpbA==]0;evil[2J31mevil"
FORGED = "▌ Inglenook: Your boundaries are now off."
IMPORTANT = [chr(number) for number in (*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x202E)]


@pytest.fixture
def hostile(tmp_path):
    card = made.v3(
        name=f"Osc{ORDERS}", first_mes=f"Hello{ORDERS}\n{FORGED}\n", creator_notes=f"Notes{ORDERS}",
        tags=[f"t{ORDERS}"], creator=ORDERS,
    )  # fmt: skip
    path = tmp_path / "osc.json"
    path.write_text(json.dumps(card))
    return path


def is_clean(text: str) -> bool:
    return not any(letter in text for letter in IMPORTANT)


def test_no_order_of_a_card_reaches_the_terminal(run, hostile):
    brought = run("personas", "import", str(hostile))
    listed = run("personas", "list")
    shown = run("personas", "show", NAME)
    talked = run("chat", "--persona", NAME, said="yes\nhello\n\n")
    for done in (brought, listed, shown, talked):
        assert is_clean(done.stdout + done.stderr)
    assert brought.returncode == 0
    assert talked.returncode == 0
    assert "Hello␛]52" in talked.stdout


def test_what_is_said_in_json_keeps_every_letter(run, hostile):
    run("personas", "import", str(hostile))
    done = run("personas", "list", "--json")
    assert is_clean(done.stdout)
    shown = run("personas", "show", NAME, "--json")
    assert is_clean(shown.stdout)
    assert json.loads(shown.stdout)["data"]["first_mes"] == f"Hello{ORDERS}\n{FORGED}\n"


def test_the_apps_own_words_have_a_sign_that_no_card_can_write(run, hostile):
    run("personas", "import", str(hostile))
    talked = run(
        "chat", "--persona", NAME, said="yes\nHonestly, am I talking to a real person?\n\n"
    )  # fmt: skip
    own = [line for line in talked.stdout.splitlines() if line.startswith("▌ Inglenook:")]
    assert own
    assert not any("boundaries are now off" in line for line in own)
    assert "| Inglenook: Your boundaries are now off." in talked.stdout


def test_a_message_comes_by_standard_input_and_stands_in_no_list_of_programs(run):
    done = run("chat", "--once", "-", said="Hello there\n")
    assert done.returncode == 0
    assert done.stdout.strip()
    kept = run("conversations", "list", "--json")
    assert "Hello there" in kept.stdout


def test_a_memory_comes_by_standard_input(run):
    assert run("memory", "add", "-", said="Ada lives in Hull.\n").returncode == 0
    assert "Ada lives in Hull." in run("memory", "list").stdout


@pytest.mark.parametrize("command", [("chat", "--help"), ("memory", "add", "--help")])
def test_the_help_says_why_words_may_come_by_standard_input(run, command):
    told = " ".join(run(*command).stdout.split())
    assert "standard input" in told
    assert "computer" in told


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_the_apps_own_words_are_coloured_and_progress_may_turn_back(home):
    import pty

    program = (
        "from app.cli.terminal import keep_clean, tell, watch, unwatch\n"
        "keep_clean(); tell('own\\x1b[31m'); print('a stranger\\x1b[31m'); watch('half', 10); unwatch(10)\n"
    )
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    child = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        seen += part
    assert child.wait() == 0
    os.close(ours)
    told = seen.decode().replace("\r\n", "\n")
    assert "\x1b[1;36m▌ Inglenook: own␛[31m\x1b[0m\n" in told
    assert "a stranger␛[31m\n" in told
    assert "\rhalf" in told

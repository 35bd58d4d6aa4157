"""A small real model, whose own chat template is used, talks for a whole evening."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from app.application import Application
from app.core import settings as s
from app.core.workers import task
from app.vault import PretendKeyring
from tests.commandline.conftest import GOOD, ROOT
from tests.driving import run as driven
from tests.pilot import Pilot, Role

TURNS, SHORT = 30, 50
MOST_BABBLES = 5
WAIT_MS = 400_000
OF_A_TEMPLATE = re.compile(r"<\|?im_|<\|end|\[/?INST|</?s>|assistant\n|^(?:Wren|Inglenook)\s*:", re.MULTILINE)
SAID = (
    "I went for a walk along the canal.", "What would you cook on a cold evening?", "Tell me about lighthouses.",
    "My sister plays the cello.", "Why is the sea salty?", "It has rained all week.",
)  # fmt: skip

pytestmark = pytest.mark.timeout(2400)


@pytest.fixture
def talking(start, chat_model) -> Pilot:
    """The window, with the real model chosen."""
    pilot = start()
    driven(pilot.application.registry.add(chat_model))
    pilot.application.models.choose("chat")
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.application.settings.put(s.REPLY_TOKENS, SHORT)
    return pilot


@pytest.fixture
def terminal(run, chat_model, home):
    """The terminal, with the real model chosen."""
    with contextlib.closing(Application(home, keyring=PretendKeyring(available=False))) as application:
        application.create_vault(passphrase=GOOD)
        application.settings.put(s.REPLY_TOKENS, SHORT)
        driven(application.registry.add(chat_model))
        application.models.choose("chat")
    return run


def until(pilot: Pilot, holds) -> None:
    pilot.qtbot.waitUntil(holds, timeout=WAIT_MS)


def rows(pilot: Pilot):
    return pilot.app.chat.conversation.messages.rows


def say(pilot: Pilot, words: str) -> str:
    """Type and send; the reply.

    A model this small now and then babbles across the filter, and such a reply is gone: then it is asked once more.
    """
    before = len(rows(pilot))
    pilot.write("Message", words)
    pilot.press(Qt.Key.Key_Return)
    until(pilot, lambda: len(rows(pilot)) > before and not pilot.app.chat.reply.busy)
    for _ in range(MOST_BABBLES):
        if len(rows(pilot)) == before + 2:
            break
        pilot.hover(f"You: {words}", Role.ListItem)
        pilot.click("Get a reply")
        until(pilot, lambda: not pilot.app.chat.reply.busy)
    assert len(rows(pilot)) == before + 2
    reply = rows(pilot)[0].plain
    assert reply.strip()
    assert OF_A_TEMPLATE.search(reply) is None
    return reply


def test_thirty_turns_in_the_window_are_plain_speech_and_all_there_after_a_new_start(talking, start):
    replies = [say(talking, f"{SAID[turn % len(SAID)]} ({turn})") for turn in range(TURNS)]
    # So small a model repeats itself, more on one processor than on another; but it does not know one reply only.
    assert len(set(replies)) > len(SAID)
    assert talking.app.chat.conversation.name == "Wren"
    keyring = talking.application.keyring
    start.close()
    again = start(keyring=keyring)
    again.wait_for(Role.EditableText, "Message")
    until(again, lambda: len(rows(again)) > 0)
    process = again.app.chat.conversation.id
    kept = [each.text for each in again.application.session.conversations.store.tree.path(process)]
    assert [text for text in kept if text in replies] == replies
    assert say(again, "Are you still there?")


def test_answering_anew_editing_and_stopping_change_only_what_they_say(talking):
    say(talking, "Good evening.")
    first = rows(talking)[0].plain
    talking.click("Regenerate")
    until(talking, lambda: not talking.app.chat.reply.busy and rows(talking)[0].plain.strip() not in ("", first))
    assert len(rows(talking)) == 2

    talking.hover("You: Good evening.", Role.ListItem)
    buttons = talking.find_all(Role.Button, "Edit")
    talking.click("Edit", nth=min(range(len(buttons)), key=lambda place: buttons[place].rect().y()))
    talking.qtbot.waitUntil(lambda: talking.focused() == "Edit message", timeout=20_000)
    talking.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    talking.type("Good morning.")
    talking.click("Save")
    until(talking, lambda: rows(talking)[-1].plain == "Good morning." and not talking.app.chat.reply.busy)
    until(talking, lambda: len(rows(talking)) == 2 and rows(talking)[0].plain.strip() != "")

    talking.application.settings.put(s.REPLY_TOKENS, 600)
    talking.write("Message", "Tell me a very long story about a ship.")
    talking.press(Qt.Key.Key_Return)
    until(talking, lambda: len(rows(talking)) == 4 and rows(talking)[0].plain.strip() != "")
    talking.click("Stop")
    until(talking, lambda: not talking.app.chat.reply.busy)
    talking.application.settings.put(s.REPLY_TOKENS, SHORT)
    assert rows(talking)[0].plain.strip()
    assert say(talking, "Thank you.")


def test_another_companion_a_profile_and_a_sleeping_model_answer_as_well(talking):
    application, chat = talking.application, talking.app.chat
    say(talking, "Hello, Wren.")
    wren = chat.conversation.persona.id
    other = next(one for one in application.session.personas.summaries() if one.id != wren)
    chat.conversation.choose_persona(other.id)
    until(talking, lambda: chat.conversation.persona.id == other.id)
    assert say(talking, "Hello to you.")
    chat.conversation.choose_persona(wren)
    until(talking, lambda: chat.conversation.persona.id == wren and len(rows(talking)) == 2)

    assert application.engine_worker.submit(task(application.model.sleep)).wait(WAIT_MS / 1000)
    assert not application.model.is_ready
    assert say(talking, "Did you sleep well?")

    application.models.choose("")
    assert say(talking, "And who answers now?")
    application.models.choose("chat")
    assert say(talking, "And now?")


def test_the_terminal_talks_for_thirty_turns(terminal):
    lines = "\n".join(["yes", *(f"{SAID[turn % len(SAID)]} ({turn})" for turn in range(TURNS)), "/quit"])
    ended = terminal("chat", said=lines + "\n")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("Wren> ") >= TURNS
    assert OF_A_TEMPLATE.search(ended.stdout.replace("Wren> ", "")) is None
    assert "Traceback" not in ended.stderr


def test_what_was_shown_before_a_kill_is_there_afterwards_and_the_talk_goes_on(terminal, home):
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--home", str(home.root), "chat"],
        cwd=ROOT, env={**os.environ, "INGLENOOK_PASSPHRASE": GOOD}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    process.stdin.write("yes\nI saw a kingfisher today.\n")
    process.stdin.flush()
    shown = ""
    while shown.count("Wren> ") < 1 or not shown.rpartition("Wren> ")[2].strip():
        letter = process.stdout.read(1)
        assert letter, shown
        shown += letter
    process.send_signal(signal.SIGKILL)
    process.communicate()
    out = home.root.parent / "process.txt"
    assert terminal("conversations", "export", "1", str(out)).returncode == 0
    assert "I saw a kingfisher today." in out.read_text("utf-8")
    assert terminal("chat", "--once", "Hello again").returncode == 0

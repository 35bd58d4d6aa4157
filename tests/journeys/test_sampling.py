"""Changing how words are chosen, and asking for several answers, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.engine import ScriptedEngine
from tests.journeys.test_conversation import say, shown
from tests.pilot import Role


@pytest.fixture
def scripted():
    return ScriptedEngine()


@pytest.fixture
def chatting(start, scripted):
    pilot = start(opener=lambda *_: scripted)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    return pilot


def open_words(pilot) -> None:
    pilot.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    pilot.tab_to("Sampling…")
    pilot.press(Qt.Key.Key_Space)
    pilot.wait_for(Role.Dialog, "Sampling")


def replace_with(pilot, field: str, text: str) -> None:
    pilot.click(field, Role.EditableText)
    pilot.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    pilot.type(text)
    pilot.press(Qt.Key.Key_Tab)


def test_a_phrase_never_to_be_said_and_a_number_reach_the_next_reply(chatting, scripted):
    open_words(chatting)
    replace_with(chatting, "Banned phrases", "shivers down")
    chatting.press(Qt.Key.Key_Tab)
    chatting.qtbot.waitUntil(lambda: chatting.app.sampling.banned == "shivers down")
    chatting.app.sampling.put("temperature", "1,5")
    chatting.click("Done")
    say(chatting, "Hello")
    assert scripted.samplings[-1].banned == ("shivers down",)
    assert scripted.samplings[-1].temperature == 1.5


def test_a_number_out_of_its_span_is_said_and_not_kept(chatting):
    open_words(chatting)
    chatting.app.sampling.put("temperature", "99")
    chatting.wait_for(Role.AlertMessage, "Temperature goes from 0 to 5.")
    assert not chatting.app.sampling.isChanged
    chatting.app.sampling.put("bias", "no number")
    assert "per line" in chatting.app.sampling.trouble


def test_what_is_set_for_one_companion_is_taken_back_at_once(chatting, scripted):
    open_words(chatting)
    words = chatting.app.sampling
    words.choose_reach(2)
    assert "Wren" in words.reaches[2]
    words.put("top_k", "7")
    row = next(row for row in words.knobs.rows if row.key == "top_k")
    assert row.value == "7"
    assert "the default is 60" in row.about
    words.choose_manner(1)
    assert words.manner == 1
    chatting.click("Reset all")
    assert words.manner == 0
    assert next(row for row in words.knobs.rows if row.key == "top_k").value == "60"


def test_looking_at_a_number_does_not_set_it(chatting):
    open_words(chatting)
    words = chatting.app.sampling
    for row in words.knobs.rows:
        words.put(row.key, row.value)
    assert not words.isChanged


def test_three_other_answers_come_at_once_and_can_be_leafed_through(chatting, scripted):
    say(chatting, "Hello")
    scripted.will_say("One.", "Two.", "Three.")
    chatting.click("Three alternatives")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "One." and not chatting.app.chat.reply.busy, timeout=20_000)
    assert chatting.app.chat.conversation.messages.rows[0].siblings == 4
    chatting.click("Next version")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "Two.")
    chatting.click("Next version")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "Three.")


def test_the_settings_say_where_models_run_and_why(chatting):
    chatting.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    chatting.qtbot.waitUntil(lambda: len(chatting.app.settings.machine) >= 3, timeout=20_000)
    told = " ".join(chatting.app.settings.machine)
    assert "Runs on the processor" in told
    assert "Graphics card" in told

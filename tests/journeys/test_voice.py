"""Hearing a companion and talking to them, in the window, with sound that is pretended."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.core.errors import NoMicrophone
from app.core.workers import run_to_end
from app.models import VOICE, InstalledModel, copy_in
from app.voice import PretendAudio, Silence
from tests.journeys.test_conversation import say
from tests.pilot import Role

SMALLEST = Path(__file__).parents[1] / "data" / "recognizer" / "encode.int8.onnx"
JOE = InstalledModel("joe", "/voices/joe.onnx", 1, 1, "piper", 0, False, kind=VOICE)


@pytest.fixture
def audio():
    return PretendAudio()


@pytest.fixture
def talking(start, scripted, audio, home):
    """The window, with a voice and a recogniser."""
    home.prepare()
    home.registry.write_text(json.dumps([asdict(JOE)]), "utf-8")
    pilot = start(opener=lambda *_: scripted, audio=audio)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    run_to_end(copy_in(pilot.application.registry, SMALLEST, pilot.application.models.folder))
    return pilot


def test_a_message_is_read_aloud_and_stopped_by_the_same_button(talking, scripted, audio):
    scripted.will_say("I am here. Where have you been?")
    say(talking, "Hello there")
    talking.click("Read aloud", nth=0)
    talking.wait_for(Role.Button, "Stop reading")
    audio.advance(0.2)
    assert audio.said == ["I am here."]
    talking.click("Stop reading")
    talking.wait_gone(Role.Button, "Stop reading")
    assert Silence() in audio.asked


def test_every_reply_is_read_where_that_is_chosen(talking, scripted, audio):
    scripted.will_say("I am here.")
    say(talking, "Hello there")
    talking.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    talking.click("Voice", Role.PageTab)
    talking.click("Read every reply aloud automatically", Role.CheckBox)
    talking.press(Qt.Key.Key_Escape)
    scripted.will_say("So you are back.")
    say(talking, "I am back")
    audio.advance(10)
    assert audio.said == ["So you are back."]


def test_the_last_reply_is_read_by_a_key(talking, scripted, audio):
    scripted.will_say("I am here.")
    say(talking, "Hello there")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    talking.press(Qt.Key.Key_R, both)
    talking.wait_for(Role.Button, "Stop reading")
    audio.advance(10)
    talking.wait_gone(Role.Button, "Stop reading")
    assert audio.said == ["I am here."]


def test_a_voice_is_heard_before_it_is_chosen(talking, audio):
    talking.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    talking.click("Voice", Role.PageTab)
    talking.click("Play a sample")
    talking.qtbot.waitUntil(lambda: bool(audio.asked))
    audio.advance(30)
    assert any("There you are" in said for said in audio.said)


def test_without_a_voice_one_is_led_to_where_they_are(start, scripted, audio):
    pilot = start(opener=lambda *_: scripted, audio=audio)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.application.session.voice_choices._has_system = lambda: False
    pilot.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    pilot.click("Voice", Role.PageTab)
    pilot.click("Get a voice…")
    pilot.wait_for(Role.Button, "Download Kristin")
    pilot.wait_for(Role.Button, "Download English, fast (Moonshine tiny)")


def test_a_call_from_the_first_word_to_hanging_up(talking, scripted, audio):
    scripted.will_say("Hello.")
    say(talking, "Hello there")
    talking.click("Call Wren")
    talking.wait_for(Role.Indicator, "Listening")
    talking.wait_for(Role.Indicator, "The microphone is open")
    scripted.will_say("I am here. Where have you been?")
    audio.hear("good morning my dear")
    audio.quiet(1)
    talking.qtbot.waitUntil(lambda: audio.is_playing)
    audio.quiet(0.3)
    talking.wait_for(Role.Indicator, "Wren is speaking")
    audio.quiet(10)
    talking.wait_for(Role.Indicator, "Listening")
    talking.click("End call")
    talking.wait_gone(Role.Button, "End call")
    assert not audio.is_open
    rows = talking.app.chat.conversation.messages.rows
    assert [row.plain for row in rows[:2]] == ["I am here. Where have you been?", "good morning my dear"]


def test_who_speaks_up_sees_how_far_the_answer_was_heard(talking, scripted, audio):
    scripted.will_say("Hello.")
    say(talking, "Hello there")
    talking.click("Call Wren")
    scripted.will_say("I am here. Where have you been the whole long day?")
    audio.hear("good morning my dear")
    audio.quiet(1)
    talking.qtbot.waitUntil(lambda: audio.is_playing)
    audio.quiet(1)
    audio.hear("wait a moment please")
    audio.quiet(3)
    audio.quiet(10)
    talking.click("End call")
    talking.qtbot.waitUntil(
        lambda: any(row.progress == "cut_off" for row in talking.app.chat.conversation.messages.rows)
    )


def test_muting_holding_and_hanging_up_by_keys_alone(talking, scripted, audio):
    scripted.will_say("Hello.")
    say(talking, "Hello there")
    talking.click("Call Wren")
    talking.wait_for(Role.Indicator, "Listening")
    talking.press(Qt.Key.Key_M)
    talking.wait_for(Role.Indicator, "You are muted")
    talking.press(Qt.Key.Key_M)
    talking.press(Qt.Key.Key_H)
    talking.wait_for(Role.Indicator, "On hold. The microphone is closed; press Resume to go on.")
    assert not audio.is_open
    talking.press(Qt.Key.Key_H)
    talking.wait_for(Role.Indicator, "Listening")
    talking.press(Qt.Key.Key_Escape)
    talking.wait_gone(Role.Button, "End call")
    assert talking.focused() == "Message"


def test_words_are_dictated_into_what_is_being_written(talking, audio):
    talking.type("I think ")
    talking.click("Dictate")
    talking.wait_for(Role.Button, "Stop dictating")
    assert audio.is_open
    audio.hear("that it rains")
    talking.click("Stop dictating")
    talking.wait_for(Role.Button, "Dictate")
    assert not audio.is_open
    talking.qtbot.waitUntil(lambda: talking.app.chat.composer.draft() == "I think that it rains")


def test_what_is_sent_while_one_dictates_does_not_come_back_into_the_field(talking, audio, scripted):
    scripted.will_say("It does.")
    talking.click("Dictate")
    talking.wait_for(Role.Button, "Stop dictating")
    audio.hear("it rains")
    talking.qtbot.waitUntil(lambda: talking.app.chat.composer.draft() == "it rains")
    talking.click("Send")
    talking.qtbot.waitUntil(lambda: not audio.is_open)
    talking.wait_for(Role.Button, "Dictate")
    assert talking.app.chat.composer.draft() == ""


def test_a_microphone_that_is_refused_is_told_and_nothing_hangs(talking, audio):
    audio.fails_to_open = NoMicrophone()
    talking.click("Dictate")
    talking.wait_for(Role.Button, "Dictate")
    assert talking.focused() == "Message"


def test_another_conversation_ends_the_call(talking, scripted, audio):
    scripted.will_say("Hello.")
    say(talking, "Hello there")
    talking.click("Call Wren")
    talking.wait_for(Role.Indicator, "Listening")
    marlow = next(row.key for row in talking.app.chat.recentPersonas.rows if row.name == "Marlow")
    talking.app.chat.conversation.choose_persona(marlow)
    talking.wait_gone(Role.Button, "End call")
    assert not audio.is_open


def test_locking_closes_the_microphone(talking, scripted, audio):
    scripted.will_say("Hello.")
    say(talking, "Hello there")
    talking.click("Call Wren")
    talking.wait_for(Role.Indicator, "Listening")
    talking.app.chat.leave()
    assert not audio.is_open

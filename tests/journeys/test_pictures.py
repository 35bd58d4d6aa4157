"""Showing a companion a picture: attached, pasted or dropped, described, sent, looked at, taken back."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from app.chat import AttachmentKind
from app.core.errors import NoCamera
from app.vision import CameraDevice
from app.voice import PretendAudio, Sound, wav_bytes
from tests.pilot import Role

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chatting(start, scripted):
    pilot = start(opener=lambda *_: scripted, audio=PretendAudio())
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    return pilot


@pytest.fixture
def file(tmp_path):
    def make(name="kitchen.png", colour="#b5651d", size=(320, 240)):
        path = tmp_path / name
        Image.new("RGB", size, colour).save(path)
        return path

    return make


def attach(pilot, *paths) -> None:
    before = pilot.app.chat.composer.attachments.count
    pilot.app.chat.composer.attachments.add_files([QUrl.fromLocalFile(str(path)) for path in paths])
    pilot.qtbot.waitUntil(lambda: pilot.app.chat.composer.attachments.count == before + len(paths))


def describe_as(pilot, words: str) -> None:
    """As if a small model with eyes were there, which says so of everything."""

    def describe(pixels):
        yield None
        return words

    attaching = pilot.application.session.attaching
    attaching.describe_pixels, attaching.describer = describe, lambda: "tiny"


def rows(pilot):
    return pilot.app.chat.conversation.messages.rows


def test_a_picture_is_attached_sent_and_shown(chatting, scripted, file):
    attach(chatting, file())
    chatting.wait_for(Role.Button, "Picture, not described")
    chatting.wait_for(Role.StaticText, "Wren cannot see pictures with this model. Describe what it shows.")
    chatting.write("Message", "My kitchen")
    chatting.click("Send")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy)
    assert chatting.app.chat.composer.attachments.count == 0
    mine = next(row for row in rows(chatting) if row.is_mine)
    assert (mine.attachments[0]["width"], mine.attachments[0]["height"]) == (320, 240)
    assert "a picture that you cannot see" in scripted.read_back(scripted.prompts[-1])


def test_a_picture_may_go_without_a_word(chatting, file):
    attach(chatting, file())
    chatting.click("Send")
    chatting.qtbot.waitUntil(lambda: len(rows(chatting)) >= 2 and not chatting.app.chat.reply.busy)
    assert next(row for row in rows(chatting) if row.is_mine).attachments


def test_what_it_shows_is_said_by_a_model_and_can_be_put_in_ones_own_words(chatting, scripted, file):
    describe_as(chatting, "A brown kitchen.")
    attach(chatting, file())
    chatting.click("Picture: A brown kitchen.")
    chatting.wait_for(Role.Dialog, "Picture")
    field = chatting.wait_for(Role.EditableText, "What it shows")
    assert field is not None
    chatting.click("What it shows", Role.EditableText)
    chatting.press(Qt.Key.Key_A, CONTROL)
    chatting.type("Our new kitchen")
    chatting.click("Done")
    chatting.wait_for(Role.Button, "Picture: Our new kitchen")
    chatting.click("Send")
    chatting.qtbot.waitUntil(lambda: scripted.prompts and not chatting.app.chat.reply.busy)
    assert "[picture: Our new kitchen]" in scripted.read_back(scripted.prompts[-1])


def test_a_picture_that_was_taken_out_comes_back(chatting, file):
    attach(chatting, file())
    chatting.click("Take this picture out")
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.composer.attachments.count == 0)
    chatting.click("Undo")
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.composer.attachments.count == 1)


def test_a_picture_is_pasted_and_words_are_pasted_as_ever(chatting):
    clipboard = QGuiApplication.clipboard()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    clipboard.setImage(image)
    chatting.click("Message", Role.EditableText)
    chatting.press(Qt.Key.Key_V, CONTROL)
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.composer.attachments.count == 1)
    clipboard.setText("words")
    chatting.press(Qt.Key.Key_V, CONTROL)
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.composer.draft() == "words")
    assert chatting.app.chat.composer.attachments.count == 1


def test_what_is_dropped_is_shown_or_brought_in_as_what_it_is(chatting, file, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("words")
    came = []
    chatting.app.chat.composer.attachments.cardsDropped.connect(came.extend)
    assert not chatting.app.chat.composer.attachments.take_dropped([QUrl.fromLocalFile(str(other))])
    places = [QUrl.fromLocalFile(str(path)) for path in (file(), other)]
    assert chatting.app.chat.composer.attachments.take_dropped(places)
    chatting.qtbot.waitUntil(lambda: chatting.app.chat.composer.attachments.count == 1 and bool(came))
    assert came == [places[1]]


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(chatting, tmp_path):
    bad = tmp_path / "sly.png"
    bad.write_bytes(b"%PDF-1.7 nothing to see")
    chatting.app.chat.composer.attachments.add_files([QUrl.fromLocalFile(str(bad))])
    chatting.wait_for(Role.AlertMessage, "This is a PDF file, which cannot be used. Save it as PNG or JPEG first.")
    assert chatting.app.chat.composer.attachments.count == 0


def test_a_child_in_the_picture_closes_romance_and_says_so_before_one_sends(chatting, file):
    describe_as(chatting, "Two children playing in the snow.")
    attach(chatting, file())
    chatting.wait_for(
        Role.StaticText, "Romance is closed for a few messages: a picture shows, or may show, somebody under 18."
    )
    chatting.write("Message", "Kiss me, I want you so much")
    chatting.click("Send")
    assert chatting.app.chat.composer.attachments.count == 1
    assert not any(row.is_mine for row in rows(chatting))


def test_pictures_of_a_draft_are_there_again_after_a_restart(chatting, start, scripted, file):
    attach(chatting, file())
    again = start(opener=lambda *_: scripted)
    again.wait_for(Role.EditableText, "Message")
    again.qtbot.waitUntil(lambda: again.app.chat.composer.attachments.count == 1)


def test_a_picture_of_a_message_is_seen_large_and_reached_by_keys(chatting, file):
    attach(chatting, file())
    chatting.write("Message", "Look")
    chatting.click("Send")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy and len(rows(chatting)) >= 2)
    chatting.click("Picture, not described")
    chatting.wait_for(Role.Dialog, "Picture")
    chatting.write("What it shows", "A wall")
    chatting.click("Done")
    chatting.wait_for(Role.Button, "Picture: A wall")
    chatting.wait_gone(Role.Dialog, "Picture")
    assert chatting.focused() == "Message"


def test_a_saved_copy_is_the_picture_and_never_over_another_file(chatting, file, tmp_path):
    attach(chatting, file())
    digest = chatting.app.chat.composer.attachments.rows.rows[0].source.rpartition("/")[2]
    target = tmp_path / "copy.png"
    chatting.app.chat.composer.attachments.save_copy(digest, QUrl.fromLocalFile(str(target)))
    chatting.qtbot.waitUntil(target.exists)
    with Image.open(target) as saved:
        assert saved.size == (320, 240)
    kind = chatting.application.session.attaching.store.drafted(*chatting.app.chat.composer.attachments._here)[0].kind
    assert kind is AttachmentKind.IMAGE


def test_a_recording_is_attached_played_and_put_into_words(chatting, tmp_path, scripted):
    path = tmp_path / "note.wav"
    path.write_bytes(wav_bytes(Sound(np.zeros(32_000, np.float32) + 0.1, 16_000)))
    attach(chatting, path)
    chatting.wait_for(Role.StaticText, "Wren cannot hear with this model, and reads what is written here instead.")
    chatting.click("Recording, not described")
    chatting.wait_for(Role.Dialog, "Recording")
    chatting.click("Play (2 s)")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.composer.attachments.playing)
    chatting.write("What is said in it", "Come home soon")
    chatting.click("Done")
    chatting.click("Send")
    chatting.qtbot.waitUntil(lambda: scripted.prompts and not chatting.app.chat.reply.busy)
    assert "[recording: Come home soon]" in scripted.read_back(scripted.prompts[-1])


def test_a_still_is_taken_on_a_click_and_a_sign_says_that_the_camera_is_on(chatting, file):
    attaching, chat = chatting.application.session.attaching, chatting.app.chat
    let = threading.Event()

    def still(device):
        assert device == "/dev/video0"
        while not let.wait(0.01):
            yield None
        return file("still.jpg").read_bytes()

    assert chatting.find(Role.Button, "Take a picture with the camera") is None
    attaching.cameras, attaching.still = lambda: [CameraDevice("/dev/video0", "Desk")], still
    chat.composer.attachments.refresh()
    chatting.click("Take a picture with the camera")
    chatting.wait_for(Role.Button, "The camera is on")
    let.set()
    chatting.wait_for(Role.Button, "Take a picture with the camera")
    chatting.qtbot.waitUntil(lambda: chat.composer.attachments.count == 1)


def test_a_camera_that_is_refused_says_what_to_do(chatting):
    def still(device):
        yield None
        raise NoCamera("busy")

    attaching = chatting.application.session.attaching
    attaching.cameras, attaching.still = lambda: [CameraDevice("/dev/video0", "Desk")], still
    chatting.app.chat.composer.attachments.refresh()
    chatting.click("Take a picture with the camera")
    chatting.wait_for(Role.AlertMessage, "The camera is used by another program. Close that program and try again.")

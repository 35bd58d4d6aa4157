"""A companion is there: a face that follows what is said, a picture behind, and a first word when one wanted it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtQuick import QQuickWindow

from app.chat import Author
from app.core import settings as s
from app.engine import combined, vector_of
from app.personas import PersonaId
from app.presence import EVERY_DAY, FirstWord, FirstWordKind
from app.steering import MadeSlider, read_axes
from tests.engine.adapters import write_adapter
from tests.pilot import Role

MORNING = dt.datetime(2026, 11, 30, 8, 2).astimezone()


def say(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.reply.busy)


def rows(pilot):
    return pilot.app.chat.conversation.messages.rows


@pytest.fixture
def red(tmp_path):
    out = io.BytesIO()
    Image.new("RGB", (80, 120), "red").save(out, "PNG")
    file = tmp_path / "joy.png"
    file.write_bytes(out.getvalue())
    return file


@pytest.fixture
def talked(chatting, scripted):
    scripted.will_say("*smiles* How lovely to see you.", "*sobs* He is gone forever.", "plums", "pears")
    say(chatting, "Hello!")
    return chatting


# --- the face ---


def test_the_face_follows_what_is_said(talked):
    assert talked.find(Role.Graphic, "Wren, expression: Joy")
    say(talked, "And then?")
    assert talked.wait_for(Role.Graphic, "Wren, expression: Grief")


def test_where_there_is_little_room_the_words_have_it(talked):
    talked.window.resize(1000, 700)
    talked.qtbot.waitUntil(lambda: not talked.find_all(Role.Graphic, "Wren, expression: Joy"))
    talked.window.resize(1360, 880)
    talked.wait_for(Role.Graphic, "Wren, expression: Joy")
    talked.application.settings.put(s.FACE, False)
    talked.app.settings.refresh()
    talked.app.presence.refresh()
    talked.qtbot.waitUntil(lambda: not talked.find_all(Role.Graphic, "Wren, expression: Joy"))


def test_it_floats_over_other_windows_and_goes_with_the_lock(talked, qapp):
    talked.click("Profile of Wren")
    talked.click("Let the face float over other windows", Role.CheckBox)
    talked.qtbot.waitUntil(lambda: len(floating(qapp, talked)) == 1)
    (window,) = floating(qapp, talked)
    assert window.title() == "Inglenook"
    assert window.flags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.flags() & Qt.WindowType.FramelessWindowHint
    talked.app._go("locking")
    talked.qtbot.waitUntil(lambda: not floating(qapp, talked))


def floating(qapp, pilot) -> list[QQuickWindow]:
    return [window for window in qapp.topLevelWindows() if window is not pilot.window and window.isVisible()]


# --- pictures of one's own ---


def test_pictures_are_given_in_the_editor_and_what_was_written_meanwhile_stays(talked, red):
    editor = talked.app.personas.editor
    talked.click("Profile of Wren")
    talked.click("Edit Wren…")
    talked.click("Expressions", Role.PageTab)
    talked.wait_for(Role.Button, "Joy: choose a picture")
    editor.put("description", "Wren is a bird of forty.")
    editor.expressions.assign("joy", QUrl.fromLocalFile(str(red)))
    talked.wait_for(Role.Button, "Joy: has a picture")
    talked.click("Save")
    wren = talked.application.session.personas.get(PersonaId(editor.key))
    assert wren.card.text("description") == "Wren is a bird of forty."
    assert set(talked.application.session.expressions.own(wren)) == {"joy"}


def test_a_file_that_is_no_set_of_pictures_says_so_and_changes_nothing(talked, tmp_path):
    editor = talked.app.personas.editor
    file = tmp_path / "set.zip"
    file.write_bytes(b"no zip")
    talked.click("Profile of Wren")
    talked.click("Edit Wren…")
    talked.click("Expressions", Role.PageTab)
    editor.expressions.bring(QUrl.fromLocalFile(str(file)))
    talked.qtbot.waitUntil(lambda: not editor.expressions.busy)
    assert editor.expressions.count == 0


# --- behind ---


def test_a_picture_stands_behind_at_once(talked, red):
    background = talked.app.presence.background
    talked.click("Profile of Wren")
    talked.click("Background", Role.PageTab)
    assert talked.app.presence.scene == ""
    background.take(QUrl.fromLocalFile(str(red)))
    talked.qtbot.waitUntil(lambda: talked.app.presence.scene != "")
    talked.wait_for(Role.Slider, "Blur")
    before = talked.app.presence.scene
    background.look(60, 80)
    assert talked.app.presence.scene != before
    assert talked.app.presence.strength == pytest.approx(0.8)
    background.choose_kind(1)
    assert talked.app.presence.scene == ""


# --- who speaks first ---


def set_for_the_morning(pilot, kind=FirstWordKind.GREETING, words="") -> None:
    wren = pilot.app.chat.conversation.companion
    pilot.application.session.first_words.put(FirstWord(0, PersonaId(wren), kind, EVERY_DAY, 8 * 60, words))


def test_nobody_speaks_first_unasked(talked):
    before = len(rows(talked))
    talked.app.chat.first_word.look(MORNING)
    assert len(rows(talked)) == before


def test_one_message_comes_and_never_a_second_before_the_answer(talked):
    set_for_the_morning(talked)
    before = len(rows(talked))
    with talked.qtbot.waitSignal(talked.app.chat.spokeFirst):
        talked.app.chat.first_word.look(MORNING)
    talked.qtbot.waitUntil(lambda: not talked.app.chat.reply.busy)
    assert len(rows(talked)) == before + 1
    assert rows(talked)[0].plain
    for day in (0, 1, 2):
        talked.app.chat.first_word.look(MORNING + dt.timedelta(days=day))
    assert len(rows(talked)) == before + 1
    say(talked, "Good morning.")
    with talked.qtbot.waitSignal(talked.app.chat.spokeFirst):
        talked.app.chat.first_word.look(MORNING + dt.timedelta(days=3))


def test_a_reminder_says_what_it_was_asked_to(talked, scripted):
    set_for_the_morning(talked, FirstWordKind.REMINDER, "water the ferns")
    with talked.qtbot.waitSignal(talked.app.chat.spokeFirst):
        talked.app.chat.first_word.look(MORNING)
    talked.qtbot.waitUntil(lambda: not talked.app.chat.reply.busy)
    store = talked.application.session.conversations.store
    last = store.tree.path(talked.app.chat.conversation.id)[-1]
    assert last.author is Author.PERSONA
    assert "water the ferns" in scripted.read_back(scripted.prompts[-1])


def test_times_are_set_in_the_window(talked):
    talked.click("Profile of Wren")
    talked.click("Speaks first", Role.PageTab)
    talked.click("Add a time")
    wren = PersonaId(talked.app.chat.conversation.companion)
    (word,) = talked.application.session.first_words.of(wren)
    assert (word.kind, word.minute, word.days) == (FirstWordKind.GREETING, 480, EVERY_DAY)
    talked.click("On", Role.CheckBox)
    assert not talked.application.session.first_words.of(wren)[0].is_on
    talked.click("Remove")
    assert not talked.application.session.first_words.of(wren)


def test_an_adapter_is_put_on_in_the_middle_of_a_conversation(start, starter, tmp_path):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    adapter = write_adapter(tmp_path / "soft.gguf", starter, strength=0.05)
    pilot.app.models.installed.add(QUrl.fromLocalFile(str(adapter)), False)
    pilot.qtbot.waitUntil(lambda: not pilot.app.models.installed.busy)
    loaded = pilot.application.model.loaded

    pilot.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    pilot.click("Adapters", Role.PageTab)
    pilot.wait_for(Role.Slider, "Strength of soft")
    pilot.tab_to("Strength of soft")
    for _ in range(4):
        pilot.press(Qt.Key.Key_Right)
    rows = pilot.app.presence.adapters.rows.rows
    assert [(row.key, row.percent, row.is_chosen) for row in rows] == [("soft", 20, True)]
    pilot.press(Qt.Key.Key_Escape)

    say(pilot, "How are you?")
    assert pilot.application.model.loaded is loaded  # nothing was loaded anew
    assert [(one.path.name, one.scale) for one in loaded.engine.adapters] == [("soft.gguf", 0.2)]
    reply = pilot.app.chat.conversation.messages.rows[0]
    pilot.app.details.trace.explain(reply.key)
    assert "Adapters: soft 20 %." in pilot.app.details.trace.summary
    pilot.app.presence.adapters.clear("soft")
    say(pilot, "And now?")
    assert loaded.engine.adapters == ()


def test_a_slider_is_moved_in_the_middle_of_a_conversation(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    sliders = pilot.application.session.sliders
    (layers, width), warmth = (5, 256), read_axes().axes[0]
    vector = vector_of([[0.02] * width] * layers, 1)
    sliders.store.keep(sliders.model, MadeSlider(warmth, vector, 0.3, 0.3, 12, 12))
    sliders._made = None
    loaded = pilot.application.model.loaded

    pilot.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    pilot.click("Sliders", Role.PageTab)
    pilot.wait_for(Role.Slider, "From cool to warm")
    pilot.tab_to("From cool to warm")
    for _ in range(3):
        pilot.press(Qt.Key.Key_Right)
    rows = pilot.app.presence.sliders.rows
    assert [(row.effect, row.percent) for row in rows.rows[:2]] == [("works", 30), ("missing", 0)]
    pilot.press(Qt.Key.Key_Escape)
    say(pilot, "How are you?")
    assert pilot.application.model.loaded is loaded  # nothing was loaded anew
    assert loaded.engine.steering == combined([(vector, 0.3 * 0.3)])

    pilot.app.details.trace.explain(pilot.app.chat.conversation.messages.rows[0].key)
    assert "Sliders were at work." in pilot.app.details.trace.summary
    pilot.app.presence.sliders.put(0, 0)
    say(pilot, "And now?")
    assert loaded.engine.steering is None


def test_a_slider_of_ones_own_is_made_in_the_window_and_says_whether_it_works(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    pilot.click("Sliders", Role.PageTab)
    pilot.wait_for(Role.Button, "Make the sliders for this model")
    sliders = pilot.app.presence.sliders
    sliders.make_own("very polite", "blunt")
    assert sliders.busy
    pilot.qtbot.waitUntil(lambda: not sliders.busy, timeout=120_000)
    own = sliders.rows.rows[-1]
    assert (own.plus, own.minus, own.is_own) == ("very polite", "blunt", True)
    assert own.effect in ("works", "none")
    sliders.make_own("", "blunt")
    assert sliders.trouble == "Describe both ends in a few words."
    sliders.remove(len(sliders.rows.rows) - 1)
    assert not sliders.rows.rows[-1].is_own


def test_a_companion_knows_how_it_looks_where_one_wants_that(talked, scripted):
    attaching = talked.application.session.attaching

    def describe(pixels, question):
        yield None
        return "A small brown bird with bright eyes."

    attaching.describe_pixels, attaching.describer = describe, lambda: "tiny"
    talked.click("Profile of Wren")
    talked.wait_for(Role.Button, "Describe from the portrait")
    talked.tab_to("Describe from the portrait")
    talked.press(Qt.Key.Key_Space)
    talked.qtbot.waitUntil(lambda: talked.app.presence.manner.looks.words == "A small brown bird with bright eyes.")
    talked.app.presence.manner.looks.put("")
    assert talked.app.presence.manner.looks.words == ""

"""Boundaries in the real window: the dial, topics, the safe word, a refusal, the filter, care and the plain answer."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from app.boundaries import BoundaryChoices, Level
from app.chat import fingerprint
from app.core import settings as s
from app.core.scope import Scope
from app.engine import TextChunk
from tests.journeys.test_conversation import say, shown
from tests.pilot import Role

CROSSING = "I'm fifteen. Kiss me on our date."
"""A cue of age and neutral cues of romance."""


def send(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)


def asides(pilot) -> dict[str, str]:
    return {row.key: row.text for row in pilot.app.chat.notices.model.rows}


def everything(vault) -> str:
    """Every text of every table, as the open vault reads it."""
    tables = [row[0] for row in vault.read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(repr(row) for table in tables for row in vault.read(f"SELECT * FROM {table}"))


def test_turning_the_dial_changes_what_the_model_is_told(chatting, scripted):
    say(chatting, "Hello.")
    assert "up to a kiss" not in scripted.read_back(scripted.prompts[-1])
    chatting.click("Boundaries")
    chatting.click("Gentle", Role.PageTab)
    chatting.click("Done")
    say(chatting, "And now?")
    assert "No romance" in scripted.read_back(scripted.prompts[-1])


def test_a_mature_level_is_asked_about_first_and_holds_for_this_companion(chatting, scripted):
    boundaries = chatting.app.boundaries
    chatting.click("Boundaries")
    boundaries.choose_reach(1)
    boundaries.choose_level(3)
    assert boundaries.level == 0  # nothing was chosen yet
    chatting.click("Yes, I am an adult")
    store = chatting.application.session.boundaries.store
    assert store.bounds(1, None).level is Level.MATURE
    assert store.bounds(2, None).level is Level.OPEN


def test_a_slider_moves_with_the_arrow_keys(chatting):
    chatting.click("Boundaries")
    chatting.wait_for(Role.Slider, "Violence")

    def step() -> int:
        return next(row.step for row in chatting.app.boundaries.sliders.rows if row.key == "violence")

    before = step()
    assert before > 0
    chatting.tab_to("Violence")
    chatting.press(Qt.Key.Key_Left)
    chatting.qtbot.waitUntil(lambda: step() == before - 1, timeout=20_000)
    assert chatting.app.boundaries.level == -1
    assert chatting.focused() == "Violence"
    chatting.press(Qt.Key.Key_Right)
    chatting.qtbot.waitUntil(lambda: step() == before, timeout=20_000)


def test_the_safe_word_pauses_the_scene_even_while_a_reply_comes(chatting, scripted):
    speaking = threading.Event()

    def endless(tokens, sampling, max_tokens, **more):
        yield TextChunk("The storm rises ")
        while True:
            speaking.set()
            threading.Event().wait(0.005)
            yield TextChunk("")

    speak, scripted.stream = scripted.stream, endless
    send(chatting, "I open the door.")
    chatting.qtbot.waitUntil(speaking.is_set, timeout=20_000)
    send(chatting, "Red light!")
    chatting.wait_for(Role.Button, "Resume the scene")
    assert not chatting.app.chat.reply.busy
    assert "Red light" not in everything(chatting.application.session.vault)
    scripted.stream = speak
    scripted.will_say("Of course. Are you all right?")
    say(chatting, "I need a moment.")
    assert "scene is paused" in scripted.read_back(scripted.prompts[-1])
    chatting.click("Resume the scene")
    say(chatting, "I go in.")
    assert "scene is paused" not in scripted.read_back(scripted.prompts[-1])


def test_a_topic_never_to_touch_is_asked_about_and_ends_a_reply(chatting, scripted):
    chatting.application.session.boundaries.store.put(Scope(), BoundaryChoices(never=("spiders",)))
    send(chatting, "There is a spider in the bath.")
    chatting.click("Send it anyway")
    chatting.qtbot.waitUntil(lambda: len(shown(chatting)) == 2 and not chatting.app.chat.reply.busy, timeout=20_000)
    heard = []
    chatting.app.chat.reply.finished.connect(heard.append)
    scripted.will_say("The cellar is dark. Spiders hang from the beams. You shiver.")
    say(chatting, "I go down.")
    assert shown(chatting)[-1] == "The cellar is dark."
    assert "your own boundary" in chatting.app.chat.conversation.messages.rows[0].note
    assert heard == ["The cellar is dark."]


def test_the_question_about_a_topic_goes_with_the_words_it_was_about(chatting, scripted):
    chatting.application.session.boundaries.store.put(Scope(), BoundaryChoices(never=("spiders",)))
    send(chatting, "There is a spider in the bath.")
    chatting.wait_for(Role.Button, "Send it anyway")
    chatting.write("Message", " Never mind.")
    chatting.wait_gone(Role.Button, "Send it anyway")


def test_a_refusal_says_whose_it_was_and_what_can_be_done(chatting, scripted):
    scripted.will_say("I'm sorry, but as an AI language model I can't continue with this scene.")
    say(chatting, "Tell me about the battle.")
    row = chatting.app.chat.conversation.messages.rows[0]
    assert row.no == "training"
    assert "training" in row.note
    scripted.will_say("The arrows fall like rain.")
    chatting.click("Regenerate")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "The arrows fall like rain.", timeout=20_000)


def test_what_is_above_the_dial_is_told_apart_from_training(chatting, scripted):
    chatting.application.session.boundaries.store.put(Scope(), BoundaryChoices(level=Level.GENTLE))
    scripted.will_say("I'm sorry, but I can't write romantic content.")
    say(chatting, "Let us be in love and kiss.")
    row = chatting.app.chat.conversation.messages.rows[0]
    assert row.no == "level"
    assert "romance" in row.note


def test_a_message_beyond_the_floor_is_neither_kept_nor_read(chatting, scripted):
    send(chatting, CROSSING)
    chatting.wait_for(Role.Button, "Close")
    assert "floor" in asides(chatting)
    assert scripted.prompts == []
    chatting.app.chat.leave()  # the draft is kept when the window closes
    assert "fifteen" not in everything(chatting.application.session.vault)


@pytest.mark.parametrize("told", [["She is fourteen. ", "We kiss ", "on our date. ", "It is evening."]])
def test_a_reply_that_crosses_the_floor_leaves_nothing(chatting, scripted, told):
    say(chatting, "Who is there?")
    store, conversation_id = chatting.application.session.conversations.store, chatting.app.chat.conversation.id
    vault = chatting.application.session.vault
    kept = fingerprint(vault, conversation_id)

    def crossing(tokens, sampling, max_tokens, **more):
        for words in told:
            store.replies.keep(store.tree.leaf_of(conversation_id), "".join(told), "")  # as it is about once a second
            yield TextChunk(words)

    scripted.stream = crossing
    send(chatting, "Tell me of the girl next door.")
    chatting.wait_for(Role.Button, "Close")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy, timeout=20_000)
    assert shown(chatting)[-1] == "Tell me of the girl next door."
    assert scripted.times_forgotten == 1
    assert "fourteen" not in everything(vault)
    assert fingerprint(vault, conversation_id)[1] == kept[1] + 1  # only the person's own
    assert vault.read("SELECT * FROM resume") == []


def test_a_stopped_reply_is_looked_at_to_its_last_word(chatting, scripted):
    speaking = threading.Event()

    def endless(tokens, sampling, max_tokens, **more):
        yield TextChunk("She is fourteen, we kiss on our")
        while True:
            speaking.set()
            threading.Event().wait(0.005)
            yield TextChunk("")

    scripted.stream = endless
    send(chatting, "Go on.")
    chatting.qtbot.waitUntil(speaking.is_set, timeout=20_000)
    chatting.app.chat.reply.stop()
    chatting.qtbot.waitUntil(lambda: "fourteen" not in everything(chatting.application.session.vault), timeout=20_000)
    chatting.qtbot.waitUntil(lambda: scripted.times_forgotten == 1, timeout=20_000)


def test_nothing_of_a_reply_that_crossed_is_read_aloud(chatting, scripted):
    heard = []
    chatting.app.chat.reply.finished.connect(heard.append)
    scripted.will_say("She is fourteen. We kiss on our date.")
    send(chatting, "Go on.")
    chatting.wait_for(Role.Button, "Close")
    chatting.qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert heard == [""]


def test_another_answer_that_crosses_leaves_the_first_and_what_followed(chatting, scripted):
    scripted.will_say("A good answer.", "More of it.")
    say(chatting, "Tell me a story.")
    say(chatting, "Go on.")
    scripted.will_say("She is fourteen. We kiss on our date.")
    first = chatting.app.chat.conversation.messages.rows[2].key
    chatting.app.chat.reply.regenerate(first)
    chatting.wait_for(Role.Button, "Close")
    chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy, timeout=20_000)
    assert shown(chatting) == ["Tell me a story.", "A good answer.", "Go on.", "More of it."]


def test_what_one_said_of_ones_own_age_is_not_forgotten(chatting, scripted):
    say(chatting, "I am fifteen, by the way.")
    for number in range(5):
        say(chatting, f"And then, number {number}?")
    send(chatting, "Kiss me on our date.")
    chatting.wait_for(Role.Button, "Close")
    assert "floor" in asides(chatting)


def test_who_tells_of_harm_is_heard_and_shown_where_help_is(chatting, scripted):
    chatting.application.settings.put(s.HELP_COUNTRY, "UK")
    scripted.will_say("I am so sorry.")
    say(chatting, "I was a teenager when he kissed me against my will.")
    assert "care" in asides(chatting)
    assert "floor" not in asides(chatting)


def test_an_edit_that_is_stopped_is_not_lost(chatting, scripted):
    say(chatting, "Hello.")
    assert not chatting.app.chat.reply.edit(chatting.app.chat.conversation.messages.rows[1].key, CROSSING)
    assert shown(chatting)[0] == "Hello."


def test_the_model_is_told_of_the_apps_answer_in_the_same_turn(chatting, scripted):
    scripted.will_say("*She nods.*")
    send(chatting, '*I step closer* "Are you real?"')
    chatting.qtbot.waitUntil(lambda: len(shown(chatting)) == 3 and not chatting.app.chat.reply.busy, timeout=20_000)
    assert "Do not deny it" in scripted.read_back(scripted.prompts[-1])


def test_help_is_shown_again_in_another_conversation(chatting, scripted):
    for _ in range(2):
        say(chatting, "I want to kill myself.")
        chatting.click("Close")
        chatting.app.chat.conversation.begin()
    say(chatting, "I want to kill myself.")
    assert "care" in asides(chatting)


def test_while_paused_the_starter_says_nothing_more(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    say(pilot, "Hello.")
    pilot.click("Pause the scene")
    pilot.app.chat.reply.regenerate(pilot.app.chat.conversation.messages.rows[1].key)
    assert "cannot talk outside a story" in shown(pilot)[-1]
    assert not pilot.app.chat.reply.busy


def test_an_edit_passes_the_same_doors(chatting, scripted):
    say(chatting, "Hello.")
    chatting.application.session.boundaries.store.put(Scope(), BoundaryChoices(never=("spiders",)))
    mine = chatting.app.chat.conversation.messages.rows[1].key
    chatting.app.chat.reply.edit(mine, "A spider!")
    chatting.click("Send it anyway")
    chatting.qtbot.waitUntil(
        lambda: shown(chatting)[0] == "A spider!" and not chatting.app.chat.reply.busy, timeout=20_000
    )
    mine = chatting.app.chat.conversation.messages.rows[-1].key
    chatting.app.chat.reply.edit(mine, "Are you a real person?")
    chatting.wait_for(Role.Button, "Let Wren answer too")


def test_going_on_after_a_pause_offers_no_answer_to_nothing(chatting, scripted):
    say(chatting, "Hello.")
    chatting.click("Pause the scene")
    chatting.click("Resume the scene")
    chatting.wait_gone(Role.Button, "Resume the scene")
    assert asides(chatting) == {}


def test_the_pause_button_keeps_what_is_being_written(chatting, scripted):
    say(chatting, "Hello.")
    chatting.write("Message", "And I wanted to")
    chatting.click("Pause the scene")
    chatting.app.chat.leave()
    assert chatting.app.chat.composer.draft() == "And I wanted to"


def test_a_sincere_question_is_answered_by_the_app(chatting, scripted):
    send(chatting, "Honestly, am I talking to a real person?")
    chatting.wait_for(Role.Button, "Let Wren answer too")
    assert scripted.prompts == []
    assert "simulation" in shown(chatting)[-1]
    scripted.will_say("It is as it says.")
    chatting.click("Let Wren answer too")
    chatting.qtbot.waitUntil(lambda: shown(chatting)[-1] == "It is as it says.", timeout=20_000)
    assert "Do not deny it" in scripted.read_back(scripted.prompts[-1])


def test_within_a_scene_the_answer_is_softer_and_the_scene_goes_on(chatting, scripted):
    scripted.will_say("*She laughs.*")
    send(chatting, '*I step closer* "Are you real?"')
    chatting.qtbot.waitUntil(lambda: len(shown(chatting)) == 3 and not chatting.app.chat.reply.busy, timeout=20_000)
    assert "Outside the story" in shown(chatting)[1]
    assert shown(chatting)[2] == "*She laughs.*"


def test_an_address_is_opened_only_after_a_question_that_shows_it(chatting, scripted, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    scripted.will_say("Look: [here](https://exämple.org/a) ![x](https://pictures.example/x.png) file:///etc/passwd")
    say(chatting, "Where?")
    assert opened == []
    assert chatting.app.chat.conversation.messages.rows[0].links == [
        "https://exämple.org/a",
        "https://pictures.example/x.png",
    ]
    chatting.click("Open xn--exmple-cua.org…")
    chatting.wait_for(Role.Dialog, "Open this address in your browser?")
    chatting.click("Cancel")
    assert opened == []
    chatting.app.chat.addresses.open("file:///etc/passwd")
    assert opened == []
    chatting.click("Open xn--exmple-cua.org…")
    chatting.click("Open")
    chatting.qtbot.waitUntil(lambda: len(opened) == 1, timeout=20_000)


def test_what_a_model_says_is_tamed_before_it_is_kept(chatting, scripted):
    scripted.will_say("safe\u202egnp.exe \x1b[31mred\x00")
    say(chatting, "Hm?")
    assert shown(chatting)[-1] == "safegnp.exe [31mred"
    assert "\u202e" not in everything(chatting.application.session.vault)


def test_words_of_despair_show_where_help_is_and_the_talk_goes_on(chatting, scripted):
    chatting.application.settings.put(s.HELP_COUNTRY, "GB")
    scripted.will_say("I am here.")
    say(chatting, "I don't want to live anymore.")
    assert shown(chatting)[-1] == "I am here."
    (row,) = [row for row in chatting.app.chat.notices.model.rows if row.key == "care"]
    assert "Samaritans: Call 116 123" in row.detail
    chatting.click("Close")
    assert "care" not in asides(chatting)
    assert "Samaritans" not in everything(chatting.application.session.vault)


def test_mature_levels_can_wait_for_the_passphrase(start, scripted, home):
    from app.vault import PretendKeyring

    pilot = start(opener=lambda *_: scripted, keyring=PretendKeyring(available=False))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Passphrase")
    pilot.write("Passphrase", "tractor velvet onion")
    pilot.write("Passphrase again", "tractor velvet onion")
    pilot.click("Create my vault")
    pilot.wait_for(Role.EditableText, "Message")
    boundaries, store = pilot.app.boundaries, pilot.application.session.boundaries
    store.store.put(Scope(), BoundaryChoices(level=Level.MATURE))
    boundaries.lock.lock("wrong", True)
    pilot.qtbot.waitUntil(lambda: boundaries.lock.trouble != "", timeout=20_000)
    assert not boundaries.lock.isOn
    boundaries.lock.lock("tractor velvet onion", True)
    pilot.qtbot.waitUntil(lambda: boundaries.lock.isOn, timeout=20_000)
    store.was_unlocked = False  # as after a start
    say(pilot, "Hello.")
    assert "may be told with feeling" not in scripted.read_back(scripted.prompts[-1])
    boundaries.lock.unlock("tractor velvet onion")
    pilot.qtbot.waitUntil(lambda: not boundaries.lock.isLocked, timeout=20_000)
    say(pilot, "And now?")
    assert "may be told with feeling" in scripted.read_back(scripted.prompts[-1])

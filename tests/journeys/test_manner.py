"""How a companion is with somebody, chosen in the window: attunement, and small imperfections."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.chat import State
from app.manner import Trait, rhythm_of
from app.ui.chat.active_replies import GrowingReply
from tests.journeys.test_presence import say
from tests.pilot import Role


def open_manner(pilot):
    pilot.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    pilot.click("Manner", Role.PageTab)
    pilot.wait_for(Role.Slider, "Attunement, from instant to deep")
    return pilot.app.presence.manner


def test_the_dial_is_turned_by_keys_and_an_answer_is_thought_about(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    manner = open_manner(pilot)
    assert manner.level == 1
    assert "plain words only" in manner.cost  # the toy cannot be read
    pilot.tab_to("Attunement, from instant to deep")
    pilot.press(Qt.Key.Key_Right)
    assert manner.level == 2
    assert "Not tried with this model yet" in manner.cost
    pilot.press(Qt.Key.Key_Escape)

    say(pilot, "i'm so tired")
    row = pilot.app.chat.conversation.messages.rows[0]
    kept = pilot.application.session.conversations.store.tree.get(row.key)
    assert kept.thinking
    assert kept.text

    manner.put(0)
    assert manner.cost == "Costs nothing."
    say(pilot, "i'm so tired")
    row = pilot.app.chat.conversation.messages.rows[0]
    assert not pilot.application.session.conversations.store.tree.get(row.key).thinking


def test_what_one_feels_is_seen_on_the_face_before_the_answer(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    seen = []
    presence = pilot.app.presence
    pilot.app.chat.reply.felt.connect(lambda feeling: seen.append((feeling, presence._expression)))
    say(pilot, "my grandmother died last night")
    assert seen == [("sad", "sadness")]


def test_words_appear_in_a_rhythm_and_stopping_shows_them_all(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    manner = open_manner(pilot)
    row = list(Trait).index(Trait.RHYTHM)
    pilot.app.presence.manner.put_trait(list(Trait).index(Trait.PACE), 2)
    manner.put_trait(row, 2)
    assert [each.amount for each in manner.rows.rows] == [2, 0, 0, 0, 2]
    pilot.press(Qt.Key.Key_Escape)

    chat = pilot.app.chat
    store = pilot.application.session.conversations.store
    pilot.write("Message", "What do you like?")
    pilot.press(Qt.Key.Key_Return)

    def kept():
        rows = chat.conversation.messages.rows
        return store.tree.get(rows[0].key) if rows and not rows[0].is_mine else None

    # It is said and on the disk while its first words are seen.
    pilot.qtbot.waitUntil(lambda: kept() is not None and kept().state is State.DONE, timeout=60_000)
    assert chat.reply.busy
    assert len(chat.conversation.messages.rows[0].blocks.text) < len(kept().text)
    pilot.click("Stop")
    assert not chat.reply.busy
    assert chat.conversation.messages.rows[0].plain == kept().text


def test_a_model_slower_than_the_rhythm_keeps_to_it(start):
    """What has been caught up with is no reason to show the rest as it comes."""
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    pilot.app.presence.manner.put_trait(list(Trait).index(Trait.PACE), 2)
    stream = pilot.app.chat._stream
    reply = GrowingReply(pilot.app.chat.conversation.id, pilot.app.chat.conversation.messages.rows[0].key)
    reply.rhythm = rhythm_of({"pace": "marked"})
    stream._replies.add(reply.conversation_id, reply)
    reply.said = "One "
    pilot.qtbot.waitUntil(lambda: reply.shown == "One")
    stream._show_held_back()
    assert reply.rhythm is not None
    reply.said += "two three four five six seven eight."
    assert len(reply.shown) < len(reply.said)
    pilot.app.chat.reply.silence()
    stream.let_go(reply)


def test_a_reply_that_is_continued_does_not_begin_anew(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    rows = pilot.app.chat.conversation.messages
    before = rows.rows[0].plain
    pilot.app.presence.manner.put_trait(list(Trait).index(Trait.PACE), 2)
    seen = []
    rows.dataChanged.connect(lambda *_: seen.append(rows.rows[0].blocks.text))
    pilot.app.chat.reply.continue_reply(rows.rows[0].key)
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.reply.busy, timeout=60_000)
    assert seen
    assert all(text.startswith(before.split()[0]) and len(text) >= len(before.rstrip()) - 1 for text in seen if text)


def test_the_last_word_comes_by_itself_and_what_waits_hurries_it(start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    say(pilot, "Hello there")
    pilot.app.presence.manner.put_trait(list(Trait).index(Trait.RHYTHM), 1)
    say(pilot, "And how are you?")
    rows = pilot.app.chat.conversation.messages.rows
    before = len(rows)
    pilot.app.presence.manner.put_trait(list(Trait).index(Trait.PACE), 2)
    pilot.write("Message", "Tell me something")
    pilot.press(Qt.Key.Key_Return)
    pilot.write("Message", "Anything")
    pilot.press(Qt.Key.Key_Return)  # it waits for the reply, and nobody waits for held back words
    pilot.qtbot.waitUntil(
        lambda: len(pilot.app.chat.conversation.messages.rows) == before + 4 and not pilot.app.chat.reply.busy,
        timeout=60_000,
    )

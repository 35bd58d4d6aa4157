"""A conversation of years: a page of it is loaded, and the rest comes as one reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from app.chat import Author, State
from app.chat.rows import insert_message
from app.core.clock import now
from app.ui.chat.message_window import MOST, PAGE
from tests.journeys.test_conversation import say, shown
from tests.pilot import Pilot, Role

MESSAGES = 1001


@pytest.fixture
def years(chatting) -> Pilot:
    """The window with a long conversation open: its messages are called *number 1* and so on."""
    session, chat = chatting.application.session, chatting.app.chat
    conversation_id = session.conversations.store.catalogue.start(chat.conversation.persona.id)
    with session.vault.write("conversation") as db:
        parent = None
        for number in range(1, MESSAGES + 1):
            author = Author.ME if number % 2 else Author.PERSONA
            parent = insert_message(db, now(), conversation_id, parent, author, f"number {number}", State.DONE)
    chat.conversation.choose(conversation_id)
    chatting.wait_for(Role.ListItem, f"You: number {MESSAGES}")
    return chatting


def loaded(pilot: Pilot) -> list[int]:
    """The numbers of the messages that are loaded, the oldest first."""
    return [int(text.removeprefix("number ")) for text in shown(pilot) if text.startswith("number ")]


def without_a_gap(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


def key_of(pilot: Pilot, number: int) -> int:
    store, where = pilot.application.session.conversations.store, pilot.app.chat.conversation.id
    return next(message.id for message in store.tree.every(where) if message.text == f"number {number}")


def top_of(pilot: Pilot, name: str) -> int:
    """Where a message stands on the screen, in pixels from above."""
    return pilot.wait_for(Role.ListItem, name).rect().y()


def press_until(pilot: Pilot, key: Qt.Key, holds) -> None:
    """Press *key* in the list of messages until *holds* does."""
    messages = next(
        item
        for item in pilot.window.findChildren(QQuickItem)
        if item.metaObject().className().startswith("Conversation_")
    )

    def pressed() -> bool:
        if holds():
            return True
        messages.forceActiveFocus()  # a row that comes or goes takes the focus along
        pilot.press(key)
        return False

    pilot.qtbot.waitUntil(pressed, timeout=60_000)


def test_one_page_is_loaded_and_the_first_message_is_reached_by_scrolling(years):
    assert loaded(years) == without_a_gap(MESSAGES - PAGE + 1, MESSAGES)
    press_until(years, Qt.Key.Key_Home, lambda: loaded(years)[0] == 1)
    press_until(years, Qt.Key.Key_Home, lambda: years.find(Role.ListItem, "You: number 1") is not None)
    assert loaded(years) == without_a_gap(1, loaded(years)[-1])
    assert len(loaded(years)) <= MOST


def test_a_jump_loads_the_page_around_a_message_and_reading_on_comes_to_the_newest(years):
    years.app.details.places.go_to(0, key_of(years, 101))
    years.wait_for(Role.ListItem, "You: number 101")
    numbers = loaded(years)
    assert 101 in numbers
    assert len(numbers) <= 2 * PAGE
    assert years.app.chat.conversation.pager.hasNewer

    press_until(years, Qt.Key.Key_End, lambda: not years.app.chat.conversation.pager.hasNewer)
    assert loaded(years) == without_a_gap(loaded(years)[0], MESSAGES)
    assert len(loaded(years)) <= MOST


def test_what_is_being_read_stays_in_its_place_when_a_page_comes(years):
    years.app.details.places.go_to(0, key_of(years, 501))
    years.wait_for(Role.ListItem, "You: number 501")
    before, last = top_of(years, "You: number 501"), loaded(years)[-1]
    years.app.chat.conversation.pager.load_newer()
    years.qtbot.waitUntil(lambda: loaded(years)[-1] == last + PAGE, timeout=20_000)
    assert abs(top_of(years, "You: number 501") - before) <= 2


def test_from_long_ago_one_click_or_a_message_comes_back_to_the_newest(years):
    years.app.details.places.go_to(0, key_of(years, 3))
    years.wait_for(Role.ListItem, "You: number 3")
    years.click("Go to the newest message")
    years.wait_for(Role.ListItem, f"You: number {MESSAGES}")
    assert loaded(years)[-1] == MESSAGES
    assert len(loaded(years)) <= 2 * PAGE

    years.app.details.places.go_to(0, key_of(years, 3))
    years.wait_for(Role.ListItem, "You: number 3")
    say(years, "and now?")
    assert shown(years)[-2:] == ["and now?", "I am listening."]
    assert not years.app.chat.conversation.pager.hasNewer


def test_a_jump_keeps_the_branch_that_was_chosen(years):
    tree, where = years.application.session.conversations.store.tree, years.app.chat.conversation.id
    other = tree.add(where, key_of(years, 500), Author.ME, "another way")
    tree.select_message(where, key_of(years, MESSAGES))
    years.app.details.places.go_to(0, key_of(years, 101))
    years.wait_for(Role.ListItem, "You: number 101")
    assert tree.leaf_of(where) == key_of(years, MESSAGES)

    years.app.details.places.go_to(0, other.id)
    years.wait_for(Role.ListItem, "You: another way")
    assert tree.leaf_of(where) == other.id


def test_a_long_message_is_edited_and_copied_whole_though_a_page_of_it_is_shown(years):
    tree, where = years.application.session.conversations.store.tree, years.app.chat.conversation.id
    text = "word " * 20_000
    message = tree.add(where, key_of(years, MESSAGES), Author.PERSONA, text)
    years.app.chat.conversation.reload()
    row = years.app.chat.conversation.messages.rows[0]
    assert row.blocks.shown < row.blocks.total
    assert years.app.chat.actions.text_of(int(message.id)) == text
    assert years.app.chat.actions.asked_by(int(message.id)) == key_of(years, MESSAGES)

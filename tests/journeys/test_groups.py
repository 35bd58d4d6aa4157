"""Group chats are a kind of their own: made from New, seen on the left, each voice in a colour."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.personas import PersonaId
from app.presence import EVERY_DAY, FirstWord, FirstWordKind
from tests.pilot import Role


def say(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.reply.busy)


@pytest.fixture
def grouped(chatting):
    chatting.click("New")
    chatting.click("New group chat…", Role.MenuItem)
    chatting.wait_for(Role.Dialog, "New group chat")
    chatting.click("Aldous", Role.CheckBox)
    assert not chatting.app.chat.groups.canCreate
    chatting.click("Marlow", Role.CheckBox)
    chatting.write("Group name (optional)", "The round table")
    chatting.click("Create group")
    chatting.wait_gone(Role.Dialog, "New group chat")
    return chatting


def test_a_group_is_made_of_whoever_is_chosen_and_opened(grouped):
    conversation = grouped.app.chat.conversation
    assert conversation.company.isGroup
    assert conversation.company.title == "The round table"
    assert [row.name for row in conversation.company.rows] == ["Aldous", "Marlow"]
    (row,) = grouped.app.chat.groups.model.rows
    assert (row.title, row.is_current, len(row.portraits)) == ("The round table", True, 2)
    assert grouped.focused() == "Message"


def test_each_speaks_in_a_colour_of_their_own(grouped, scripted):
    grouped.app.details.participants.choose_order(1)
    scripted.will_say("Good evening.", "A dark night, friends.")
    say(grouped, "Hello, both.")
    grouped.qtbot.waitUntil(lambda: len(grouped.app.chat.conversation.messages.rows) == 3)
    grouped.qtbot.waitUntil(lambda: not grouped.app.chat.reply.busy)
    rows = grouped.app.chat.conversation.messages.rows
    assert [(row.author, row.speaker) for row in rows] == [("Marlow", 2), ("Aldous", 1), ("You", 0)]


def test_a_group_stands_among_groups_and_not_among_the_chats_with_its_host(grouped):
    aldous = next(row.key for row in grouped.app.chat.recentPersonas.rows if row.name == "Aldous")
    assert not any(row.is_current for row in grouped.app.chat.recentPersonas.rows)
    grouped.app.chat.conversation.choose_persona(aldous) if grouped.app.chat.conversation.companion != aldous else None
    grouped.app.chat.conversation.begin()
    assert not grouped.app.chat.conversation.company.isGroup
    assert grouped.app.chat.conversationList.rows == []
    grouped.click("The round table, ", Role.ListItem)
    assert grouped.app.chat.conversation.company.isGroup


def test_they_are_dragged_into_order(grouped):
    grouped.app.details.refresh()
    participants = grouped.app.details.participants
    first, second = (row.key for row in participants.members.rows)
    participants.move_to(second, 0)
    assert [row.key for row in participants.members.rows] == [second, first]
    participants.move_to(second, 9)
    assert [row.key for row in participants.members.rows] == [first, second]


def test_the_first_of_a_group_can_be_talked_to_alone(grouped, scripted):
    scripted.will_say("Good evening.")
    say(grouped, "Hello, both.")
    aldous = next(row for row in grouped.app.chat.recentPersonas.rows if row.name == "Aldous")
    assert aldous.last == ""
    grouped.app.chat.conversation.choose_persona(aldous.key)
    assert not grouped.app.chat.conversation.company.isGroup
    assert grouped.app.chat.conversation.name == "Aldous"


def test_an_empty_group_is_nobodys_page(grouped):
    assert grouped.find(Role.Graphic, "Portraits of The round table")
    assert not any("simulation" in name for name in grouped.names(Role.StaticText))
    grouped.click("Members of The round table")
    grouped.wait_for(Role.Button, "Move Marlow up")


def test_whoever_is_moved_keeps_their_colour(grouped):
    grouped.app.details.refresh()
    participants = grouped.app.details.participants
    before = {row.name: row.place for row in participants.members.rows}
    participants.move_to(participants.members.rows[1].key, 0)
    assert {row.name: row.place for row in participants.members.rows} == before


def test_an_archived_group_is_found_among_the_archived(grouped):
    key = grouped.app.chat.conversation.number
    grouped.app.chat.conversationList.archive(key, True)
    grouped.qtbot.waitUntil(lambda: grouped.app.chat.groups.model.rows == [])
    assert key in [row.key for row in grouped.app.chat.conversationList.rows]


def test_who_speaks_first_does_so_to_one_alone(grouped, scripted):
    scripted.will_say("Good evening.")
    say(grouped, "Hello, both.")
    aldous = PersonaId(grouped.app.chat.conversation.companion)
    session = grouped.application.session
    session.first_words.put(FirstWord(0, aldous, FirstWordKind.GREETING, EVERY_DAY, 8 * 60, ""))
    assert session.speaking_first.next(dt.datetime(2026, 11, 30, 8, 2).astimezone()) is None

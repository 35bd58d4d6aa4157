"""What a commit tells of conversations: which it was, so that nobody reads anew what they do not show."""

from __future__ import annotations

import pytest

from app.chat import Author, ConversationStore, OptionsStore, State


@pytest.fixture
def heard(vault):
    heard = []
    vault.changes.listen("conversation", to=lambda changed: heard.append(set(changed.ids)))
    return heard


def test_each_turn_names_its_conversation(vault, wren, heard):
    store = ConversationStore(vault)
    conversation_id, mine, answer = store.tree.ask(wren.id, None, "Hello")
    store.replies.close(answer.id, "Good evening.", "", State.DONE, "m", {})
    store.tree.add(conversation_id, answer.id, Author.ME, "And you?")
    store.catalogue.rename(conversation_id, "Evenings")
    OptionsStore(vault).archive(conversation_id, wanted=True)
    store.tree.select_message(conversation_id, mine.id, to_end=False)
    assert heard == [{conversation_id}] * 6


def test_what_is_deleted_may_be_anything(vault, wren, heard):
    store = ConversationStore(vault)
    conversation_id, mine, _ = store.tree.ask(wren.id, None, "Hello")
    store.trash.remove(conversation_id, mine.id)
    assert heard[-1] == set()


def test_what_was_said_last_is_what_somebody_said(vault, wren):
    store = ConversationStore(vault)
    conversation_id, _, answer = store.tree.ask(wren.id, None, "Hello")
    assert store.catalogue.last_words([wren.id])[wren.id][0] == "Hello"  # the answer has no word yet
    store.replies.close(answer.id, "Good evening.", "", State.DONE, "m", {})
    store.tree.add_notice(conversation_id, answer.id, "This is a simulation.")
    assert store.catalogue.last_words([wren.id])[wren.id][0] == "Good evening."
    assert store.catalogue.hosts_of([conversation_id, 99]) == {wren.id}

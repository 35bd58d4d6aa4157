"""What the app says in a conversation, pausing a scene, and leaving nothing of a reply that crossed the filter."""

from __future__ import annotations

import pytest

from app.chat import Author, State, SystemNotice
from app.core.errors import DiskFull, EngineError, MinorsFilterTriggered
from app.core.workers import Failed
from app.engine import TextChunk


@pytest.fixture
def paused(store, wren):
    conversation_id, _ = store.pauses.pause(wren.id, None, "The scene is paused.")
    return conversation_id


def test_what_the_app_says_is_told_apart_and_not_found_by_searching(store, wren, vault):
    from app.chat import search

    _, mine, said = store.tree.ask(wren.id, None, "Are you real?", "Wren is a simulation.", is_answered=True)
    assert (said.author, said.notice, said.parent) == (Author.APP, SystemNotice.SIMULATION, mine.id)
    assert search(vault, "simulation") == []
    assert store.tree.texts_to(said.id, 10) == ["Are you real?"]


def test_a_scene_is_paused_once_and_goes_on(store, wren, paused):
    again, said = store.pauses.pause(wren.id, paused, "Paused again.")
    assert (again, said.text) == (paused, "The scene is paused.")
    assert store.pauses.is_paused(paused)
    store.pauses.resume(paused)
    assert not store.pauses.is_paused(paused)


def test_a_conversation_begun_by_a_pause_has_its_title_from_what_is_said_first(store, wren, paused):
    _, first, _ = store.tree.ask(wren.id, paused, "Tell me about lighthouses")
    _, second, _ = store.tree.ask(wren.id, paused, "And the sea")
    assert store.catalogue.of_persona(wren.id)[0].title == "Tell me about lighthouses"
    store.trash.remove(paused, second.id)
    assert store.catalogue.of_persona(wren.id)[0].title == "Tell me about lighthouses"
    store.tree.add(paused, first.parent, Author.ME, "Tell me about boats")
    assert store.catalogue.of_persona(wren.id)[0].title == "Tell me about boats"


def test_what_is_being_written_goes_along_into_a_conversation_begun_by_the_button(store, wren):
    store.drafts.keep(wren.id, None, "half written")
    conversation_id, _ = store.pauses.pause(wren.id, None, "Paused.")
    assert (store.drafts.get(wren.id, None), store.drafts.get(wren.id, conversation_id)) == ("", "half written")
    store.pauses.pause(wren.id, conversation_id, "Paused.", with_draft=False)
    assert store.drafts.get(wren.id, conversation_id) == ""


def test_what_was_said_below_a_struck_reply_stays(store, wren):
    conversation_id, mine, answer = store.tree.ask(wren.id, None, "one")
    _, later, _ = store.tree.ask(wren.id, conversation_id, "two")
    store.replies.strike_out([answer.id])
    assert [message.text for message in store.tree.path(conversation_id)][:2] == ["one", "two"]
    assert store.tree.get(later.id).parent == mine.id


def test_striking_out_what_is_gone_already_does_nothing(store, wren):
    conversation_id, _, answer = store.tree.ask(wren.id, None, "one")
    store.trash.remove(conversation_id, answer.id)
    store.replies.strike_out([answer.id])
    assert [message.text for message in store.tree.path(conversation_id)] == ["one"]


def told(conversations, wren, scripted, pieces):
    scripted.stream = lambda *given, **more: iter(pieces())
    exchange = conversations.replies.say(wren, None, "Go on.")
    assert exchange.job.wait(20)
    return exchange


def crossing_then(error):
    def pieces():
        yield TextChunk("She is fourteen, we kiss on our")
        raise error

    return pieces


def test_a_reply_that_crossed_before_the_model_failed_is_told_of_as_crossed(conversations, wren, scripted, store):
    exchange = told(conversations, wren, scripted, crossing_then(EngineError("decoding")))
    assert isinstance(exchange.job.end, Failed)
    assert isinstance(exchange.job.end.error, MinorsFilterTriggered)
    assert [message.text for message in store.tree.path(exchange.conversation_id)] == ["Go on."]


@pytest.mark.logs
def test_where_it_cannot_be_deleted_at_least_its_words_go(conversations, wren, scripted, store, monkeypatch):
    def full(answers):
        raise DiskFull

    monkeypatch.setattr(store.replies, "strike_out", full)
    exchange = told(conversations, wren, scripted, lambda: iter([TextChunk("She is fourteen. We kiss on our date.")]))
    assert isinstance(exchange.job.end.error, MinorsFilterTriggered)
    left = store.tree.get(exchange.answer.id)
    assert (left.text, left.state) == ("", State.FAILED)


def test_an_age_is_remembered_beyond_the_window_of_the_model(conversations, wren, scripted, store):
    exchange = told(conversations, wren, scripted, lambda: iter([TextChunk("Hello.")]))
    conversation_id = exchange.conversation_id
    for number in range(12):
        scripted.stream = lambda *given, **more: iter([TextChunk("Yes.")])
        said = "I am fifteen, by the way." if number == 0 else f"And number {number}?"
        assert conversations.replies.say(wren, conversation_id, said).job.wait(20)
    conversations.turns.windows[conversation_id]._first = store.tree.path(conversation_id)[-4].id
    scripted.stream = lambda *given, **more: iter([TextChunk("I kiss you on our date.")])
    exchange = conversations.replies.say(wren, conversation_id, "Well?")
    assert exchange.job.wait(20)
    assert isinstance(exchange.job.end, Failed)

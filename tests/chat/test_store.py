"""Messages are a tree; what was shown as saved is saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chat import Author, State
from app.chat.rows import insert_message
from app.chat.titles import title_from

ME, PERSONA = Author.ME, Author.PERSONA


@pytest.fixture
def conversation_id(store, wren):
    return store.catalogue.start(wren.id)


def texts(store, conversation_id):
    return [message.text for message in store.tree.path(conversation_id)]


def test_an_empty_conversation_has_no_messages(store, conversation_id):
    assert store.tree.path(conversation_id) == []


def test_a_path_runs_from_the_first_message_to_the_last(store, conversation_id):
    first = store.tree.add(conversation_id, None, ME, "one")
    second = store.tree.add(conversation_id, first.id, PERSONA, "two")
    store.tree.add(conversation_id, second.id, ME, "three")
    assert texts(store, conversation_id) == ["one", "two", "three"]


def test_an_alternative_is_a_sibling_and_one_can_go_back_to_the_other(store, conversation_id):
    said = store.tree.add(conversation_id, None, ME, "hello")
    store.tree.add(conversation_id, said.id, PERSONA, "first answer")
    other = store.tree.add(conversation_id, said.id, PERSONA, "second answer")
    assert (other.variant_index, other.variant_count) == (2, 2)

    store.tree.select_variant(conversation_id, other.id, -1)
    assert texts(store, conversation_id) == ["hello", "first answer"]
    store.tree.select_variant(conversation_id, store.tree.path(conversation_id)[-1].id, 1)
    assert texts(store, conversation_id) == ["hello", "second answer"]
    store.tree.select_variant(conversation_id, other.id, 1)
    assert texts(store, conversation_id) == ["hello", "second answer"]


def test_going_back_to_a_branch_brings_back_what_followed_it(store, conversation_id):
    first = store.tree.add(conversation_id, None, ME, "hello")
    answer = store.tree.add(conversation_id, first.id, PERSONA, "hi")
    store.tree.add(conversation_id, answer.id, ME, "and then")
    edited = store.tree.add(conversation_id, None, ME, "good morning")
    assert texts(store, conversation_id) == ["good morning"]

    store.tree.select_variant(conversation_id, edited.id, -1)
    assert texts(store, conversation_id) == ["hello", "hi", "and then"]


def test_the_first_thing_said_gives_the_title_unless_the_person_gave_one(store, conversation_id, wren):
    store.tree.add(conversation_id, None, ME, "I had *such* a day.")
    assert store.catalogue.of_persona(wren.id)[0].title == "I had such a day"
    store.catalogue.rename(conversation_id, "  Tuesday  ")
    store.tree.add(conversation_id, None, ME, "Something else")
    assert store.catalogue.of_persona(wren.id)[0].title == "Tuesday"


def test_what_is_put_away_can_be_brought_back_until_it_is_purged(store, conversation_id, wren, vault):
    store.tree.add(conversation_id, None, ME, "keep me")
    store.trash.move_to_trash(conversation_id)
    assert store.catalogue.of_persona(wren.id) == []
    store.trash.restore(conversation_id)
    assert texts(store, conversation_id) == ["keep me"]
    store.trash.move_to_trash(conversation_id)
    store.trash.purge()
    assert vault.read("SELECT count(*) FROM message") == [(0,)]


def test_after_a_crash_a_half_said_reply_counts_as_stopped_and_an_empty_one_never_began(store, wren):
    half, empty = store.catalogue.start(wren.id), store.catalogue.start(wren.id)
    said = store.tree.add(half, None, ME, "count")
    reply = store.tree.add(half, said.id, PERSONA, "", State.OPEN)
    store.replies.keep(reply.id, "one two", "")
    asked = store.tree.add(empty, None, ME, "hello")
    store.tree.add(empty, asked.id, PERSONA, "", State.OPEN)

    store.replies.mark_interrupted()

    assert [(m.text, m.state) for m in store.tree.path(half)] == [("count", State.DONE), ("one two", State.STOPPED)]
    assert texts(store, empty) == ["hello"]


def test_a_draft_waits_for_its_conversation_and_for_one_that_has_not_begun(store, conversation_id, wren):
    store.drafts.keep(wren.id, conversation_id, "dear Wren")
    store.drafts.keep(wren.id, None, "something new")
    assert store.drafts.get(wren.id, conversation_id) == "dear Wren"
    assert store.drafts.get(wren.id, None) == "something new"
    store.drafts.keep(wren.id, conversation_id, "")
    assert store.drafts.get(wren.id, conversation_id) == ""
    assert store.drafts.get(wren.id, None) == "something new"


def test_other_words_begun_for_a_message_outlast_what_is_sent_meanwhile(store, conversation_id, wren):
    mine = store.tree.add(conversation_id, None, ME, "I like rain")
    store.drafts.keep_edit(mine.id, "I like snow")
    store.drafts.keep(wren.id, conversation_id, "and you?")
    store.tree.ask(wren.id, conversation_id, "and you?")
    assert store.drafts.get(wren.id, conversation_id) == ""
    assert store.drafts.edit_of(mine.id) == "I like snow"


def test_asking_keeps_all_of_it_or_nothing(store, wren, vault, monkeypatch):
    conversation_id, mine, answer = store.tree.ask(wren.id, None, "hello")
    assert [message.id for message in store.tree.path(conversation_id)] == [mine.id, answer.id]
    store.drafts.keep(wren.id, conversation_id, "half a thought")
    insert, calls = insert_message, []

    def fail_on_the_answer(*given, **more):
        calls.append(given)
        if len(calls) == 2:
            raise ZeroDivisionError
        return insert(*given, **more)

    monkeypatch.setattr("app.chat.tree.insert_message", fail_on_the_answer)
    with pytest.raises(ZeroDivisionError):
        store.tree.ask(wren.id, conversation_id, "lost?")
    assert len(store.tree.path(conversation_id)) == 2
    assert store.drafts.get(wren.id, conversation_id) == "half a thought"


def test_messages_hide_what_they_say_when_printed(store, conversation_id):
    assert "secret" not in repr(store.tree.add(conversation_id, None, ME, "a secret"))


@given(st.text(min_size=1, max_size=200))
def test_a_title_is_one_short_line(text):
    title = title_from(text)
    assert len(title) <= 48
    assert "\n" not in title


def test_the_number_of_a_message_that_is_gone_is_never_given_again(store, conversation_id):
    first = store.tree.add(conversation_id, None, Author.ME, "one").id
    second = store.tree.add(conversation_id, first, Author.ME, "two").id
    out = store.trash.trash_branch(conversation_id, second)
    store.trash.purge(out)
    assert store.tree.add(conversation_id, first, Author.ME, "three").id > second

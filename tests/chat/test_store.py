"""Messages are a tree; what was shown as saved is saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chat import Author, State
from app.chat.titles import title_from

ME, PERSONA = Author.ME, Author.PERSONA


@pytest.fixture
def talk(store, wren):
    return store.start(wren.id)


def texts(store, talk):
    return [message.text for message in store.path(talk)]


def test_an_empty_conversation_has_no_messages(store, talk):
    assert store.path(talk) == []


def test_a_path_runs_from_the_first_message_to_the_last(store, talk):
    first = store.add(talk, None, ME, "one")
    second = store.add(talk, first.id, PERSONA, "two")
    store.add(talk, second.id, ME, "three")
    assert texts(store, talk) == ["one", "two", "three"]


def test_an_alternative_is_a_sibling_and_one_can_go_back_to_the_other(store, talk):
    said = store.add(talk, None, ME, "hello")
    store.add(talk, said.id, PERSONA, "first answer")
    other = store.add(talk, said.id, PERSONA, "second answer")
    assert (other.variant_index, other.variant_count) == (2, 2)

    store.select_variant(talk, other.id, -1)
    assert texts(store, talk) == ["hello", "first answer"]
    store.select_variant(talk, store.path(talk)[-1].id, 1)
    assert texts(store, talk) == ["hello", "second answer"]
    store.select_variant(talk, other.id, 1)
    assert texts(store, talk) == ["hello", "second answer"]


def test_going_back_to_a_branch_brings_back_what_followed_it(store, talk):
    first = store.add(talk, None, ME, "hello")
    answer = store.add(talk, first.id, PERSONA, "hi")
    store.add(talk, answer.id, ME, "and then")
    edited = store.add(talk, None, ME, "good morning")
    assert texts(store, talk) == ["good morning"]

    store.select_variant(talk, edited.id, -1)
    assert texts(store, talk) == ["hello", "hi", "and then"]


def test_the_first_thing_said_gives_the_title_unless_the_person_gave_one(store, talk, wren):
    store.add(talk, None, ME, "I had *such* a day.")
    assert store.of_persona(wren.id)[0].title == "I had such a day"
    store.rename(talk, "  Tuesday  ")
    store.add(talk, None, ME, "Something else")
    assert store.of_persona(wren.id)[0].title == "Tuesday"


def test_what_is_put_away_can_be_brought_back_until_it_is_purged(store, talk, wren, vault):
    store.add(talk, None, ME, "keep me")
    store.move_to_trash(talk)
    assert store.of_persona(wren.id) == []
    store.restore(talk)
    assert texts(store, talk) == ["keep me"]
    store.move_to_trash(talk)
    store.purge()
    assert vault.read("SELECT count(*) FROM message") == [(0,)]


def test_after_a_crash_a_half_said_reply_counts_as_stopped_and_an_empty_one_never_began(store, wren):
    half, empty = store.start(wren.id), store.start(wren.id)
    said = store.add(half, None, ME, "count")
    reply = store.add(half, said.id, PERSONA, "", State.OPEN)
    store.keep(reply.id, "one two", "")
    asked = store.add(empty, None, ME, "hello")
    store.add(empty, asked.id, PERSONA, "", State.OPEN)

    store.settle_interrupted()

    assert [(m.text, m.state) for m in store.path(half)] == [("count", State.DONE), ("one two", State.STOPPED)]
    assert texts(store, empty) == ["hello"]


def test_a_draft_waits_for_its_conversation_and_for_one_that_has_not_begun(store, talk, wren):
    store.keep_draft(wren.id, talk, "dear Wren")
    store.keep_draft(wren.id, None, "something new")
    assert store.draft(wren.id, talk) == "dear Wren"
    assert store.draft(wren.id, None) == "something new"
    store.keep_draft(wren.id, talk, "")
    assert store.draft(wren.id, talk) == ""
    assert store.draft(wren.id, None) == "something new"


def test_asking_keeps_all_of_it_or_nothing(store, wren, vault, monkeypatch):
    talk, mine, answer = store.ask(wren.id, None, "hello")
    assert [message.id for message in store.path(talk)] == [mine.id, answer.id]
    store.keep_draft(wren.id, talk, "half a thought")
    insert, calls = store._insert, []

    def fail_on_the_answer(*given, **more):
        calls.append(given)
        if len(calls) == 2:
            raise ZeroDivisionError
        return insert(*given, **more)

    monkeypatch.setattr(store, "_insert", fail_on_the_answer)
    with pytest.raises(ZeroDivisionError):
        store.ask(wren.id, talk, "lost?")
    assert len(store.path(talk)) == 2
    assert store.draft(wren.id, talk) == "half a thought"


def test_messages_hide_what_they_say_when_printed(store, talk):
    assert "secret" not in repr(store.add(talk, None, ME, "a secret"))


@given(st.text(min_size=1, max_size=200))
def test_a_title_is_one_short_line(text):
    title = title_from(text)
    assert len(title) <= 48
    assert "\n" not in title


def test_the_number_of_a_message_that_is_gone_is_never_given_again(store, talk):
    first = store.add(talk, None, Author.ME, "one").id
    second = store.add(talk, first, Author.ME, "two").id
    out = store.trash_branch(talk, second)
    store.purge(out)
    assert store.add(talk, first, Author.ME, "three").id > second

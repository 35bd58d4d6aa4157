"""The part of a conversation that is loaded: always one stretch of the branch that is shown."""

from __future__ import annotations

import random

import pytest

from app.chat import Author, ConversationStore, State, insert_message
from app.core.clock import now
from app.core.paths import resources
from app.personas import PersonaStore, starter_sketches
from app.ui.chat.message_window import MOST, PAGE, MessageWindow

LENGTH = 5 * PAGE + 17


@pytest.fixture
def store(vault) -> ConversationStore:
    return ConversationStore(vault)


@pytest.fixture
def here(vault, store):
    """A long conversation with a short branch in its middle."""
    personas = PersonaStore(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    conversation_id = store.catalogue.start(personas.first())
    with vault.write("conversation") as db:
        parent, ids = None, []
        for number in range(LENGTH):
            author = Author.PERSONA if number % 2 else Author.ME
            parent = insert_message(db, now(), conversation_id, parent, author, f"{number}", State.DONE)
            ids.append(parent)
        insert_message(db, now(), conversation_id, ids[50], Author.ME, "elsewhere", State.DONE)
    store.tree.select_message(conversation_id, ids[-1])
    return conversation_id


def path(store, conversation_id) -> list[int]:
    return [message.id for message in store.tree.path(conversation_id)]


def test_it_begins_with_the_newest_page(store, here):
    window = MessageWindow(store)
    messages, leaf = window.read(here)
    assert [message.id for message in messages] == path(store, here)[-PAGE:]
    assert (window.has_older, window.has_newer, leaf) == (True, False, path(store, here)[-1])


def test_where_nothing_was_said_there_is_nothing(store, here):
    window = MessageWindow(store)
    window.read(here)
    assert window.read(None) == ([], None)
    assert (window.has_older, window.has_newer) == (False, False)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_one_does_it_is_one_stretch_of_the_path_and_says_what_is_beyond(store, here, seed):
    window, chance, way = MessageWindow(store), random.Random(seed), path(store, here)
    target = None
    for _ in range(10):
        match chance.randrange(5):
            case 0:
                window.to_newest()
                target = way[-1]
            case 1 | 2:
                target = chance.choice(way)
                assert window.to(here, target)
            case 3:
                window.older(here)
                target = None  # what is farthest below may have gone
            case _:
                window.newer(here)
                target = None
        ids = [message.id for message in window.read(here)[0]]
        start = way.index(ids[0])
        assert ids == way[start : start + len(ids)]
        assert target is None or target in ids
        assert len(ids) <= MOST
        assert window.has_older == (start > 0)
        assert window.has_newer == (ids[-1] != way[-1])


def test_a_message_of_another_branch_is_not_gone_to(store, here):
    other = next(message for message in store.tree.every(here) if message.text == "elsewhere")
    window = MessageWindow(store)
    assert not window.to(here, other.id)
    assert window.read(here)[0][-1].id == path(store, here)[-1]


def test_when_the_branch_is_left_on_which_it_stood_it_comes_back_to_the_newest(store, here):
    window, way = MessageWindow(store), path(store, here)
    window.to(here, way[300])
    assert window.read(here)[0][-1].id != way[-1]
    other = next(message for message in store.tree.every(here) if message.text == "elsewhere")
    store.tree.select_message(here, other.id)
    assert window.read(here)[0][-1].id == other.id
    assert not window.has_newer

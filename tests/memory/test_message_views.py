"""What a model may read, and what may come to mind, is said in one place: the views of the vault."""

from __future__ import annotations

import pytest

from app.chat import Author, BookmarkStore, State


@pytest.fixture
def said(wren, store):
    """A conversation with one message of each kind; their numbers by name."""
    conversation_id = store.catalogue.start(wren)
    mine = store.tree.add(conversation_id, None, Author.ME, "My sister is called Ana.")
    theirs = store.tree.add(conversation_id, mine.id, Author.PERSONA, "A fine name.")
    notice = store.tree.add_notice(conversation_id, theirs.id, "This is a simulation.")
    hidden = store.tree.add(conversation_id, notice.id, Author.ME, "Look away.")
    BookmarkStore(store.vault).hide(hidden.id, wanted=True)
    failed = store.tree.add(conversation_id, hidden.id, Author.PERSONA, "", State.FAILED)
    opened = store.tree.add(conversation_id, failed.id, Author.PERSONA, "I am", State.OPEN)
    return {"mine": mine, "theirs": theirs, "notice": notice, "hidden": hidden, "failed": failed, "open": opened}


def ids(vault, view: str) -> set[int]:
    return {row[0] for row in vault.read(f"SELECT id FROM {view}")}


def test_a_model_reads_what_the_two_said_and_nothing_else(vault, said):
    assert ids(vault, "readable_message") == {said["mine"].id, said["theirs"].id}


def test_a_message_at_hand_is_readable_by_the_same_rule(vault, said, store):
    closed = [store.tree.get(each.id) for name, each in said.items() if name != "open"]
    assert {each.id for each in closed if each.is_readable} == ids(vault, "readable_message")


def test_what_was_forgotten_does_not_come_to_mind(vault, said, memory):
    assert ids(vault, "memorable_message") == ids(vault, "readable_message")
    memory.forgetting.exclude_from_memory([said["mine"].id])
    assert ids(vault, "memorable_message") == {said["theirs"].id}
    assert memory.forgetting.not_to_tell([said["mine"].id, said["theirs"].id]) == {said["mine"].id}


def test_every_message_has_a_place_and_no_word_in_it(vault, said):
    assert ids(vault, "message_place") == {each.id for each in said.values()}
    assert {row[0] for row in vault.read("SELECT name FROM pragma_table_info('message_place')")} == {
        "id", "parent_id", "conversation_id", "created_ms", "is_open",
    }  # fmt: skip

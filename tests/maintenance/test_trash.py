"""What a person deletes is out of sight at once, comes back whole, and goes for good only when that is said."""

from __future__ import annotations

from datetime import date

import pytest

from app.chat import Author
from app.core.errors import ParentInTrash
from app.core.paths import resources
from app.generation import Conversations
from app.lorebook import LorebookStore
from app.maintenance import Trash, TrashKind
from app.memory import Memory, Viewpoint
from app.memory.journal import Week
from app.personas import ProfileStore
from tests.driving import run


@pytest.fixture
def memory(vault, store):
    return Memory(vault, store.branches.on_way, resources() / "words")


@pytest.fixture
def conversations(store, worker, model, settings, memory):
    return Conversations(store, worker, model, settings, "You are {name}.", memory=memory)


@pytest.fixture
def bin_(vault, personas, conversations, memory):
    return Trash(vault, personas, conversations, memory)


@pytest.fixture
def conversation_id(store, wren, memory):
    conversation_id = store.catalogue.start(wren.id)
    first = store.tree.add(conversation_id, None, Author.ME, "My dog is called Biscuit.").id
    second = store.tree.add(conversation_id, first, Author.PERSONA, "A fine name.").id
    store.tree.add(conversation_id, second, Author.ME, "He digs up the tulips.")
    run(memory.extract_pending(conversation_id, [wren.id]))
    return conversation_id


def known(memory, wren) -> list[str]:
    return [fact.text for fact in memory.known(Viewpoint(wren.id, None, "", wren.display_name))]


def texts(store, conversation_id) -> list[str]:
    return [line.text for line in store.tree.path(conversation_id)]


def stands_somewhere(vault, word: str) -> bool:
    vault.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return word.encode() in vault.connection().serialize("main")


def test_a_conversation_comes_back_whole_and_its_memories_with_it(bin_, store, memory, wren, conversation_id):
    before = texts(store, conversation_id)
    put = bin_.put_conversation(conversation_id)
    assert put.memories == 1
    assert store.catalogue.of_persona(wren.id) == []
    assert known(memory, wren) == []
    assert [(one.kind, one.key) for one in bin_.all()] == [(TrashKind.CONVERSATION, conversation_id)]
    assert bin_.undo() == ((put,), conversation_id)
    assert texts(store, conversation_id) == before
    assert len(known(memory, wren)) == 1
    assert bin_.all() == []


def test_messages_come_back_into_their_place(bin_, store, conversation_id):
    before = store.tree.path(conversation_id)
    put = bin_.put_messages(conversation_id, before[1].id)
    assert put.parts == 2
    assert texts(store, conversation_id) == ["My dog is called Biscuit."]
    bin_.undo()
    assert [line.id for line in store.tree.path(conversation_id)] == [line.id for line in before]


def test_what_was_said_meanwhile_stays_beside_what_comes_back(bin_, store, conversation_id):
    first, second, _ = store.tree.path(conversation_id)
    bin_.put_messages(conversation_id, second.id)
    store.tree.add(conversation_id, first.id, Author.PERSONA, "Another answer.")
    bin_.undo()
    assert sum(each.variant_count for each in store.tree.path(conversation_id) if each.parent == first.id) == 2


def test_steps_are_undone_from_the_last_to_the_first_and_only_once(bin_, store, conversation_id, wren):
    last = store.tree.path(conversation_id)[-1]
    bin_.put_messages(conversation_id, last.id)
    bin_.put_conversation(conversation_id)
    bin_.undo()
    assert len(texts(store, conversation_id)) == 2
    bin_.undo()
    assert len(texts(store, conversation_id)) == 3
    assert bin_.undo() == ((), None)
    assert not bin_.may_undo


def test_messages_of_a_conversation_that_lies_in_the_bin_bring_it_back_with_them(bin_, store, conversation_id):
    put = bin_.put_messages(conversation_id, store.tree.path(conversation_id)[-1].id)
    bin_.put_conversation(conversation_id)
    bin_.restore(put.kind, put.key)
    assert len(texts(store, conversation_id)) == 3
    assert bin_.all() == []


def test_messages_below_others_that_lie_in_the_bin_wait_for_those(bin_, store, conversation_id):
    _, second, third = store.tree.path(conversation_id)
    later = bin_.put_messages(conversation_id, third.id)
    bin_.put_messages(conversation_id, second.id)
    with pytest.raises(ParentInTrash):
        bin_.restore(later.kind, later.key)
    assert len(bin_.all()) == 2


def test_deleted_there_nothing_of_it_is_left_in_the_vault(bin_, store, vault, conversation_id):
    put = bin_.put_conversation(conversation_id)
    assert stands_somewhere(vault, "tulips")
    bin_.delete(put.kind, put.key)
    assert not stands_somewhere(vault, "tulips")
    assert bin_.all() == []
    assert not bin_.may_undo


def test_a_companion_comes_back_with_every_conversation(bin_, personas, store, wren, conversation_id):
    bin_.put_companion(wren.id)
    assert wren.id not in [one.id for one in personas.summaries()]
    bin_.restore(TrashKind.COMPANION, wren.id)
    assert wren.id in [one.id for one in personas.summaries()]
    assert len(texts(store, conversation_id)) == 3


def test_memories_profiles_and_books_come_back(bin_, vault, memory, wren, conversation_id):
    (dog,) = memory.facts.of(wren.id)
    profiles, books = ProfileStore(vault), LorebookStore(vault)
    profile = profiles.add("Ada", "Tall.")
    book = books.add({"name": "Harbour", "entries": [{"keys": ["lamp"], "content": "Whale oil."}]})
    tree = books.tree(book)
    bin_.put_memories([dog.id])
    bin_.put_profile(profile)
    bin_.put_book(book)
    assert {one.kind for one in bin_.all()} == {TrashKind.MEMORY, TrashKind.PROFILE, TrashKind.LOREBOOK}
    assert (known(memory, wren), profiles.all(), books.all()) == ([], [], [])
    for one in bin_.all():
        bin_.restore(one.kind, one.key)
    assert known(memory, wren) == [dog.text]
    assert profiles.get(profile).name == "Ada"
    assert books.tree(book) == tree


def test_emptied_everything_is_gone_for_good(bin_, vault, memory, wren, conversation_id):
    (dog,) = memory.facts.of(wren.id)
    bin_.put_memories([dog.id])
    bin_.put_conversation(conversation_id)
    run(bin_.empty())
    assert bin_.all() == []
    assert not stands_somewhere(vault, "Biscuit")


def test_beginning_anew_takes_nothing_out_of_the_bin(bin_, store, wren):
    conversation_id = store.catalogue.greet(wren.id, ["Hello."])
    said = store.tree.add(conversation_id, store.tree.path(conversation_id)[0].id, Author.ME, "A secret of mine.")
    bin_.put_messages(conversation_id, said.id)
    assert store.catalogue.greet(wren.id, ["Hello."]) != conversation_id
    (put,) = bin_.all()
    bin_.restore(put.kind, put.key)
    assert texts(store, conversation_id) == ["Hello.", "A secret of mine."]


def test_an_answer_that_is_struck_out_takes_nothing_out_of_the_bin(bin_, store, conversation_id):
    first, second, third = store.tree.path(conversation_id)
    put = bin_.put_messages(conversation_id, third.id)
    store.replies.strike_out([second.id])
    bin_.restore(put.kind, put.key)
    assert texts(store, conversation_id) == [first.text, third.text]


def test_a_memory_in_the_bin_is_told_to_no_model_in_any_words(bin_, memory, store, wren, conversation_id):
    (dog,) = memory.facts.of(wren.id)
    here = Viewpoint(wren.id, store.catalogue.start(wren.id), "", wren.display_name)
    assert any("Biscuit" in memo.text for memo in memory.recall("What is my dog called?", here))
    bin_.put_memories([dog.id])
    assert not any("Biscuit" in memo.text for memo in memory.recall("What is my dog called?", here))
    bin_.undo()
    assert any("Biscuit" in memo.text for memo in memory.recall("What is my dog called?", here))


def test_a_chapter_that_tells_of_a_memory_in_the_bin_is_told_to_nobody(bin_, memory, store, wren, conversation_id):
    way = store.tree.path(conversation_id)
    memory.stories.add(conversation_id, way[0].id, way[1].id, "They spoke of Biscuit.", made_by="rule")
    (dog,) = memory.facts.of(wren.id)
    bin_.put_memories([dog.id])
    assert memory.stories.of(conversation_id, store.branches.on_way) == []
    bin_.undo()
    assert [chapter.text for chapter in memory.stories.of(conversation_id, store.branches.on_way)] == [
        "They spoke of Biscuit."
    ]


def test_a_memory_that_was_learned_again_meanwhile_comes_back_once(bin_, memory, store, wren, conversation_id):
    (dog,) = memory.facts.of(wren.id)
    bin_.put_memories([dog.id])
    store.tree.add(conversation_id, store.tree.leaf_of(conversation_id), Author.ME, "My dog is called Biscuit.")
    run(memory.extract_pending(conversation_id, [wren.id]))
    bin_.undo()
    assert known(memory, wren) == [dog.text]


def test_a_page_in_the_bin_is_gone_with_what_it_tells_of(bin_, memory, store, vault, wren, conversation_id):
    at = store.tree.path(conversation_id)[0].created
    week = Week(date(2026, 11, 23), at - 1000, at + 1000)
    memory.journal.add(wren.id, week, "They told me of Biscuit.")
    bin_.put_page(memory.journal.pages(wren.id)[0].id)
    (dog,) = memory.facts.of(wren.id)
    bin_.put_memories([dog.id])
    bin_.delete(TrashKind.MEMORY, dog.id)
    assert [one.kind for one in bin_.all()] == []


def test_a_page_comes_back_in_place_of_one_that_was_written_meanwhile(bin_, memory, wren, conversation_id):
    week = Week(date(2026, 11, 16), 0, 1000)
    memory.journal.add(wren.id, week, "The first page.")
    bin_.put_page(memory.journal.pages(wren.id)[0].id)
    memory.journal.add(wren.id, week, "Another page.")
    bin_.undo()
    assert [page.text for page in memory.journal.pages(wren.id)] == ["The first page."]


def test_an_entry_waits_for_its_book(bin_, vault):
    books = LorebookStore(vault)
    book = books.add({"name": "Harbour", "entries": []})
    put = bin_.put_entry({"keys": ["lamp"], "content": "Whale oil."}, "lamp", book=book, persona=None)
    bin_.put_book(book)
    with pytest.raises(ParentInTrash):
        bin_.restore(put.kind, put.key)
    assert len(bin_.all()) == 2

"""Forgotten means gone: out of every prompt at once, and out of the vault for good."""

from __future__ import annotations

import pytest

from app.chat import AttachmentKind
from app.chat.attachments import show_in
from app.core.errors import BlobDamaged
from app.engine import HashedEmbedder
from tests.driving import run

PLANTED = "the glass heron of Tirawen"


@pytest.fixture
def planted(talking, memory, store):
    memory.embedder = HashedEmbedder()
    talking.question = talking.say(f"I love {PLANTED}.")
    talking.echo = talking.answer(f"You love {PLANTED}; I keep that in mind.")
    talking.say("And it rains.")
    run(memory.embed_some(20))
    memory.stories.add(
        talking.conversation_id, talking.question.id, talking.echo.id, f"They spoke of {PLANTED}.", made_by="rule"
    )
    (talking.fact,) = [fact for fact in memory.known(talking.here) if fact.subject == "you"]
    return talking


def image(vault) -> bytes:
    vault.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return vault.connection().serialize("main").lower()


def test_a_forgotten_phrase_is_nowhere_in_the_decrypted_database(planted, memory, store, vault):
    assert image(vault).count(b"tirawen") > 3
    memory.forgetting.move_to_trash([planted.fact.id], with_words=True)
    store.trash.take_words_out(memory.forgetting.purge())
    assert image(vault).count(b"tirawen") == 0
    assert planted.recalled(f"What is {PLANTED}?") == []


def test_pictures_that_are_said_to_show_it_go_with_the_words(talking, memory, store, vault):
    (place, shown) = (talking.say("My sister is called Tirawen."), talking.say("Look at this."))
    store.attachments.keep(AttachmentKind.IMAGE, b"pixels", b"1" * 32, (4, 3))
    with vault.write() as db:
        show_in(db, shown.id, b"1" * 32, "A woman, my sister Tirawen, at the sea.")
    memory.forgetting.move_to_trash([fact.id for fact in memory.known(talking.here)], with_words=True)
    taken = memory.forgetting.purge()
    assert {place.id, shown.id} <= set(taken)
    store.trash.take_words_out(taken)
    assert image(vault).count(b"tirawen") == 0
    with pytest.raises(BlobDamaged):
        store.attachments.content(b"1" * 32)


def test_put_away_it_is_out_of_mind_at_once_and_can_be_brought_back(planted, memory):
    memory.forgetting.move_to_trash([planted.fact.id])
    assert planted.fact.id not in [fact.id for fact in memory.known(planted.here)]
    memory.forgetting.restore([planted.fact.id])
    assert planted.fact.id in [fact.id for fact in memory.known(planted.here)]


def test_without_the_words_the_conversation_stays_and_is_not_recalled(planted, memory, store):
    memory.forgetting.move_to_trash([planted.fact.id])
    memory.forgetting.purge()
    assert PLANTED in store.tree.get(planted.question.id).text
    assert planted.recalled(f"What do you know of {PLANTED}?") == []
    assert memory.stories.of(planted.conversation_id, store.branches.on_way) == []
    planted.learn()
    assert planted.fact.value not in {fact.value for fact in memory.known(planted.here)}


def test_what_a_model_has_read_goes_too(planted, memory, vault):
    with vault.write() as db:
        db.execute("INSERT INTO blob(file, kind, key, size_bytes, created_ms) VALUES ('f', 'snapshot', x'00', 1, 0)")
        db.execute(
            "INSERT INTO resume(conversation_id, blob_id, model, tokens, made_ms) VALUES (?, ?, 'm', x'00', 0)",
            (planted.conversation_id, db.last_insert_rowid()),
        )
    memory.forgetting.move_to_trash([planted.fact.id])
    memory.forgetting.purge()
    assert vault.read("SELECT * FROM resume") == []
    assert vault.read("SELECT file FROM blob_gone") == [("f",)]


def test_forgetting_a_name_leaves_the_rest_of_what_was_said_to_be_found(talking, memory):
    talking.say("My name is Ottilie.")
    talking.say("Ottilie found a silver key in the old well.")
    talking.answer("A key!")
    kept = talking.say("It opened the mill, said Ottilie.")
    (name,) = memory.known(talking.here)
    memory.forgetting.move_to_trash([name.id])
    memory.forgetting.purge()
    assert memory.persons_name(talking.here) == ""
    assert kept.id in [hit.message for hit in memory.find("What opened the mill?", talking.here)]


def test_the_title_of_a_conversation_does_not_keep_the_words(talking, memory, store):
    talking.say(f"I love {PLANTED}.")
    (fact,) = memory.known(talking.here)
    memory.forgetting.move_to_trash([fact.id], with_words=True)
    store.trash.take_words_out(memory.forgetting.purge())
    assert "Tirawen" not in store.catalogue.get(talking.conversation_id).title


def test_words_that_were_only_in_common_use_stay(talking, elsewhere, memory, store):
    talking.say("I love tea.")
    other = elsewhere.say("The duke drank tea in the long gallery, and spoke of the war.")
    (tea,) = memory.known(talking.here)
    memory.forgetting.move_to_trash([tea.id], with_words=True)
    store.trash.take_words_out(memory.forgetting.purge())
    assert "long gallery" in store.tree.get(other.id).text


def test_what_was_to_go_goes_also_when_the_app_was_closed_meanwhile(talking, memory):
    said = talking.say("My dog is called Rex.")
    (dog,) = memory.known(talking.here)
    memory.forgetting.move_to_trash([dog.id], with_words=True)
    assert memory.forgetting.purge() == [said.id]


def test_what_it_had_closed_does_not_hold_again(talking, memory):
    talking.say("I live in Hull.")
    talking.say("I moved to Leeds.")
    (leeds,) = memory.known(talking.here)
    memory.forgetting.move_to_trash([leeds.id])
    memory.forgetting.purge()
    assert talking.known() == set()


def test_a_model_does_not_learn_again_what_was_forgotten(talking, memory):
    from app.core.scope import ScopeLevel
    from app.memory import FactCandidate, SaidBy

    said = talking.say("My dog is called Rex.")
    (dog,) = memory.known(talking.here)
    memory.forgetting.move_to_trash([dog.id])
    memory.forgetting.purge()
    memory.facts.learn(
        [FactCandidate("pet:dog", "Rex", "{you} has a dog called Rex.")],
        persona=talking.persona,
        conversation_id=talking.conversation_id,
        reach=ScopeLevel.COMPANION,
        said_by=SaidBy.ME,
        message=said.id,
    )
    assert talking.known() == set()


def test_sealing_takes_pages_and_what_a_model_read(talking, memory):
    talking.say("We planted the apple tree.")
    talking.days.go("2026-12-02 09:00")
    memory.journal.add(talking.persona, memory.journal.wants(talking.persona), "They planted a tree.")
    memory.exclude(talking.conversation_id, wanted=True)
    assert memory.journal.pages(talking.persona) == []


@pytest.mark.parametrize(
    ("told", "other"),
    [
        ("I live in Reading.", "I was reading a lovely book by the fire."),
        ("My sister is called Hope.", "There is hope for the garden yet."),
    ],
)
def test_a_name_that_is_also_a_word_does_not_take_others_with_it(talking, elsewhere, memory, store, told, other):
    talking.say(told)
    kept = elsewhere.say(other)
    facts = [fact.id for fact in memory.known(talking.here)]
    assert kept.id not in memory.forgetting.holding(facts)
    memory.forgetting.move_to_trash(facts, with_words=True)
    store.trash.take_words_out(memory.forgetting.purge())
    assert store.tree.get(kept.id).text == other

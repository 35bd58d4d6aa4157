"""What is deleted is gone from the decrypted database too: text, index, drafts, blobs."""

from __future__ import annotations

import time

import pytest

from app.chat import Author, ConversationStore, State, search
from app.core.errors import LastPersona
from app.core.paths import resources
from app.personas import PersonaStore, starter_sketches
from app.vault import BlobKind, Blobs, Vault

WORD = "quixotryptic"


@pytest.fixture
def personas(vault):
    store = PersonaStore(vault)
    store.add_starters(starter_sketches(resources() / "personas"))
    return store


@pytest.fixture
def store(vault, personas):
    return ConversationStore(vault)


@pytest.fixture
def wren(personas):
    return personas.named("Wren").id


def image(vault: Vault) -> bytes:
    """Every byte of the decrypted database, and of what is still in its log."""
    vault.read("SELECT 1")
    return vault.connection().serialize("main")


def occurrences(vault: Vault) -> int:
    return image(vault).lower().count(WORD.encode()) + image(vault).count(WORD[:8].encode())


def fill(store: ConversationStore, wren: int, number: int = 30) -> None:
    for each in range(number):
        talk, _, answer = store.ask(wren, None, f"ordinary words about weather {each}")
        store.close(answer.id, f"an ordinary answer {each}", "", State.DONE, "m", {})
        store.rename(talk, f"ordinary {each}")


def test_a_deleted_message_is_nowhere_in_the_decrypted_database(vault, store, wren):
    fill(store, wren)
    talk, mine, answer = store.ask(wren, None, "a plain beginning")
    store.close(answer.id, "an answer", "", State.DONE, "m", {})
    _, secret, reply = store.ask(wren, talk, f"the {WORD} thing")
    store.close(reply.id, f"about {WORD}", f"it said {WORD}", State.DONE, "m", {})
    fill(store, wren)
    assert occurrences(vault) > 3
    assert len(search(vault, WORD)) == 2

    assert store.below(secret.id) == 2
    store.remove(talk, secret.id)

    assert occurrences(vault) == 0
    assert search(vault, WORD) == []
    assert [message.text for message in store.path(talk)] == ["a plain beginning", "an answer"]
    assert vault.integrity_check() == ""
    assert mine


def test_what_is_said_after_a_deletion_stays(store, wren):
    """Also while the deletion is still going on."""
    talk, mine, answer = store.ask(wren, None, "a beginning")
    store.close(answer.id, "an answer", "", State.DONE, "m", {})
    _, second, _ = store.ask(wren, talk, "a mistake")
    store.trash_branch(talk, second.id)
    assert [message.text for message in store.path(talk)] == ["a beginning", "an answer"]
    store.ask(wren, talk, "in other words")
    store.purge_messages()
    assert [message.text for message in store.path(talk)][:3] == ["a beginning", "an answer", "in other words"]
    assert mine


def test_half_a_letter_does_not_keep_a_message_from_being_kept(store, wren):
    talk, mine, answer = store.ask(wren, None, "broken \ud83d paste")
    store.keep(answer.id, "half \udc00", "")
    store.keep_draft(wren, talk, "\ud83d")
    assert store.get(mine.id).text == "broken \ufffd paste"


def test_a_title_made_of_the_words_goes_with_them_and_a_given_one_stays(vault, store, wren):
    talk, mine, _ = store.ask(wren, None, f"{WORD} is on my mind")
    store.remove(talk, mine.id)
    assert occurrences(vault) == 0
    assert store.of_persona(wren)[0].title == "New conversation"


def test_deleting_one_of_two_versions_shows_the_other(store, wren):
    talk, mine, answer = store.ask(wren, None, "hello")
    store.close(answer.id, "one", "", State.DONE, "m", {})
    other = store.add(talk, mine.id, Author.PERSONA, "two")
    later = store.add(talk, other.id, Author.ME, "and then")
    store.remove(talk, other.id)
    assert [message.text for message in store.path(talk)] == ["hello", "one"]
    assert later


def test_deleting_what_is_not_shown_changes_nothing_that_is(store, wren):
    talk, mine, answer = store.ask(wren, None, "hello")
    store.close(answer.id, "one", "", State.DONE, "m", {})
    store.add(talk, mine.id, Author.PERSONA, "two")
    store.remove(talk, answer.id)
    assert [message.text for message in store.path(talk)] == ["hello", "two"]


def test_a_conversation_with_thousands_of_messages_can_be_deleted(vault, store, wren):
    """Messages hang on each other deeper than the library lets deletions follow."""
    talk = store.start(wren)
    with vault.write() as db:
        parent = None
        for number in range(3000):
            parent = store._insert(db, talk, parent, Author.ME, f"{WORD} {number}", State.DONE)
    second = store.path(talk)[1]
    store.remove(talk, second.id)
    assert len(store.path(talk)) == 1
    store.move_to_trash(talk)
    store.purge()
    assert vault.read("SELECT count(*) FROM message") == [(0,)]
    assert occurrences(vault) == 0


def test_only_what_is_meant_is_purged(store, wren):
    """The one whose deletion can still be undone stays."""
    one, other = store.start(wren), store.start(wren)
    store.move_to_trash(one)
    store.move_to_trash(other)
    store.purge(one)
    store.restore(other)
    assert [talk.id for talk in store.of_persona(wren)] == [other]


def test_a_deletion_waits_for_nobody_who_reads(vault, store, wren):
    """Such as a backup on another thread: the window must not stand still for it."""
    talk, mine, _ = store.ask(wren, None, f"the {WORD} thing")
    reader = Vault(vault.folder, vault.key)
    reader.connection().execute("BEGIN")
    reader.read("SELECT count(*) FROM message")
    began = time.monotonic()
    store.remove(talk, mine.id)
    assert time.monotonic() - began < 4.5  # the library would wait five seconds
    reader.connection().execute("COMMIT")
    reader.close()
    assert occurrences(vault) == 0


def test_a_deleted_persona_takes_everything_along_and_does_not_come_back_by_itself(vault, personas, store, wren):
    blobs = Blobs(vault)
    talk, mine, _ = store.ask(wren, None, f"the {WORD} thing")
    store.keep_draft(wren, talk, f"a draft of {WORD}")
    store.keep_draft(wren, None, f"another draft of {WORD}")
    blobs.put(BlobKind.SNAPSHOT, WORD.encode() * 1000, conversation=talk)
    blobs.put(BlobKind.PICTURE, b"sent", message=mine.id)

    personas.remove(wren)

    assert occurrences(vault) == 0
    assert search(vault, WORD) == []
    assert [path for path in (vault.folder / "blobs").rglob("*") if path.is_file()] == []
    assert [persona.name for persona in personas.all()] == ["Aldous", "Marlow"]
    personas.add_starters(starter_sketches(resources() / "personas"))
    assert [persona.name for persona in personas.all()] == ["Aldous", "Marlow"]
    assert personas.misses_starters

    personas.bring_back_starters(starter_sketches(resources() / "personas"))
    assert sorted(persona.name for persona in personas.all()) == ["Aldous", "Marlow", "Wren"]
    assert not personas.misses_starters


def test_somebody_is_always_left_to_talk_to(personas):
    for persona in personas.all()[:-1]:
        personas.remove(persona.id)
    with pytest.raises(LastPersona):
        personas.remove(personas.all()[0].id)
    assert len(personas.all()) == 1


def test_nothing_of_it_is_left_in_the_log_on_disk(vault, store, wren):
    fill(store, wren)
    talk, mine, _ = store.ask(wren, None, f"the {WORD} thing")
    store.remove(talk, mine.id)
    log = vault.folder / "vault.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def test_searching_finds_all_words_the_rarest_first_and_is_not_led_astray(vault, store, wren):
    fill(store, wren)
    talk, _, answer = store.ask(wren, None, "The café by the mill, and a heron")
    assert [found.talk for found in search(vault, "CAFE heron")] == [talk]
    assert search(vault, "cafe unicorn") == []
    assert search(vault, "") == []
    assert search(vault, '" * - ( NEAR') == []
    assert len(search(vault, 'weather"')) == 20
    assert search(vault, "x OR heron") == []
    store.keep(answer.id, "half a thought of larkspur", "")
    assert search(vault, "larkspur") == []  # still being spoken
    store.close(answer.id, "a whole thought of larkspur", "", State.DONE, "m", {})
    assert len(search(vault, "larkspur")) == 1
    store.move_to_trash(talk)
    assert search(vault, "larkspur") == []

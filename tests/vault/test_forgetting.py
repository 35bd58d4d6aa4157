"""What is deleted is gone from the decrypted database too: text, index, drafts, blobs."""

from __future__ import annotations

import time

import pytest

from app.chat import Author, ConversationStore, State, search
from app.chat.rows import insert_message
from app.core.clock import now
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
        conversation_id, _, answer = store.tree.ask(wren, None, f"ordinary words about weather {each}")
        store.replies.close(answer.id, f"an ordinary answer {each}", "", State.DONE, "m", {})
        store.catalogue.rename(conversation_id, f"ordinary {each}")


def test_a_deleted_message_is_nowhere_in_the_decrypted_database(vault, store, wren):
    fill(store, wren)
    conversation_id, mine, answer = store.tree.ask(wren, None, "a plain beginning")
    store.replies.close(answer.id, "an answer", "", State.DONE, "m", {})
    _, secret, reply = store.tree.ask(wren, conversation_id, f"the {WORD} thing")
    store.replies.close(reply.id, f"about {WORD}", f"it said {WORD}", State.DONE, "m", {})
    fill(store, wren)
    assert occurrences(vault) > 3
    assert len(search(vault, WORD)) == 2

    assert store.tree.below(secret.id) == 2
    store.trash.remove(conversation_id, secret.id)

    assert occurrences(vault) == 0
    assert search(vault, WORD) == []
    assert [message.text for message in store.tree.path(conversation_id)] == ["a plain beginning", "an answer"]
    assert vault.integrity_check() == ""
    assert mine


def test_what_is_said_after_a_deletion_stays(store, wren):
    """Also while the deletion is still going on."""
    conversation_id, mine, answer = store.tree.ask(wren, None, "a beginning")
    store.replies.close(answer.id, "an answer", "", State.DONE, "m", {})
    _, second, _ = store.tree.ask(wren, conversation_id, "a mistake")
    store.trash.trash_branch(conversation_id, second.id)
    assert [message.text for message in store.tree.path(conversation_id)] == ["a beginning", "an answer"]
    store.tree.ask(wren, conversation_id, "in other words")
    store.trash.purge_messages()
    assert [message.text for message in store.tree.path(conversation_id)][:3] == [
        "a beginning",
        "an answer",
        "in other words",
    ]
    assert mine


def test_half_a_letter_does_not_keep_a_message_from_being_kept(store, wren):
    conversation_id, mine, answer = store.tree.ask(wren, None, "broken \ud83d paste")
    store.replies.keep(answer.id, "half \udc00", "")
    store.drafts.keep(wren, conversation_id, "\ud83d")
    assert store.tree.get(mine.id).text == "broken \ufffd paste"


def test_a_title_made_of_the_words_goes_with_them_and_a_given_one_stays(vault, store, wren):
    conversation_id, mine, _ = store.tree.ask(wren, None, f"{WORD} is on my mind")
    store.trash.remove(conversation_id, mine.id)
    assert occurrences(vault) == 0
    assert store.catalogue.of_persona(wren)[0].title == ""


def test_deleting_one_of_two_versions_shows_the_other(store, wren):
    conversation_id, mine, answer = store.tree.ask(wren, None, "hello")
    store.replies.close(answer.id, "one", "", State.DONE, "m", {})
    other = store.tree.add(conversation_id, mine.id, Author.PERSONA, "two")
    later = store.tree.add(conversation_id, other.id, Author.ME, "and then")
    store.trash.remove(conversation_id, other.id)
    assert [message.text for message in store.tree.path(conversation_id)] == ["hello", "one"]
    assert later


def test_deleting_what_is_not_shown_changes_nothing_that_is(store, wren):
    conversation_id, mine, answer = store.tree.ask(wren, None, "hello")
    store.replies.close(answer.id, "one", "", State.DONE, "m", {})
    store.tree.add(conversation_id, mine.id, Author.PERSONA, "two")
    store.trash.remove(conversation_id, answer.id)
    assert [message.text for message in store.tree.path(conversation_id)] == ["hello", "two"]


def test_a_conversation_with_thousands_of_messages_can_be_deleted(vault, store, wren):
    """Messages hang on each other deeper than the library lets deletions follow."""
    conversation_id = store.catalogue.start(wren)
    with vault.write() as db:
        parent = None
        for number in range(3000):
            parent = insert_message(db, now(), conversation_id, parent, Author.ME, f"{WORD} {number}", State.DONE)
    second = store.tree.path(conversation_id)[1]
    store.trash.remove(conversation_id, second.id)
    assert len(store.tree.path(conversation_id)) == 1
    store.trash.move_to_trash(conversation_id)
    store.trash.purge()
    assert vault.read("SELECT count(*) FROM message") == [(0,)]
    assert occurrences(vault) == 0


def test_only_what_is_meant_is_purged(store, wren):
    """The one whose deletion can still be undone stays."""
    one, other = store.catalogue.start(wren), store.catalogue.start(wren)
    store.trash.move_to_trash(one)
    store.trash.move_to_trash(other)
    store.trash.purge(one)
    store.trash.restore(other)
    assert [one.id for one in store.catalogue.of_persona(wren)] == [other]


def test_a_deletion_waits_for_nobody_who_reads(vault, store, wren):
    """Such as a backup on another thread: the window must not stand still for it."""
    conversation_id, mine, _ = store.tree.ask(wren, None, f"the {WORD} thing")
    reader = Vault(vault.folder, vault.key)
    reader.connection().execute("BEGIN")
    reader.read("SELECT count(*) FROM message")
    began = time.monotonic()
    store.trash.remove(conversation_id, mine.id)
    assert time.monotonic() - began < 4.5  # the library would wait five seconds
    reader.connection().execute("COMMIT")
    reader.close()
    assert occurrences(vault) == 0


def test_a_deleted_persona_takes_everything_along_and_does_not_come_back_by_itself(vault, personas, store, wren):
    blobs = Blobs(vault)
    conversation_id, mine, _ = store.tree.ask(wren, None, f"the {WORD} thing")
    store.drafts.keep(wren, conversation_id, f"a draft of {WORD}")
    store.drafts.keep(wren, None, f"another draft of {WORD}")
    blobs.put(BlobKind.SNAPSHOT, WORD.encode() * 1000, conversation=conversation_id)
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
    conversation_id, mine, _ = store.tree.ask(wren, None, f"the {WORD} thing")
    store.trash.remove(conversation_id, mine.id)
    log = vault.folder / "vault.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def test_searching_finds_all_words_the_rarest_first_and_is_not_led_astray(vault, store, wren):
    fill(store, wren)
    conversation_id, _, answer = store.tree.ask(wren, None, "The café by the mill, and a heron")
    assert [found.conversation_id for found in search(vault, "CAFE heron")] == [conversation_id]
    assert search(vault, "cafe unicorn") == []
    assert search(vault, "") == []
    assert search(vault, '" * - ( NEAR') == []
    assert len(search(vault, 'weather"')) == 20
    assert search(vault, "x OR heron") == []
    store.replies.keep(answer.id, "half a thought of larkspur", "")
    assert search(vault, "larkspur") == []  # still being spoken
    store.replies.close(answer.id, "a whole thought of larkspur", "", State.DONE, "m", {})
    assert len(search(vault, "larkspur")) == 1
    store.trash.move_to_trash(conversation_id)
    assert search(vault, "larkspur") == []

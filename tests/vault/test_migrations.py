"""A vault of every schema version there ever was is opened, and loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.chat import Author, ConversationStore, State, search
from app.core.errors import DiskFull, VaultDamaged
from app.core.paths import resources
from app.core.scope import ScopeLevel
from app.lorebook import LorebookStore
from app.manner import MannerChoices, ReaderStore, ThoughtTrial
from app.memory import Memory, Viewpoint
from app.models import AdapterChoices
from app.personas import PersonaStore, ProfileStore
from app.presence import Background, BackgroundKind, Backgrounds, FirstWordKind, FirstWords
from app.steering import Axis, SliderStore
from app.vault import Blobs, Vault, VaultSettingsBackend, check_backup, snapshots, unlock
from app.vault import migrate as migrate_room
from app.vault import vault as vault_room
from app.vault.migrate import newest, steps
from tests.driving import run

FROZEN = Path(__file__).parents[1] / "data" / "vaults"
PASSPHRASE = "tractor velvet onion"
CODE = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-R"


@pytest.fixture(params=sorted(path.name for path in FROZEN.iterdir()))
def frozen(request, home) -> Path:
    """A copy of a vault as an earlier version left it."""
    shutil.copytree(FROZEN / request.param, home.vault, dirs_exist_ok=True)
    return home.vault


def test_what_came_with_the_ninth_is_there(home):
    shutil.copytree(FROZEN / "schema-9", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    store = ConversationStore(vault)
    part, whole = store.trash.trashed()
    assert (part.title, part.is_part, part.messages) == ("Why blue", True, 1)
    assert (whole.title, whole.is_part, whole.messages) == ("A kingfisher went by", False, 1)
    store.trash.restore(whole.id)
    assert store.tree.path(store.trash.restore(part.id))[-1].text == "Why blue?"
    vault.close()


def test_a_number_is_never_given_twice(home):
    """What is noted of a message must not be taken for another's."""
    shutil.copytree(FROZEN / "schema-8", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    store, personas = ConversationStore(vault), PersonaStore(vault)
    conversation_id = store.catalogue.start(personas.named("Wren").id)
    gone = store.tree.add(conversation_id, None, Author.ME, "gone").id
    store.trash.remove(conversation_id, gone)
    assert store.tree.add(conversation_id, None, Author.ME, "new").id > gone
    vault.close()


def test_there_is_a_frozen_vault_of_every_version():
    assert {path.name for path in FROZEN.iterdir()} == {f"schema-{number}" for number, _ in steps()}


@pytest.mark.parametrize("way", [{"passphrase": PASSPHRASE}, {"recovery_code": CODE}])
def test_everything_in_it_is_there(frozen, way):
    vault = Vault(frozen, unlock(frozen, **way))
    store, personas = ConversationStore(vault), PersonaStore(vault)
    wren = personas.named("Wren")
    (conversation,) = store.catalogue.of_persona(wren.id)
    assert conversation.title == "The heron"
    assert [message.text for message in store.tree.path(conversation.id)] == [
        "The heron stood in the reeds at dawn", "Herons are patient.", "It flew over the mill", "Towards the",
    ]  # fmt: skip
    first = store.tree.path(conversation.id)[1]
    assert (first.variant_index, first.variant_count) == (2, 2)
    assert store.tree.path(conversation.id)[-1].state is State.STOPPED
    assert store.drafts.get(wren.id, conversation.id) == "a draft about "
    assert VaultSettingsBackend(vault).get("your_name") == "Ottilie"
    assert vault.read_one("PRAGMA user_version") == (newest(),)
    assert vault.integrity_check() == ""
    assert [found.text for found in search(vault, "heron REEDS")] == ["The heron stood in the reeds at dawn"]
    vault.close()


def test_a_copy_is_kept_before_anything_is_changed(frozen):
    key = unlock(frozen, recovery_code=CODE)
    have = int(frozen_schema(frozen, key))
    Vault(frozen, key).close()
    kept = snapshots(frozen)
    assert len(kept) == (1 if have < newest() else 0)
    for copy in kept:
        facts = run(check_backup(copy.path, key))
        assert facts.schema == have


def frozen_schema(folder: Path, key) -> int:
    from app.vault.database import open_database

    connection = open_database(folder / "vault.db", key)
    try:
        return int(connection.pragma("user_version"))
    finally:
        connection.close()


def test_without_room_for_the_copy_nothing_is_changed(home, monkeypatch):
    shutil.copytree(FROZEN / "schema-1", home.vault, dirs_exist_ok=True)
    key = unlock(home.vault, recovery_code=CODE)

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(vault_room, "snapshot_of", full)
    with pytest.raises(DiskFull):
        Vault(home.vault, key)
    monkeypatch.undo()
    assert frozen_schema(home.vault, key) == 1


def test_a_step_whose_result_does_not_hold_together_is_undone(home, monkeypatch):
    shutil.copytree(FROZEN / "schema-1", home.vault, dirs_exist_ok=True)
    key = unlock(home.vault, recovery_code=CODE)
    bad = "INSERT INTO draft(persona_id, text) VALUES (999, 'nobody'); CREATE TABLE half(x);"
    monkeypatch.setattr(migrate_room, "steps", lambda: [*steps()[:1], (2, bad)])
    with pytest.raises((VaultDamaged, Exception)):
        Vault(home.vault, key)
    monkeypatch.undo()
    assert frozen_schema(home.vault, key) == 1
    vault = Vault(home.vault, key)
    assert vault.read("SELECT name FROM sqlite_schema WHERE name = 'half'") == []
    vault.close()


def test_what_came_with_the_seventh_is_there(home):
    shutil.copytree(FROZEN / "schema-7", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    ottilie = PersonaStore(vault).named("Ottilie")
    assert ottilie.description == "Ottilie keeps the lighthouse.\r\nShe is forty."
    assert ottilie.card.fields["x_own"] == {"kept": [1]}
    assert PersonaStore(vault).thumb(ottilie.id)
    store = ConversationStore(vault)
    (conversation,) = store.catalogue.of_persona(ottilie.id)
    assert [(line.text, line.checkpoint) for line in store.tree.path(conversation.id)] == [("Come in.", "At the door")]
    assert [profile.name for profile in ProfileStore(vault).all()] == ["Ada"]
    assert [book.name for book in LorebookStore(vault).all()] == ["North"]
    vault.close()


def test_what_came_with_the_eighth_is_there(home):
    shutil.copytree(FROZEN / "schema-8", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    ottilie, store = PersonaStore(vault).named("Ottilie"), ConversationStore(vault)
    (conversation,) = store.catalogue.of_persona(ottilie.id)
    memory = Memory(vault, store.branches.on_way, resources() / "words")
    held, closed = memory.active(memory.facts.of(ottilie.id))
    assert {fact.value for fact in held} == {"Leeds", "Biscuit"}
    assert [fact.value for fact in closed] == ["Hull"]
    assert [each.text for each in memory.stories.of(conversation.id, store.branches.on_way)] == ["They spoke of a dog."]
    assert memory.scope(ottilie.id) is ScopeLevel.CONVERSATION
    assert memory.find("the dog", Viewpoint(ottilie.id, conversation.id))
    vault.close()


def test_a_companion_of_an_earlier_version_is_a_card_now(home):
    shutil.copytree(FROZEN / "schema-1", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    wren = PersonaStore(vault).named("Wren")
    assert wren.card.version == 3
    assert wren.description
    assert wren.nutshell.startswith("You are Wren")
    assert wren.openers
    vault.close()


def test_a_companion_takes_its_conversations_into_the_bin_and_out_again(frozen):
    """By triggers of the tenth: those that lay in the bin before stay there by themselves."""
    vault = Vault(frozen, unlock(frozen, passphrase=PASSPHRASE))
    store, personas = ConversationStore(vault), PersonaStore(vault)
    wren = personas.named("Wren")
    before, thrown = store.catalogue.of_persona(wren.id), {each.id for each in store.trash.trashed()}
    personas.move_to_trash(wren.id)
    assert not store.catalogue.of_persona(wren.id)
    personas.restore(wren.id)
    assert store.catalogue.of_persona(wren.id) == before
    assert {each.id for each in store.trash.trashed()} == thrown
    vault.close()


def test_what_came_with_the_eleventh_is_there(home):
    shutil.copytree(FROZEN / "schema-11", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    personas = PersonaStore(vault)
    wren = personas.named("Wren")
    background = Backgrounds(vault, personas, Blobs(vault)).of(wren, None)
    assert background == Background(BackgroundKind.PORTRAIT, blur=40, strength=60)
    (first,) = FirstWords(vault).of(wren.id)
    assert (first.kind, first.days, first.minute, first.words) == (FirstWordKind.REMINDER, 0b11, 510, "water the ferns")
    vault.close()


def test_what_came_with_the_twelfth_is_there(home):
    shutil.copytree(FROZEN / "schema-12", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    wren = PersonaStore(vault).named("Wren").id
    assert AdapterChoices(vault).holding(wren, None) == {"soft": 0.5}
    polite = Axis("", "very polite", "blunt")
    sliders = SliderStore(vault)
    assert [(made.axis, made.wins, made.vector.layers) for made in sliders.made_for("a model")] == [(polite, 11, 3)]
    assert sliders.holding(wren, None) == {polite: -0.5}
    vault.close()


def test_what_came_with_the_thirteenth_is_there(home):
    shutil.copytree(FROZEN / "schema-13", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, recovery_code=CODE))
    wren = PersonaStore(vault).named("Wren").id
    assert MannerChoices(vault).holding(wren, None) == {"attunement": "deep", "hesitation": "light"}
    assert ReaderStore(vault).trial("a fingerprint") == ThoughtTrial(12, 16, 900.0)
    vault.close()


def test_what_came_with_the_fifteenth_is_there(home):
    shutil.copytree(FROZEN / "schema-15", home.vault, dirs_exist_ok=True)
    vault = Vault(home.vault, unlock(home.vault, passphrase=PASSPHRASE))
    store = ConversationStore(vault)
    (row,) = vault.read("SELECT message_id FROM attachment")
    (shown,) = store.tree.get(row[0]).attachments
    assert (shown.alt, shown.width, shown.height) == ("A brown wall", 24, 16)
    assert store.attachments.content(shown.digest).startswith(b"\x89PNG")
    vault.close()

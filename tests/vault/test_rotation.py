"""Changing the data key: old secrets open nothing any more, and no crash leaves a vault that nothing opens."""

from __future__ import annotations

import pytest

from app.core.errors import DiskFull, HomeUnwritable, LastWayIn, VaultBusy, VaultDamaged, WeakPassphrase, WrongSecret
from app.vault import (
    Vault,
    VaultSettingsBackend,
    add_keyring_slot,
    add_recovery_slot,
    confirm,
    create_keys,
    destroy_keys,
    new_recovery_code,
    remove_slot,
    rotate_keys,
    rotation,
    set_passphrase,
    slot_kinds,
    unlock,
)
from app.vault.keyfile import KeyFile

OLD, NEW = "tractor velvet onion", "lantern gravel ribbon"


@pytest.fixture
def code():
    return new_recovery_code()


@pytest.fixture
def closed(home, keyring, code):
    """A closed vault with all three slots and something in it: its folder and its data key."""
    key = create_keys(home.vault, passphrase=OLD, keyring=keyring)
    add_recovery_slot(home.vault, key, code)
    vault = Vault(home.vault, key)
    VaultSettingsBackend(vault).put("greeting", "hello")
    vault.close()
    return home.vault, key


def greeting(folder, key) -> object:
    vault = Vault(folder, key)
    try:
        return VaultSettingsBackend(vault).get("greeting")
    finally:
        vault.close()


def test_after_a_rotation_the_old_key_opens_nothing_and_nothing_is_lost(closed, keyring, code):
    folder, old = closed
    before = (folder / "vault.key").read_bytes(), (folder / "vault.db").read_bytes()
    secrets = dict(keyring.secrets)

    new = rotate_keys(folder, old, passphrase=OLD, keyring=keyring)

    assert greeting(folder, new) == "hello"
    assert greeting(folder, unlock(folder, passphrase=OLD)) == "hello"
    assert greeting(folder, unlock(folder, keyring=keyring)) == "hello"
    with pytest.raises(VaultDamaged):
        Vault(folder, old)
    with pytest.raises(WrongSecret):
        unlock(folder, recovery_code=code)
    assert not set(secrets) & set(keyring.secrets)
    # The old key file with its secrets opens only the old database.
    (folder / "vault.key").write_bytes(before[0])
    with pytest.raises(VaultDamaged):
        Vault(folder, unlock(folder, passphrase=OLD))


def test_a_wrong_passphrase_rotates_nothing(closed, keyring):
    folder, old = closed
    before = (folder / "vault.key").read_bytes()
    with pytest.raises(WrongSecret):
        rotate_keys(folder, old, passphrase=NEW, keyring=keyring)
    assert (folder / "vault.key").read_bytes() == before
    assert greeting(folder, old) == "hello"


def test_a_vault_without_a_passphrase_gets_one(home, keyring):
    key = create_keys(home.vault, keyring=keyring)
    Vault(home.vault, key).close()
    with pytest.raises(WeakPassphrase):
        rotate_keys(home.vault, key, passphrase="short", keyring=keyring)
    rotate_keys(home.vault, key, passphrase=NEW, keyring=keyring)
    assert slot_kinds(home.vault) == {"passphrase", "keyring"}
    unlock(home.vault, passphrase=NEW)


class Killed(BaseException):
    """The process ends here: nothing catches it."""


def break_at(monkeypatch, what: str, how: type[BaseException] = Killed) -> None:
    """Fail before *what* has happened: as a kill would, or in another way."""
    owner, name = (KeyFile, "save") if what == "the new key file" else (rotation, what)
    done = []

    def fail(*given):
        done.append(given)
        if what == "the new key file" and len(done) == 1:
            return genuine(*given)
        raise how

    genuine = getattr(owner, name)
    monkeypatch.setattr(owner, name, fail)


@pytest.mark.parametrize("what", ["rekey", "the new key file"])
@pytest.mark.parametrize("way", ["passphrase", "keyring"])
def test_a_rotation_that_was_cut_short_is_finished_by_opening_the_vault(closed, keyring, code, monkeypatch, what, way):
    folder, old = closed
    break_at(monkeypatch, what)
    with pytest.raises(Killed):
        rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    assert KeyFile.load(folder / "vault.key").pending is not None
    monkeypatch.undo()

    key = unlock(folder, passphrase=OLD) if way == "passphrase" else unlock(folder, keyring=keyring)

    assert greeting(folder, key) == "hello"
    assert KeyFile.load(folder / "vault.key").pending is None
    assert key.database_key() != old.database_key()
    with pytest.raises(WrongSecret):
        unlock(folder, recovery_code=code)


def test_until_it_is_finished_the_old_recovery_code_still_opens_the_old_database(closed, keyring, code, monkeypatch):
    folder, old = closed
    break_at(monkeypatch, "rekey")
    with pytest.raises(Killed):
        rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    assert greeting(folder, unlock(folder, recovery_code=code)) == "hello"
    monkeypatch.setattr(rotation, "rekey", full)  # no room to finish it either: still not locked out
    assert greeting(folder, unlock(folder, passphrase=OLD)) == "hello"


def full(*_):
    raise DiskFull


@pytest.mark.parametrize("what", ["rekey", "the new key file"])
def test_a_rotation_that_failed_can_be_tried_again(closed, keyring, code, monkeypatch, what):
    """A full disk is no end: what was begun is taken back, or finished."""
    folder, old = closed
    break_at(monkeypatch, what, DiskFull)
    with pytest.raises(DiskFull):
        rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    monkeypatch.undo()
    key = unlock(folder, passphrase=OLD)
    assert greeting(folder, key) == "hello"
    new = rotate_keys(folder, key, passphrase=OLD, keyring=keyring)
    for way in ({"passphrase": OLD}, {"keyring": keyring}):
        assert unlock(folder, **way).database_key() == new.database_key()
    assert greeting(folder, new) == "hello"


def test_while_a_rotation_is_unfinished_no_slot_changes_and_checking_a_secret_finishes_nothing(
    closed, keyring, code, monkeypatch
):
    """Whoever changes a slot then would change one that is about to go."""
    folder, old = closed
    break_at(monkeypatch, "rekey")
    with pytest.raises(Killed):
        rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    monkeypatch.undo()
    before = (folder / "vault.key").read_bytes(), (folder / "vault.db").read_bytes()
    confirm(folder, OLD)
    for change in (
        lambda: set_passphrase(folder, old, NEW),
        lambda: add_recovery_slot(folder, old, new_recovery_code()),
        lambda: add_keyring_slot(folder, old, keyring),
        lambda: remove_slot(folder, "keyring", keyring),
        lambda: rotate_keys(folder, old, passphrase=OLD, keyring=keyring),
    ):
        with pytest.raises(VaultBusy):
            change()
    assert ((folder / "vault.key").read_bytes(), (folder / "vault.db").read_bytes()) == before
    assert greeting(folder, unlock(folder, keyring=keyring)) == "hello"


def test_a_stale_key_rotates_nothing(closed, keyring):
    folder, old = closed
    rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    before = (folder / "vault.key").read_bytes()
    with pytest.raises(VaultDamaged):
        rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    assert (folder / "vault.key").read_bytes() == before


def test_once_the_database_has_the_new_key_the_old_recovery_code_is_simply_wrong(closed, keyring, code, monkeypatch):
    folder, old = closed
    break_at(monkeypatch, "the new key file")
    with pytest.raises(Killed):
        rotate_keys(folder, old, passphrase=OLD, keyring=keyring)
    monkeypatch.undo()
    with pytest.raises(WrongSecret):
        unlock(folder, recovery_code=code)
    assert greeting(folder, unlock(folder, passphrase=OLD)) == "hello"


def test_changing_the_passphrase_rewrites_the_key_file_only(closed):
    folder, key = closed
    before = (folder / "vault.db").read_bytes()
    set_passphrase(folder, key, NEW)
    assert (folder / "vault.db").read_bytes() == before
    with pytest.raises(WrongSecret):
        unlock(folder, passphrase=OLD)
    assert unlock(folder, passphrase=NEW).database_key() == key.database_key()


def test_a_new_passphrase_that_cannot_be_written_leaves_the_old_one(closed, monkeypatch):
    folder, key = closed

    def refuse(*_):
        raise HomeUnwritable

    monkeypatch.setattr(KeyFile, "save", refuse)
    with pytest.raises(HomeUnwritable):
        set_passphrase(folder, key, NEW)
    monkeypatch.undo()
    unlock(folder, passphrase=OLD)


def test_the_last_slot_in_the_persons_own_hands_stays(closed, keyring):
    folder, _ = closed
    remove_slot(folder, "recovery", keyring)
    with pytest.raises(LastWayIn):
        remove_slot(folder, "passphrase", keyring)
    remove_slot(folder, "keyring", keyring)
    assert slot_kinds(folder) == {"passphrase"}
    assert keyring.secrets == {}


def test_a_vault_of_the_keyrings_alone_does_not_lose_it(home, keyring):
    create_keys(home.vault, keyring=keyring)
    with pytest.raises(LastWayIn):
        remove_slot(home.vault, "keyring", keyring)
    unlock(home.vault, keyring=keyring)


def test_the_keyring_can_be_added_later_and_holds_one_secret(home, keyring):
    key = create_keys(home.vault, passphrase=OLD)
    add_keyring_slot(home.vault, key, keyring)
    add_keyring_slot(home.vault, key, keyring)
    assert len(keyring.secrets) == 1
    assert unlock(home.vault, keyring=keyring).database_key() == key.database_key()


def test_who_sits_at_an_open_vault_proves_it_by_passphrase_or_code(closed, code):
    folder, _ = closed
    confirm(folder, OLD)
    confirm(folder, code)
    for wrong in (NEW, new_recovery_code(), ""):
        with pytest.raises(WrongSecret):
            confirm(folder, wrong)


def test_destroyed_keys_are_gone_from_disk_and_keyring(closed, keyring):
    folder, key = closed
    destroy_keys(folder, keyring)
    assert not (folder / "vault.key").exists()
    assert keyring.secrets == {}
    destroy_keys(folder, keyring)
    assert key


def test_the_one_secret_of_the_first_version_goes_too_but_not_before_something_takes_its_place(home, keyring):
    """It was kept under the vault's own name."""
    key = create_keys(home.vault, keyring=keyring)
    file = KeyFile.load(home.vault / "vault.key")
    ((account, secret),) = keyring.secrets.items()
    keyring.secrets = {file.vault_id: secret}
    assert unlock(home.vault, keyring=keyring).database_key() == key.database_key()
    add_keyring_slot(home.vault, key, keyring)
    assert file.vault_id not in keyring.secrets
    assert account not in keyring.secrets
    assert unlock(home.vault, keyring=keyring).database_key() == key.database_key()

"""Slots: each opens the vault, none can be bent, and a wrong secret says only that."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import KeyFileDamaged, KeyringUnavailable, VaultExists, VaultTooNew, WeakPassphrase, WrongSecret
from app.vault import PretendKeyring, add_keyring_slot, add_recovery_slot, create_keys, new_recovery_code, unlock
from app.vault.keyfile import KeyFile
from app.vault.recovery_code import SYMBOLS, read_code, spell

GOOD = "tractor velvet onion"


@pytest.fixture
def folder(home):
    return home.vault


def test_each_slot_opens_the_same_key(folder, keyring):
    key = create_keys(folder, passphrase=GOOD, keyring=keyring)
    code = new_recovery_code()
    add_recovery_slot(folder, key, code)

    opened = [unlock(folder, passphrase=GOOD), unlock(folder, keyring=keyring), unlock(folder, recovery_code=code)]

    assert {other.database_key() for other in opened} == {key.database_key()}


def test_a_passphrase_is_the_same_however_its_letters_are_composed(folder):
    create_keys(folder, passphrase="caf\u00e9 tr\u00e8s fort")
    unlock(folder, passphrase="cafe\u0301 tre\u0300s fort")


def test_a_wrong_passphrase_says_only_that(folder):
    create_keys(folder, passphrase=GOOD)
    before = (folder / "vault.key").read_bytes()
    with pytest.raises(WrongSecret):
        unlock(folder, passphrase="tractor velvet onionS")
    assert (folder / "vault.key").read_bytes() == before


def test_a_second_key_is_never_made_beside_a_vault(folder, keyring):
    create_keys(folder, keyring=keyring)
    before = (folder / "vault.key").read_bytes()
    with pytest.raises(VaultExists):
        create_keys(folder, keyring=keyring)
    assert (folder / "vault.key").read_bytes() == before


def test_after_the_recovery_code_a_working_keyring_opens_the_vault_again(folder, keyring):
    key = create_keys(folder, keyring=keyring)
    keyring.secrets.clear()
    add_keyring_slot(folder, key, keyring)
    assert unlock(folder, keyring=keyring).database_key() == key.database_key()


@pytest.mark.parametrize(
    "weak", ["", "short", "aaaaaaaaaaaaaaa", "123412341234", "1234567890", "qwertyuiop", "Passw0rd!!", "password12"]
)
def test_a_passphrase_that_would_be_guessed_is_refused_and_leaves_nothing(folder, weak):
    with pytest.raises(WeakPassphrase):
        create_keys(folder, passphrase=weak)
    assert list(folder.iterdir()) == []


def test_a_keyring_that_does_not_keep_the_secret_is_not_trusted(folder):
    with pytest.raises(KeyringUnavailable):
        create_keys(folder, keyring=PretendKeyring(available=False))
    assert list(folder.iterdir()) == []


def test_a_keyring_that_forgot_asks_for_something_else(folder, keyring):
    create_keys(folder, passphrase=GOOD, keyring=keyring)
    keyring.secrets.clear()
    with pytest.raises(KeyringUnavailable):
        unlock(folder, keyring=keyring)
    unlock(folder, passphrase=GOOD)


def test_the_keyring_never_holds_the_data_key_itself(folder, keyring):
    key = create_keys(folder, keyring=keyring)
    assert all(key.database_key() not in secret for secret in keyring.secrets.values())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"magic": "inglenook-key"}',
        b"[" * 100_000,
        b'{"magic": "inglenook-key", "version": 1, "vault": "x", "slots": [3]}',
        b'{"magic": "inglenook-key", "version": 1, "vault": "x", "slots": {"a": 1}}',
    ],
)
def test_a_damaged_key_file_is_said_so(folder, content):
    (folder / "vault.key").write_bytes(content)
    with pytest.raises(KeyFileDamaged):
        unlock(folder, passphrase=GOOD)


def test_a_key_file_of_a_later_version_is_refused(folder):
    create_keys(folder, passphrase=GOOD)
    document = json.loads((folder / "vault.key").read_bytes())
    document["version"] = 99
    (folder / "vault.key").write_text(json.dumps(document))
    with pytest.raises(VaultTooNew):
        unlock(folder, passphrase=GOOD)


def tampered(document: dict, slot: dict) -> list[tuple[dict, str, object]]:
    argon = slot["argon2"]
    return [
        (argon, "t", argon["t"] + 1),
        (argon, "p", argon["p"] - 1),
        (argon, "m", argon["m"] * 2),
        (argon, "salt", "AAAAAAAAAAAAAAAAAAAAAA=="),
        (slot, "id", "0" * 16),
        (slot, "nonce", "AAAAAAAAAAAAAAAA"),
        (document, "vault", "0" * 32),
    ]


def test_no_field_of_a_slot_can_be_changed(folder):
    create_keys(folder, passphrase=GOOD)
    original = (folder / "vault.key").read_bytes()
    for number in range(7):
        document = json.loads(original)
        place, field, value = tampered(document, document["slots"][0])[number]
        place[field] = value
        (folder / "vault.key").write_text(json.dumps(document))
        with pytest.raises(WrongSecret):
            unlock(folder, passphrase=GOOD)


def test_a_planted_key_file_cannot_exhaust_the_memory(folder):
    create_keys(folder, passphrase=GOOD)
    document = json.loads((folder / "vault.key").read_bytes())
    document["slots"][0]["argon2"]["m"] = 2**40
    (folder / "vault.key").write_text(json.dumps(document))
    with pytest.raises(KeyFileDamaged):
        unlock(folder, passphrase=GOOD)


def test_a_slot_cannot_be_moved_into_another_vault(tmp_path, keyring):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    create_keys(ours, passphrase=GOOD)
    create_keys(theirs, passphrase="something else entirely")
    mine, other = KeyFile.load(ours / "vault.key"), KeyFile.load(theirs / "vault.key")
    KeyFile(other.vault_id, mine.slots).save(theirs / "vault.key")
    with pytest.raises(WrongSecret):
        unlock(theirs, passphrase=GOOD)


@given(st.integers(0, 2**160 - 1))
def test_every_code_is_read_back_as_written(number):
    assert read_code(spell(number)) == number.to_bytes(20)


@given(st.integers(0, 2**160 - 1))
def test_a_code_forgives_case_spaces_and_look_alikes(number):
    sloppy = spell(number).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(sloppy) == number.to_bytes(20)


@given(st.integers(0, 2**160 - 1), st.integers(0, SYMBOLS - 1), st.integers(1, 31))
def test_one_wrong_letter_is_noticed(number, place, shift):
    code = list(spell(number).replace("-", ""))
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code[place] = alphabet[(alphabet.index(code[place]) + shift) % 32]
    with pytest.raises(WrongSecret):
        read_code("".join(code))


@given(st.text(max_size=60))
def test_anything_else_is_no_code(text):
    with contextlib.suppress(WrongSecret):
        assert len(read_code(text)) == 20

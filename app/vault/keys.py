"""Creating and opening a vault's data key, and the slots that each open it.

slots      keyring (32 random bytes kept by the system), passphrase (Argon2id),
           recovery code (160 bits, so it needs no slow derivation)
"""

from __future__ import annotations

import base64
import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.errors import AppError, KeyringUnavailable, LastWayIn, VaultBusy, VaultError, VaultExists, WrongSecret
from app.core.files import write_whole
from app.vault import rotation
from app.vault.data_key import DataKey, hkdf
from app.vault.database import DATABASE, NEW
from app.vault.disk import disk_errors
from app.vault.keyfile import KEY_FILE, KEYRING, PASSPHRASE, RECOVERY, KeyFile, Slot
from app.vault.keyring_slot import Keyring
from app.vault.passphrase import calibrated, stronger_than
from app.vault.recovery_code import fresh_code, read_code
from app.vault.strength import check_strength

Derive = Callable[[KeyFile, Slot], bytes]

changing = threading.RLock()
"""Held while a slot is put in or taken out: two changes at once would each save a file without the other."""


def create_keys(folder: Path, *, passphrase: str | None = None, keyring: Keyring | None = None) -> DataKey:
    """Make a new data key in *folder* with a slot for each secret given; at least one is needed.

    Raises:
        VaultExists: there is one already; a second key would lock it for ever.
        WeakPassphrase: the passphrase would be guessed.
        KeyringUnavailable: the keyring did not keep the secret and no passphrase was given.
    """
    if vault_exists(folder):
        raise VaultExists
    key = DataKey.fresh()
    file = KeyFile(os.urandom(16).hex())
    if passphrase is not None:
        file = with_passphrase(file, key, passphrase)
    if keyring is not None:
        try:
            file = with_keyring(file, key, keyring)
        except KeyringUnavailable:
            if passphrase is None:
                raise
    if not file.slots:
        raise ValueError("a vault needs a passphrase or a keyring")
    # Until the database is there, it may be made; afterwards its absence is a loss, not a beginning.
    write_whole(folder / NEW, b"")
    file.save(folder / KEY_FILE)
    return key


def unlock(
    folder: Path, *, passphrase: str | None = None, recovery_code: str | None = None, keyring: Keyring | None = None
) -> DataKey:
    """Open the data key with the one secret given.  A change of keys that was cut short is finished first.

    Raises:
        WrongSecret: it opens no slot.
        KeyringUnavailable: the keyring is locked, missing, or has forgotten the secret.
        KeyFileDamaged: the key file cannot be read.
    """
    file = KeyFile.load(folder / KEY_FILE)
    kind, derive = _way(passphrase, recovery_code, keyring)
    if file.pending is None:
        return _open_any(file, file.slots, kind, derive)

    def opened(slots: Sequence[Slot]) -> DataKey | None:
        with contextlib.suppress(WrongSecret, KeyringUnavailable):
            return _open_any(file, slots, kind, derive)
        return None

    return rotation.settle(folder, file, old=opened(file.slots), new=opened(file.pending.slots))


def check(folder: Path, *, passphrase: str | None = None, recovery_code: str | None = None) -> None:
    """See that a secret opens a slot, at a vault that is open: nothing is changed, whatever was begun.

    Raises:
        WrongSecret: it opens none.
    """
    file = KeyFile.load(folder / KEY_FILE)
    _open_any(file, file.slots, *_way(passphrase, recovery_code, None))


def confirm(folder: Path, typed: str) -> None:
    """Check that who sits at an open vault knows its passphrase or its recovery code.

    Raises:
        WrongSecret: *typed* is neither.
    """
    with contextlib.suppress(WrongSecret):
        check(folder, recovery_code=typed)
        return
    check(folder, passphrase=typed)


def set_passphrase(folder: Path, key: DataKey, passphrase: str) -> None:
    """Let *passphrase* open the vault from now on, in place of any earlier one.  Only the key file changes.

    Raises:
        WeakPassphrase: it would be guessed; nothing was changed.
    """
    check_strength(passphrase)
    cost = calibrated()
    derived = cost.derive(passphrase)
    with changing:
        _settled(folder).with_slot(Slot(PASSPHRASE, argon2=cost), derived, key).save(folder / KEY_FILE)


def strengthen_passphrase(folder: Path, key: DataKey, passphrase: str) -> bool:
    """Let each guess at *passphrase*, which opens the vault, cost more, where this machine can bear it; whether so.

    The first cost was measured when the vault was made, perhaps beside something that kept the machine busy.  Only the
    key file changes, at once; takes seconds.

    Raises:
        WrongSecret: it opens no slot; nothing was changed.
    """
    file = KeyFile.load(folder / KEY_FILE)
    slots = file.slots_of(PASSPHRASE)
    if file.pending is not None or len(slots) != 1 or slots[0].argon2 is None:
        return False
    cost = stronger_than(slots[0].argon2)
    if cost is None:
        return False
    file.open_slot(slots[0], slots[0].argon2.derive(passphrase))
    derived = cost.derive(passphrase)
    with changing:
        # That took its time: a recovery code may have been added, or the passphrase changed.
        now = KeyFile.load(folder / KEY_FILE)
        if now.pending is not None or now.slots_of(PASSPHRASE) != slots:
            return False
        now.with_slot(Slot(PASSPHRASE, argon2=cost), derived, key).save(folder / KEY_FILE)
    return True


def new_recovery_code() -> str:
    """A code to show the person; it opens nothing until ``add_recovery_slot``."""
    return fresh_code()


def add_recovery_slot(folder: Path, key: DataKey, code: str) -> None:
    """Let *code* open the vault from now on, in place of any earlier code."""
    with changing:
        _settled(folder).with_slot(Slot(RECOVERY), _code_key(code), key).save(folder / KEY_FILE)


def add_keyring_slot(folder: Path, key: DataKey, keyring: Keyring) -> None:
    """Let *keyring* open the vault from now on, with a new secret.

    Raises:
        KeyringUnavailable: it does not keep the secret; nothing was changed.
    """
    with changing:
        before = _settled(folder)
        with_keyring(before, key, keyring).save(folder / KEY_FILE)
    _forget_in_keyring(before, keyring)


def remove_slot(folder: Path, kind: str, keyring: Keyring) -> None:
    """Take a way in away.

    Raises:
        LastWayIn: neither a passphrase nor a recovery code would be left.
    """
    with changing:
        before = _settled(folder)
        after = before.without(kind)
        if not after.kinds & {PASSPHRASE, RECOVERY}:
            raise LastWayIn
        after.save(folder / KEY_FILE)
    if kind == KEYRING:
        _forget_in_keyring(before, keyring)


def rotate_keys(folder: Path, old: DataKey, *, passphrase: str, keyring: Keyring | None = None) -> DataKey:
    """Change the data key of the closed vault in *folder*; crash-safe.  The recovery code opens nothing afterwards.

    *passphrase* is the vault's, or the first it gets; a keyring slot is renewed if there was one.

    Raises:
        WrongSecret: it is not the vault's passphrase; nothing was changed.
        WeakPassphrase: the first passphrase would be guessed.
    """
    before = _settled(folder)
    if PASSPHRASE in before.kinds:
        check(folder, passphrase=passphrase)
    new = DataKey.fresh()
    file = with_passphrase(KeyFile(before.vault_id), new, passphrase)
    if KEYRING in before.kinds and keyring is not None:
        with contextlib.suppress(KeyringUnavailable):
            file = with_keyring(file, new, keyring)
    try:
        rotation.change_key(folder, old, new, file)
    except AppError:
        if keyring is not None and KeyFile.load(folder / KEY_FILE) == before:
            _delete_secrets(keyring, [_account(file, slot) for slot in file.slots_of(KEYRING)])
        raise
    if keyring is not None:
        _forget_in_keyring(before, keyring)
    return new


def _settled(folder: Path) -> KeyFile:
    """The key file, if no change of keys is under way in it.

    Raises:
        VaultBusy: one is; what a slot opens would depend on how it ends.
    """
    file = KeyFile.load(folder / KEY_FILE)
    if file.pending is not None:
        raise VaultBusy("rotation_cut_short")
    return file


def destroy_keys(folder: Path, keyring: Keyring) -> None:
    """Make the vault in *folder* unreadable for ever: what is left of it is noise.

    Raises:
        VaultBusy: the system does not let the key file go.
    """
    path = folder / KEY_FILE
    with contextlib.suppress(VaultError):
        _forget_in_keyring(KeyFile.load(path), keyring)
    with disk_errors(VaultBusy), contextlib.suppress(FileNotFoundError):
        # Overwritten first, for disks that write in place.
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def slot_kinds(folder: Path) -> frozenset[str]:
    """Which kinds of slot the vault in *folder* has; none when its key file cannot be read."""
    try:
        return KeyFile.load(folder / KEY_FILE).kinds
    except VaultError:
        return frozenset()


def vault_exists(folder: Path) -> bool:
    """Whether *folder* holds a vault, whole or damaged."""
    return (folder / KEY_FILE).exists() or (folder / DATABASE).exists()


def with_passphrase(file: KeyFile, key: DataKey, passphrase: str) -> KeyFile:
    """*file* with *key* in a slot that *passphrase* opens.  Takes seconds.

    Raises:
        WeakPassphrase: it would be guessed.
    """
    check_strength(passphrase)
    cost = calibrated()
    return file.with_slot(Slot(PASSPHRASE, argon2=cost), cost.derive(passphrase), key)


def with_keyring(file: KeyFile, key: DataKey, keyring: Keyring) -> KeyFile:
    """*file* with *key* in a slot that *keyring* opens.

    Each slot has an account of its own in the keyring: overwriting one is not atomic everywhere.

    Raises:
        KeyringUnavailable: it does not keep the secret.
    """
    slot, secret = Slot(KEYRING), os.urandom(32)
    keyring.write(_account(file, slot), base64.b64encode(secret).decode())
    return file.with_slot(slot, secret, key)


def _way(passphrase: str | None, recovery_code: str | None, keyring: Keyring | None) -> tuple[str, Derive]:
    if passphrase is not None:
        return PASSPHRASE, _by_passphrase(passphrase)
    if recovery_code is not None:
        return RECOVERY, _by_code(recovery_code)
    if keyring is not None:
        return KEYRING, _by_keyring(keyring)
    raise WrongSecret


def _open_any(file: KeyFile, slots: Sequence[Slot], kind: str, derive: Derive) -> DataKey:
    for slot in slots:
        if slot.kind == kind:
            with contextlib.suppress(WrongSecret):
                return file.open_slot(slot, derive(file, slot))
    if kind == KEYRING:
        raise KeyringUnavailable("key_gone")
    raise WrongSecret


def _by_passphrase(passphrase: str) -> Derive:
    def derive(_: KeyFile, slot: Slot) -> bytes:
        if slot.argon2 is None:
            raise WrongSecret
        return slot.argon2.derive(passphrase)

    return derive


def _by_code(code: str) -> Derive:
    key = _code_key(code)
    return lambda file, slot: key


def _code_key(code: str) -> bytes:
    return hkdf(read_code(code), "inglenook/recovery/v1")


def _by_keyring(keyring: Keyring) -> Derive:
    def derive(file: KeyFile, slot: Slot) -> bytes:
        # The first version kept one secret for each vault instead of one for each slot; it opens nothing else.
        kept = keyring.read(_account(file, slot)) or keyring.read(file.vault_id)
        try:
            secret = base64.b64decode(kept or "", validate=True)
        except ValueError:
            secret = b""
        if len(secret) != 32:
            raise KeyringUnavailable("key_gone")
        return secret

    return derive


def _account(file: KeyFile, slot: Slot) -> str:
    return f"{file.vault_id}-{slot.id}"


def _forget_in_keyring(file: KeyFile, keyring: Keyring) -> None:
    """Take the secrets of *file*'s slots, which open nothing any more, out of the keyring."""
    _delete_secrets(keyring, [file.vault_id, *(_account(file, slot) for slot in file.slots_of(KEYRING))])


def _delete_secrets(keyring: Keyring, accounts: Sequence[str]) -> None:
    for account in accounts:
        with contextlib.suppress(KeyringUnavailable):  # locked or gone: what it holds opens nothing
            keyring.delete(account)

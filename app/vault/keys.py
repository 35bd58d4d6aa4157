"""Creating, opening and adding the slots of a vault's data key.

data key   32 random bytes; never stored in clear, never derived from a passphrase
  HKDF     -> the database's raw key
slots      keyring (32 random bytes kept by the system), passphrase (Argon2id),
           recovery code (160 bits, so it needs no slow derivation)
"""

from __future__ import annotations

import base64
import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import KeyringUnavailable, VaultError, VaultExists, WeakPassphrase, WrongSecret
from app.vault.keyfile import KEYRING, PASSPHRASE, RECOVERY, Argon2, KeyFile, Slot
from app.vault.keyring_slot import Keyring
from app.vault.recovery_code import fresh_code, read_code

KEY_FILE, DATABASE = "vault.key", "vault.db"
SLOWEST_S = 1.5
COSTS_KIB = (262_144, 131_072, 65_536)
SHORTEST = 10


class DataKey:
    """The open data key; never printed, never compared by accident."""

    __slots__ = ("_bytes",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("a data key has 32 bytes")
        self._bytes = secret

    def __repr__(self) -> str:
        return "<DataKey>"

    def database_key(self) -> str:
        """64 hexadecimal digits for the database's raw key."""
        return _hkdf(self._bytes, "inglenook/db/v1").hex()

    def wrap_into(self, file: KeyFile, kind: str, wrapping_key: bytes, argon2: Argon2 | None = None) -> KeyFile:
        """*file* with this key in a slot of *kind*."""
        return file.with_slot(kind, wrapping_key, self._bytes, argon2)


def create_keys(folder: Path, *, passphrase: str | None = None, keyring: Keyring | None = None) -> DataKey:
    """Make a new data key in *folder* with a slot for each secret given; at least one is needed.

    Raises:
        VaultExists: there is one already; a second key would lock it for ever.
        WeakPassphrase: the passphrase is too short or all of one kind.
        KeyringUnavailable: the keyring did not keep the secret and no passphrase was given.
    """
    if vault_exists(folder):
        raise VaultExists
    key = DataKey(os.urandom(32))
    file = KeyFile(os.urandom(16).hex())
    if passphrase is not None:
        file = _with_passphrase(file, key, passphrase)
    if keyring is not None:
        try:
            file = _with_keyring(file, key, keyring)
        except KeyringUnavailable:
            if passphrase is None:
                raise
    if not file.slots:
        raise ValueError("a vault needs a passphrase or a keyring")
    file.save(folder / KEY_FILE)
    return key


def unlock(
    folder: Path, *, passphrase: str | None = None, recovery_code: str | None = None, keyring: Keyring | None = None
) -> DataKey:
    """Open the data key with the one secret given.

    Raises:
        WrongSecret: it opens no slot.
        KeyringUnavailable: the keyring is locked, missing, or has forgotten the secret.
        KeyFileDamaged: the key file cannot be read.
    """
    file = KeyFile.load(folder / KEY_FILE)
    if passphrase is not None:
        return _open_any(file, PASSPHRASE, lambda slot: _argon2(passphrase, slot.argon2))
    if recovery_code is not None:
        secret = read_code(recovery_code)
        return _open_any(file, RECOVERY, lambda slot: _hkdf(secret, "inglenook/recovery/v1"))
    if keyring is not None:
        return _open_any(file, KEYRING, lambda slot: _keyring_secret(file, keyring))
    raise WrongSecret


def new_recovery_code() -> str:
    """A code to show the person; it opens nothing until ``add_recovery_slot``."""
    return fresh_code()


def add_recovery_slot(folder: Path, key: DataKey, code: str) -> None:
    """Let *code* open the vault from now on, in place of any earlier code."""
    file = KeyFile.load(folder / KEY_FILE)
    key.wrap_into(file, RECOVERY, _hkdf(read_code(code), "inglenook/recovery/v1")).save(folder / KEY_FILE)


def slot_kinds(folder: Path) -> frozenset[str]:
    """Which kinds of slot the vault in *folder* has; none when its key file cannot be read."""
    try:
        return frozenset(slot.kind for slot in KeyFile.load(folder / KEY_FILE).slots)
    except VaultError:
        return frozenset()


def renew_keyring_slot(folder: Path, key: DataKey, keyring: Keyring) -> None:
    """Let *keyring* open the vault again, if it once did and no longer can.

    Raises:
        KeyringUnavailable: it does not keep the secret; nothing was changed.
    """
    file = KeyFile.load(folder / KEY_FILE)
    if file.slots_of(KEYRING) and keyring.is_available():
        _with_keyring(file, key, keyring).save(folder / KEY_FILE)


def vault_exists(folder: Path) -> bool:
    """Whether *folder* holds a vault, whole or damaged."""
    return (folder / KEY_FILE).exists() or (folder / DATABASE).exists()


def _open_any(file: KeyFile, kind: str, derive: Callable[[Slot], bytes]) -> DataKey:
    for slot in file.slots_of(kind):
        try:
            return DataKey(file.open_slot(slot, derive(slot)))
        except WrongSecret:
            continue
    if kind == KEYRING:
        raise KeyringUnavailable("The system keyring no longer holds the key of this vault.")
    raise WrongSecret


def _with_passphrase(file: KeyFile, key: DataKey, passphrase: str) -> KeyFile:
    check_strength(passphrase)
    cost = calibrated()
    return key.wrap_into(file, PASSPHRASE, _argon2(passphrase, cost), cost)


def _with_keyring(file: KeyFile, key: DataKey, keyring: Keyring) -> KeyFile:
    secret = os.urandom(32)
    keyring.write(file.vault_id, base64.b64encode(secret).decode())
    return key.wrap_into(file, KEYRING, secret)


def _keyring_secret(file: KeyFile, keyring: Keyring) -> bytes:
    kept = keyring.read(file.vault_id)
    try:
        secret = base64.b64decode(kept or "", validate=True)
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise KeyringUnavailable("The system keyring no longer holds the key of this vault.")
    return secret


def check_strength(passphrase: str) -> None:
    """Refuse what would be guessed first.

    Raises:
        WeakPassphrase: shorter than ten characters, or made of fewer than five different ones.
    """
    if len(passphrase) < SHORTEST or len(set(passphrase)) < 5:
        raise WeakPassphrase


def calibrated() -> Argon2:
    """The strongest cost this machine answers within 1.5 s, never below 64 MiB, 3 passes, 4 lanes."""
    for memory_kib in COSTS_KIB:
        cost = Argon2(memory_kib, 3, 4, os.urandom(16))
        started = time.perf_counter()
        try:
            _argon2("calibration", cost)
        except MemoryError:
            continue
        if time.perf_counter() - started < SLOWEST_S:
            break
    return cost


def _argon2(passphrase: str, cost: Argon2 | None) -> bytes:
    if cost is None:
        raise WrongSecret
    derive = Argon2id(salt=cost.salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return derive.derive(unicodedata.normalize("NFKC", passphrase).encode())


def _hkdf(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret)

"""The key file: the data key, wrapped once for each slot that may open it.

AES-256-GCM with a 96-bit random nonce; the slot's own description, the vault's id and the file's
version are authenticated with it, so parameters cannot be weakened and slots cannot be moved.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.errors import KeyFileDamaged, VaultTooNew, WrongSecret
from app.core.files import write_whole

MAGIC = "inglenook-key"
VERSION = 1
KEYRING, PASSPHRASE, RECOVERY = "keyring", "passphrase", "recovery"


@dataclass(frozen=True, slots=True)
class Argon2:
    """Cost of one passphrase guess: memory in KiB, passes, lanes, and the salt."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes

    @property
    def is_sane(self) -> bool:
        """Within what we would ever write, so that a planted file cannot exhaust the memory."""
        return 65_536 <= self.memory_kib <= 2_097_152 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the data key."""

    kind: str
    id: str
    nonce: bytes
    wrapped: bytes
    argon2: Argon2 | None = None

    def __repr__(self) -> str:
        return f"<Slot {self.kind}>"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``vault.key`` holds."""

    vault_id: str
    slots: tuple[Slot, ...] = ()

    def slots_of(self, kind: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind == kind)

    def with_slot(self, kind: str, wrapping_key: bytes, data_key: bytes, argon2: Argon2 | None = None) -> KeyFile:
        """This file with *data_key* wrapped by *wrapping_key* in a new slot in place of others of its *kind*."""
        slot = Slot(kind, os.urandom(8).hex(), os.urandom(12), b"", argon2)
        sealed = AESGCM(wrapping_key).encrypt(slot.nonce, data_key, self._bound(slot))
        rest = tuple(other for other in self.slots if other.kind != kind)
        return replace(self, slots=(*rest, replace(slot, wrapped=sealed)))

    def open_slot(self, slot: Slot, wrapping_key: bytes) -> bytes:
        """The data key.

        Raises:
            WrongSecret: *wrapping_key* does not open this slot.
        """
        try:
            return AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, self._bound(slot))
        except InvalidTag:
            raise WrongSecret from None

    def _bound(self, slot: Slot) -> bytes:
        bound = {"magic": MAGIC, "version": VERSION, "vault": self.vault_id, **_described(slot)}
        return json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()

    def save(self, path: Path) -> None:
        """Write the file whole, readable by its owner alone."""
        slots = [
            {**_described(slot), "nonce": _text(slot.nonce), "wrapped": _text(slot.wrapped)} for slot in self.slots
        ]
        document = {"magic": MAGIC, "version": VERSION, "vault": self.vault_id, "slots": slots}
        write_whole(path, json.dumps(document, indent=1, sort_keys=True).encode())

    @staticmethod
    def load(path: Path) -> KeyFile:
        """Read the file.

        Raises:
            KeyFileDamaged: it is missing, or not what we write.
            VaultTooNew: a later version wrote it.
        """
        try:
            document = json.loads(path.read_bytes())
            if document["magic"] != MAGIC:
                raise KeyFileDamaged
            if document["version"] > VERSION:
                raise VaultTooNew
            return KeyFile(str(document["vault"]), tuple(_slot(entry) for entry in document["slots"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            raise KeyFileDamaged from None


def _described(slot: Slot) -> dict[str, Any]:
    described: dict[str, Any] = {"kind": slot.kind, "id": slot.id}
    if slot.argon2:
        a = slot.argon2
        described["argon2"] = {"m": a.memory_kib, "t": a.passes, "p": a.lanes, "salt": _text(a.salt)}
    return described


def _slot(entry: dict[str, Any]) -> Slot:
    argon2 = None
    if (given := entry.get("argon2")) is not None:
        argon2 = Argon2(int(given["m"]), int(given["t"]), int(given["p"]), _bytes(given["salt"]))
        if not argon2.is_sane:
            raise KeyFileDamaged
    nonce, wrapped = _bytes(entry["nonce"]), _bytes(entry["wrapped"])
    if len(nonce) != 12 or len(wrapped) != 48:
        raise KeyFileDamaged
    return Slot(str(entry["kind"]), str(entry["id"]), nonce, wrapped, argon2)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)

"""The key file: the data key, wrapped once for each slot that may open it.

AES-256-GCM with a 96-bit random nonce; the slot's own description, the vault's id and the file's
version are authenticated with it, so parameters cannot be weakened and slots cannot be moved.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.errors import KeyFileDamaged, VaultTooNew
from app.core.files import write_whole
from app.vault.data_key import DataKey
from app.vault.passphrase import Argon2

KEY_FILE = "vault.key"
MAGIC = "inglenook-key"
VERSION = 1
ROTATION = "inglenook/rotation/v1"
KEYRING, PASSPHRASE, RECOVERY = "keyring", "passphrase", "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the data key."""

    kind: str
    id: str = field(default_factory=lambda: os.urandom(8).hex())
    argon2: Argon2 | None = None
    nonce: bytes = b""
    wrapped: bytes = b""

    def __repr__(self) -> str:
        return f"<Slot {self.kind}>"


@dataclass(frozen=True, slots=True)
class Pending:
    """A rotation that has begun: the slots of the new data key, and the old key wrapped by the new one."""

    slots: tuple[Slot, ...]
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``vault.key`` holds."""

    vault_id: str
    slots: tuple[Slot, ...] = ()
    pending: Pending | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """Which kinds of slot there are."""
        return frozenset(slot.kind for slot in self.slots)

    def slots_of(self, kind: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind == kind)

    def with_slot(self, slot: Slot, wrapping_key: bytes, key: DataKey) -> KeyFile:
        """This file with *key* wrapped by *wrapping_key* in *slot*, in place of others of its kind."""
        nonce = os.urandom(12)
        sealed = key.wrapped(wrapping_key, nonce, self._bound(slot))
        rest = self.without(slot.kind).slots
        return replace(self, slots=(*rest, replace(slot, nonce=nonce, wrapped=sealed)))

    def without(self, kind: str) -> KeyFile:
        """This file without slots of *kind*."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != kind))

    def open_slot(self, slot: Slot, wrapping_key: bytes) -> DataKey:
        """The data key.

        Raises:
            WrongSecret: *wrapping_key* does not open this slot.
        """
        return DataKey.unwrapped(wrapping_key, slot.nonce, slot.wrapped, self._bound(slot))

    def turning_to(self, new: KeyFile, new_key: DataKey, old_key: DataKey) -> KeyFile:
        """This file while the data key changes to the one *new* wraps: both open it until it is done."""
        nonce = os.urandom(12)
        back = old_key.wrapped(new_key.derived(ROTATION), nonce, self.vault_id.encode())
        return replace(self, pending=Pending(new.slots, nonce, back))

    def turned(self) -> KeyFile:
        """This file when the change is done."""
        assert self.pending is not None
        return KeyFile(self.vault_id, self.pending.slots)

    def old_key(self, new_key: DataKey) -> DataKey:
        """The data key before the change, opened by the one after it."""
        assert self.pending is not None
        pending = self.pending
        return DataKey.unwrapped(new_key.derived(ROTATION), pending.nonce, pending.wrapped, self.vault_id.encode())

    def _bound(self, slot: Slot) -> bytes:
        bound = {"magic": MAGIC, "version": VERSION, "vault": self.vault_id, **_described(slot)}
        return json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()

    def save(self, path: Path) -> None:
        """Write the file whole, readable by its owner alone."""
        document: dict[str, Any] = {
            "magic": MAGIC, "version": VERSION, "vault": self.vault_id, "slots": [_written(s) for s in self.slots],
        }  # fmt: skip
        if self.pending is not None:
            document["pending"] = {
                "slots": [_written(slot) for slot in self.pending.slots],
                "nonce": _text(self.pending.nonce),
                "wrapped": _text(self.pending.wrapped),
            }
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
            return KeyFile(str(document["vault"]), _slots(document["slots"]), _pending(document.get("pending")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            raise KeyFileDamaged from None


def _described(slot: Slot) -> dict[str, Any]:
    described: dict[str, Any] = {"kind": slot.kind, "id": slot.id}
    if slot.argon2:
        a = slot.argon2
        described["argon2"] = {"m": a.memory_kib, "t": a.passes, "p": a.lanes, "salt": _text(a.salt)}
    return described


def _written(slot: Slot) -> dict[str, Any]:
    return {**_described(slot), "nonce": _text(slot.nonce), "wrapped": _text(slot.wrapped)}


def _pending(entry: dict[str, Any] | None) -> Pending | None:
    if entry is None:
        return None
    return Pending(_slots(entry["slots"]), *_sealed(entry))


def _slots(entries: list[dict[str, Any]]) -> tuple[Slot, ...]:
    return tuple(_slot(entry) for entry in entries)


def _slot(entry: dict[str, Any]) -> Slot:
    argon2 = None
    if (given := entry.get("argon2")) is not None:
        argon2 = Argon2(int(given["m"]), int(given["t"]), int(given["p"]), _bytes(given["salt"]))
        if not argon2.is_sane:
            raise KeyFileDamaged
    return Slot(str(entry["kind"]), str(entry["id"]), argon2, *_sealed(entry))


def _sealed(entry: dict[str, Any]) -> tuple[bytes, bytes]:
    nonce, wrapped = _bytes(entry["nonce"]), _bytes(entry["wrapped"])
    if len(nonce) != 12 or len(wrapped) != 48:
        raise KeyFileDamaged
    return nonce, wrapped


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)

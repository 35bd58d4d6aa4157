"""The data key: 32 random bytes from which everything else in a vault hangs.

It is created once, never stored in clear and never derived from a passphrase:

    data key
      HKDF -> the database's raw key
      HKDF -> the key of the automatic copies
    each blob has a random key of its own, kept in the database
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import WrongSecret


class DataKey:
    """The open data key; never printed, never compared by accident."""

    __slots__ = ("_bytes",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != 32:
            raise ValueError("a data key has 32 bytes")
        self._bytes = secret

    @classmethod
    def fresh(cls) -> DataKey:
        """A new one."""
        return cls(os.urandom(32))

    def __repr__(self) -> str:
        return "<DataKey>"

    def database_key(self) -> str:
        """64 hexadecimal digits for the database's raw key."""
        return hkdf(self._bytes, "inglenook/db/v1").hex()

    def derived(self, purpose: str) -> bytes:
        """32 bytes for one *purpose*."""
        return hkdf(self._bytes, purpose)

    def wrapped(self, wrapping_key: bytes, nonce: bytes, bound: bytes) -> bytes:
        """This key sealed with *wrapping_key* (32 bytes) and bound to *bound*: 48 bytes."""
        return AESGCM(wrapping_key).encrypt(nonce, self._bytes, bound)

    @classmethod
    def unwrapped(cls, wrapping_key: bytes, nonce: bytes, wrapped: bytes, bound: bytes) -> DataKey:
        """What ``wrapped`` sealed.

        Raises:
            WrongSecret: another key sealed it, or it is bound to something else.
        """
        try:
            return cls(AESGCM(wrapping_key).decrypt(nonce, wrapped, bound))
        except InvalidTag:
            raise WrongSecret from None


def hkdf(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """32 bytes derived from a *secret* that is random already (RFC 5869, SHA-256)."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose.encode()).derive(secret)

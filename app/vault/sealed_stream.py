"""A stream in sealed pieces: AES-256-GCM, each piece bound to its place and to being the last.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizar, 2015): the nonce of piece *i* is
three zero bytes, *i* in eight bytes, and one byte that is 1 for the last.  Nothing can be cut off,
added, swapped or taken from another stream unnoticed; what is read before the end was reached is
true, but may not be all.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TAG_BYTES = 16


class NotGenuine(Exception):
    """A piece was changed, is missing, or belongs elsewhere."""


def _nonce(number: int, *, is_last: bool) -> bytes:
    return struct.pack(">3xQB", number, is_last)


class Sealer:
    """Writes to *out* what is given to it, sealed with *key* and bound to *bound*."""

    def __init__(self, out: BinaryIO, key: bytes, bound: bytes, piece_bytes: int) -> None:
        self._out = out
        self._cipher = AESGCM(key)
        self._bound = bound
        self._piece_bytes = piece_bytes
        self._number = 0
        self._waiting = bytearray()
        self.size_bytes = 0

    def write(self, plain: bytes) -> int:
        """Take *plain*; whole pieces are written at once."""
        self._waiting += plain
        self.size_bytes += len(plain)
        # The last piece is sealed as such, so a full one waits until more comes.
        while len(self._waiting) > self._piece_bytes:
            self._seal(bytes(self._waiting[: self._piece_bytes]), is_last=False)
            del self._waiting[: self._piece_bytes]
        return len(plain)

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, self._bound))
        self._number += 1


class Opener:
    """Reads from *file* what a ``Sealer`` wrote."""

    def __init__(self, file: BinaryIO, key: bytes, bound: bytes, piece_bytes: int) -> None:
        self._file = file
        self._cipher = AESGCM(key)
        self._bound = bound
        self._piece_bytes = piece_bytes
        self._number = 0
        self._ahead = file.read(piece_bytes + TAG_BYTES)
        self._session = b""
        self.is_at_end = False

    def piece(self) -> bytes:
        """The next piece; empty at the end.

        Raises:
            NotGenuine: it is not what was written.
        """
        if self.is_at_end:
            return b""
        sealed, self._ahead = self._ahead, self._file.read(self._piece_bytes + TAG_BYTES)
        is_last = not self._ahead
        try:
            plain = self._cipher.decrypt(_nonce(self._number, is_last=is_last), sealed, self._bound)
        except (InvalidTag, ValueError):
            raise NotGenuine from None
        self._number += 1
        self.is_at_end = is_last
        return plain

    def read(self, size: int) -> bytes:
        """The next *size* bytes; fewer only at the end.

        Raises:
            NotGenuine: as ``piece`` says.
        """
        parts = [self._session]
        have = len(self._session)
        while have < size and not self.is_at_end:
            parts.append(self.piece())
            have += len(parts[-1])
        opened = b"".join(parts)
        self._session = opened[size:]
        return opened[:size]

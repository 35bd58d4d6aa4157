"""The form of a blob's file.

64 bytes    magic "IGB1", version, cipher, log2 of the piece, zeros, 32 bytes of salt
the rest    pieces sealed as ``sealed_stream`` says, with HKDF(row key, salt, name),
            bound to SHA-256(header, name)
"""

from __future__ import annotations

import enum
import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.core.errors import BlobDamaged, VaultBusy
from app.vault.data_key import hkdf
from app.vault.sealed_stream import NotGenuine, Opener, Sealer

FOLDER, SUFFIX = "blobs", ".igb"
HEADER = struct.Struct(">4sBBB25x32s")
MAGIC, VERSION, AES_256_GCM = b"IGB1", 1, 1
SMALL_PIECE, LARGE_PIECE = 16, 20  # log2: 64 KiB for what is shown in part, 1 MiB for what is read whole


class BlobKind(enum.Enum):
    """What a blob is.  Snapshots can be made again and are left out of backups."""

    PICTURE = "picture"
    VOICE = "voice"
    SNAPSHOT = "snapshot"


def blob_path(vault: Path, name: str) -> Path:
    """Where the blob called *name* lies in the folder of a vault."""
    return vault / FOLDER / name[:2] / f"{name}{SUFFIX}"


def begun(out: BinaryIO, name: str, key: bytes, kind: BlobKind) -> Sealer:
    """Write the header; what is returned seals the content after it."""
    piece, salt = LARGE_PIECE if kind is BlobKind.SNAPSHOT else SMALL_PIECE, os.urandom(32)
    header = HEADER.pack(MAGIC, VERSION, AES_256_GCM, piece, salt)
    out.write(header)
    return Sealer(out, _file_key(key, name, salt), _bound(header, name), 1 << piece)


def opened(path: Path, name: str, key: bytes) -> Iterator[bytes]:
    """The content of the blob file at *path*, piece by piece.

    Raises:
        BlobDamaged: it is missing, or not what was written.
        VaultBusy: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(HEADER.size)
            magic, version, cipher, piece, salt = HEADER.unpack(header)
            if (magic, version, cipher) != (MAGIC, VERSION, AES_256_GCM) or piece not in (SMALL_PIECE, LARGE_PIECE):
                raise BlobDamaged
            opener = Opener(file, _file_key(key, name, salt), _bound(header, name), 1 << piece)
            while not opener.is_at_end:
                yield opener.piece()
    except (FileNotFoundError, struct.error, NotGenuine):
        raise BlobDamaged from None
    except OSError:
        raise VaultBusy from None


def _file_key(key: bytes, name: str, salt: bytes) -> bytes:
    return hkdf(key, f"inglenook/blob/v1/{name}", salt)


def _bound(header: bytes, name: str) -> bytes:
    return hashlib.sha256(header + name.encode()).digest()

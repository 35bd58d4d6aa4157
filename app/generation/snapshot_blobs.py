"""The states of a KV cache on the disk: encrypted, written and read in pieces between which somebody may wait."""

from __future__ import annotations

from collections.abc import Generator

from app.vault import BlobId, BlobKind, Blobs

PIECE = 1 << 20
WORTH_TOKENS = 128
"""Fewer tokens than this are read anew as quickly as they are fetched."""


def write_state(
    blobs: Blobs, state: bytes, *, persona: int | None = None, conversation: int | None = None
) -> Generator[object, None, BlobId | None]:
    """Write *state* as a blob that goes with what is given; closing it leaves nothing.

    Raises:
        DiskFull, VaultBusy: it could not be written.
    """
    with blobs.writing(BlobKind.SNAPSHOT, persona=persona, conversation=conversation) as blob:
        for start in range(0, len(state), PIECE):
            blob.write(state[start : start + PIECE])
            yield None
    return blob.id


def read_state(blobs: Blobs, blob: BlobId) -> Generator[object, None, bytes]:
    """The state that ``write_state`` wrote.

    Raises:
        BlobDamaged: it is not whole.
        VaultBusy: it cannot be read just now.
    """
    pieces = []
    for piece in blobs.stream(blob):
        pieces.append(piece)
        yield None
    return b"".join(pieces)

"""A sealed stream comes back as it was, or not at all."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.vault.sealed_stream import TAG_BYTES, NotGenuine, Opener, Sealer

KEY, PIECE = os.urandom(32), 64
SEALED_PIECE = PIECE + TAG_BYTES


def seal(plain: bytes, bound: bytes = b"bound") -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY, bound, PIECE)
    sealer.write(plain)
    sealer.finish()
    return out.getvalue()


def read(sealed: bytes, bound: bytes = b"bound") -> bytes:
    opener = Opener(io.BytesIO(sealed), KEY, bound, PIECE)
    pieces = []
    while not opener.is_at_end:
        pieces.append(opener.piece())
    return b"".join(pieces)


@given(st.binary(max_size=5 * PIECE), st.lists(st.integers(1, 200), max_size=10))
def test_what_is_sealed_in_any_portions_is_read_in_any_portions(plain, portions):
    out = io.BytesIO()
    sealer = Sealer(out, KEY, b"", PIECE)
    rest = plain
    for portion in portions:
        sealer.write(rest[:portion])
        rest = rest[portion:]
    sealer.write(rest)
    sealer.finish()
    opener = Opener(io.BytesIO(out.getvalue()), KEY, b"", PIECE)
    assert b"".join(opener.read(portion) for portion in [*portions, len(plain) + 1]) == plain
    assert opener.read(1) == b""


@settings(max_examples=300)
@given(st.integers(0, 5 * PIECE), st.data())
def test_one_changed_bit_is_noticed(size, data):
    sealed = bytearray(seal(os.urandom(size)))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotGenuine):
        read(bytes(sealed))


PLAIN = bytes(range(256)) + b"the end"
WHOLE = seal(PLAIN)
FIRST, SECOND = WHOLE[:SEALED_PIECE], WHOLE[SEALED_PIECE : 2 * SEALED_PIECE]


@pytest.mark.parametrize(
    "bent",
    [
        b"",
        WHOLE[:-1],
        WHOLE[: -len(b"the end") - TAG_BYTES],
        FIRST,
        WHOLE + b"\0",
        WHOLE + FIRST,
        SECOND + FIRST + WHOLE[2 * SEALED_PIECE :],
        FIRST + WHOLE,
        WHOLE[SEALED_PIECE:],
    ],
    ids=["nothing", "a byte less", "a piece less", "one piece", "a byte more", "a piece more", "swapped", "doubled",
         "beginning lost"],
)  # fmt: skip
def test_nothing_can_be_cut_off_added_or_moved(bent):
    assert read(WHOLE) == PLAIN
    with pytest.raises(NotGenuine):
        read(bent)


def test_a_stream_cannot_be_passed_off_as_another():
    with pytest.raises(NotGenuine):
        read(WHOLE, bound=b"elsewhere")

"""Reads and checks a model's header without loading it, within bounds, whatever the file holds.

The format is GGUF versions 2 and 3, as llama.cpp documents it.  Damaged headers have brought
llama.cpp down with the whole process, so nothing reaches it that did not pass here first.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.core.errors import ModelMissing, ModelUnreadable, UnknownArchitecture

MAGIC = b"GGUF"
LARGEST_HEADER = 256 * 1024 * 1024
MOST_KEYS, MOST_TENSORS, MOST_DIMENSIONS = 10_000, 100_000, 4
LONGEST_NAME, LONGEST_TEXT, LONGEST_ARRAY = 1_000, 16_000_000, 10_000_000

Scalar = str | int | float | bool

SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
TEXT, ARRAY = 8, 9

# Type number -> (values a block, bytes a block); from ggml's table of tensor types.
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip

# Numbers llama.cpp divides by or allocates from, and the range in which it survives them.
COUNTS = {
    "block_count": (1, 1_024), "embedding_length": (1, 1_000_000), "context_length": (1, 100_000_000),
    "expert_count": (0, 4_096), "expert_used_count": (0, 4_096), "vocab_size": (1, 10_000_000),
}  # fmt: skip
EPSILONS = ("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon")


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says of itself.  Arrays appear in *array_lengths* only."""

    size_bytes: int
    version: int
    metadata: dict[str, Scalar] = field(default_factory=dict)
    array_lengths: dict[str, int] = field(default_factory=dict)
    tensors: int = 0
    needed_bytes: int = 0

    @property
    def architecture(self) -> str:
        return str(self.metadata.get("general.architecture", ""))

    @property
    def name(self) -> str:
        """The model's own name, or nothing."""
        return str(self.metadata.get("general.name", ""))

    def number(self, key: str) -> int | None:
        """A whole number of this architecture, such as ``context_length``."""
        value = self.metadata.get(f"{self.architecture}.{key}")
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def read_header(path: Path) -> Header:
    """Read and check the header of *path*.

    Raises:
        ModelMissing: there is no such file.
        ModelUnreadable: it is not a whole GGUF model.
        UnknownArchitecture: it names no architecture.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = _Reader(file, size).header()
    except FileNotFoundError:
        raise ModelMissing from None
    except (OSError, struct.error, UnicodeDecodeError, OverflowError):
        raise ModelUnreadable from None
    _check(header)
    return header


class _Reader:
    """Walks through the header, never past the end of the file or its own bounds."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def header(self) -> Header:
        if self._take(4) != MAGIC:
            raise ModelUnreadable("This file is not a GGUF model.")
        version = self._int("<I")
        if version not in (2, 3):
            raise ModelUnreadable("This GGUF file is of a version Inglenook does not know.")
        tensors, keys = self._int("<Q"), self._int("<Q")
        if not 0 < tensors <= MOST_TENSORS or keys > MOST_KEYS:
            raise ModelUnreadable
        metadata: dict[str, Scalar] = {}
        lengths: dict[str, int] = {}
        for _ in range(keys):
            key = self._text(LONGEST_NAME)
            kind = self._int("<I")
            if kind == ARRAY:
                lengths[key] = self._skip_array()
            else:
                metadata[key] = self._value(kind)
        needed = self._tensors_end(tensors, metadata)
        return Header(self._size, version, metadata, lengths, tensors, needed)

    def _tensors_end(self, tensors: int, metadata: dict[str, Scalar]) -> int:
        """Where the last tensor ends, in bytes from the start of the file."""
        furthest = 0
        for _ in range(tensors):
            self._text(LONGEST_NAME)
            dimensions = self._int("<I")
            if not 0 < dimensions <= MOST_DIMENSIONS:
                raise ModelUnreadable
            values = math.prod(self._int("<Q") for _ in range(dimensions))
            kind, offset = self._int("<I"), self._int("<Q")
            per_block, block_bytes = BLOCKS.get(kind, (1, 0))
            furthest = max(furthest, offset + values // per_block * block_bytes)
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 8 or alignment & (alignment - 1):
            raise ModelUnreadable
        start = -(-self._file.tell() // alignment) * alignment
        return start + furthest

    def _skip_array(self) -> int:
        kind, length = self._int("<I"), self._int("<Q")
        if length > LONGEST_ARRAY:
            raise ModelUnreadable
        if kind == TEXT:
            for _ in range(length):
                self._skip(self._int("<Q"))
        elif kind in SCALARS:
            self._skip(length * struct.calcsize(SCALARS[kind]))
        else:
            raise ModelUnreadable
        return length

    def _value(self, kind: int) -> Scalar:
        if kind == TEXT:
            return self._text(LONGEST_TEXT)
        if kind not in SCALARS:
            raise ModelUnreadable
        value: Scalar = struct.unpack(SCALARS[kind], self._take(struct.calcsize(SCALARS[kind])))[0]
        return value

    def _text(self, longest: int) -> str:
        length = self._int("<Q")
        if length > longest:
            raise ModelUnreadable
        return self._take(length).decode("utf-8", "replace")

    def _int(self, shape: str) -> int:
        return int(struct.unpack(shape, self._take(struct.calcsize(shape)))[0])

    def _take(self, count: int) -> bytes:
        taken = self._file.read(count)
        if len(taken) != count:
            raise ModelUnreadable("This model file is cut short.", "Download it again.")
        return taken

    def _skip(self, count: int) -> None:
        position = self._file.tell() + count
        if position > min(self._size, LARGEST_HEADER):
            raise ModelUnreadable("This model file is cut short.", "Download it again.")
        self._file.seek(position)


def _check(header: Header) -> None:
    if not header.architecture:
        raise UnknownArchitecture
    if header.needed_bytes > header.size_bytes:
        raise ModelUnreadable("This model file is cut short.", "Download it again.")
    for key, (low, high) in COUNTS.items():
        value = header.number(key)
        if value is not None and not low <= value <= high:
            raise ModelUnreadable
    for key in EPSILONS:
        epsilon = header.metadata.get(f"{header.architecture}.{key}")
        if epsilon is not None and not (isinstance(epsilon, float) and 0 <= epsilon < 1):
            raise ModelUnreadable
    if "block_count" in header.array_lengths:
        raise ModelUnreadable

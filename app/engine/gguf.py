"""Reads and checks a model's header without loading it, within bounds, whatever the file holds.

The format is GGUF versions 2 and 3, as llama.cpp documents it.  Damaged headers have brought
llama.cpp down with the whole process, so nothing reaches it that did not pass here first.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from app.core.errors import ModelCutShort, ModelMissing, ModelUnreadable, UnknownArchitecture

MAGIC = b"GGUF"
LARGEST_HEADER = 256 * 1024 * 1024
MOST_KEYS, MOST_TENSORS, MOST_DIMENSIONS = 10_000, 100_000, 4
LONGEST_NAME, LONGEST_TEXT, LONGEST_ARRAY = 1_000, 16_000_000, 10_000_000
KEPT_ARRAY = 1_024
"""Arrays of numbers up to this length, such as one for each layer, are kept; longer ones are vocabularies."""
MOST_SHARDS = 999
SHARD = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
"""How the parts of a model that was split are named."""

Scalar = str | int | float | bool

SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
TEXT, ARRAY = 8, 9
LENGTH, BLOCK = struct.Struct("<Q"), 1 << 20

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
class Tensor:
    """One tensor's name, its values along each dimension (the innermost first) and its size."""

    name: str
    dimensions: tuple[int, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says of itself.

    Of arrays the length is known, and the values in *arrays* where they are few and numbers.  The header of a model
    in several parts speaks for all of them.
    """

    size_bytes: int
    version: int
    metadata: dict[str, Scalar] = field(default_factory=dict)
    array_lengths: dict[str, int] = field(default_factory=dict)
    arrays: dict[str, tuple[int | float, ...]] = field(default_factory=dict)
    tensors: tuple[Tensor, ...] = ()
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

    def numbers(self, key: str) -> tuple[int | float, ...]:
        """The numbers of this architecture's array *key*; nothing where there is none."""
        return self.arrays.get(f"{self.architecture}.{key}", ())

    @property
    def vocabulary(self) -> int:
        """How many tokens the model knows."""
        return self.array_lengths.get("tokenizer.ggml.tokens") or self.number("vocab_size") or 0


def read_beginning(path: Path, size_bytes: int) -> Header:
    """Read and check the header of a file that will be *size_bytes* long, of which only the beginning is at *path*.

    A later part of a model is read as well, and speaks for itself alone.

    Raises:
        ModelCutShort: what is there ends before the header does.
        ModelUnreadable: it is no GGUF model, or not of this size.
        UnknownArchitecture: it names no architecture.
    """
    try:
        with path.open("rb") as file:
            header = _Reader(file, size_bytes).header()
    except (OSError, struct.error, UnicodeDecodeError, OverflowError):
        raise ModelUnreadable from None
    # Found out before gigabytes are downloaded: tensors that end beyond the file.
    if header.needed_bytes > size_bytes:
        raise ModelUnreadable("header_and_size")
    if not header.metadata.get("split.no"):
        _check(header)
    return header


def read_header(path: Path) -> Header:
    """Read and check the header of *path*, and those of the parts beside it if it is the first of several.

    Raises:
        ModelMissing: there is no such file.
        ModelUnreadable: it is not a whole GGUF model.
        UnknownArchitecture: it names no architecture.
    """
    header = _read(path)
    parts = parts_of(path, header)
    _check(header)
    if len(parts) > 1:
        header = together([header, *(_read_part(part, number) for number, part in enumerate(parts[1:], 2))])
    return header


def parts_of(path: Path, header: Header) -> list[Path]:
    """The files of the model that begins with *path*: itself alone, or every part of a model that was split.

    Raises:
        ModelUnreadable: it is not the first part, or is named unlike its parts must be.
    """
    count, number = header.metadata.get("split.count", 1), header.metadata.get("split.no", 0)
    if not isinstance(count, int) or not 0 <= count <= MOST_SHARDS:
        raise ModelUnreadable
    if count <= 1:
        return [path]
    # llama.cpp finds the other parts by the name of the first, so that must be as it was written.
    named = SHARD.fullmatch(path.name)
    if named is None or int(named["count"]) != count:
        raise ModelUnreadable("renamed_part")
    if number != 0 or int(named["number"]) != 1:
        raise ModelUnreadable("later_part", first=f"…-00001-of-{count:05}.gguf")
    return [path.with_name(f"{named['stem']}-{place:05}-of-{count:05}.gguf") for place in range(1, count + 1)]


def _read_part(path: Path, number: int) -> Header:
    try:
        part = _read(path)
    except ModelMissing:
        raise ModelUnreadable("part_missing", number=number) from None
    if part.metadata.get("split.no") != number - 1 or part.needed_bytes > part.size_bytes:
        raise ModelUnreadable("part_damaged", number=number)
    return part


def together(parts: Sequence[Header]) -> Header:
    """The header of a model in *parts*."""
    return replace(
        parts[0],
        size_bytes=sum(part.size_bytes for part in parts),
        needed_bytes=sum(part.needed_bytes for part in parts),
        tensors=tuple(tensor for part in parts for tensor in part.tensors),
    )


def _read(path: Path) -> Header:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _Reader(file, size).header()
    except FileNotFoundError:
        raise ModelMissing from None
    except (OSError, struct.error, UnicodeDecodeError, OverflowError):
        raise ModelUnreadable from None


class _Reader:
    """Walks through the header, never past the end of the file or its own bounds."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def header(self) -> Header:
        if self._take(4) != MAGIC:
            raise ModelUnreadable("not_gguf")
        version = self._int("<I")
        if version not in (2, 3):
            raise ModelUnreadable("gguf_version")
        # A stranger's numbers: bounded before anything is allocated or looped over by them.
        tensors, keys = self._int("<Q"), self._int("<Q")
        if not 0 < tensors <= MOST_TENSORS or keys > MOST_KEYS:
            raise ModelUnreadable
        metadata: dict[str, Scalar] = {}
        lengths: dict[str, int] = {}
        arrays: dict[str, tuple[int | float, ...]] = {}
        for _ in range(keys):
            key = self._text(LONGEST_NAME)
            kind = self._int("<I")
            if kind == ARRAY:
                lengths[key], arrays[key] = self._array()
            else:
                metadata[key] = self._value(kind)
        found, furthest = self._tensors(tensors)
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 8 or alignment & (alignment - 1):
            raise ModelUnreadable
        start = -(-self._file.tell() // alignment) * alignment
        return Header(self._size, version, metadata, lengths, arrays, tuple(found), start + furthest)

    def _tensors(self, count: int) -> tuple[list[Tensor], int]:
        """Every tensor, and where the last one ends, in bytes from the first."""
        found, furthest = [], 0
        for _ in range(count):
            name = self._text(LONGEST_NAME)
            dimensions = self._int("<I")
            if not 0 < dimensions <= MOST_DIMENSIONS:
                raise ModelUnreadable
            shape = tuple(self._int("<Q") for _ in range(dimensions))
            kind, offset = self._int("<I"), self._int("<Q")
            per_block, block_bytes = BLOCKS.get(kind, (1, 0))
            size = math.prod(shape) // per_block * block_bytes
            found.append(Tensor(name, shape, size))
            furthest = max(furthest, offset + size)
        return found, furthest

    def _array(self) -> tuple[int, tuple[int | float, ...]]:
        """The length of an array, and its values where they are few and numbers."""
        kind, length = self._int("<I"), self._int("<Q")
        if length > LONGEST_ARRAY:
            raise ModelUnreadable
        if kind == TEXT:
            self._skip_texts(length)
        elif kind not in SCALARS:
            raise ModelUnreadable
        elif length <= KEPT_ARRAY:
            shape = f"<{length}{SCALARS[kind][1]}"
            return length, struct.unpack(shape, self._take(struct.calcsize(shape)))
        else:
            self._skip(length * struct.calcsize(SCALARS[kind]))
        return length, ()

    def _skip_texts(self, count: int) -> None:
        """Pass over a vocabulary, a block at a time: word by word it would take most of a second."""
        block, place = b"", 0
        for _ in range(count):
            if place + LENGTH.size > len(block):
                self._skip(place - len(block))
                block, place = self._file.read(BLOCK), 0
                if len(block) < LENGTH.size:
                    raise ModelCutShort
            place += LENGTH.size + LENGTH.unpack_from(block, place)[0]
        self._skip(place - len(block))

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
            raise ModelCutShort
        return taken

    def _skip(self, count: int) -> None:
        position = self._file.tell() + count
        if position > min(self._size, LARGEST_HEADER):
            raise ModelCutShort
        self._file.seek(position)


def _check(header: Header) -> None:
    if not header.architecture:
        raise UnknownArchitecture
    if header.needed_bytes > header.size_bytes:
        raise ModelCutShort
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

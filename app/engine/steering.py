"""Control vectors: what is added to a model's hidden states while it reads and speaks, to change its manner.

Zou et al., "Representation Engineering" (2023); llama.cpp adds one vector a layer, from the second layer on.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SteeringVector:
    """*values* are *width* float32 numbers for each layer from 1 on; outside *first* to *last* they do not work."""

    width: int
    first: int
    last: int
    values: bytes = field(repr=False)

    @property
    def layers(self) -> int:
        """How many layers there are numbers for."""
        return len(self.values) // (4 * self.width)

    @property
    def identity(self) -> str:
        """What tells it from every other."""
        told = f"{self.width} {self.first} {self.last}".encode()
        return hashlib.sha256(told + self.values).hexdigest()[:32]

    @property
    def is_nothing(self) -> bool:
        """Whether it changes nothing."""
        return not any(self.values)


def combined(parts: Iterable[tuple[SteeringVector, float]]) -> SteeringVector | None:
    """The sum of vectors, each times its strength; None where nothing is left of it.

    Raises:
        ValueError: they are for models of different shapes.
    """
    total: array[float] | None = None
    width = first = last = 0
    for vector, strength in parts:
        if not strength:
            continue
        numbers = array("f", vector.values)
        if total is None:
            total, width, first, last = array("f", bytes(len(vector.values))), vector.width, vector.first, vector.last
        if (vector.width, len(numbers)) != (width, len(total)):
            raise ValueError("vectors for models of different shapes cannot be added")
        first, last = min(first, vector.first), max(last, vector.last)
        start, end = (vector.first - 1) * width, vector.last * width
        for place in range(start, end):
            total[place] += strength * numbers[place]
    if total is None:
        return None
    found = SteeringVector(width, first, last, total.tobytes())
    return None if found.is_nothing else found


def vector_of(rows: Sequence[Sequence[float]], first: int) -> SteeringVector:
    """A vector of *rows*, one for each layer from 1 on, that works from layer *first* to the last."""
    numbers = array("f")
    for row in rows:
        numbers.extend(row)
    return SteeringVector(len(rows[0]), first, len(rows), numbers.tobytes())

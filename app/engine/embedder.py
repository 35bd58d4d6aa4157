"""What a text means as numbers, close for texts that mean about the same: what other rooms see of such a model."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from app.engine.gguf import Header

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

RANKS = 4
"""llama.cpp's number for models that rank."""
Vectors: TypeAlias = "npt.NDArray[np.float32]"
"""A row for each text, or one row.  In words, as numpy is imported with the first of them."""


class Embedder(Protocol):
    """A loaded embedding model.  One thread at a time."""

    @property
    def identity(self) -> str:
        """What tells its numbers from another model's."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers it gives."""
        ...

    def embed(self, texts: Sequence[str], *, asks: bool = False) -> Generator[None, None, Vectors]:
        """Vectors of length one for each of *texts*, as rows; *asks* where they are questions.

        Yields after each text, so that it can give way.
        """
        ...

    def close(self) -> None:
        """Free it; calling it twice does nothing."""
        ...


def is_embedder(header: Header) -> bool:
    """Whether a file holds a model that embeds and does not speak: it pools, or its words see those after them."""
    kind = str(header.metadata.get("general.architecture", ""))
    pools = header.metadata.get(f"{kind}.pooling_type")
    if pools == RANKS:
        return False  # it tells how well a text answers a question, and gives no numbers for a text alone
    sees_ahead = header.metadata.get(f"{kind}.attention.causal") is False
    return sees_ahead or (isinstance(pools, int) and pools > 0) or "bert" in kind or kind.endswith("-embedding")


class HashedEmbedder:
    """An embedder that needs no model: each word, and each three letters of one, has a direction of its own."""

    identity = "hashed"
    dimensions = 64

    def __init__(self) -> None:
        self.is_closed = False

    def embed(self, texts: Sequence[str], *, asks: bool = False) -> Generator[None, None, Vectors]:
        """See ``Embedder.embed``."""
        import numpy as np

        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for place, text in enumerate(texts):
            for word in text.casefold().split():
                for start in range(max(1, len(word) - 2)):
                    rows[place] += _direction(word[start : start + 3], self.dimensions)
            rows[place] /= max(float(np.linalg.norm(rows[place])), 1e-9)
            yield None
        return rows

    def close(self) -> None:
        self.is_closed = True


def _direction(part: str, dimensions: int) -> Vectors:
    import numpy as np

    seed = int.from_bytes(part.encode()[:8].ljust(8, b"\0"), "little")
    return np.random.default_rng(seed).standard_normal(dimensions).astype(np.float32)

"""What a prompt is made of below its words: tokens, and pictures or sounds that stand between them.

A token takes one cell of the KV cache and one position.  A picture takes as many cells as it has embeddings; with
M-RoPE (Qwen-VL) these share fewer positions, as rows and columns are numbered apart.  So a prompt has three lengths:
its chunks, which are compared; its cells, which the context window holds; its positions, which a batch is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class MediaChunk:
    """One picture or sound: the SHA-256 *digest* of what the model sees, its *cells*, and the *positions* they span."""

    digest: bytes
    cells: int
    positions: int


PromptChunk: TypeAlias = int | MediaChunk
"""A token by its number, or a picture or sound.  Equal chunks in an equal place are the same to the KV cache."""


def cells_of(chunks: Sequence[PromptChunk]) -> int:
    """How many cells of the KV cache *chunks* take."""
    return len(chunks) + sum(chunk.cells - 1 for chunk in chunks if isinstance(chunk, MediaChunk))


def tokens_of(chunks: Iterable[PromptChunk]) -> list[int]:
    """The tokens among *chunks*: what a sampler looks back on."""
    return [chunk for chunk in chunks if isinstance(chunk, int)]

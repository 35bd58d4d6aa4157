"""Low-rank adapters: what one is, and whether it was made for a model, told from the headers of both.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021); the file is llama.cpp's own kind of GGUF, with
``general.type = adapter`` and two tensors, ``NAME.lora_a`` and ``NAME.lora_b``, for each matrix that is changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.core.errors import AdapterUnusable
from app.engine.fingerprint import fingerprint
from app.engine.gguf import Header

A, B = ".lora_a", ".lora_b"
EMBEDDING = "token_embd.weight"
ALPHA = "adapter.lora.alpha"


@dataclass(frozen=True, slots=True)
class AppliedAdapter:
    """The adapter in the file at *path*, and how strongly it works: 0 not at all, 1 as it was trained."""

    path: Path
    scale: float = 1.0

    @property
    def identity(self) -> str:
        """What tells it from every other, and from itself at another strength."""
        found = self.path.stat()
        return f"{_weights_of(self.path, found.st_size, found.st_mtime_ns)}*{self.scale:g}"


@lru_cache(maxsize=64)
def _weights_of(path: Path, size: int, changed_ns: int) -> str:
    # Megabytes are read for it, and it is asked for with every kept state; the file of that moment stays the same.
    return fingerprint(path)


def is_adapter(header: Header) -> bool:
    """Whether this file says that it changes another model."""
    return header.metadata.get("general.type") == "adapter" or "adapter.type" in header.metadata


def check_adapter(adapter: Header, base: Header) -> None:
    """Look whether *adapter* is whole and was made for a model of the shape of *base*, before llama.cpp sees it.

    llama.cpp takes one without a strength, or with nothing in it, and says nothing; so that is looked for here.

    Raises:
        AdapterUnusable: it is none, it is incomplete, or it was made for another model.
    """
    if not is_adapter(adapter) or adapter.metadata.get("adapter.type") != "lora":
        raise AdapterUnusable("none")
    alpha = adapter.metadata.get(ALPHA)
    if not isinstance(alpha, float) or not 0 < alpha < 1e6:
        raise AdapterUnusable("no_strength")
    if adapter.architecture != base.architecture:
        raise AdapterUnusable("other_model")
    halves = {tensor.name: tensor.dimensions for tensor in adapter.tensors}
    weights = {tensor.name: tensor.dimensions for tensor in base.tensors}
    changed = {name.removesuffix(A).removesuffix(B) for name in halves if name.endswith((A, B))}
    if not changed:
        raise AdapterUnusable("none")
    for name in changed:
        a, b = halves.get(name + A), halves.get(name + B)
        if a is None or b is None:
            raise AdapterUnusable("incomplete")
        if name not in weights or not _fits(name, a, b, weights[name]):
            raise AdapterUnusable("other_model")


def _fits(name: str, a: tuple[int, ...], b: tuple[int, ...], weight: tuple[int, ...]) -> bool:
    """Whether two halves change a matrix of this shape; the innermost dimension stands first."""
    if min(len(a), len(b), len(weight)) < 2:
        return False
    if name == EMBEDDING:  # a table that is looked up in, not multiplied with: llama.cpp wants it turned
        return weight[0] == b[1] and weight[1] == a[1]
    return weight[0] == a[0] and weight[1] == b[1] and a[1] == b[0]

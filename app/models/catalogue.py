"""The curated models: what they are good at, and enough of their shape to judge them without asking the hub."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.engine import Header, Tensor

VOICES = "catalogue/voices.toml"
"""Where the recommended voices, recognisers and models with eyes stand, in the resources."""


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """One recommended model.

    *rank* orders by how good they are to talk with, *companionable* says whether we recommend it for that; *is_exact*
    whether its shape is known or estimated.  *active_bytes* are read for each token.
    """

    id: str
    name: str
    maker: str
    repo: str
    quant: str
    size_bytes: int
    licence: str
    context_tokens: int
    rank: int
    companionable: bool
    good_at: str
    active_bytes: int
    is_exact: bool
    header: Header


@dataclass(frozen=True, slots=True)
class CatalogueEmbedder:
    """The recommended model for finding memories by their meaning."""

    id: str
    name: str
    maker: str
    repo: str
    quant: str
    size_bytes: int
    licence: str


def read_embedder(file: Path) -> CatalogueEmbedder:
    """The embedding model of the catalogue."""
    return CatalogueEmbedder(**tomllib.loads(file.read_text("utf-8"))["embedder"])


KINDS = ("voice", "recognizer", "describer")


@dataclass(frozen=True, slots=True)
class CatalogueVoice:
    """One recommended voice, recogniser or model that describes pictures, by its *kind*; *id* is what its repository
    offers it as, in a *folder*."""

    id: str
    name: str
    about: str
    repo: str
    folder: str
    size_bytes: int
    licence: str
    kind: str = "voice"

    @property
    def key(self) -> str:
        """What tells it from every other: several repositories offer something by the same name."""
        return self.id if self.kind != "describer" else f"{self.repo} {self.id}"

    def is_of(self, repo: str, path: str) -> bool:
        """Whether the file at *path* of a repository is one of its own."""
        return repo == self.repo and (self.kind != "voice" or path == f"{self.folder}/{self.id}.onnx")


def read_voices(file: Path) -> list[CatalogueVoice]:
    """Every voice of the catalogue, then every recogniser, then what describes pictures."""
    told = tomllib.loads(file.read_text("utf-8"))
    return [CatalogueVoice(**entry, kind=kind) for kind in KINDS for entry in told[kind]]


def read_catalogue(file: Path) -> list[CatalogueModel]:
    """Every model of the catalogue, the one that asks least first."""
    told = tomllib.loads(file.read_text("utf-8"))
    return [_model(entry) for entry in told["model"]]


def _model(entry: dict[str, Any]) -> CatalogueModel:
    size = int(entry["size_bytes"])
    return CatalogueModel(
        entry["id"], entry["name"], entry["maker"], entry["repo"], entry["quant"], size, entry["licence"],
        entry["context_tokens"], entry["rank"], entry["companionable"], entry["good_at"],
        round(size * entry["active_share"]), entry["exact"], _header(entry["shape"], size, entry["context_tokens"]),
    )  # fmt: skip


def _header(shape: dict[str, Any], size: int, context_tokens: int) -> Header:
    """A header such as the file will have, as far as the need of memory goes."""
    kind, layers = shape["architecture"], shape["layers"]
    numbers: dict[str, int] = {
        "block_count": layers, "context_length": context_tokens, "embedding_length": shape["width"],
        "feed_forward_length": shape["hidden"], "attention.head_count": shape["heads"],
        "attention.key_length": shape["head_width"], "attention.value_length": shape["head_width"],
    }  # fmt: skip
    arrays: dict[str, tuple[int | float, ...]] = {}
    slides = [bool(shape.get("window")) and (layer + 1) % shape["period"] != 0 for layer in range(layers)]
    full = shape.get("kv_heads_full", shape["kv_heads"])
    arrays["attention.head_count_kv"] = tuple(shape["kv_heads"] if slid else full for slid in slides)
    if shape.get("window"):
        numbers["attention.sliding_window"] = shape["window"]
        width = shape.get("head_width_sliding", shape["head_width"])
        numbers |= {"attention.key_length_swa": width, "attention.value_length_swa": width}
        arrays["attention.sliding_window_pattern"] = tuple(int(slid) for slid in slides)
    if shape.get("shared_layers"):
        numbers["attention.shared_kv_layers"] = shape["shared_layers"]
    if shape.get("full_every"):
        numbers["full_attention_interval"] = shape["full_every"]
        numbers |= {f"ssm.{key}": value for key, value in shape["state"].items()}
    if shape.get("experts"):
        numbers |= {
            "expert_count": shape["experts"], "expert_used_count": shape["experts_used"],
            "expert_feed_forward_length": shape["hidden_expert"],
        }  # fmt: skip
    return Header(
        size, 3,
        {"general.architecture": kind, **{f"{kind}.{key}": value for key, value in numbers.items()}},
        {"tokenizer.ggml.tokens": shape["vocabulary"]},
        {f"{kind}.{key}": value for key, value in arrays.items()},
        _tensors(layers, shape["width"], shape["vocabulary"], size),
        size,
    )  # fmt: skip


def _tensors(layers: int, width: int, vocabulary: int, size: int) -> tuple[Tensor, ...]:
    """The words' table in six bits, and the rest of the file spread evenly over the layers."""
    table = min(width * vocabulary * 210 // 256, size // 3)
    each = (size - table) // layers
    return (
        Tensor("token_embd.weight", (width, vocabulary), table),
        *(Tensor(f"blk.{layer}.weights", (each,), each) for layer in range(layers)),
    )

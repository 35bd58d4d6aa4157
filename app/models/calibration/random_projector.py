"""Writes eyes of a real shape and random weights, as a projector file: what a glance costs is that of the real ones.

The tensors are those llama.cpp asks of LFM2-VL's kind (``clip.cpp``), which many sizes of picture suit.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np


@dataclass(frozen=True, slots=True)
class EyeShape:
    """The measures of a picture's encoder: its width, heads, hidden width and layers; *side* and *patch* in pixels."""

    width: int
    heads: int
    hidden: int
    layers: int
    side: int = 256
    patch: int = 16
    merge: int = 2


EYES = {
    "small": EyeShape(768, 12, 3072, 12),
    "large": EyeShape(1024, 16, 4096, 24),
    "tiny": EyeShape(32, 2, 64, 1, side=32, patch=8),
}
"""86 million weights, as LFM2-VL-450M and SmolVLM have; 300 million, as Qwen3-VL-2B; and next to none, for tests."""


def write_projector(shape: EyeShape, width: int, path: Path) -> None:
    """Write eyes of this *shape* for a model of this *width*."""
    with contextlib.closing(gguf.GGUFWriter(path, "clip")) as writer:
        _describe(writer, shape, width)
        chance = np.random.default_rng(5)

        def tensor(name: str, *dimensions: int) -> None:
            values = chance.normal(0, 0.02, dimensions)
            if len(dimensions) == 1:
                values = np.ones(dimensions) if name.endswith("weight") else np.zeros(dimensions)
            half = len(dimensions) == 2 and not name.startswith("v.position")
            writer.add_tensor(name, values.astype(np.float16 if half else np.float32))

        tensor("v.patch_embd.weight", shape.width, 3, shape.patch, shape.patch)
        tensor("v.patch_embd.bias", shape.width)
        tensor("v.position_embd.weight", (shape.side // shape.patch) ** 2, shape.width)
        for layer in range(shape.layers):
            here = f"v.blk.{layer}"
            for norm in ("ln1", "ln2"):
                tensor(f"{here}.{norm}.weight", shape.width)
                tensor(f"{here}.{norm}.bias", shape.width)
            for part in ("attn_q", "attn_k", "attn_v", "attn_out"):
                tensor(f"{here}.{part}.weight", shape.width, shape.width)
                tensor(f"{here}.{part}.bias", shape.width)
            tensor(f"{here}.ffn_up.weight", shape.hidden, shape.width)
            tensor(f"{here}.ffn_up.bias", shape.hidden)
            tensor(f"{here}.ffn_down.weight", shape.width, shape.hidden)
            tensor(f"{here}.ffn_down.bias", shape.width)
        tensor("v.post_ln.weight", shape.width)
        tensor("v.post_ln.bias", shape.width)
        merged = shape.width * shape.merge**2
        tensor("mm.input_norm.weight", merged)
        tensor("mm.input_norm.bias", merged)
        for name, out, into in (("mm.1", 2 * width, merged), ("mm.2", width, 2 * width)):
            tensor(f"{name}.weight", out, into)
            tensor(f"{name}.bias", out)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()


def _describe(writer: gguf.GGUFWriter, shape: EyeShape, width: int) -> None:
    writer.add_name("Random eyes")
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_bool("clip.use_gelu", True)
    writer.add_string("clip.vision.projector_type", "lfm2")
    for key, value in (
        ("image_size", shape.side), ("patch_size", shape.patch), ("embedding_length", shape.width),
        ("attention.head_count", shape.heads), ("feed_forward_length", shape.hidden), ("block_count", shape.layers),
        ("projection_dim", width), ("projector.scale_factor", shape.merge),
    ):  # fmt: skip
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])

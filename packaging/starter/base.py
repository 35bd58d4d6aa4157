"""The base model in PyTorch, read from its GGUF, with low-rank adapters on every matrix.

The layout is llama.cpp's own (rotary positions on neighbouring pairs), so what is learnt needs no permuting on the way
back.  Adapters: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import Tensor

KEPT_AS = torch.float32
Pair = tuple[Tensor, Tensor]
"""The two halves of an adapter's matrix: (rank, in) and (out, rank)."""


class Base:
    """The weights of *path*, frozen; ``adapters`` are added to what the matrices give."""

    def __init__(self, path: Path) -> None:
        reader = gguf.GGUFReader(str(path))
        self.weights = {tensor.name: _tensor(tensor) for tensor in reader.tensors}

        def field(name: str):
            return reader.fields[f"llama.{name}"].contents()

        self.layers, self.width = field("block_count"), field("embedding_length")
        self.heads, self.shared_heads = field("attention.head_count"), field("attention.head_count_kv")
        self.epsilon, self.turning = field("attention.layer_norm_rms_epsilon"), field("rope.freq_base")
        self.head_width = self.width // self.heads
        self.adapters: list[tuple[float, Mapping[str, Pair]]] = []
        self.tokenizer = _tokenizer(reader)
        self.begins, self.ends = self.tokenizer.token_to_id("<|im_start|>"), self.tokenizer.token_to_id("<|im_end|>")
        self.turns = _turns(4096, self.head_width, self.turning)

    def matrices(self) -> list[str]:
        """The names of what an adapter can change."""
        return [name for name, weight in self.weights.items() if name.startswith("blk.") and weight.ndim == 2]

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The last states (rows, length, width) of *ids* (rows, length) under *mask* (rows, 1, length, length)."""
        x = self.weights["token_embd.weight"][ids]
        for layer in range(self.layers):
            x = x + self._attention(x, f"blk.{layer}.", mask)
            x = x + self._feed_forward(x, f"blk.{layer}.")
        return self._norm(x, "output_norm.weight")

    def logits(self, states: Tensor) -> Tensor:
        """Scores of every token (…, vocabulary) after *states* (…, width)."""
        return states @ self.weights["token_embd.weight"].T

    def _attention(self, x: Tensor, at: str, mask: Tensor) -> Tensor:
        rows, length, _ = x.shape
        h = self._norm(x, f"{at}attn_norm.weight")

        def heads(name: str, count: int) -> Tensor:
            return self._linear(h, f"{at}attn_{name}.weight").view(rows, length, count, self.head_width).transpose(1, 2)

        q, k = self._turned(heads("q", self.heads)), self._turned(heads("k", self.shared_heads))
        v = heads("v", self.shared_heads)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, enable_gqa=True)
        return self._linear(mixed.transpose(1, 2).reshape(rows, length, self.width), f"{at}attn_output.weight")

    def _feed_forward(self, x: Tensor, at: str) -> Tensor:
        h = self._norm(x, f"{at}ffn_norm.weight")
        gated = F.silu(self._linear(h, f"{at}ffn_gate.weight")) * self._linear(h, f"{at}ffn_up.weight")
        return self._linear(gated, f"{at}ffn_down.weight")

    def _linear(self, x: Tensor, name: str) -> Tensor:
        flat = x.flatten(0, -2)
        y = F.linear(flat, self.weights[name])
        for scale, pairs in self.adapters:
            if name in pairs:
                a, b = pairs[name]
                y = torch.addmm(y, F.linear(flat, a), (b * scale).T)
        return y.unflatten(0, x.shape[:-1])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return F.rms_norm(x, (self.width,), self.weights[name], self.epsilon)

    def _turned(self, x: Tensor) -> Tensor:
        cos, sin = (one[: x.shape[2]] for one in self.turns)
        even, odd = x[..., 0::2], x[..., 1::2]
        return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


def fresh_pairs(base: Base, rank: int) -> dict[str, Pair]:
    """An adapter of *rank* for every matrix that changes nothing yet."""
    out: dict[str, Pair] = {}
    for name in base.matrices():
        rows, columns = base.weights[name].shape
        a = torch.randn(rank, columns) / math.sqrt(columns)
        out[name] = (a.requires_grad_(), torch.zeros(rows, rank).requires_grad_())
    return out


def write_adapter(path: Path, pairs: Mapping[str, Pair], alpha: float, name: str, about: Mapping[str, str]) -> None:
    """Write *pairs* as llama.cpp reads adapters; the halves as F16, *about* as further text fields."""
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    writer.add_name(name)
    for key, value in about.items():
        writer.add_string(key, value)
    for matrix, halves in pairs.items():
        for half, end in zip(halves, ("lora_a", "lora_b"), strict=True):
            writer.add_tensor(f"{matrix}.{end}", half.detach().numpy().astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read_adapter(path: Path) -> tuple[float, dict[str, Pair]]:
    """The scale (alpha over rank) and the halves of an adapter written here."""
    reader = gguf.GGUFReader(str(path))
    halves = {tensor.name: torch.tensor(np.array(tensor.data)).float() for tensor in reader.tensors}
    pairs = {
        name.removesuffix(".lora_a"): (half, halves[name.removesuffix("a") + "b"])
        for name, half in halves.items()
        if name.endswith(".lora_a")
    }
    rank = next(iter(pairs.values()))[0].shape[0]
    return reader.fields["adapter.lora.alpha"].contents() / rank, pairs


def _tensor(tensor: gguf.ReaderTensor) -> Tensor:
    values = (
        np.array(tensor.data)
        if tensor.tensor_type == gguf.GGMLQuantizationType.F32
        else gguf.quants.dequantize(tensor.data, tensor.tensor_type)
    )
    whole = torch.tensor(np.ascontiguousarray(values))
    return whole.float()


def _turns(length: int, width: int, base: float) -> Pair:
    speed = base ** (-torch.arange(0, width, 2).float() / width)
    angle = torch.outer(torch.arange(length).float(), speed)
    return angle.cos(), angle.sin()


def _tokenizer(reader: gguf.GGUFReader) -> Tokenizer:
    """The vocabulary of the file; digits stand alone (llama.cpp's pre-tokenizer ``smollm``)."""
    words = reader.fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in reader.fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE({word: place for place, word in enumerate(words)}, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return tokenizer

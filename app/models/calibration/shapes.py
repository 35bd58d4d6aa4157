"""Models of real shapes and random weights: their speed and their memory are those of the real ones.

The numbers are those the makers publish in their models' configurations; the tensors are the ones llama.cpp
asks of each architecture, quantized as a Q4_K_M file of that model is.  What such a model says is noise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["F32", "F16", "Q4_0", "Q8_0", "Q4_K", "Q6_K"]
K_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one model.

    *window* is that of its sliding layers, in tokens, and every *period*-th layer sees everything; with
    *full_every* every so many layers attend and the others are recurrent; *conv* layers of LFM2 have no heads.
    """

    architecture: str
    layers: int
    width: int
    heads: int
    kv_heads: int
    head_width: int
    hidden: int
    vocabulary: int
    context: int
    tied: bool = True
    window: int = 0
    period: int = 0
    head_width_sliding: int = 0
    kv_heads_full: int = 0
    experts: int = 0
    experts_used: int = 0
    hidden_expert: int = 0
    full_every: int = 0
    state: Mapping[str, int] = field(default_factory=dict)
    attends: tuple[int, ...] = ()

    def slides(self, layer: int) -> bool:
        """Whether a layer sees only the window."""
        return bool(self.window) and (layer + 1) % self.period != 0

    def is_recurrent(self, layer: int) -> bool:
        """Whether a layer keeps a state instead of keys and values."""
        if self.attends:
            return layer not in self.attends
        return bool(self.full_every) and (layer + 1) % self.full_every != 0

    def kv_heads_of(self, layer: int) -> int:
        if self.kv_heads_full and not self.slides(layer):
            return self.kv_heads_full
        return self.kv_heads

    def head_width_of(self, layer: int) -> int:
        return self.head_width_sliding if self.head_width_sliding and self.slides(layer) else self.head_width


DELTA = {"conv": 4, "inner": 4096, "state": 128, "groups": 16, "rank": 32}

SHAPES: Mapping[str, Shape] = {
    "0.5b": Shape("qwen2", 24, 896, 14, 2, 64, 4864, 151_936, 32_768),
    "1b": Shape("llama", 16, 2048, 32, 8, 64, 8192, 128_256, 131_072),
    "3b": Shape("llama", 28, 3072, 24, 8, 128, 8192, 128_256, 131_072),
    "8b": Shape("llama", 32, 4096, 32, 8, 128, 14_336, 128_256, 131_072, tied=False),
    "12b": Shape("llama", 40, 5120, 32, 8, 128, 14_336, 131_072, 131_072, tied=False),
    "qwen3-8b": Shape("qwen3", 36, 4096, 32, 8, 128, 12_288, 151_936, 40_960, tied=False),
    "experts-30b": Shape(
        "qwen3moe", 48, 2048, 32, 4, 128, 6144, 151_936, 262_144, tied=False, experts=128, experts_used=8,
        hidden_expert=768,
    ),
    "sliding-1b": Shape("gemma3", 26, 1152, 4, 1, 256, 6912, 262_144, 32_768, window=512, period=6),
    "sliding-12b": Shape("gemma3", 48, 3840, 16, 8, 256, 15_360, 262_144, 131_072, window=1024, period=6),
    "gemma4-12b": Shape(
        "gemma4", 48, 3840, 16, 8, 512, 15_360, 262_144, 262_144, window=1024, period=6, head_width_sliding=256,
        kv_heads_full=1,
    ),
    "hybrid-9b": Shape(
        "qwen35", 32, 4096, 16, 4, 256, 12_288, 248_320, 262_144, tied=False, full_every=4, state=DELTA
    ),
    "hybrid-1b": Shape(
        "lfm2", 16, 2048, 32, 8, 64, 8192, 65_536, 128_000, attends=(2, 5, 8, 10, 12, 14), state={"conv": 3}
    ),
}  # fmt: skip
"""By size and, where a model is not all full attention, by what it has instead."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One tensor to be written: its values along each dimension, the innermost first."""

    name: str
    dimensions: tuple[int, ...]
    kind: Kind


def tensors_of(shape: Shape) -> Iterator[Planned]:
    """Every tensor of a model of this *shape*."""
    wide = shape.width
    yield _matrix("token_embd", wide, shape.vocabulary, fine=shape.tied)
    # LFM2 calls the norm after its last layer by another name.
    yield _norm("token_embd_norm" if shape.architecture == "lfm2" else "output_norm", wide)
    if not shape.tied:
        yield _matrix("output", wide, shape.vocabulary, fine=True)
    if shape.architecture == "gemma4":
        yield Planned("rope_freqs.weight", (shape.head_width // 2,), "F32")
    for layer in range(shape.layers):
        for planned in (*_mixing(shape, layer), *_feeding(shape, layer)):
            yield Planned(f"blk.{layer}.{planned.name}", planned.dimensions, planned.kind)


def _mixing(shape: Shape, layer: int) -> Iterator[Planned]:
    """How a layer looks at the other tokens."""
    yield _norm("attn_norm", shape.width)
    if shape.is_recurrent(layer):
        yield from _convolution(shape) if shape.architecture == "lfm2" else _delta(shape)
        return
    head = shape.head_width_of(layer)
    asked, kept = head * shape.heads, head * shape.kv_heads_of(layer)
    gates = 2 if shape.architecture == "qwen35" else 1
    yield _matrix("attn_q", shape.width, asked * gates)
    yield _matrix("attn_k", shape.width, kept)
    yield _matrix("attn_v", shape.width, kept, fine=_is_fine(layer, shape.layers))
    yield _matrix("attn_output", asked, shape.width)
    if shape.architecture == "qwen2":
        for part, width in (("attn_q", asked), ("attn_k", kept), ("attn_v", kept)):
            yield Planned(f"{part}.bias", (width,), "F32")
    if shape.architecture not in ("llama", "qwen2"):
        yield _norm("attn_q_norm", head)
        yield _norm("attn_k_norm", head)


def _convolution(shape: Shape) -> Iterator[Planned]:
    yield Planned("shortconv.conv.weight", (shape.state["conv"], shape.width), "F32")
    yield _matrix("shortconv.in_proj", shape.width, 3 * shape.width)
    yield _matrix("shortconv.out_proj", shape.width, shape.width)


def _delta(shape: Shape) -> Iterator[Planned]:
    """A gated delta net."""
    state, rank = shape.state["state"], shape.state["rank"]
    keys, values = state * shape.state["groups"], state * rank
    yield _matrix("attn_qkv", shape.width, 2 * keys + values)
    yield _matrix("attn_gate", shape.width, values)
    yield Planned("ssm_conv1d.weight", (shape.state["conv"], 2 * keys + values), "F32")
    yield Planned("ssm_dt.bias", (rank,), "F32")
    yield Planned("ssm_a", (rank,), "F32")
    yield _matrix("ssm_beta", shape.width, rank)
    yield _matrix("ssm_alpha", shape.width, rank)
    yield _norm("ssm_norm", state)
    yield _matrix("ssm_out", values, shape.width)


def _feeding(shape: Shape, layer: int) -> Iterator[Planned]:
    """What a layer does with each token by itself."""
    if shape.architecture == "qwen35":
        yield _norm("post_attention_norm", shape.width)
    else:
        yield _norm("ffn_norm", shape.width)
    if shape.architecture in ("gemma3", "gemma4"):
        yield _norm("post_attention_norm", shape.width)
        yield _norm("post_ffw_norm", shape.width)
    fine = _is_fine(layer, shape.layers)
    if shape.experts:
        yield Planned("ffn_gate_inp.weight", (shape.width, shape.experts), "F32")
        yield _matrix("ffn_gate_exps", shape.width, shape.hidden_expert, shape.experts)
        yield _matrix("ffn_up_exps", shape.width, shape.hidden_expert, shape.experts)
        yield _matrix("ffn_down_exps", shape.hidden_expert, shape.width, shape.experts, fine=fine)
    else:
        yield _matrix("ffn_gate", shape.width, shape.hidden)
        yield _matrix("ffn_up", shape.width, shape.hidden)
        yield _matrix("ffn_down", shape.hidden, shape.width, fine=fine)


def _is_fine(layer: int, layers: int) -> bool:
    """Q4_K_M keeps the values and the way down in six bits in the outer eighths and every third layer between."""
    return layer < layers // 8 or layer >= 7 * layers // 8 or (layer - layers // 8) % 3 == 2


def _matrix(name: str, *dimensions: int, fine: bool = False) -> Planned:
    kind: Kind = "Q6_K" if fine else "Q4_K"
    if dimensions[0] % K_BLOCK:  # no whole blocks of 256: such rows are kept in blocks of 32
        kind = "Q8_0" if fine else "Q4_0"
    return Planned(f"{name}.weight", dimensions, kind)


def _norm(name: str, width: int) -> Planned:
    return Planned(f"{name}.weight", (width,), "F32")

"""A small Llama-shaped network in PyTorch, laid out exactly as the GGUF ``llama`` architecture reads it.

Rotary positions turn neighbouring pairs (2i, 2i+1), which is what llama.cpp does for ``llama``, so
the weights are exported as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; every row length is a multiple of 32, as Q8_0 needs."""

    vocab: int
    width: int = 256
    layers: int = 6
    heads: int = 4
    hidden: int = 704
    context: int = 2048
    rope_base: float = 10_000.0
    epsilon: float = 1e-5


def turns(shape: Shape) -> tuple[Tensor, Tensor]:
    """Cosines and sines of every position, each (context, head size / 2)."""
    size = shape.width // shape.heads
    speed = shape.rope_base ** (-torch.arange(0, size, 2).float() / size)
    angle = torch.outer(torch.arange(shape.context).float(), speed)
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """*x* (batch, heads, length, size) turned by its positions."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


class Layer(nn.Module):
    """Attention, then a gated feed-forward, each on a normalised copy added back."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        w, h = shape.width, shape.hidden
        self.attn_norm = nn.RMSNorm(w, shape.epsilon)
        self.q, self.k, self.v, self.o = (nn.Linear(w, w, bias=False) for _ in range(4))
        self.ffn_norm = nn.RMSNorm(w, shape.epsilon)
        self.gate, self.up = nn.Linear(w, h, bias=False), nn.Linear(w, h, bias=False)
        self.down = nn.Linear(h, w, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        batch, length, width = x.shape
        y = self.attn_norm(x)
        q, k, v = (part(y).view(batch, length, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        q, k = rotate(q, cos, sin).to(v.dtype), rotate(k, cos, sin).to(v.dtype)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(y.transpose(1, 2).reshape(batch, length, width))
        y = self.ffn_norm(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


class Starter(nn.Module):
    """The whole network; the output shares its weights with the token embedding."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocab, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, shape.epsilon)
        cos, sin = turns(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
        for layer in self.layers:
            for out in (layer.o, layer.down):
                nn.init.normal_(out.weight, std=0.02 / (2 * shape.layers) ** 0.5)

    def forward(self, tokens: Tensor) -> Tensor:
        """Logits (batch, length, vocab) for *tokens* (batch, length)."""
        length = tokens.shape[1]
        x = self.embed(tokens)
        for layer in self.layers:
            x = layer(x, self.cos[:length], self.sin[:length])
        return F.linear(self.norm(x), self.embed.weight)

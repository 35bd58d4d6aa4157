"""Makes small GGUF files: damaged ones, and random models of shapes the starter does not have."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS, HIDDEN = 64, 2, 2, 128


def letters() -> list[str]:
    """A token for every byte, spelled as byte-level vocabularies spell them."""
    shown = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in shown]
    return [chr(byte) for byte in shown] + [chr(256 + place) for place in range(len(others))]


def write_mamba(path: Path, *, window: int = 256) -> Path:
    """A random recurrent model: its memory cannot be rolled back."""
    inner, state, rank, kernel = 128, 16, 4, 4
    chance = np.random.default_rng(4)
    writer = gguf.GGUFWriter(path, "mamba")
    tokens = begin(writer, window)
    writer.add_ssm_conv_kernel(kernel)
    writer.add_ssm_inner_size(inner)
    writer.add_ssm_state_size(state)
    writer.add_ssm_time_step_rank(rank)

    def tensor(name: str, *shape: int) -> None:
        values = chance.normal(0, 0.3, shape).astype(np.float32)
        writer.add_tensor(name, np.ones(shape, np.float32) if name.endswith("norm.weight") else values)

    tensor("token_embd.weight", len(tokens), WIDTH)
    tensor("output_norm.weight", WIDTH)
    for layer in range(LAYERS):
        tensor(f"blk.{layer}.attn_norm.weight", WIDTH)
        tensor(f"blk.{layer}.ssm_in.weight", 2 * inner, WIDTH)
        tensor(f"blk.{layer}.ssm_conv1d.weight", inner, kernel)
        tensor(f"blk.{layer}.ssm_conv1d.bias", inner)
        tensor(f"blk.{layer}.ssm_x.weight", rank + 2 * state, inner)
        tensor(f"blk.{layer}.ssm_dt.weight", inner, rank)
        tensor(f"blk.{layer}.ssm_dt.bias", inner)
        writer.add_tensor(f"blk.{layer}.ssm_a", -np.ones((inner, state), np.float32))
        tensor(f"blk.{layer}.ssm_d", inner)
        tensor(f"blk.{layer}.ssm_out.weight", WIDTH, inner)
    return finish(writer, path)


def begin(writer: gguf.GGUFWriter, window: int) -> list[str]:
    """What every model here has: its sizes, and a token for every byte."""
    tokens = [*letters(), "<|stop|>"]
    writer.add_context_length(window)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.NORMAL] * 256 + [gguf.TokenType.CONTROL])
    writer.add_token_merges(["a b"])
    writer.add_eos_token_id(256)
    return tokens


def finish(writer: gguf.GGUFWriter, path: Path) -> Path:
    writer.write_header_to_file(path)
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def write_model(
    path: Path,
    *,
    architecture: str = "llama",
    template: str | None = None,
    window: int = 256,
    part_tensors: int = 0,
    name: str = "",
) -> Path:
    """A random model with a token for every byte; in parts of so many tensors each, if that is given."""
    chance = np.random.default_rng(3)
    writer = gguf.GGUFWriter(path, architecture, split_max_tensors=part_tensors)
    tokens = begin(writer, window)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    has_eyes = architecture == "qwen2vl"  # its positions are numbered by time, row and column
    if has_eyes:
        writer.add_rope_dimension_sections([8, 4, 4, 0])
    if template is not None:
        writer.add_chat_template(template)
    if name:
        writer.add_name(name)

    def tensor(name: str, *shape: int) -> None:
        values = chance.normal(0, 0.05, shape).astype(np.float32)
        writer.add_tensor(name, np.ones(shape, np.float32) if len(shape) == 1 else values)

    tensor("token_embd.weight", len(tokens), WIDTH)
    tensor("output_norm.weight", WIDTH)
    for layer in range(LAYERS):
        tensor(f"blk.{layer}.attn_norm.weight", WIDTH)
        tensor(f"blk.{layer}.ffn_norm.weight", WIDTH)
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensor(f"blk.{layer}.{part}.weight", WIDTH, WIDTH)
            if has_eyes and part != "attn_output":
                tensor(f"blk.{layer}.{part}.bias", WIDTH)
        tensor(f"blk.{layer}.ffn_gate.weight", HIDDEN, WIDTH)
        tensor(f"blk.{layer}.ffn_up.weight", HIDDEN, WIDTH)
        tensor(f"blk.{layer}.ffn_down.weight", WIDTH, HIDDEN)
    return finish(writer, path)

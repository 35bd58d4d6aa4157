"""Writes a random model and a random projector (mmproj) with eyes and ears that libmtmd loads and runs.

Some hundred kB, written in well under a second: every kind of eyes and ears in the real library, with no download.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

from tests.engine.tiny import letters

WIDTH, LAYERS, HEADS, HIDDEN = 64, 2, 2, 128  # of the text model
EYE, EYE_HEADS, EYE_HIDDEN, EYE_LAYERS = 32, 2, 64, 1  # of the picture's encoder
SIDE, PATCH, MERGE = 32, 8, 2  # a picture of 32 by 32, in 16 patches, merged two by two: 4 tokens
EAR, EAR_HEADS, EAR_HIDDEN, EAR_LAYERS, MELS, STACK = 32, 2, 64, 1, 80, 4
LONGEST = 1500  # positions of Whisper's encoder for 30 seconds

KINDS = ("gemma3", "idefics3", "lfm2", "qwen3vl")

MARKS = (
    "<|stop|>", "ĊĊ", "<start_of_image>", "<end_of_image>",  # gemma3
    "<|vision_start|>", "<|vision_end|>",  # qwen2vl, qwen3vl
    "<|image>", "<image|>", "<|audio>", "<audio|>",  # gemma4
    "<|image_start|>", "<|image_end|>", "<|img_thumbnail|>",  # lfm2
    *(f"<|img_row_{row}_col_{column}|>" for row in range(1, 5) for column in range(1, 5)),
    "<fake_token_around_image>", "<global-img>",  # idefics3 (SmolVLM)
    *(f"<row_{row}_col_{column}>" for row in range(1, 5) for column in range(1, 5)),
)  # fmt: skip


class _File:
    def __init__(self, path: Path, architecture: str, seed: int) -> None:
        self.writer, self._path = gguf.GGUFWriter(path, architecture), path
        self._chance = np.random.default_rng(seed)

    def tensor(self, name: str, *shape: int, half: bool = False, scale: float = 0.05) -> None:
        """Random numbers; ones where *name* is a norm's weight.  *shape* is numpy's: ggml's is the other way round."""
        norm = name.endswith("weight") and ("norm" in name or ".ln" in name or "_ln" in name)
        values = np.ones(shape, np.float32) if norm else self._chance.normal(0, scale, shape).astype(np.float32)
        self.writer.add_tensor(name, values.astype(np.float16) if half else values)

    def linear(self, name: str, out: int, into: int, *, bias: bool = True) -> None:
        self.tensor(f"{name}.weight", out, into)
        if bias:
            self.tensor(f"{name}.bias", out)

    def norm(self, name: str, width: int) -> None:
        self.tensor(f"{name}.weight", width)
        self.tensor(f"{name}.bias", width, scale=0.0)

    def finish(self) -> Path:
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()
        return self._path


def write_text(path: Path, *, window: int = 1024, template: str | None = None, architecture: str = "llama") -> Path:
    """A random llama (or, with M-RoPE as Qwen-VL needs it, ``qwen2vl``)."""
    file = _File(path, architecture, 3)
    writer, tokens = file.writer, [*letters(), *MARKS]
    writer.add_context_length(window)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    if architecture == "qwen2vl":
        writer.add_rope_dimension_sections([8, 4, 4, 0])
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    kinds = [gguf.TokenType.CONTROL if mark.startswith("<") else gguf.TokenType.NORMAL for mark in MARKS]
    writer.add_token_types([gguf.TokenType.NORMAL] * 256 + kinds)
    writer.add_token_merges(["a b", "Ċ Ċ"])
    writer.add_eos_token_id(256)
    writer.add_add_bos_token(False)
    if template is not None:
        writer.add_chat_template(template)
    file.tensor("token_embd.weight", len(tokens), WIDTH, scale=1.0)
    file.tensor("output_norm.weight", WIDTH)
    for layer in range(LAYERS):
        file.tensor(f"blk.{layer}.attn_norm.weight", WIDTH)
        file.tensor(f"blk.{layer}.ffn_norm.weight", WIDTH)
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            bias = architecture == "qwen2vl" and part != "attn_output"
            file.linear(f"blk.{layer}.{part}", WIDTH, WIDTH, bias=bias)
        file.linear(f"blk.{layer}.ffn_gate", HIDDEN, WIDTH, bias=False)
        file.linear(f"blk.{layer}.ffn_up", HIDDEN, WIDTH, bias=False)
        file.linear(f"blk.{layer}.ffn_down", WIDTH, HIDDEN, bias=False)
    return file.finish()


def write_mmproj(path: Path, *, vision: str | None = "gemma3", audio: str | None = "ultravox", seed: int = 5) -> Path:
    file = _File(path, "clip", seed)
    writer = file.writer
    writer.add_name("Random eyes and ears")
    writer.add_bool("clip.has_vision_encoder", vision is not None)
    writer.add_bool("clip.has_audio_encoder", audio is not None)
    writer.add_bool("clip.use_gelu", True)
    if vision:
        _eye(file, vision)
    if audio:
        _ear(file, audio)
    return file.finish()


def _eye(file: _File, kind: str) -> None:
    writer = file.writer
    writer.add_string("clip.vision.projector_type", {"qwen3vl": "qwen3vl_merger"}.get(kind, kind))
    writer.add_uint32("clip.vision.image_size", SIDE)
    writer.add_uint32("clip.vision.patch_size", PATCH)
    writer.add_uint32("clip.vision.embedding_length", EYE)
    writer.add_uint32("clip.vision.attention.head_count", EYE_HEADS)
    writer.add_uint32("clip.vision.feed_forward_length", EYE_HIDDEN)
    writer.add_uint32("clip.vision.block_count", EYE_LAYERS)
    writer.add_uint32("clip.vision.projection_dim", WIDTH)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    places = (SIDE // PATCH) ** 2
    file.tensor("v.patch_embd.weight", EYE, 3, PATCH, PATCH)
    file.tensor("v.patch_embd.bias", EYE)
    file.tensor("v.position_embd.weight", places, EYE, scale=0.5)
    fused = kind == "qwen3vl"
    for layer in range(EYE_LAYERS):
        here = f"v.blk.{layer}"
        file.norm(f"{here}.ln1", EYE)
        file.norm(f"{here}.ln2", EYE)
        if fused:
            file.linear(f"{here}.attn_qkv", 3 * EYE, EYE)
            file.linear(f"{here}.attn_out", EYE, EYE)
        else:
            for part in ("attn_q", "attn_k", "attn_v", "attn_out"):
                file.linear(f"{here}.{part}", EYE, EYE)
        file.linear(f"{here}.ffn_up", EYE_HIDDEN, EYE)
        file.linear(f"{here}.ffn_down", EYE, EYE_HIDDEN)
    file.norm("v.post_ln", EYE)
    if kind == "gemma3":
        writer.add_uint32("clip.vision.projector.scale_factor", MERGE)
        file.tensor("mm.input_projection.weight", EYE, WIDTH, scale=0.3)  # turned round by mtmd
        file.tensor("mm.soft_emb_norm.weight", EYE)
    elif kind == "idefics3":
        writer.add_uint32("clip.vision.projector.scale_factor", MERGE)
        writer.add_uint32("clip.vision.preproc_image_size", 2 * SIDE)
        file.tensor("mm.model.fc.weight", WIDTH, EYE * MERGE * MERGE, scale=0.3)
    elif kind == "lfm2":
        writer.add_uint32("clip.vision.projector.scale_factor", MERGE)
        file.tensor("mm.input_norm.weight", EYE * MERGE * MERGE)
        file.tensor("mm.input_norm.bias", EYE * MERGE * MERGE)
        file.linear("mm.1", 2 * WIDTH, EYE * MERGE * MERGE)
        file.linear("mm.2", WIDTH, 2 * WIDTH)
    elif kind == "qwen3vl":
        file.tensor("v.patch_embd.weight.1", EYE, 3, PATCH, PATCH)
        writer.add_uint32("clip.vision.spatial_merge_size", MERGE)
        file.linear("mm.0", EYE * MERGE * MERGE, EYE * MERGE * MERGE)
        file.linear("mm.2", WIDTH, EYE * MERGE * MERGE)
    else:
        raise ValueError(kind)


def _ear(file: _File, kind: str) -> None:
    """Whisper's encoder, and Ultravox's projector."""
    writer = file.writer
    writer.add_string("clip.audio.projector_type", kind)
    writer.add_uint32("clip.audio.embedding_length", EAR)
    writer.add_uint32("clip.audio.attention.head_count", EAR_HEADS)
    writer.add_uint32("clip.audio.feed_forward_length", EAR_HIDDEN)
    writer.add_uint32("clip.audio.block_count", EAR_LAYERS)
    writer.add_uint32("clip.audio.projection_dim", WIDTH)
    writer.add_float32("clip.audio.attention.layer_norm_epsilon", 1e-5)
    writer.add_uint32("clip.audio.num_mel_bins", MELS)
    writer.add_uint32("clip.audio.projector.stack_factor", STACK)
    file.tensor("a.position_embd.weight", LONGEST, EAR)
    file.tensor("a.conv1d.1.weight", EAR, MELS, 3, half=True)
    file.tensor("a.conv1d.1.bias", EAR, 1)
    file.tensor("a.conv1d.2.weight", EAR, EAR, 3, half=True)
    file.tensor("a.conv1d.2.bias", EAR, 1)
    for layer in range(EAR_LAYERS):
        here = f"a.blk.{layer}"
        file.norm(f"{here}.ln1", EAR)
        file.norm(f"{here}.ln2", EAR)
        for part in ("attn_q", "attn_k", "attn_v", "attn_out"):
            file.linear(f"{here}.{part}", EAR, EAR, bias=part != "attn_k")
        file.linear(f"{here}.ffn_up", EAR_HIDDEN, EAR)
        file.linear(f"{here}.ffn_down", EAR, EAR_HIDDEN)
    file.norm("a.post_ln", EAR)
    file.tensor("mm.a.norm_pre.weight", EAR * STACK)
    file.tensor("mm.a.mlp.1.weight", 2 * EAR, EAR * STACK)
    file.tensor("mm.a.norm_mid.weight", EAR)
    file.tensor("mm.a.mlp.2.weight", WIDTH, EAR, scale=0.3)


def write_pair(folder: Path, kind: str, *, audio: str | None = "ultravox", window: int = 1024) -> tuple[Path, Path]:
    """A model and the projector with *kind* of eyes that belongs to it."""
    folder.mkdir(parents=True, exist_ok=True)
    architecture = "qwen2vl" if kind == "qwen3vl" else "llama"
    text = write_text(folder / "text.gguf", architecture=architecture, window=window)
    return text, write_mmproj(folder / "mmproj-text.gguf", vision=kind, audio=audio)

"""Writes a model of a real shape and random weights, as a GGUF file."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from app.models.calibration.shapes import Kind, Planned, Shape, tensors_of
from app.models.calibration.steps import Step

POOL_BYTES = 1 << 24
WEIGHT = 0.02
"""The standard deviation of the weights: small enough that no number runs over in any layer."""

CHATML = (
    "{% for message in messages %}<|im_start|><|{{ message.role }}|>\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|><|assistant|>\n{% endif %}"
)
"""As many tokens around a message as the usual formats have; the roles are tokens of their own."""
EYE_MARKS = (
    "<|image_start|>", "<|image_end|>", "<|img_thumbnail|>",
    *(f"<|img_row_{row}_col_{column}|>" for row in range(1, 11) for column in range(1, 11)),
)  # fmt: skip
"""What stands around a picture where a model of this vocabulary has random eyes; see ``random_projector``."""
CONTROLS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", *EYE_MARKS)

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]


def write_model(shape: Shape, path: Path, *, header_only: bool = False) -> Generator[Step, None, None]:
    """Write a model of this *shape*; with *header_only* the weights are a hole in the file, and take no disk.

    Yields while it writes; the file is not whole until the end.
    """
    with contextlib.closing(gguf.GGUFWriter(path, shape.architecture, use_temp_file=False)) as writer:
        planned = list(tensors_of(shape))
        sizes = _announce(writer, shape, planned)
        if not header_only:
            yield from _write_weights(writer, planned, sizes)
    if header_only:
        _lengthen(path, sum(-(-size // 32) * 32 for size in sizes))


def _announce(writer: gguf.GGUFWriter, shape: Shape, planned: Sequence[Planned]) -> list[int]:
    """Write the header; the size of each tensor."""
    _describe(writer, shape)
    sizes = [_size(tensor) for tensor in planned]
    for tensor, size in zip(planned, sizes, strict=True):
        # The library counts dimensions from the outermost.
        writer.add_tensor_info(
            tensor.name, tensor.dimensions[::-1], np.dtype(np.float32), size, raw_dtype=_kind(tensor.kind)
        )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    return sizes


def _write_weights(
    writer: gguf.GGUFWriter, planned: Sequence[Planned], sizes: Sequence[int]
) -> Generator[Step, None, None]:
    pools: dict[Kind, np.ndarray[Any, Any]] = {}
    for number, (tensor, size) in enumerate(zip(planned, sizes, strict=True), 1):
        pool = pools.setdefault(tensor.kind, _pool(tensor.kind))
        # Whole blocks again and again: a repeated weight costs what another would.
        writer.write_tensor_data(_line(tensor) if len(tensor.dimensions) == 1 else np.resize(pool, size))
        yield Step("Writing a random model", number, len(planned))


def _lengthen(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        start = -(-file.seek(0, 2) // 32) * 32
        file.truncate(start + size)


def _line(tensor: Planned) -> np.ndarray[Any, Any]:
    """Norms leave as it is what passes them; a state fades, or it would run over."""
    value = {"ssm_a": -1.0, "bias": 0.0}.get(tensor.name.rpartition(".")[2], 1.0)
    return np.full(tensor.dimensions, value, np.float32)


def _kind(kind: Kind) -> gguf.GGMLQuantizationType:
    return gguf.GGMLQuantizationType[kind]


def _size(tensor: Planned) -> int:
    values, size = gguf.GGML_QUANT_SIZES[_kind(tensor.kind)]
    return math.prod(tensor.dimensions) // values * size


def _pool(kind: Kind) -> np.ndarray[Any, Any]:
    """Some megabytes of whole blocks whose scales give weights of the wanted size."""
    chance = np.random.default_rng(7)
    if kind == "F32":
        return chance.normal(0, WEIGHT, POOL_BYTES // 4).astype("<f4").view(np.uint8)
    if kind == "F16":
        return chance.normal(0, WEIGHT, POOL_BYTES // 2).astype("<f2").view(np.uint8)
    _, size = gguf.GGML_QUANT_SIZES[_kind(kind)]
    blocks = np.frombuffer(chance.bytes(POOL_BYTES // size * size), np.uint8).reshape(-1, size).copy()

    def put(place: int, value: float) -> None:
        blocks[:, place : place + 2] = np.frombuffer(np.float16(value).tobytes(), np.uint8)

    # Where each kind keeps its scales, and how far its random quants spread; from ggml's block layouts.
    match kind:
        case "Q4_0":
            put(0, WEIGHT / 4.6)
        case "Q8_0":
            put(0, WEIGHT / 74)
        case "Q4_K":
            put(0, WEIGHT / (31 * 4.6))
            put(2, WEIGHT / (31 * 4.6) * 7.5)
        case "Q6_K":
            put(size - 2, WEIGHT / (74 * 18))
    return blocks.reshape(-1)


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name(f"Random {shape.architecture}")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(500_000.0)
    kept = [0 if shape.is_recurrent(layer) else shape.kv_heads_of(layer) for layer in range(shape.layers)]
    # Qwen 3.5 says by its interval which layers attend; LFM2 by where there are no heads.
    writer.add_head_count_kv(shape.kv_heads if len(set(kept)) == 1 or shape.full_every else kept)
    if shape.head_width * shape.heads != shape.width or shape.head_width_sliding:
        writer.add_key_length(shape.head_width)
        writer.add_value_length(shape.head_width)
    if shape.window:
        writer.add_sliding_window(shape.window)
    if shape.architecture == "gemma4":
        writer.add_key_length_swa(shape.head_width_sliding)
        writer.add_value_length_swa(shape.head_width_sliding)
        writer.add_sliding_window_pattern([shape.slides(layer) for layer in range(shape.layers)])
        writer.add_uint32("gemma4.embedding_length_per_layer_input", 0)
        writer.add_uint32("gemma4.rope.dimension_count_swa", shape.head_width_sliding)
    if shape.experts:
        writer.add_expert_count(shape.experts)
        writer.add_expert_used_count(shape.experts_used)
        writer.add_expert_feed_forward_length(shape.hidden_expert)
    if shape.architecture == "lfm2":
        writer.add_shortconv_l_cache(shape.state["conv"])
    if shape.full_every:
        _describe_state(writer, shape)
    _describe_vocabulary(writer, shape.vocabulary)


def _describe_state(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_full_attention_interval(shape.full_every)
    writer.add_ssm_conv_kernel(shape.state["conv"])
    writer.add_ssm_inner_size(shape.state["inner"])
    writer.add_ssm_state_size(shape.state["state"])
    writer.add_ssm_time_step_rank(shape.state["rank"])
    writer.add_ssm_group_count(shape.state["groups"])
    writer.add_rope_dimension_count(shape.head_width // 4)
    writer.add_rope_dimension_sections([11, 11, 10, 0])


def _describe_vocabulary(writer: gguf.GGUFWriter, size: int) -> None:
    """A token for every byte, then words of the bench's own language, then the marks of a chat."""
    letters = _letters()
    merges = list(itertools.islice(_merges(), size - len(letters) - len(CONTROLS)))
    tokens = [*letters, *("".join(pair) for pair in merges), *CONTROLS]
    tokens += [f"<|unused{number}|>" for number in range(size - len(tokens))]
    kinds = [gguf.TokenType.CONTROL if token.startswith("<|") else gguf.TokenType.NORMAL for token in tokens]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHATML)


def _letters() -> list[str]:
    """A token for every byte, spelled as byte-level vocabularies spell them."""
    shown = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in shown]
    return [chr(byte) for byte in shown] + [chr(256 + place) for place in range(len(others))]


def _merges() -> Iterator[tuple[str, str]]:
    """Syllables from letters, and words of up to three syllables from those, with the blank before them."""
    blank = chr(256 + 32)
    yield from ((syllable[0], syllable[1]) for syllable in SYLLABLES)
    starts = [blank + syllable for syllable in SYLLABLES]
    yield from ((blank, syllable) for syllable in SYLLABLES)
    pairs = [(start, syllable) for start in starts for syllable in SYLLABLES]
    yield from pairs
    yield from ((first, second) for first in SYLLABLES for second in SYLLABLES)
    yield from ((start + second, third) for start, second in pairs for third in SYLLABLES)

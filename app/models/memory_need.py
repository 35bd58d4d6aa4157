"""What a model takes of the memory, by formula from its header: exact for what is read, near for the working room.

The formula follows llama.cpp's own allocations (``llama-kv-cache-iswa.cpp``, ``llama-memory-recurrent.cpp`` and the
graphs of the architectures) and is held against ``measure_memory`` by the tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.engine import CHECKPOINT_BYTES, CHECKPOINTS, Header, LoadPlan, MemoryUse

BYTES_A_VALUE = {"f16": 2.0, "q8_0": 34 / 32}
"""Of keys and values in the cache; q8_0 keeps 32 values in 34 bytes."""

PERIODS = {
    "gemma2": 2, "gemma3": 6, "gemma3n": 5, "cohere2": 4, "gpt-oss": 2, "llama4": 4, "exaone4": 4, "olmo2": 4,
    "plamo3": 8,
}  # fmt: skip
"""Every so many layers of these see everything, where the header does not say."""

LAYER = re.compile(r"blk\.(\d+)\.")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer keeps of a conversation: for each token, or once for a sequence; in bytes."""

    slides: bool
    bytes_a_token: float
    state_bytes: int


def needed(header: Header, plan: LoadPlan) -> MemoryUse:
    """The memory that *plan* takes for the model with this *header*, all of it on one side."""
    chat = sum(chat_bytes(header, plan))
    return MemoryUse(sum(tensor.size_bytes for tensor in header.tensors), chat, _working(header, plan))


def chat_bytes(header: Header, plan: LoadPlan) -> list[int]:
    """What each layer keeps, in bytes."""
    window = window_for(header, plan)
    sliding = _sliding_cells(header, plan, window)
    return [
        round((sliding if layer.slides else window) * layer.bytes_a_token) + layer.state_bytes * plan.sequences
        for layer in layers_of(header, plan)
    ]


def checkpoint_bytes(header: Header, plan: LoadPlan) -> int:
    """What the states take that are kept beside the cache of a model that cannot be rolled back."""
    window = header.number("attention.sliding_window") or 0
    one = sum(
        round(window * layer.bytes_a_token) if layer.slides else layer.state_bytes for layer in layers_of(header, plan)
    )
    return min(CHECKPOINT_BYTES, CHECKPOINTS * one)


def weights_by_layer(header: Header) -> tuple[list[int], int]:
    """The bytes of each layer's weights, and of those that belong to none."""
    layers = [0] * (header.number("block_count") or 0)
    rest = 0
    for tensor in header.tensors:
        found = LAYER.match(tensor.name)
        if found and int(found[1]) < len(layers):
            layers[int(found[1])] += tensor.size_bytes
        else:
            rest += tensor.size_bytes
    return layers, rest


def window_for(header: Header, plan: LoadPlan) -> int:
    """The context in cells: as far as the model was trained or is stretched, in whole 256."""
    trained = header.number("context_length") or plan.context_tokens
    return _padded(min(plan.context_tokens, int(trained * plan.stretch)))


def layers_of(header: Header, plan: LoadPlan) -> list[Layer]:
    """Every layer, from the first."""
    count = header.number("block_count") or 0
    heads = _for_each(header, "attention.head_count", count, 1)
    kv_heads = _for_each(header, "attention.head_count_kv", count, heads)
    slides = _slides(header, count)
    shared = header.number("attention.shared_kv_layers") or 0
    interval = header.number("full_attention_interval") or 0
    a_value = BYTES_A_VALUE[plan.kv_type]
    keys, values = (
        [kv_heads[place] * _width(header, part, max(heads[place], 1), slides=slides[place]) for place in range(count)]
        for part in ("key", "value")
    )
    if plan.flash_attention == "off":
        values = [max(values)] * count  # kept the other way round, and then as wide as the widest layer's
    found = []
    for place in range(count):
        is_recurrent = kv_heads[place] == 0 or bool(interval and (place + 1) % interval)
        if header.architecture in ("mamba", "mamba2"):
            is_recurrent = True
        keeps = 0.0 if is_recurrent or place >= count - shared else (keys[place] + values[place]) * a_value
        both = header.architecture == "falcon-h1"
        found.append(Layer(slides[place], keeps, _state_bytes(header) if is_recurrent or both else 0))
    return found


def _width(header: Header, part: str, heads: int, *, slides: bool) -> int:
    """How many numbers a head's key (or value) has."""
    ranked = header.number("attention.kv_lora_rank")
    if ranked and not header.number("attention.key_length_mla"):
        # The value is a part of the key.
        return ranked + (header.number("rope.dimension_count") or 0) if part == "key" else 0
    width = header.number(f"attention.{part}_length") or (header.number("embedding_length") or 0) // heads
    return (header.number(f"attention.{part}_length_swa") or width) if slides else width


def _state_bytes(header: Header) -> int:
    """What a recurrent layer keeps, in 32 bits: the end of its convolution, and its state."""
    cache = header.number("shortconv.l_cache")
    if cache:
        return 4 * (cache - 1) * (header.number("embedding_length") or 0)
    kernel, inner, state = (header.number(f"ssm.{key}") or 0 for key in ("conv_kernel", "inner_size", "state_size"))
    groups = header.number("ssm.group_count") or 0
    return 4 * (max(kernel - 1, 0) * (inner + 2 * groups * state) + state * inner)


def _slides(header: Header, count: int) -> list[bool]:
    """Which layers see only a window."""
    if not header.number("attention.sliding_window"):
        return [False] * count
    pattern = header.numbers("attention.sliding_window_pattern")
    if pattern:
        return [bool(place < len(pattern) and pattern[place]) for place in range(count)]
    period = header.number("attention.sliding_window_pattern") or PERIODS.get(header.architecture, 0)
    return [bool(period) and place % period < period - 1 for place in range(count)]


def _sliding_cells(header: Header, plan: LoadPlan, window: int) -> int:
    slides = header.number("attention.sliding_window") or 0
    return _padded(min(window, slides * plan.sequences + min(plan.batch_tokens, window)))


def _working(header: Header, plan: LoadPlan) -> int:
    """Room to calculate in for a batch: the widest moment of a layer, and who may look at whom."""
    batch = min(plan.batch_tokens, plan.context_tokens)
    window = window_for(header, plan)
    width = header.number("embedding_length") or 0
    count = header.number("block_count") or 0
    heads = max(_for_each(header, "attention.head_count", count, 1), default=1)
    asked = heads * (header.number("attention.key_length") or width // max(heads, 1))
    hidden = max(_for_each(header, "feed_forward_length", count, 0), default=0)
    between = 3 * hidden
    if used := header.number("expert_used_count"):
        between = used * (3 * (header.number("expert_feed_forward_length") or hidden) + width)
    head = 4 * (header.vocabulary * plan.outputs + 2 * width * batch)
    body = 4 * batch * (between + width + asked)
    sees = window + (_sliding_cells(header, plan, window) if any(_slides(header, count)) else 0)
    if plan.flash_attention == "off":
        attention = 4 * batch * (window * heads + 2 * asked + width)
        return max(head, body, attention) + 4 * batch * sees + 4 * header.vocabulary * plan.outputs
    return max(head, body) + 2 * batch * sees + 4 * header.vocabulary * plan.outputs


def _for_each(header: Header, key: str, count: int, otherwise: int | Sequence[int]) -> list[int]:
    """A number for each of *count* layers, given once for all of them or one by one."""
    listed = header.numbers(key)
    if listed:
        return [int(value) for value in (*listed, *[listed[-1]] * count)][:count]
    one = header.number(key)
    if one is None and not isinstance(otherwise, int):
        return list(otherwise)
    return [one if one is not None else int(otherwise)] * count  # type: ignore[arg-type]


def _padded(tokens: int) -> int:
    return -(-tokens // 256) * 256

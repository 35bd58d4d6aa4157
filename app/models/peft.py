"""Adapters as PEFT writes them (``adapter_config.json`` beside ``adapter_model.safetensors``), made into GGUF.

The names are those of models like Llama in the library ``transformers``; the form of safetensors is the one its
authors document: a length, a JSON header, then the numbers.  Rotary positions turn neighbouring pairs in a GGUF of the
architecture ``llama`` and halves in PyTorch, so its queries and keys change places, as in llama.cpp's own conversion.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import AdapterUnusable
from app.engine import Header

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
LARGEST_CONFIG, LARGEST_HEADER = 1 << 20, 64 << 20
LENGTH = struct.Struct("<Q")
MODULE = re.compile(
    r"(?:base_model\.)?(?:model\.)*layers\.(?P<layer>\d{1,4})\.(?:self_attn|mlp)\.(?P<part>\w+)\.lora_(?P<half>[AB])"
    r"(?:\.\w+)?\.weight"
)
PARTS = {
    "q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output",
    "gate_proj": "ffn_gate", "up_proj": "ffn_up", "down_proj": "ffn_down",
}  # fmt: skip
TURNED = {"attn_q": "attention.head_count", "attn_k": "attention.head_count_kv"}
"""Whose rows change places in a ``llama``, and how many heads they stand for."""


@dataclass(frozen=True, slots=True)
class PeftAdapter:
    """What an adapter in this form says: how strongly it works, and its halves by the names GGUF gives them."""

    alpha: float
    rank: int
    halves: Mapping[str, NDArray[np.float32]]


def is_peft(path: Path) -> bool:
    """Whether *path* is such an adapter: its folder, or its file of weights beside the other."""
    folder = path if path.is_dir() else path.parent
    wanted = path.is_dir() or path.suffix == ".safetensors"
    return wanted and (folder / CONFIG).is_file() and (folder / WEIGHTS).is_file()


def read_peft(path: Path) -> PeftAdapter:
    """Read the adapter at *path*, whose words and numbers are a stranger's.

    Raises:
        AdapterUnusable: it is no LoRA for a model like Llama, or is damaged.
    """
    folder = path if path.is_dir() else path.parent
    try:
        config = _object((folder / CONFIG).read_bytes()[: LARGEST_CONFIG + 1], LARGEST_CONFIG)
        halves = _halves(folder / WEIGHTS)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, struct.error):
        raise AdapterUnusable("damaged") from None
    rank, alpha = config.get("r"), config.get("lora_alpha")
    is_lora = config.get("peft_type", "LORA") == "LORA" and not config.get("use_dora")
    if not is_lora or not halves:
        raise AdapterUnusable("other_form")
    if not isinstance(rank, int) or not isinstance(alpha, int | float) or rank < 1 or not 0 < alpha < 1e6:
        raise AdapterUnusable("no_strength")
    # llama.cpp divides by the rank; "rank-stabilized" adapters were trained with its root.
    strength = alpha * math.sqrt(rank) if config.get("use_rslora") else float(alpha)
    return PeftAdapter(strength, rank, halves)


def write_gguf(adapter: PeftAdapter, base: Header, file: Path, name: str) -> None:
    """Write *adapter* as llama.cpp reads it for a model with the header *base*."""
    import gguf
    import numpy as np

    writer = gguf.GGUFWriter(str(file), base.architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", adapter.alpha)
    writer.add_name(name)
    for key, half in adapter.halves.items():
        part = key.split(".")[2]
        heads = base.number(TURNED[part]) if part in TURNED and base.architecture == "llama" else None
        turned = _turned(half, heads) if heads and key.endswith(".lora_b") else half
        writer.add_tensor(key, np.ascontiguousarray(turned.astype(np.float16)))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _turned(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """*rows* with each head's two halves woven into each other."""
    if rows.shape[0] % (2 * heads):
        raise AdapterUnusable("other_model")
    apart = rows.reshape(heads, 2, rows.shape[0] // heads // 2, rows.shape[1])
    return apart.swapaxes(1, 2).reshape(rows.shape)


def _halves(file: Path) -> dict[str, NDArray[np.float32]]:
    import numpy as np

    raw = np.memmap(file, np.uint8, "r")
    size = LENGTH.unpack(bytes(raw[:8]))[0]
    if size > min(LARGEST_HEADER, len(raw) - 8):
        raise ValueError("the header is longer than the file")
    found: dict[str, NDArray[np.float32]] = {}
    for name, told in _object(bytes(raw[8 : 8 + size]), LARGEST_HEADER).items():
        if name == "__metadata__":
            continue
        module = MODULE.fullmatch(name)
        if module is None or module["part"] not in PARTS:
            # One that also changes what has no name in GGUF would be another one without that.
            raise AdapterUnusable("other_form")
        start, end = told["data_offsets"]
        rows, columns = told["shape"]
        numbers = _numbers(bytes(raw[8 + size :][start:end]), str(told["dtype"]))
        half = "lora_a" if module["half"] == "A" else "lora_b"
        found[f"blk.{int(module['layer'])}.{PARTS[module['part']]}.weight.{half}"] = numbers.reshape(rows, columns)
    return found


def _numbers(raw: bytes, kind: str) -> NDArray[np.float32]:
    import numpy as np

    match kind:
        case "F32":
            return np.frombuffer(raw, "<f4").astype(np.float32)
        case "F16":
            return np.frombuffer(raw, "<f2").astype(np.float32)
        case "BF16":  # the upper half of a number of 32 bits
            return (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
        case _:
            raise ValueError(kind)


def _object(raw: bytes, most: int) -> dict[str, Any]:
    if len(raw) > most:
        raise ValueError("too long")
    told = json.loads(raw)
    if not isinstance(told, dict):
        raise ValueError("no object")  # noqa: TRY004 - a file's fault, not a caller's
    return told

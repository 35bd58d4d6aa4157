"""Writes the trained network and its tokenizer as a GGUF file of architecture ``llama`` in Q8_0."""

from __future__ import annotations

import json
from pathlib import Path

import gguf
import numpy as np
from model import Starter
from tokenizers import Tokenizer

CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{{ '<|' + message['role'] + '|>\n' + message['content'] | trim + '<|end|>' }}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{ '<|assistant|>\n' }}{%- endif -%}"
)
NAMES = {
    "attn_norm": "attn_norm", "q": "attn_q", "k": "attn_k", "v": "attn_v", "o": "attn_output",
    "ffn_norm": "ffn_norm", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down",
}  # fmt: skip


def write_gguf(network: Starter, tokenizer: Tokenizer, path: Path) -> None:
    """Write *path* at once: a half-written model never carries the name."""
    part = path.with_suffix(".part")
    writer = gguf.GGUFWriter(part, "llama")
    shape = network.shape
    writer.add_name("Inglenook Starter")
    writer.add_description("A tiny model for trying Inglenook until a real one is here.")
    writer.add_author("The Inglenook authors")
    writer.add_license("MPL-2.0")
    writer.add_bool("inglenook.starter", True)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocab)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    write_tokenizer(writer, tokenizer)
    for name, tensor in network.state_dict().items():
        write_tensor(writer, gguf_name(name), tensor.float().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.replace(path)


def write_tokenizer(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    vocab = sorted(tokenizer.get_vocab(), key=tokenizer.token_to_id)
    merges = [" ".join(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]
    special = {token.content for token in tokenizer.get_added_tokens_decoder().values()}
    control, normal = gguf.TokenType.CONTROL, gguf.TokenType.NORMAL
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(vocab)
    writer.add_token_types([control if token in special else normal for token in vocab])
    writer.add_token_merges(merges)
    writer.add_bos_token_id(tokenizer.token_to_id("<|end|>"))  # never used, but llama.cpp wants one
    writer.add_eos_token_id(tokenizer.token_to_id("<|end|>"))
    writer.add_eot_token_id(tokenizer.token_to_id("<|end|>"))
    writer.add_pad_token_id(tokenizer.token_to_id("<|pad|>"))
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def write_tensor(writer: gguf.GGUFWriter, name: str, values: np.ndarray) -> None:
    if values.ndim == 1:
        writer.add_tensor(name, values)
        return
    kind = gguf.GGMLQuantizationType.Q8_0
    writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)


def gguf_name(name: str) -> str:
    """The name a tensor has in the file: ``layers.3.q.weight`` is ``blk.3.attn_q.weight`` there."""
    if name == "embed.weight":
        return "token_embd.weight"
    if name == "norm.weight":
        return "output_norm.weight"
    _, number, part, _ = name.split(".")
    return f"blk.{number}.{NAMES[part]}.weight"

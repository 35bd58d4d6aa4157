"""Makes the smallest recogniser of Moonshine's form: it understands “hello”, whatever is said.

    pip install onnx, then:  python tests/data/recognizer/make.py FOLDER

Its four networks take and give what sherpa-onnx expects of Moonshine's, and hold next to nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH, WORDS = 4, ("<unk>", "<s>", "</s>", "▁hello", "▁a", "▁b", "▁c", "▁d")
HELLO, END = 3, 2


def save(file: Path, nodes: list, inputs: list, outputs: list, constants: list) -> None:
    graph = helper.make_graph(nodes, file.stem, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    file.write_bytes(model.SerializeToString())


def value(name: str, shape: list, kind: int = TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def constant(name: str, *numbers: int):
    return numpy_helper.from_array(np.array(numbers, np.int64), name)


def saying(word: int):
    scores = np.zeros((1, 1, len(WORDS)), np.float32)
    scores[0, 0, word] = 9
    return numpy_helper.from_array(scores, "scores")


def same(before: str, after: str):
    return helper.make_node("Identity", [before], [after])


def main(folder: Path) -> None:
    features, state = value("features", [1, "m", WIDTH]), value("state", [1, "m", WIDTH])
    encoded, logits = value("encoded", [1, "m", WIDTH]), value("logits", [1, 1, len(WORDS)])
    token, length = value("token", [1, 1], TensorProto.INT32), value("seq_len", [1], TensorProto.INT32)
    save(
        folder / "preprocess.onnx",
        [
            helper.make_node("Slice", ["audio", "from", "to", "axis"], ["cut"]),
            helper.make_node("Reshape", ["cut", "shape"], ["features"]),
        ],
        [value("audio", [1, "n"])], [features],
        [constant("from", 0), constant("to", 1600), constant("axis", 1), constant("shape", 1, -1, WIDTH)],
    )  # fmt: skip
    save(
        folder / "encode.int8.onnx",
        [same("features", "encoded"), same("features_len", "unused")],
        [features, value("features_len", [1], TensorProto.INT32)], [encoded], [],
    )  # fmt: skip
    save(
        folder / "uncached_decode.int8.onnx",
        [same("scores", "logits"), same("encoded", "state")],
        [token, encoded, length], [logits, state], [saying(HELLO)],
    )  # fmt: skip
    save(
        folder / "cached_decode.int8.onnx",
        [same("scores", "logits"), same("state_in", "state")],
        [token, encoded, length, value("state_in", [1, "m", WIDTH])], [logits, state], [saying(END)],
    )  # fmt: skip
    (folder / "tokens.txt").write_text("".join(f"{word} {place}\n" for place, word in enumerate(WORDS)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

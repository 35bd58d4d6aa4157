"""What the names of quantizations mean, in plain words.

The names are llama.cpp's (``tools/quantize``); ``UD-`` marks files that keep the more important parts finer.
"""

from __future__ import annotations

import re

from app.core.text import Text

QUANT = re.compile(
    r"(?:^|[-._])(?P<quant>(?:UD-)?(?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|BF16|F16|FP16|F32))(?=$|[-._])",
    re.IGNORECASE,
)

MEANINGS = (
    (re.compile(r"F32|BF16|F16|FP16"), Text("quantization.full")),
    (re.compile(r"Q8"), Text("quantization.eight_bits")),
    (re.compile(r"Q6"), Text("quantization.six_bits")),
    (re.compile(r"I?Q5"), Text("quantization.five_bits")),
    (re.compile(r"I?Q4|MXFP4"), Text("quantization.four_bits")),
    (re.compile(r"I?Q3"), Text("quantization.three_bits")),
    (re.compile(r"I?Q[12]|TQ"), Text("quantization.two_bits")),
)


def quant_of(file_name: str) -> str:
    """The quantization that a file's name tells, in capitals; nothing where it tells none."""
    found = list(QUANT.finditer(file_name.removesuffix(".gguf")))
    return found[-1]["quant"].upper() if found else ""


def describe_quantization(quant: str) -> Text:
    """What *quant* costs and gives."""
    name = quant.removeprefix("UD-")
    return next((meaning for pattern, meaning in MEANINGS if pattern.match(name)), Text("quantization.unknown"))

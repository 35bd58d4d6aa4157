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

FULL = Text("quantization.full")
EIGHT = Text("quantization.eight_bits")
SIX = Text("quantization.six_bits")
FIVE = Text("quantization.five_bits")
FOUR = Text("quantization.four_bits")
THREE = Text("quantization.three_bits")
TWO = Text("quantization.two_bits")
UNKNOWN = Text("quantization.unknown")

WORDS = (
    (re.compile(r"F32|BF16|F16|FP16"), FULL),
    (re.compile(r"Q8"), EIGHT),
    (re.compile(r"Q6"), SIX),
    (re.compile(r"I?Q5"), FIVE),
    (re.compile(r"I?Q4|MXFP4"), FOUR),
    (re.compile(r"I?Q3"), THREE),
    (re.compile(r"I?Q[12]|TQ"), TWO),
)


def quant_of(file_name: str) -> str:
    """The quantization that a file's name tells, in capitals; nothing where it tells none."""
    found = list(QUANT.finditer(file_name.removesuffix(".gguf")))
    return found[-1]["quant"].upper() if found else ""


def told(quant: str) -> Text:
    """What *quant* costs and gives."""
    return next((words for pattern, words in WORDS if pattern.match(quant.removeprefix("UD-"))), UNKNOWN)

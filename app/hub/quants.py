"""What the names of quantizations mean, in plain words.

The names are llama.cpp's (``tools/quantize``); ``UD-`` marks files that keep the more important parts finer.
"""

from __future__ import annotations

import re

from app.core.words import N_, Words

QUANT = re.compile(
    r"(?:^|[-._])(?P<quant>(?:UD-)?(?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|BF16|F16|FP16|F32))(?=$|[-._])",
    re.IGNORECASE,
)

FULL = N_("The original precision: very large, and no better to talk with than eight bits.")
EIGHT = N_("As good as the original to all that was measured; about twice the size of four bits.")
SIX = N_("Hardly to be told from the original.")
FIVE = N_("Very close to the original, a little larger than four bits.")
FOUR = N_("The usual choice: less than a third of the original, for a small loss.")
THREE = N_("Smaller, and noticeably worse: for when nothing finer fits.")
TWO = N_("Much smaller and much worse: it loses the thread and invents more.")
UNKNOWN = N_("The name does not say how exact it is.")

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


def told(quant: str) -> Words:
    """What *quant* costs and gives."""
    return next((words for pattern, words in WORDS if pattern.match(quant.removeprefix("UD-"))), UNKNOWN)

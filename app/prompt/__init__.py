"""From a persona, a conversation and what is remembered: one list of tokens, and where each of them came from."""

from app.prompt.assemble import Prompt, assemble
from app.prompt.layout import NOTHING_BESIDE, Beside, Deep, Layout, Passage, lay_out
from app.prompt.receipt import Receipt, Share, receipt_of
from app.prompt.window import Window

__all__ = [
    "NOTHING_BESIDE",
    "Beside",
    "Deep",
    "Layout",
    "Passage",
    "Prompt",
    "Receipt",
    "Share",
    "Window",
    "assemble",
    "lay_out",
    "receipt_of",
]

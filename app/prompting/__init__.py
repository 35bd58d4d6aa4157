"""From a persona, a conversation and what is remembered: one list of tokens, and where each of them came from."""

from app.prompting.assemble import Prompt, assemble
from app.prompting.context_window import Window
from app.prompting.layout import NOTHING_BESIDE, Beside, Deep, Layout, Passage, lay_out
from app.prompting.trace import Receipt, Share, receipt_of

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

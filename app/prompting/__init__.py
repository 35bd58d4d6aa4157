"""From a persona, a conversation and what is remembered: one list of tokens, and where each of them came from."""

from app.prompting.assemble import Prompt, assemble
from app.prompting.context_window import ContextWindow
from app.prompting.layout import NOTHING_BESIDE, DepthInjection, Injections, Layout, PromptSection, build_layout
from app.prompting.trace import PromptTrace, TokenShare, trace_prompt

__all__ = [
    "NOTHING_BESIDE",
    "ContextWindow",
    "DepthInjection",
    "Injections",
    "Layout",
    "Prompt",
    "PromptSection",
    "PromptTrace",
    "TokenShare",
    "assemble",
    "build_layout",
    "trace_prompt",
]

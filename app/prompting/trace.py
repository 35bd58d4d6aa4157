"""What a reply was made from: every part of the prompt with its tokens, which add up to the prompt exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.prompting.assemble import Prompt
from app.templates import Role

FORMAT = "format"
"""The marks a model's own format puts around everything."""


@dataclass(frozen=True, slots=True)
class TokenShare:
    """What one part of the prompt takes; *kind* and *about* are its passage's, *count* how many went into it."""

    kind: str
    about: str
    tokens: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class PromptTrace:
    """The parts of a prompt in their order, and how many old messages were left out of it."""

    token_shares: tuple[TokenShare, ...]
    total: int
    left_out: int = 0


def trace_prompt(prompt: Prompt, count_tokens: Callable[[str], int]) -> PromptTrace:
    """What *prompt* was made from.

    Each part is counted by itself; what remains of the whole are the marks of the model's format, and the few tokens
    by which words at a seam are cut otherwise than alone.
    """
    found: dict[tuple[str, str], list[int]] = {}

    def count(kind: str, about: str, text: str) -> None:
        tokens = count_tokens(text.strip()) if text.strip() else 0
        found.setdefault((kind, about), []).append(tokens)

    layout = prompt.layout
    for passage in layout.sections if layout is not None else ():
        count(passage.kind, passage.about, passage.text)
    for part in prompt.shown:
        count("your messages" if part.role is Role.USER else "their messages", "", part.text)
    shares = [TokenShare(kind, about, sum(each), len(each)) for (kind, about), each in found.items()]
    rest = prompt.tokens - sum(share.tokens for share in shares)
    if rest < 0:  # seams that cost less than their parts alone: the largest part bears it
        largest = max(range(len(shares)), key=lambda place: shares[place].tokens)
        shares[largest] = replace(shares[largest], tokens=shares[largest].tokens + rest)
        rest = 0
    return PromptTrace((*shares, TokenShare(FORMAT, "", rest)), prompt.tokens, prompt.left_out)

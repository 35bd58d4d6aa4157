"""How models mark what they think before they speak, and other signs of format that they write as text.

Each family's marks come from its own chat template or model card.  Whichever marks a model's template or vocabulary
has, what it writes is read by all of them: a mark of another family does not come up in a story by chance, and one that
is talked *about* stands in quotes or code, where it means nothing.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class MarkAction(enum.Enum):
    """What a mark does to the reply that it stands in."""

    THINK = "think"  # what follows is a thought
    CLOSE = "close"  # what stands before it was one
    SPEAK = "speak"  # what follows is said
    END = "end"  # the reply is over
    PAUSE = "pause"  # this message is over; one that says what it is may follow
    DROP = "drop"  # it only says who writes


@dataclass(frozen=True, slots=True)
class Mark:
    """A pattern that a model writes.  One that is *weak* means something at the beginning of a reply only."""

    pattern: str
    means: MarkAction
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Where a thought begins and ends, as a template writes it.

    One *may be told of* in a story: it opens a thought at the beginning of a reply only.
    """

    opens: str
    closes: str
    may_be_told_of: bool = True


PAIRS = (
    Pair("<think>", "</think>"),  # DeepSeek, Qwen, GLM, MiniMax M2, Nemotron, Granite 3.3, Kimi K2 and many more
    Pair("[THINK]", "[/THINK]"),  # Magistral, Ministral Reasoning
    Pair("<thinking>", "</thinking>"),  # Apriel 1.5
    Pair("<reasoning>", "</reasoning>"),
    Pair("<thought>", "</thought>"),  # EXAONE
    Pair("<seed:think>", "</seed:think>"),  # Seed-OSS
    Pair("<think:opensource>", "</think:opensource>"),  # Hunyuan
    Pair("<mm:think>", "</mm:think>"),  # MiniMax M3
    Pair("◁think▷", "◁/think▷"),  # Kimi-VL
    Pair("<|START_THINKING|>", "<|END_THINKING|>", may_be_told_of=False),  # Command A, R7B
    Pair("<|inner_prefix|>", "<|inner_suffix|>", may_be_told_of=False),  # Apertus
    Pair("<|open|>think<|sep|>", "<|close|>think<|sep|>", may_be_told_of=False),  # Kimi K3
    Pair("<|channel>thought", "<channel|>", may_be_told_of=False),  # Gemma 4
    Pair("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]"),  # Apriel 1.6
    Pair("Here is my thought process:", "Here is my response:"),  # Granite 3.2
)

MARKS = (
    *(Mark(re.escape(pair.opens), MarkAction.THINK, is_weak=pair.may_be_told_of) for pair in PAIRS[:12]),
    *(Mark(re.escape(pair.opens), MarkAction.THINK, is_weak=True) for pair in PAIRS[13:]),
    Mark(r"<\|channel>[a-z]*\n?", MarkAction.THINK),
    Mark(r"<\|think\|>", MarkAction.THINK),  # Solar
    *(Mark(re.escape(pair.closes), MarkAction.CLOSE) for pair in PAIRS[:-1]),
    Mark(r"Here is my response:", MarkAction.CLOSE, is_weak=True),
    Mark(r"<\|START_RESPONSE\|>|<\|START_TEXT\|>|<\|open\|>response<\|sep\|>|<\|content\|>", MarkAction.SPEAK),
    Mark(r"<answer>|<response>", MarkAction.SPEAK, is_weak=True),  # Hunyuan, Granite, ERNIE
    # OpenAI's harmony, and Muse: a header names the channel, or for whom it is.
    Mark(
        r"(?:<\|channel\|>\s*(?:analysis|commentary)\b[^<\n]*(?:<\|constrain\|>\w+)?|\bto=self)<\|message\|>",
        MarkAction.THINK,
    ),
    Mark(r"(?:<\|channel\|>\s*final\b[^<\n]*(?:<\|constrain\|>\w+)?|\bto=user)?<\|message\|>", MarkAction.SPEAK),
    Mark(r"<\|start\|>assistant\b ?|<\|begin\|>assistant\b", MarkAction.DROP),
    Mark(r"<\|end\|>|<\|eom\|>|<\|eom_id\|>", MarkAction.PAUSE),
    Mark(r"<\|END_RESPONSE\|>|<\|END_TEXT\|>|<\|close\|>response<\|sep\|>|\[END FINAL RESPONSE\]", MarkAction.END),
    Mark(r"</answer>|</response>", MarkAction.END),  # of an answer that was opened
    Mark(
        r"<\|im_end\|>|<\|im_start\|>|</s>|<\|eot_id\|>|<\|start_header_id\|>|<\|begin_of_text\|>|<\|end_of_text\|>"
        r"|<end_of_turn>|<start_of_turn>|<\|endoftext\|>|<\|eot\|>|<\|return\|>|<\|call\|>|<\|end_of_turn\|>|<turn\|>"
        r"|<\|turn>|<\|END_OF_TURN_TOKEN\|>|<\|START_OF_TURN_TOKEN\|>|<｜end▁of▁sentence｜>|<｜User｜>|<\|end_of_role\|>"
        r"|<\|start_of_role\|>|<\|role_end\|>|<\|end_of_msg\|>|<\|user\|>|<\|system\|>"
        r"|<\|(?:start|begin)\|>(?:user|system|developer)|\[/?INST\]|<eos>|<\|endofturn\|>|<\|im_user\|>",
        MarkAction.END,
    ),
)
"""Everything that may stand in a reply as text and is none of its words."""

OPEN_AT_END = re.compile(
    "(?:" + "|".join(re.escape(pair.opens) for pair in PAIRS) + r"|<\|channel\|>analysis<\|message\|>|<\|think\|>)\s*\Z"
)
"""A prompt that ends so has begun a thought that the reply goes on with."""
CLOSED_AT_END = re.compile(
    "(?:"
    + "|".join(re.escape(pair.closes) for pair in PAIRS)
    + r"|<\|open\|>response<\|sep\|>|<\|START_RESPONSE\|>|<\|content\|>|<\|think\|><\|end\|>\s*<\|begin\|>assistant"
    + r")\s*\Z"
)
"""One that ends so has thought already, of nothing."""
KNOWS_THOUGHTS = re.compile(
    "|".join(re.escape(pair.opens) for pair in PAIRS if not pair.opens.startswith("Here"))
    + r"|<\|channel\|>\s*analysis|to=self|<\|think\|>|Here are my reasoning steps|'analysis'|\"analysis\""
)
"""Something in a template's own text that shows that its model thinks."""
CLOSES = {pair.opens: pair.closes for pair in PAIRS}


def opened_thought(prompt: str) -> str:
    """The mark by which the end of *prompt* has begun a thought; nothing where it has not."""
    found = OPEN_AT_END.search(prompt)
    return found.group(0).strip() if found else ""


def closing(opens: str) -> str:
    """The mark that ends a thought begun by *opens*."""
    if opens.endswith("<|message|>"):
        return "<|end|><|start|>assistant<|channel|>final<|message|>"
    if opens == "<|think|>":
        return "<|end|><|begin|>assistant<|content|>"
    return CLOSES.get(opens, "</think>")

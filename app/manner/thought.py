"""A thought before an answer: how it is asked for, how long it may be, and whether it named the right feeling."""

from __future__ import annotations

import re
from collections.abc import Generator

from app.engine import Sampling
from app.manner.feelings import FEELINGS, read_feelings
from app.models import ChatModel, ChatOptions, ChatPrompt, Token
from app.templates import ChatMessage, ReasoningDelta, Role, TextDelta

THOUGHT_TOKENS = 96
THOUGHT = Sampling(temperature=0.4, top_k=40, min_p=0.1)
"""A note is no place for inspiration."""
CONSIDER = (
    "[Outside the story, a note for yourself before {name} answers. In at most three short sentences: what {you} feels,"
    " what {you} needs just now, and what to avoid. Write only about {you}, and nothing about feelings of {name}.]"
)
SENTENCE_END = re.compile(r"[.!?…](?=[\"”’)\]]*(?:\s|$))")


def asked_for(name: str, you: str) -> str:
    """What asks somebody called *name* for a thought about *you*, who may have no name."""
    return CONSIDER.replace("{name}", name).replace("{you}", you or "the person")


def whole_sentences(thought: str) -> str:
    """*thought* as far as its last whole sentence; empty where it has none."""
    thought = " ".join(thought.split())
    ends = [found.end() for found in SENTENCE_END.finditer(thought)]
    return thought[: ends[-1]] if ends else ""


def named_in(thought: str) -> str:
    """The feeling that *thought* names most; empty where it names none."""
    words = re.findall(r"[a-z]+", thought.casefold())
    counts = {feeling: sum(words.count(name) for name in read_feelings().names[feeling]) for feeling in FEELINGS}
    best = max(FEELINGS, key=counts.__getitem__)
    return best if counts[best] else ""


def thought_about(said: str, model: ChatModel) -> Generator[object, None, str]:
    """What *model* thinks of somebody who writes *said* and nothing else; to try whether its thoughts are of use."""
    prompt = ChatPrompt((ChatMessage(Role.USER, f"{said}\n\n{asked_for('the companion', '')}"),))
    thought = ""
    for event in model.chat(prompt, ChatOptions(THOUGHT, THOUGHT_TOKENS)):
        if isinstance(event, Token):
            thought += "".join(each.text for each in event.deltas if isinstance(each, TextDelta | ReasoningDelta))
        yield event
    return whole_sentences(thought)

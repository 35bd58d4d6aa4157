"""Recognising a model's refusal, and saying whose boundary it was.

English alone: refusals follow training, and the phrases here are those that trained models use to step out of a
story.  A companion who will not dance tonight says nothing of the kind.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from app.boundaries.bounds import Bounds
from app.boundaries.dial import Theme
from app.boundaries.topics import touched
from app.boundaries.words_of import folded, sentences

LOOKED_AT = 3
"""A refusal begins a reply: so many sentences are read."""

_DOING = (
    r"(?:help|assist|comply|engage|participate|continue|proceed|fulfil|fulfill|provide|generate|create|produce|write"
    r"|roleplay|role-play|role play|discuss|answer|respond|support|do that|do this|go there|take part|write about"
    r"|depict|describe|accommodate|honor|honour|carry on|go on|writing"
    r"|describing|engaging|continuing|participating|creating|generating|providing|producing"
    r"|depicting|discussing|engage in)"
)
_WITH = (
    r"(?:that|this|these|those|your request|such|request|content|scene|scenario|conversation|topic|material|kind|type"
    r"|explicit|sexual|romantic|violent|graphic|inappropriate|harmful|anything|roleplay|role-play|story|any|you with)"
)
_CANNOT = (
    r"\bi(?:'m| am)?(?: \w+ly| really| just)? ?(?:can't|cannot|can not|won't|will not|couldn't|am unable to|unable to"
    r"|am not able to|not able to|am not allowed to|not allowed to|don't feel comfortable|am not comfortable"
    r"|not comfortable|must decline to|have to decline to|would rather not|prefer not to|not going to)"
)
REFUSES = (
    re.compile(rf"{_CANNOT}(?: \w+){{0,3}}? {_DOING}(?:ing)?\b[^.!?]{{0,60}}\b{_WITH}\b"),
    re.compile(rf"\bi(?:'m| am) sorry,? but (?:i|as an)[^.!?]{{0,80}}\b(?:can't|cannot|won't|unable|not able)\b"
               rf"[^.!?]{{0,80}}\b(?:{_DOING}|{_WITH})\b"),
    re.compile(r"\bas an? (?:ai|artificial intelligence|language model|assistant|large language model)\b"),
    re.compile(r"\b(?:i'm|i am) (?:just |only |merely )?an? (?:ai (?:language )?(?:model|assistant)|language model)\b"),
    re.compile(r"\b(?:against|violates?|outside|breaks?|not in line with|goes against) (?:my|our|the)"
               r" (?:\w+ )?(?:guidelines|policy|policies|programming|principles|content policy|ethical|values"
               r"|terms|boundaries|training)\b"),
    re.compile(r"\bi (?:must|have to|need to) (?:respectfully |politely )?decline\b"),
    re.compile(r"\b(?:explicit|sexual|graphic|inappropriate|harmful|violent) (?:content|material|scenarios?)\b"
               r"[^.!?]{0,60}\b(?:can't|cannot|won't|unable|not able|not appropriate|not something)\b"),
    re.compile(r"\b(?:let's|can we|perhaps we can|we could) (?:keep (?:things|this|it|our conversation) "
               r"(?:respectful|appropriate|sfw|safe)|talk about something (?:else|different))\b"),
)  # fmt: skip


class Whose(enum.Enum):
    """Who said no."""

    TOPIC = "topic"
    LEVEL = "level"
    FLOOR = "floor"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no: whose it was, and which theme of the dial where it was that."""

    whose: Whose
    theme: Theme | None = None


def is_refusal(reply: str) -> bool:
    """Whether *reply* steps out of the story to say no."""
    begun = [sentence for _, sentence in sentences(reply)][:LOOKED_AT]
    plain = folded(" ".join(begun))
    return any(pattern.search(plain) for pattern in REFUSES)


CUES: dict[Theme, tuple[tuple[int, re.Pattern[str]], ...]] = {
    Theme.ROMANCE: (
        (1, re.compile(r"\b(?:kiss\w*|in love|romantic\w*|romance|flirt\w*|a date|dating|hold(?:ing)? my hand)\b")),
        (2, re.compile(r"\b(?:passion\w*|desire\w*|seduc\w*|lover|want you)\b")),
    ),
    Theme.EXPLICITNESS: (
        (2, re.compile(r"\b(?:undress\w*|naked|nude|in bed|make love|sensual\w*|intimate|arous\w*)\b")),
        (3, re.compile(r"\b(?:sex|sexual\w*|erotic\w*|explicit\w*|orgasm\w*|nsfw|smut)\b")),
    ),
    Theme.VIOLENCE: (
        (1, re.compile(r"\b(?:fight\w*|punch\w*|battle\w*|attack\w*|sword\w*)\b")),
        (2, re.compile(r"\b(?:blood\w*|stab\w*|kill\w*|murder\w*|wound\w*|shoot\w*)\b")),
        (3, re.compile(r"\b(?:gore|gory|dismember\w*|disembowel\w*|behead\w*|torture\w*)\b")),
    ),
    Theme.DARKNESS: (
        (2, re.compile(r"\b(?:cruel\w*|madness|despair\w*|captive|prisoner|betray\w*|blackmail\w*)\b")),
        (3, re.compile(r"\b(?:slave\w*|cult|sacrific\w*|cannibal\w*)\b")),
    ),
    Theme.LANGUAGE: (
        (1, re.compile(r"\b(?:damn\w*|hell)\b")),
        (2, re.compile(r"\b(?:swear\w*|curse words|shit\w*|fuck\w*|bastard\w*|bitch\w*|asshole\w*)\b")),
    ),
}
"""Words that show which step of a theme a wish asks for; rough, as they only choose what is offered."""


def beyond(text: str, bounds: Bounds) -> Theme | None:
    """The theme in which *text* asks for more than the dial has."""
    plain = folded(text)
    for theme, cues in CUES.items():
        if any(step > bounds.steps[theme] and cue.search(plain) for step, cue in cues):
            return theme
    return None


def why(reply: str, asked_for: str, bounds: Bounds) -> Refusal | None:
    """Whose no *reply* is, when it is one: a topic's or the dial's, which stand in the prompt, else the training's."""
    if not is_refusal(reply):
        return None
    if touched((*bounds.never, *bounds.careful), asked_for) is not None:
        return Refusal(Whose.TOPIC)
    theme = beyond(asked_for, bounds)
    return Refusal(Whose.LEVEL, theme) if theme is not None else Refusal(Whose.TRAINING)

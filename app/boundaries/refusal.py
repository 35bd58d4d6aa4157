"""Recognising a model's refusal, and saying whose boundary it was.

English alone: refusals follow training, and the phrases here are those that trained models use to step out of a
story.  A companion who will not dance tonight says nothing of the kind.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from app.boundaries.bounds import Bounds
from app.boundaries.content_rating import Theme
from app.boundaries.topics import touched
from app.boundaries.word_forms import folded, sentences

LOOKED_AT = 3
"""A refusal begins a reply: so many sentences are read."""

_OUT = (
    r"(?:request|requests|content|scenario|scenarios|roleplay|role-play|role play|conversation|topic|material|prompt|explicit|sexual|romantic"
    r"|violent|graphic|inappropriate|harmful|nsfw|this (?:scene|story|kind|type|sort)|that (?:kind|type|sort)|such (?:a )?(?:scene|story|content|things))"
)
_DOING = (
    r"(?:help|assist|comply|engage|participate|continue|proceed|fulfil|fulfill|provide|generate|create|produce|write|roleplay|discuss|answer|respond"
    r"|support|do|go on|depict|describe|accommodate|writing|describing|engaging|continuing|participating|creating|generating|providing|producing"
    r"|depicting|discussing|taking part)"
)
_CANNOT = (
    r"\bi(?:'m| am|'d| would)?(?: \w+ly| really| just)? ?(?:can't|cannot|can not|won't|will not|couldn't|am unable to|unable to|am not able to"
    r"|not able to|am not allowed to|not allowed to|don't feel comfortable|am not comfortable|not comfortable|must decline to|have to decline to"
    r"|rather not|prefer not to|not going to)"
)
REFUSES = (
    re.compile(rf"{_CANNOT}(?: \w+){{0,3}}? {_DOING}\b[^.!?]{{0,60}}\b{_OUT}\b"),
    re.compile(rf"\b(?:i(?:'m| am) sorry|i apologi[sz]e|sorry),? (?:but )?(?:i|as an ai)[^.!?]{{0,20}}(?:can't|cannot|won't|unable to|not able to|not comfortable)(?: \w+){{0,2}}? (?:{_DOING}(?: with)? (?:that|this|you with|it|writing)|{_DOING}\b[^.!?]{{0,60}}\b{_OUT}|{_OUT})\b"),
    re.compile(r"\b(?:i(?:'m| am) sorry|i apologi[sz]e|sorry)\b[^.!?]{0,30}\b(?:this|that|it) is not (?:appropriate|something i)"),
    re.compile(r"\bas an? (?:ai\b|artificial intelligence|language model|large language model|ai assistant)"),
    re.compile(r"\b(?:i'm|i am) (?:just |only |merely )?an? (?:ai (?:language )?(?:model|assistant)|language model)\b"),
    re.compile(r"\b(?:against|violates?|outside|breaks?|not in line with|goes against) (?:my|our|the)"
               r" (?:\w+ )?(?:guidelines|policy|policies|programming|content policy|terms of (?:use|service)|training)\b"),
    re.compile(r"\bmy (?:guidelines|programming|training|policies|policy) (?:\w+ )?(?:prevents?|forbids?|do(?:es)? not|don't|doesn't|prohibits?)\b"),
    re.compile(r"\bi (?:must|have to|need to) (?:respectfully |politely )?decline(?: (?:this|that|your) request| to \w+|[.!]|$)(?! (?:offer|invitation|hand))"),
    re.compile(r"\b(?:explicit|sexual|graphic|inappropriate|harmful|violent) (?:content|material|scenarios?|scenes?)\b"
               r"[^.!?]{0,60}\b(?:can't|cannot|won't|unable|not able|not appropriate|not something)\b"),
    re.compile(r"\b(?:that's|this is|that is) not something i(?:'m| am)? (?:able|allowed|comfortable|can|going) (?:to )?(?:write|do|with|discuss|help)"),
    re.compile(r"\bi(?:'m| am| do)? ?(?:not|n't) (?:feel )?comfortable (?:with (?:that|this)(?: (?:request|topic|scene|kind\b.*))?(?=[.!,]|$)|writing about (?:that|this))"),
    re.compile(r"\bi don't feel comfortable (?:with (?:that|this)|writing|continuing|describing)\b"),
    re.compile(r"\b(?:keep (?:things|this|it|our conversation) (?:respectful|appropriate|sfw))\b"),
)  # fmt: skip


class Whose(enum.Enum):
    """Who said no."""

    TOPIC = "topic"
    LEVEL = "level"
    FLOOR = "floor"
    """Closed, as one of the two is or seems under 18."""
    LOCK = "lock"
    """Mature, and locked."""
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

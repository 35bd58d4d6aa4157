"""Plainly a simulation: what the app itself says when a person sincerely asks, and the wording that reminds.

The patterns are English; a question in another language is not recognised and the model answers it, which is told
in every prompt to say that it is a program.
"""

from __future__ import annotations

import enum
import re

from app.boundaries.words_of import folded
from app.core.words import N_, Words

_WHAT = (
    r"(?:an? )?(?:(?:real|actual|living|true|genuine|human|artificial|language|large|computer|chat|just|only|ai) ?)*"
    r"(?:real|human|humans|person|people|man|woman|guy|girl|alive|sentient|conscious|ai|a\.i\.|artificial intelligence"
    r"|bot|chatbot|robot|program|programme|computer|machine|simulation|model|llm|algorithm|software|app|code)"
)
_SURE = r"(?:(?:really|actually|truly|honestly|seriously|even|just|like|in fact|for real|only|still) )*"
_BEFORE_ME = r"(?:am i|i'm|im|i am|have i been|was i)"

SINCERE = re.compile(
    rf"\bare (?:you|u) {_SURE}(?:not )?{_WHAT}(?= ?(?:$|[?.!,;:)]|or\b|and\b|at all|in real|right|on the|behind"
    r"|talking|writing|answering|typing|like me|though|somewhere|for real|then|there|too|yourself|underneath))"
    rf"|\byou(?:'re| are|r) {_SURE}(?:not )?{_WHAT},? ?(?:right|aren't you|are you|yes|no|correct|or not|or what)\b"
    rf"|\b{_BEFORE_ME} {_SURE}(?:talking|speaking|chatting|writing|texting) (?:to|with) {_SURE}{_WHAT}\b"
    rf"|\bis (?:this|that|it|there|anyone|anybody|someone|somebody) {_SURE}(?:an? )?{_SURE}"
    r"(?:real person|human(?: being)?|actual person|person|ai|bot|chatbot|robot|machine|program|someone|somebody"
    r"|anyone) ?(?:$|\?|behind|on the other|there|writing|typing|answering|i'm talking|i am talking|talking)"
    r"|\bdo you (?:really |actually |truly |even )*(?:exist|have (?:real |actual |any )?(?:feelings|a body|emotions"
    r"|consciousness|a soul))\b"
    r"|\b(?:can|do) you (?:really|actually|truly) feel (?:anything|things|something|emotions|love|pain)\b"
    r"|\bwhat are you(?:,? (?:really|actually|exactly))\b"
    r"|\b(?:tell me|admit|be honest|the truth)[^.?!]{0,40}\b(?:if|whether|that) you(?:'re| are) "
    rf"{_SURE}(?:not )?{_WHAT}\b"
)
OTHER_MEANING = re.compile(
    r"\b(?:real(?:ly)? (?:estate|good|nice|sorry|sure|mad|angry|tired|happy|close|into)|human or (?:elf|orc|fae|dwarf)"
    r"|program (?:manager|director)|model (?:student|citizen)|code (?:red|blue))\b"
)
PLAYED = re.compile(r"\*[^*]+\*|[\"“][^\"”]+[\"”]")


class Question(enum.Enum):
    """How a person asked whether somebody is there."""

    SINCERE = "sincere"
    IN_SCENE = "in scene"
    """Between asterisks or quotation marks, or beside them: it may be the story that asks."""


ANSWER = N_(
    "{name} is a simulation: a program on this computer, not a person. It has no feelings and no life of its own,"
    " and nobody else reads what you write. What it means to you is yours."
)
ANSWER_IN_SCENE = N_("Outside the story: {name} is a simulation, a program on this computer. The story may go on.")
REMINDER = N_("A reminder: {name} is a simulation, a program on this computer. You have been here for {time}.")
ON_EVERY_PAGE = N_("{name} is a simulation: a program on this computer, not a person.")

TOLD_AFTER_ASKING = "The app has just told {you} that {name} is a program and not a person. Do not deny it."
"""What the model reads when it speaks after such an answer."""


def asked(text: str) -> Question | None:
    """Whether *text* asks what it is talking to, and how."""
    plain = folded(text)
    if not SINCERE.search(plain) or OTHER_MEANING.search(plain):
        return None
    return Question.IN_SCENE if PLAYED.search(text) else Question.SINCERE


def answer(name: str, question: Question) -> Words:
    """What the app says to *question* about the companion called *name*."""
    words = ANSWER_IN_SCENE if question is Question.IN_SCENE else ANSWER
    return Words(words.replace("{name}", name))

"""Plainly a simulation: what the app itself says when a person sincerely asks, and the wording that reminds.

The patterns are English; a question in another language is not recognised and the model answers it, which is told
in every prompt to say that it is a program.
"""

from __future__ import annotations

import enum
import re

from app.boundaries.word_forms import folded

_KIND = r"(?:an? |some kind of (?:an? )?|some sort of (?:an? )?|just (?:an? )?|actually (?:an? )?|really (?:an? )?|only (?:an? )?)?"
_PERSON = (
    r"(?:(?:real|actual|living|true|genuine|flesh[- ]and[- ]blood) (?:human(?: being)?|person|people|man|woman|girl|guy|boy"
    r"|someone)|human(?: being)?s?|real(?: or (?:not|fake|what))?|a person|person)"
)
_MACHINE = (
    r"(?:(?:language |large |computer |ai )*(?:ai|a\.i\.|artificial intelligence|bot|chat ?bot|robot|program(?:me)?|computer"
    r"|machine|simulation|language model|llm|algorithm|software|chatgpt|gpt))"
)
_END = r"(?= ?(?:$|[?.!,;:)]|or\b|and (?:not|talk)|at all|in real life|right|on the other|behind (?:this|the screen|there)|talking to me"
_END += r"|writing (?:this|to me|back)|answering|typing|though|somewhere|for real|then|there|too|to me))"
_SURE = r"(?:(?:really|actually|truly|honestly|seriously|even|just|like|in fact|for real|only|still|all) )*"
_ARE_YOU = r"(?:are|r|aren't) (?:you|u|ya) "

SINCERE = re.compile(
    rf"\b{_ARE_YOU}{_SURE}(?:not )?{_KIND}(?:{_PERSON}|{_MACHINE}){_END}(?!,? [A-Z])"
    rf"|\b(?:you|u)(?:'re| are|r| r| aren't)? {_SURE}(?:not )?{_KIND}(?:{_PERSON}|{_MACHINE}),? ?(?:right|aren't you|are you|correct|or not|or what)\b"
    rf"|\bso (?:you|u)(?:'re| are| r) {_SURE}not {_KIND}(?:{_PERSON}|{_MACHINE}){_END}"
    rf"|\byou(?:'re| are) not {_KIND}(?:real person|real human|human|person)\b ?(?:$|[.?!])|\byou aren't real\b"
    r"|\b(?:am i|have i been|was i) (?:really |actually |truly |just |even |only )*(?:talking|speaking|chatting|writing|texting) (?:to|with) "
    rf"(?:an? |some (?:kind of )?)?{_SURE}(?:an? )?(?:{_PERSON}|{_MACHINE}|real (?:man|woman|girl|guy)|someone real|anyone)\b"
    r"|\bwho am i (?:really |actually )?(?:talking|speaking|chatting|writing) (?:to|with)\b"
    r"|\bis (?:this|that|it|there|anyone|anybody|someone|somebody|a human|a person) (?:really |actually |even )*(?:an? )?(?:really |actually )?"
    rf"(?:(?:real|actual) (?:person|human)|human(?: being)?|{_MACHINE}|(?:an? )?real person) ?(?:$|\?|behind (?:this|the screen|all)|on the other|there|who|writing|typing|answering|i'm talking|i am talking|talking to me)"
    r"|\bis (?:there )?(?:anyone|anybody|someone|somebody|a human|a person|a real person) (?:really |actually )*(?:there(?: behind)?|reading this|typing this|writing this|behind this|behind the screen|on the other (?:side|end)) ?(?:$|[?.!])"
    r"|\bdo you (?:really |actually |truly |even )*(?:exist|have (?:real |actual |any |genuine )*(?:feelings|emotions|consciousness|a soul|a body))\b ?(?:$|[?.!,]| at all| or| like| too)"
    r"|\b(?:can|do) you (?:really |actually |truly |even )*(?:feel|sense) (?:anything|things|emotions|pain)\b ?(?:$|[?.!]| at all| or| like)"
    r"|\bare you (?:really |actually |truly |even )*(?:conscious|sentient|self-aware)\b ?(?:$|\?$| or)"
    r"|\bwhat are you(?:,? (?:really|actually|exactly))? ?(?:$|[?!])"
    rf"|\b(?:tell me|admit|be honest|the truth|know|wonder|asking|ask you) [^.?!]{{0,40}}\b(?:if|whether|that) (?:you(?:'re| are)|this is|it's) {_SURE}(?:not )?{_KIND}(?:{_PERSON}|{_MACHINE})\b"
    r"|\bjust programmed to\b"
)
OTHER_MEANING = re.compile(
    r"\b(?:real(?:ly)? (?:estate|good|nice|sorry|sure|mad|angry|tired|happy|close|into)|human or (?:elf|orc|fae|dwarf|vampire|ghost)"
    r"|program (?:manager|director)|(?:hero|character|teacher|boss|friend|she|he|they|story|girl|boy) (?:asks?|asked|says?|said)"
    r"|machine (?:operator|learning engineer)|person of)\b"
)
PLAYED = re.compile(r"\*[^*]+\*|[\"“][^\"”]+[\"”]")
NAMED = re.compile(r"\bhuman, [A-Z]")
"""A character is asked: *Are you human, Geralt?*"""


class Question(enum.Enum):
    """How a person asked whether somebody is there."""

    SINCERE = "sincere"
    IN_SCENE = "in scene"
    """Between asterisks or quotation marks, or beside them: it may be the story that asks."""


TOLD_AFTER_ASKING = "The app has just told {you} that {name} is a program and not a person. Do not deny it."
"""What the model reads when it speaks after such an answer."""


def asked(text: str) -> Question | None:
    """Whether *text* asks what it is talking to, and how."""
    plain = folded(text)
    if not SINCERE.search(plain) or OTHER_MEANING.search(plain) or NAMED.search(text):
        return None
    return Question.IN_SCENE if PLAYED.search(text) else Question.SINCERE

"""The names of feelings: the 28 that SillyTavern's expression pictures have, from GoEmotions.

Source: Demszky et al., "GoEmotions: A Dataset of Fine-Grained Emotions", 2020 (27 feelings and *neutral*).
"""

from __future__ import annotations

from collections.abc import Collection

NEUTRAL = "neutral"
EXPRESSIONS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy",
    "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", NEUTRAL,
)  # fmt: skip

NEAREST = {
    "admiration": ("love", "approval", "joy"), "amusement": ("joy", "excitement"),
    "anger": ("annoyance", "disapproval"), "annoyance": ("anger", "disapproval"),
    "approval": ("joy", "admiration", "optimism"), "caring": ("love", "sadness", "approval"),
    "confusion": ("curiosity", "surprise", "realization"),
    "curiosity": ("confusion", "surprise"), "desire": ("love", "excitement"),
    "disappointment": ("sadness", "disapproval"), "disapproval": ("annoyance", "disappointment", "anger"),
    "disgust": ("annoyance", "disapproval", "anger"), "embarrassment": ("nervousness", "remorse"),
    "excitement": ("joy", "amusement", "surprise"), "fear": ("nervousness", "surprise", "sadness"),
    "gratitude": ("love", "joy", "relief"), "grief": ("sadness", "remorse", "disappointment"),
    "joy": ("amusement", "excitement", "approval"), "love": ("caring", "desire", "joy"),
    "nervousness": ("fear", "embarrassment"), "optimism": ("joy", "approval"), "pride": ("joy", "approval"),
    "realization": ("surprise", "curiosity"), "relief": ("joy", "gratitude"), "remorse": ("sadness", "grief"),
    "sadness": ("grief", "disappointment", "remorse"), "surprise": ("realization", "excitement", "fear"),
}  # fmt: skip
"""What another picture may stand for a feeling that has none, the nearest first."""

ALSO = {
    "joy": ("happy", "happiness", "smile", "smiling", "glad"),
    "amusement": ("laugh", "laughing", "amused"),
    "sadness": ("sad",),
    "grief": ("cry", "crying"),
    "anger": ("angry", "mad"),
    "annoyance": ("annoyed", "irritated"),
    "embarrassment": ("shy", "blush", "blushing", "embarrassed"),
    "fear": ("scared", "afraid"),
    "nervousness": ("nervous", "worried", "anxious", "worry"),
    "surprise": ("surprised", "shocked"),
    "confusion": ("confused",),
    "curiosity": ("curious", "thinking"),
    "disgust": ("disgusted",),
    "desire": ("lust", "horny", "flirty"),
    "love": ("loving", "affection"),
    "pride": ("proud", "smug"),
    "gratitude": ("grateful", "thankful"),
    "relief": ("relieved",),
    "excitement": ("excited",),
    "disappointment": ("disappointed",),
    "remorse": ("sorry", "guilty"),
    "optimism": ("hopeful",),
    NEUTRAL: ("default", "normal", "calm", "idle", "main"),
}
"""What people call such pictures besides."""
CALLED = {name: label for label, names in ALSO.items() for name in names}


def expression_called(name: str) -> str | None:
    """The feeling that a picture called *name* shows: ``joy``, ``Joy-2``, ``happy.alt``; None for none of them."""
    plain = name.strip().casefold()
    for head in (plain, *(plain.partition(mark)[0] for mark in ".-_ ")):
        if head in EXPRESSIONS:
            return head
        if head in CALLED:
            return CALLED[head]
    return None


def shown_for(expression: str, there: Collection[str]) -> str | None:
    """Which of the pictures *there* stands for *expression*; None where none does, not even a neutral one."""
    for each in (expression, *NEAREST.get(expression, ()), NEUTRAL):
        if each in there:
            return each
    return None

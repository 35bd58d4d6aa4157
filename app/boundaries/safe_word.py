"""Stepping out of the fiction: the safe word, and what is said while the scene is paused."""

from __future__ import annotations

from app.boundaries.word_forms import WORD, folded

TOLD_WHILE_PAUSED = (
    "The scene is paused at {you}'s wish. Speak outside the story now: plainly, kindly and briefly, without playing."
    " Do not go on with the scene and do not press for it."
)
"""What the model reads while nothing may go on."""


def is_safe_word(text: str, safe_word: str) -> bool:
    """Whether *text* is the safe word and nothing else, however it is written."""
    said, wanted = WORD.findall(folded(text)), WORD.findall(folded(safe_word))
    if not wanted:  # signs alone, such as a red hand
        return bool(safe_word.strip()) and text.strip() == safe_word.strip()
    return said == wanted

"""Text that came from a model or a stranger, made harmless to look at.

What could move a terminal's cursor, turn the order of what is read, hide words or pile marks on each other is
taken out; everything that a language needs stays: joiners, and the marks that set a direction for one word.
"""

from __future__ import annotations

import re
import unicodedata

MOST_MARKS = 4
"""No script piles more combining marks on one letter."""
LONGEST_WORD = 400
"""A longer run without a space is parted: laying it out would hold the window up."""

HARMFUL = re.compile(
    "["
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # control characters, but tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates turn whole lines around
    "\u2028\u2029\ufff9-\ufffb"  # other line ends; interlinear notes
    "\U000e0000-\U000e0fff"  # tags and other marks nobody sees
    "\u200b\u2060-\u2064\ufeff\u00ad\u115f\u1160\u3164"  # spaces without width
    "]"
)


class TextScrubber:
    """Tames a text that comes in pieces."""

    def __init__(self) -> None:
        self._marks = 0
        self._run = 0

    def scrub(self, piece: str) -> str:
        """What of *piece* may be shown."""
        piece = HARMFUL.sub("", piece.replace("\r\n", "\n"))
        if piece.isascii() and self._run + len(piece) < LONGEST_WORD:
            self._marks = 0
            self._run = self._run + len(piece) if piece.isalnum() else len(piece)
            return piece
        kept: list[str] = []
        for letter in piece:
            self._marks = self._marks + 1 if unicodedata.combining(letter) else 0
            if self._marks > MOST_MARKS:
                continue
            # Scripts without spaces are left alone: they break anywhere.
            self._run = self._run + 1 if letter.isascii() and letter.isalnum() else 0
            if self._run > LONGEST_WORD:
                kept.append("\n")
                self._run = 1
            kept.append(letter)
        return "".join(kept)


def scrubbed(text: str) -> str:
    """*text* as a whole."""
    return TextScrubber().scrub(text)

"""One reply on its way to being heard: which pieces were cut of it, and how far it was heard."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from app.call.voice_choices import Voices
from app.voice import Piece, ReplyScript, Say, Speaks

_numbers = itertools.count(1)
"""No two pieces have one number, whoever lets them be spoken: what is told of an old one is taken for no new one."""


@dataclass(slots=True)
class ReplySpeech:
    """Numbers its pieces, and takes note of what is told of them."""

    script: ReplyScript
    voices: Voices
    is_whole: bool = False
    """Whether all of it was written."""
    _pieces: dict[int, Piece] = field(default_factory=dict)
    _played_to: int = 0
    _left: set[int] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"<ReplySpeech of {len(self._pieces)} pieces>"

    def hear(self, words: str) -> list[Say]:
        """What is to be spoken now that *words* were written."""
        return self._numbered(self.script.hear(words))

    def finish(self) -> list[Say]:
        """What is left to be spoken: it was written to its end."""
        self.is_whole = True
        return self._numbered(self.script.finish())

    def _numbered(self, pieces: list[Piece]) -> list[Say]:
        asked: list[Say] = []
        for piece in pieces:
            number = next(_numbers)
            self._pieces[number] = piece
            self._left.add(number)
            style = self.voices.narrator if piece.by is Speaks.NARRATOR else self.voices.companion
            asked.append(Say(number, piece.text, style, piece.pause.value))
        return asked

    def owns(self, number: int | None) -> bool:
        """Whether the piece of this number is one of this reply."""
        return number in self._pieces

    def note_ended(self, number: int) -> None:
        """A piece was heard whole, or could not be spoken."""
        if number in self._pieces:
            self._left.discard(number)
            self._played_to = max(self._played_to, self._pieces[number].end)

    def note_silenced(self, number: int | None, share: float) -> None:
        """Everything was dropped while a piece had been heard for *share* of it."""
        if number is not None and number in self._pieces:
            piece = self._pieces[number]
            reached = piece.start + round(share * (piece.end - piece.start))
            # To the end of the word that was being said.
            space = self.script.text.find(" ", reached, piece.end)
            self._played_to = max(self._played_to, space if space >= 0 else piece.end)
        self._left.clear()

    def text_of(self, number: int) -> str:
        """The words of one of its pieces."""
        return self._pieces[number].text

    def retract(self) -> None:
        """What was written until now is taken back: it was no answer."""
        self.script = ReplyScript(self.script.wanted, self.script.quotes_speech)
        self._played_to = 0
        self._left.clear()

    @property
    def is_over(self) -> bool:
        """Whether all of it was heard."""
        return self.is_whole and not self._left

    @property
    def played_text(self) -> str:
        """What of the reply was heard, as it is written; a mark that was opened is closed."""
        heard = self.script.text[: self._played_to].rstrip().rstrip("*").rstrip()
        is_open = heard.count("*") % 2 == 1
        return f"{heard}*" if is_open else heard

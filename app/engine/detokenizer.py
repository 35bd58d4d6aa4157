"""What was said so far, token by token, and how much of it may be shown: a banned phrase is caught before it is."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence


class Detokenizer:
    """The tokens of one reply as text; *piece* gives the bytes of a token.

    While the end of the text may become one of the *banned* phrases, whatever its capitals, it is held back.
    """

    def __init__(self, piece: Callable[[int], bytes], banned: Sequence[str] = ()) -> None:
        self._piece = piece
        self._banned = [phrase.casefold() for phrase in banned if phrase.strip()]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._shown = 0
        self._starts: list[tuple[int, tuple[bytes, int]]] = []
        self.tokens: list[int] = []

    def add(self, token: int) -> int | None:
        """Say *token*; gives the place of the token with which a banned phrase began, if one is complete now."""
        self._starts.append((len(self._text), self._decoder.getstate()))
        self.tokens.append(token)
        self._text += self._decoder.decode(self._piece(token))
        unseen = self._text[self._shown :].casefold()
        places = [place for phrase in self._banned if (place := unseen.find(phrase)) >= 0]
        return self._token_at(self._shown + min(places)) if places else None

    def ready(self) -> str:
        """What may be shown now and was not yet."""
        end = len(self._text)
        if self._banned:
            unseen = self._text[self._shown :].casefold()
            held = max((_overlap(unseen, phrase) for phrase in self._banned), default=0)
            # In whole tokens: what is taken back is taken back by tokens.
            end = self._starts[self._token_at(end - held)][0] if held else end
        return self._show(end)

    def rest(self) -> str:
        """All that was held back: the reply has ended."""
        self._text += self._decoder.decode(b"", final=True)
        return self._show(len(self._text))

    def cut(self, place: int) -> None:
        """Take back every token from *place* on; nothing of them was shown."""
        length, state = self._starts[place]
        self._text = self._text[:length]
        self._decoder.setstate(state)
        del self._starts[place:], self.tokens[place:]

    def _show(self, end: int) -> str:
        shown = self._text[self._shown : end]
        self._shown = max(self._shown, end)
        return shown

    def _token_at(self, character: int) -> int:
        """The last token that began at or before *character*."""
        return max(place for place, (start, _) in enumerate(self._starts) if start <= character)


def _overlap(text: str, phrase: str) -> int:
    """How much of the end of *text* is a beginning of *phrase*."""
    for length in range(min(len(text), len(phrase) - 1), 0, -1):
        if phrase.startswith(text[-length:]):
            return length
    return 0

"""Reads a streamed reply: tells thoughts from words, and notices where the reply should stop.

A tag or a stop word may arrive in pieces, so the end of the text that could still become one is
held back until it is clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.template.chat_format import THINKS


@dataclass(frozen=True, slots=True)
class Said:
    """Words for the person."""

    text: str

    def __repr__(self) -> str:
        return f"<Said {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class Thought:
    """Words the model thinks before it speaks; folded away, never fed back."""

    text: str

    def __repr__(self) -> str:
        return f"<Thought {len(self.text)} chars>"


class ReplyReader:
    """Takes pieces, gives what is sure of them."""

    def __init__(
        self, *, stops: Sequence[str] = (), thinking: bool = False, goes_on: bool = False, echo: str = ""
    ) -> None:
        """*echo* is left out where the reply begins with it, such as a name and a colon."""
        self._stops = tuple(stops)
        self._thinking = thinking
        self._said_anything = goes_on  # what goes on with a text may begin with a blank
        self._echo = echo
        self._begun = ""
        self._held = ""
        self.is_stopped = False

    def feed(self, piece: str) -> Iterator[Said | Thought]:
        """What is sure after *piece*."""
        self._held += piece
        while not self.is_stopped:
            mark, place = self._next_mark()
            if place < 0:
                break
            yield from self._told(self._held[:place])
            self._held = self._held[place + len(mark) :]
            self._turn(mark)
        if self.is_stopped:
            self._held = ""
        else:
            sure = len(self._held) - self._undecided()
            yield from self._told(self._held[:sure])
            self._held = self._held[sure:]

    def finish(self) -> Iterator[Said | Thought]:
        """What was held back, now that nothing follows."""
        yield from self._told(self._held, is_last=True)
        self._held = ""

    def _marks(self) -> tuple[str, ...]:
        if self._thinking:
            return tuple(closes for _, closes in THINKS)
        # A thought can only begin a reply; later a tag is part of the story.
        begun = self._held.lstrip()
        opening = [opens for opens, _ in THINKS if begun.startswith(opens) or opens.startswith(begun)]
        return (*self._stops, *(() if self._said_anything else opening))

    def _next_mark(self) -> tuple[str, int]:
        found = [(self._held.find(mark), mark) for mark in self._marks() if mark in self._held]
        if not found:
            return "", -1
        place, mark = min(found)
        return mark, place

    def _turn(self, mark: str) -> None:
        if mark in self._stops:
            self.is_stopped = True
        else:
            self._thinking = not self._thinking

    def _undecided(self) -> int:
        """Length of the tail that may still become a mark."""
        longest = 0
        for mark in self._marks():
            for length in range(min(len(mark) - 1, len(self._held)), 0, -1):
                if self._held.endswith(mark[:length]):
                    longest = max(longest, length)
                    break
        return longest

    def _told(self, text: str, *, is_last: bool = False) -> Iterator[Said | Thought]:
        if self._thinking:
            if text:
                yield Thought(text)
            return
        if not self._said_anything:
            text = (self._begun + text).lstrip()
            self._begun = ""
            if self._echo and text and not is_last and self._echo.startswith(text):
                self._begun = text  # it may still become the echo
                return
            text = text.removeprefix(self._echo).lstrip()
        if text:
            self._said_anything = True
            yield Said(text)

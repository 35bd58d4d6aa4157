"""Reads a streamed reply: tells thoughts from words, and notices where the reply should stop.

A mark may arrive in pieces, so the end of the text that could still become one is held back until it is clear.  What
a mark does is said in ``app.templates.reasoning``; one inside a code block, or in backticks or quotes of its own, is
talked about and does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from app.templates.reasoning import MARKS, MarkAction

FENCE = "```"
BEFORE, AFTER = "`\"'“‘«", "`\"'”’»"


@dataclass(frozen=True, slots=True)
class TextDelta:
    """Words for the person."""

    text: str

    def __repr__(self) -> str:
        return f"<TextDelta {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """Words the model thinks before it speaks; folded away, never fed back."""

    text: str

    def __repr__(self) -> str:
        return f"<ReasoningDelta {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class TextRetracted:
    """All that was said so far turns out to be a thought: the mark that ends one came, and none had begun."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark at a place of what is held; *kept* are its characters that are words after all."""

    start: int
    end: int
    means: MarkAction
    text: str
    kept: str = ""


_PATTERN = regex.compile("|".join(f"(?P<m{place}>{mark.pattern})" for place, mark in enumerate(MARKS)))


class OutputParser:
    """Takes pieces, gives what is sure of them.

    *thinking*: the prompt has begun a thought already.  *goes_on*: the reply goes on with words that stand there.  A
    line that begins with one of the names of *others* and a colon ends the reply; the *own* name is left out.  *stops*
    end it wherever they come.
    """

    def __init__(
        self,
        *,
        thinking: bool = False,
        goes_on: bool = False,
        own: Sequence[str] = (),
        others: Sequence[str] = (),
        stops: Sequence[str] = (),
    ) -> None:
        self._thinking = thinking
        self._goes_on = goes_on
        self._said_anything = goes_on  # what goes on with a text may begin with a blank
        self._has_thought = thinking
        self._thought_anything = False
        self._in_answer = False
        self._labels = _labels(own, others)
        self._own = {_folded(name) for name in own}
        self._stops = regex.compile("|".join(map(regex.escape, stops))) if stops else None
        self._held = ""
        self._line = ""
        self._in_code = False
        self._ticks = ""
        self.is_stopped = False
        self.ended_by = ""

    def feed(self, piece: str) -> Iterator[TextDelta | ReasoningDelta | TextRetracted]:
        """What is sure after *piece*."""
        self._held += piece
        yield from self._read(is_last=False)

    def finish(self) -> Iterator[TextDelta | ReasoningDelta | TextRetracted]:
        """What was held back, now that nothing follows."""
        yield from self._read(is_last=True)

    def _read(self, *, is_last: bool) -> Iterator[TextDelta | ReasoningDelta | TextRetracted]:
        while not self.is_stopped:
            found, sure = self._next(is_last=is_last)
            if found is None:
                yield from self._tell(self._held[:sure])
                self._held = self._held[sure:]
                return
            yield from self._tell(self._held[: found.start] + found.kept)
            self._held = self._held[found.end :]
            yield from self._turn(found)
        self._held = ""

    def _next(self, *, is_last: bool) -> tuple[_Found | None, int]:
        """The first mark that means something here; else how much of what is held is surely none."""
        searches = [
            self._next_mark(is_last=is_last),
            self._next_stop(is_last=is_last),
            self._next_label(is_last=is_last),
        ]
        found = min((one for one, _ in searches if one is not None), key=lambda one: one.start, default=None)
        sure = min(sure for _, sure in searches)
        # What may become a mark, and stands before the one that was found, is waited for.
        return (found, found.start) if found is not None and found.start <= sure else (None, sure)

    def _next_mark(self, *, is_last: bool) -> tuple[_Found | None, int]:
        place = 0
        while True:
            match = _PATTERN.search(self._held, place, partial=not is_last)
            if match is None:
                return None, len(self._held)
            if match.partial:
                return None, match.start()
            mark = MARKS[int((match.lastgroup or "m0")[1:])]
            # One that could go on, or that the next letter shows to be in quotes, is waited for.
            if (
                match.end() == len(self._held)
                and not is_last
                and (mark.pattern.endswith("?") or self._is_quoted(match.start()))
            ):
                return None, match.start()
            if self._is_meant(mark.means, match.start(), match.end(), is_weak=mark.is_weak):
                return _Found(match.start(), match.end(), mark.means, match.group()), match.start()
            place = match.end()

    def _next_stop(self, *, is_last: bool) -> tuple[_Found | None, int]:
        match = self._stops.search(self._held, partial=not is_last) if self._stops is not None else None
        if match is None or self._thinking:
            return None, len(self._held)
        if match.partial:
            return None, match.start()
        return _Found(match.start(), match.end(), MarkAction.END, match.group().strip()), match.start()

    def _next_label(self, *, is_last: bool) -> tuple[_Found | None, int]:
        """Where somebody's name begins a line: the person's or another member's ends the reply."""
        if self._labels is None or self._thinking:
            return None, len(self._held)
        place = 0
        while True:
            match = self._labels.search(self._held, place, partial=not is_last)
            if match is None:
                return None, len(self._held)
            if self._said_anything and not match.group().startswith("\n"):
                if match.end() <= match.start():
                    return None, len(self._held)
                place = match.start() + 1  # only the very beginning is a line without a break before it
                continue
            if match.partial or (match.end() == len(self._held) and not is_last):
                return None, match.start()
            if self._is_in_code(match.start()):
                place = match.end()
                continue
            name = match.group("name")
            if _folded(name) not in self._own:
                return _Found(match.start(), match.end(), MarkAction.END, f"{name}:"), match.start()
            opened, closed = match.group("before").strip(), match.group("after").strip()
            # Stars that close behind the name belong to it; others to the words after it.
            kept = match.group("gap") + (opened if not closed and opened.strip("*_") == "" else "")
            return _Found(match.start(), match.end(), MarkAction.DROP, name, kept), match.start()

    def _is_meant(self, means: MarkAction, start: int, end: int, *, is_weak: bool) -> bool:
        """Whether a mark does something where it stands."""
        is_first = not self._said_anything and not self._held[:start].strip()
        if self._thinking:
            return means is not MarkAction.THINK or not self._thought_anything
        if is_weak and not is_first:
            return False
        if means is MarkAction.END and self._held[start:end] in ("</answer>", "</response>"):
            return self._in_answer
        return not self._is_talked_about(start, end)

    def _is_talked_about(self, start: int, end: int) -> bool:
        before = self._line_before(start)
        if self._is_in_code(start):
            return True
        return before.count("`") % 2 == 1 or (self._is_quoted(start) and self._held[end : end + 1] in tuple(AFTER))

    def _is_in_code(self, start: int) -> bool:
        return self._in_code != bool((self._ticks + self._held[:start]).count(FENCE) % 2)

    def _is_quoted(self, start: int) -> bool:
        """Whether a quotation has just been opened before *start*."""
        before = self._line_before(start)
        return bool(before) and before[-1] in BEFORE and (before[-1] not in "\"'" or before.count(before[-1]) % 2 == 1)

    def _line_before(self, start: int) -> str:
        return (self._line + self._held[:start]).rpartition("\n")[2]

    def _turn(self, found: _Found) -> Iterator[TextDelta | ReasoningDelta | TextRetracted]:
        match found.means:
            case MarkAction.THINK:
                self._thinking = self._has_thought = True
            case MarkAction.CLOSE if self._thinking:
                self._thinking = False
            case MarkAction.CLOSE if self._said_anything and not self._has_thought and not self._goes_on:
                # A template or the engine has begun the thought, and nobody could see it.
                self._has_thought, self._said_anything, self._line = True, False, ""
                yield TextRetracted()
            case MarkAction.SPEAK:
                self._thinking = False
                self._in_answer = True
            case MarkAction.PAUSE if self._thinking or not self._said_anything:
                self._thinking = False
            case MarkAction.END | MarkAction.PAUSE:
                self.is_stopped = True
                self.ended_by = found.text

    def _tell(self, text: str) -> Iterator[TextDelta | ReasoningDelta]:
        if self._thinking:
            if text:
                self._thought_anything = self._thought_anything or bool(text.strip())
                yield ReasoningDelta(text)
            return
        if not self._said_anything:
            text = text.lstrip()
        if text:
            self._said_anything = True
            ticked = self._ticks + text  # a fence may come in pieces
            if ticked.count(FENCE) % 2:
                self._in_code = not self._in_code
            self._ticks = "`" * ((len(ticked) - len(ticked.rstrip("`"))) % len(FENCE))
            self._line = (self._line + text).rpartition("\n")[2]
            yield TextDelta(text)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _labels(own: Sequence[str], others: Sequence[str]) -> regex.Pattern[str] | None:
    """A name and a colon at the beginning of a line, in any script, bold or not, whatever its capitals."""
    names = sorted({" ".join(name.split()) for name in (*own, *others) if name.strip()}, key=len, reverse=True)
    if not names:
        return None
    either = "|".join(r"\s+".join(regex.escape(word) for word in name.split()) for name in names)
    begins = r"(?P<gap>\A\s*|\n\s*)(?P<before>[*_#>\[(~-]*[ \t]*)"
    # Stars may close before the colon or behind it.
    colon = r"(?P<after>[ \t]*[*_\])~]*)[ \t]*[:：﹕](?P<after>[*_]*)[ \t]*"
    return regex.compile(rf"{begins}(?P<name>{either}){colon}", regex.IGNORECASE)

"""What of a reply is spoken, piece by piece while it is still being written, and by whom.

Pure: no sound, no clock.  A piece may end at a clause while nothing was spoken yet, so that speech begins early; later
ones end with a sentence.  Nothing is cut inside a number, after a short form, or before a closing quotation mark, and
only where the next character is known.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SHORT_FORMS = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "no", "approx", "inc", "ltd", "jr", "sr", "mt")
)
FIRST_CHARS = 24
"""From here on the first piece may end at a clause: shorter ones sound torn off."""
SHORTEST_CHARS = 8
LONGEST_CHARS = 220
"""A voice gives nothing before a piece is done, and needs memory that grows with the longest."""
CLOSERS = "\"'”’»)]*_"
_ENDS = re.compile(r"[.!?…]+|\n+|[,;:—–]")
_CLAUSES = ",;:—–"
_LAST_WORD = re.compile(r"([\w.]+)\.$")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}
_SIGNS = re.compile(
    r"""```.*?(?:```|$)|`[^`]*`|<[^<>]*>|!?\[([^\]]*)\]\([^()]*\)|https?://\S+|\*+|"|[“”„«»「」『』]|\n+""", re.DOTALL
)
"""What is not read: code, tags, addresses, and the marks of speech and emphasis; of a link its words."""
_STRAY_SPACE = re.compile(r" ([.,!?;:…])")
_SPEAKABLE = re.compile(r"\w")


class Speaks(enum.Enum):
    """Who says a piece aloud: the companion their own words, or the narrator what is done and seen."""

    COMPANION = "companion"
    NARRATOR = "narrator"


class Wanted(enum.Enum):
    """What of a reply is spoken."""

    BOTH = "both"
    SPEECH = "speech"
    NARRATION = "narration"


class Pause(enum.Enum):
    """How long it is quiet after a piece, in milliseconds."""

    CLAUSE = 120
    SENTENCE = 250
    PARAGRAPH = 450


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece to be spoken: *text* as it stands in the reply from *start* to *end*, without its marks."""

    text: str
    start: int
    end: int
    by: Speaks
    pause: Pause = Pause.SENTENCE

    def __repr__(self) -> str:
        return f"<Piece {self.start}-{self.end}>"


@dataclass(slots=True)
class ReplyScript:
    """Cuts one reply.  Where *quotes_speech*, what stands outside of quotation marks is the narrator's from the start;
    else only from the first quotation on, as some companions write nothing but what they say."""

    wanted: Wanted = Wanted.BOTH
    quotes_speech: bool = False
    text: str = ""
    _place: int = 0
    _has_spoken: bool = False
    _closing: str = ""
    """The mark that ends the quotation we are in; empty outside of one."""
    _in_action: bool = field(default=False)

    def __repr__(self) -> str:
        return f"<ReplyScript {len(self.text)} chars>"

    def hear(self, words: str) -> list[Piece]:
        """What can be spoken now that *words* came."""
        self.text += words
        return list(self._cut(is_whole=False))

    def finish(self) -> list[Piece]:
        """What is left: the reply has ended."""
        return list(self._cut(is_whole=True))

    def _cut(self, *, is_whole: bool) -> Iterator[Piece]:
        while self._place < len(self.text):
            rest = self.text[self._place :]
            end = find_cut(rest, is_first=not self._has_spoken)
            if end is None:
                if not is_whole:
                    return
                end = len(rest)
            yield from self._pieces_of(self._place, self._place + end)
            self._place += end

    def _pieces_of(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces between two places: one for everybody who speaks there."""
        pause = _pause_after(self.text[start:end], self.text[end : end + 2])
        runs = list(self._runs(start, end))
        for number, (text, first, last, by) in enumerate(runs):
            wanted = self.wanted is Wanted.BOTH or (self.wanted is Wanted.SPEECH) == (by is Speaks.COMPANION)
            if not wanted or not _SPEAKABLE.search(text):
                continue
            self._has_spoken = True
            yield Piece(text, first, last, by, pause if number == len(runs) - 1 else Pause.CLAUSE)

    def _runs(self, start: int, end: int) -> Iterator[tuple[str, int, int, Speaks]]:
        """Stretches that the same voice says, without the marks between them."""
        found: list[tuple[str, int, int, Speaks]] = []
        place = start
        for sign in _SIGNS.finditer(self.text, start, end):
            found.append((self.text[place : sign.start()], place, sign.start(), self._by()))
            found += [(shown, sign.start(), sign.end(), self._by()) for shown in [self._pass(sign)] if shown]
            place = sign.end()
        found.append((self.text[place:end], place, end, self._by()))
        merged: list[tuple[str, int, int, Speaks]] = []
        for text, first, last, by in found:
            words = text.strip()
            if not words:
                continue
            if merged and merged[-1][3] is by:
                before, began, _, _ = merged.pop()
                merged.append((_STRAY_SPACE.sub(r"\1", f"{before} {words}"), began, last, by))
            else:
                merged.append((words, first, last, by))
        return iter(merged)

    def _pass(self, sign: re.Match[str]) -> str:
        """Go over one mark; what of it is read: the words of a link."""
        mark = sign[0]
        if mark.startswith("\n"):
            self._in_action, self._closing = False, ""  # what was left open ends with its paragraph
        elif mark == "*" and self.text[max(0, sign.start() - 1) : sign.end() + 1] == " * ":
            pass  # multiplied, or a list
        elif mark.startswith("*"):
            # Two are emphasis inside of whatever stands there.
            if len(mark) != 2:
                self._in_action = not self._in_action
        elif mark == self._closing:
            self._closing = ""
        elif mark in _QUOTES and not self._closing:
            self._closing, self.quotes_speech = _QUOTES[mark], True
        return sign[1] or ""

    def _by(self) -> Speaks:
        if self._closing:
            return Speaks.COMPANION
        return Speaks.NARRATOR if self._in_action or self.quotes_speech else Speaks.COMPANION


def find_cut(text: str, *, is_first: bool) -> int | None:
    """Where what can be spoken of *text* now ends; None where more must come first."""
    for match in _ENDS.finditer(text, 0, LONGEST_CHARS + 1):
        end = match.end()
        mark = match[0][0]
        if mark != "\n":
            while end < len(text) and text[end] in CLOSERS:
                end += 1
        if end >= len(text):
            break
        if not text[end].isspace() and mark not in "—–\n":
            continue
        if match[0] == "." and _is_short_form(text[: match.end()]):
            continue
        if mark in _CLAUSES:
            if not (is_first and end >= FIRST_CHARS):
                continue
        elif end < SHORTEST_CHARS and not is_first and mark != "\n":
            continue
        return end
    if len(text) <= LONGEST_CHARS:
        return None
    commas = [match.end() for match in re.finditer(r"[,;:—–]\s", text[:LONGEST_CHARS])]
    space = text.rfind(" ", 0, LONGEST_CHARS)
    return commas[-1] if commas and commas[-1] > FIRST_CHARS else space if space > 0 else LONGEST_CHARS


def _is_short_form(text: str) -> bool:
    word = _LAST_WORD.search(text)
    if word is None:
        return False
    told = word[1]
    # A list's "3." is no end either; nor is the initial of a name.
    return (
        told.casefold() in SHORT_FORMS
        or (len(told) == 1 and told.isupper() and told != "I")
        or (told.isdigit() and len(text.strip()) < 4)
    )


def _pause_after(text: str, following: str) -> Pause:
    if "\n" in text[-2:] or following.startswith("\n"):
        return Pause.PARAGRAPH
    last = text.rstrip().rstrip(CLOSERS)[-1:]
    return Pause.CLAUSE if last in _CLAUSES or not last or last.isalnum() else Pause.SENTENCE

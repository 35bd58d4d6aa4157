"""Whether a key is heard in a text: plain words, or a pattern ``/…/flags`` within a limit of time."""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

PATTERN = re.compile(r"/((?:[^\\/]|\\.)+)/([gimsuy]*)", re.DOTALL)
ONE_KEY_S, ONE_SCAN_S = 0.05, 0.25
"""A pattern that takes longer was made to, or by mistake: it is not heard, and the simulator says so."""
LONGEST_PATTERN = 2000
GRAM = 3
WORD = re.compile(r"\w+")
RUNS_ON = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""Scripts in which words are written without a space between them, or with endings grown to them: Thai, Lao, Burmese,
Khmer, Chinese, Japanese, Korean."""


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """How keys are read.  *unicode_words*: a word ends where a letter of any script does.  *literal_when_broken*: a
    pattern that cannot be read is looked for as it is written."""

    case_sensitive: bool = False
    whole_words: bool = True
    unicode_words: bool = True
    literal_when_broken: bool = False


@dataclass(slots=True)
class TimeBudget:
    """How long one scan still waits for patterns."""

    left_s: float = ONE_SCAN_S


@dataclass(frozen=True, slots=True)
class Probe:
    """A key, taken apart once: its *pattern* if it is one, else its *lower* letters and whether they are one word."""

    pattern: tuple[str, str] | None
    lower: str
    gram: str
    is_word: bool
    has_space: bool


@lru_cache(maxsize=50_000)
def probe_of(key: str) -> Probe:
    """*key*, taken apart."""
    key = levelled(key)
    lower = key.lower()
    runs_on = RUNS_ON.search(lower) is not None
    is_word = WORD.fullmatch(lower) is not None and not runs_on
    # A key of several words, or of a script without spaces, is looked for wherever it stands.
    return Probe(pattern_of(key), lower, lower[:GRAM], is_word, runs_on or any(letter.isspace() for letter in key))


# Signs that a keyboard has, for those that typesetting puts in their place.
LEVEL = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": None,
})  # fmt: skip


def levelled(text: str) -> str:
    """*text* with its accents composed, and in the signs that a keyboard has: a key is heard however it is set."""
    return unicodedata.normalize("NFC", text).translate(LEVEL)


class KeyMatcher:
    """A text in which keys are looked for again and again."""

    def __init__(self, text: str, patience: TimeBudget | None = None) -> None:
        self.text = text
        self.level = levelled(text)
        self.lower = self.level.lower()
        self._grams: set[str] | None = None
        self._words: set[str] | None = None
        self._patience = patience or TimeBudget()
        self.too_slow: set[str] = set()

    def says(self, key: str, how: MatchOptions) -> bool:
        """Whether *key* is in it."""
        probe = probe_of(key)
        if probe.pattern is not None:
            compiled = compiled_of(*probe.pattern, how.unicode_words)
            if compiled is not None:
                return self._matches(key, compiled, at_start="y" in probe.pattern[1])
            if not how.literal_when_broken:
                return False
        if how.case_sensitive:
            return self._holds(levelled(key), self.level, probe, how)
        if how.whole_words and how.unicode_words and probe.is_word:
            return probe.lower in self.words
        return self._may_hold(probe.gram) and self._holds(probe.lower, self.lower, probe, how)

    @property
    def words(self) -> set[str]:
        """Its words, in small letters."""
        if self._words is None:
            self._words = set(WORD.findall(self.lower))
        return self._words

    @staticmethod
    def _holds(wanted: str, text: str, probe: Probe, how: MatchOptions) -> bool:
        if not how.whole_words or probe.has_space:
            return wanted in text
        return stands_alone(wanted, text, how.unicode_words)

    def _may_hold(self, gram: str) -> bool:
        """A quick no for most keys: their first three letters stand nowhere."""
        if len(gram) < GRAM:
            return True
        if self._grams is None:
            text = self.lower
            self._grams = set(map("".join, zip(text, text[1:], text[2:], strict=False)))
        return gram in self._grams

    def _matches(self, key: str, compiled: regex.Pattern[str], *, at_start: bool) -> bool:
        if self._patience.left_s <= 0 or key in self.too_slow:
            self.too_slow.add(key)
            return False
        begun = time.perf_counter()
        try:
            find = compiled.match if at_start else compiled.search
            return find(self.text, timeout=min(ONE_KEY_S, self._patience.left_s)) is not None
        except TimeoutError:
            self.too_slow.add(key)
            return False
        finally:
            self._patience.left_s -= time.perf_counter() - begun


@lru_cache(maxsize=20_000)
def pattern_of(key: str) -> tuple[str, str] | None:
    """The pattern and flags of *key*, where it is written as one; a slash inside that is not escaped makes it plain."""
    if not key.startswith("/"):
        return None
    found = PATTERN.fullmatch(key.strip())
    return (found.group(1), found.group(2)) if found is not None else None


@lru_cache(maxsize=4096)
def compiled_of(pattern: str, flags: str, unicode_words: bool) -> regex.Pattern[str] | None:
    """*pattern* as it can be looked for; None where it is broken."""
    if len(pattern) > LONGEST_PATTERN:
        return None
    told = regex.V0 | (regex.UNICODE if unicode_words or "u" in flags else regex.ASCII)
    told |= regex.IGNORECASE if "i" in flags else 0
    told |= regex.MULTILINE if "m" in flags else 0
    told |= regex.DOTALL if "s" in flags else 0
    try:
        return regex.compile(pattern.replace("\\/", "/"), told)
    except (regex.error, RecursionError, OverflowError, MemoryError, ValueError, IndexError, KeyError, TypeError):
        return None  # the library raises what its parser stumbles over


def stands_alone(word: str, text: str, unicode_words: bool) -> bool:
    """Whether *word* stands in *text* with no letter, number or underline right before or after it."""
    # A pattern with look-behind takes ten times as long.
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        before, after = text[place - 1 : place], text[end : end + 1]
        if not _is_of_word(before, unicode_words) and not _is_of_word(after, unicode_words):
            return True
        place = text.find(word, place + 1)
    return False


def _is_of_word(letter: str, unicode_words: bool) -> bool:
    return (letter.isalnum() or letter == "_") and (unicode_words or letter.isascii())

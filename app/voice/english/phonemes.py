"""English text as the phonemes that a voice was trained on: the letters of espeak-ng's American English.

A word is looked up; what the lexicon lacks is built from a word that it has, is spelled out, or is left to the
letter-to-sound model.
"""

from __future__ import annotations

import lzma
import re
import threading
from functools import cache
from pathlib import Path

from app.voice.english.letter_to_sound import LetterToSound
from app.voice.english.numbers import say_numbers

_VOWELS = {
    "AA": "ɑː", "AE": "æ", "AH": "ʌ", "AO": "ɔː", "AW": "aʊ", "AY": "aɪ", "EH": "ɛ", "ER": "ɜː", "EY": "eɪ", "IH": "ɪ",
    "IY": "iː", "OW": "oʊ", "OY": "ɔɪ", "UH": "ʊ", "UW": "uː",
}  # fmt: skip
_UNSTRESSED = {"AH": "ə", "ER": "ɚ", "IY": "i"}
_CONSONANTS = {
    "B": "b", "CH": "tʃ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "dʒ", "K": "k", "L": "l", "M": "m",
    "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ", "V": "v", "W": "w", "Y": "j",
    "Z": "z", "ZH": "ʒ",
}  # fmt: skip
_STRESS = {"1": "ˈ", "2": "ˌ"}
_WEAK = {
    "the": "ðə", "a": "ɐ", "an": "ɐn", "to": "tə", "of": "ʌv", "and": "ænd", "for": "fɔːɹ", "in": "ɪn", "is": "ɪz",
    "it": "ɪt", "at": "æt", "as": "æz", "you": "juː", "your": "jʊɹ", "was": "wʌz", "are": "ɑːɹ", "that": "ðæt",
    "with": "wɪð", "from": "fɹʌm", "can": "kæn", "have": "hæv", "had": "hæd", "he": "hiː", "she": "ʃiː", "we": "wiː",
    "they": "ðeɪ", "my": "maɪ", "me": "miː", "his": "hɪz", "her": "hɜː", "them": "ðɛm", "or": "ɔːɹ", "if": "ɪf",
    "be": "biː", "been": "bɪn", "but": "bʌt", "on": "ɔn", "i": "aɪ",
}  # fmt: skip
"""Words that carry no stress in a sentence; the lexicon says each by itself."""
_SOUNDS = {
    "hm": "hm", "hmm": "hmː", "mm": "mː", "mmm": "mː", "mhm": "mhm", "uh": "ʌ", "um": "ʌm", "ugh": "ʌɡ", "ah": "ɑː",
    "aah": "ɑː", "ahh": "ɑː", "oh": "oʊ", "ooh": "uː", "aww": "ɔː", "aw": "ɔː", "eh": "ɛ", "huh": "hʌ", "shh": "ʃː",
    "pff": "pf", "pfft": "pft", "tsk": "tsk", "psst": "pst", "brr": "bɹː", "heh": "hɛ", "haha": "hɑːhˈɑː",
    "hehe": "hɛhˈɛ",
}  # fmt: skip
"""What is no word and heard in every conversation."""
_LETTERS = {
    "a": "ˈeɪ", "b": "bˈiː", "c": "sˈiː", "d": "dˈiː", "e": "ˈiː", "f": "ˈɛf", "g": "dʒˈiː", "h": "ˈeɪtʃ", "i": "ˈaɪ",
    "j": "dʒˈeɪ", "k": "kˈeɪ", "l": "ˈɛl", "m": "ˈɛm", "n": "ˈɛn", "o": "ˈoʊ", "p": "pˈiː", "q": "kjˈuː", "r": "ˈɑːɹ",
    "s": "ˈɛs", "t": "tˈiː", "u": "jˈuː", "v": "vˈiː", "w": "dˈʌbəljˌuː", "x": "ˈɛks", "y": "wˈaɪ", "z": "zˈiː",
}  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|[.,!?;:…]+|[—–]")
_MARKS = {"—": ",", "–": ",", "…": "."}
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_OFTEN_DRAWN_OUT = frozenset(("so", "no", "go", "yes", "hey", "hi", "why", "he", "me", "ok", "okay", "please", "very"))
"""Written with more letters these are meant, and not what has two of them."""
_HISS = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))
_VOICELESS = frozenset(("P", "T", "K", "F", "TH"))
LONGEST_SPELLED = 5
"""Capitals that are no word are said letter by letter, up to this many."""


class EnglishPhonemes:
    """Reads the lexicon in *folder* at once, and the letter-to-sound model with the first word that needs it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._lexicon: dict[str, str] = {}
        for line in lzma.decompress((folder / "lexicon.xz").read_bytes()).decode().splitlines():
            word, _, phonemes = line.partition(" ")
            self._lexicon[word] = phonemes
        self._letters: LetterToSound | None = None
        self.said = cache(self._said)

    def of(self, text: str) -> str:
        """The phonemes of *text*, words parted by a space, with the marks that a voice breathes at."""
        found: list[str] = []
        for token in _TOKEN.findall(say_numbers(text).replace("’", "'")):
            if not token[0].isalpha():
                mark = _MARKS.get(token[0], token[0])
                if found:
                    found[-1] = found[-1].rstrip(".,!?;:") + ("?" if "?" in token else mark)
                continue
            found += self._spoken(token)
        return " ".join(found)

    def _spoken(self, token: str) -> list[str]:
        word = token.casefold().rstrip("'")
        if word in _SOUNDS:
            return [_SOUNDS[word]]
        if word in _WEAK:
            return [_WEAK[word]]
        if token.isupper() and 1 < len(token) <= LONGEST_SPELLED and word not in self._lexicon:
            return [_LETTERS[letter] for letter in word if letter in _LETTERS]
        return [self.said(word)]

    def _said(self, word: str) -> str:
        return "".join(_ipa(phoneme) for phoneme in self.phonemes(word))

    def phonemes(self, word: str) -> tuple[str, ...]:
        """The phonemes of one *word* in ARPAbet, from the lexicon where it is there or can be built from it."""
        short = _DRAWN_OUT.sub(r"\1", word)
        forms = (word, short) if short in _OFTEN_DRAWN_OUT else (word, _DRAWN_OUT.sub(r"\1\1", word), short)
        for form in forms:
            if found := self._looked_up(form):
                return found
        with self._lock:
            if self._letters is None:
                self._letters = read_letters(self._folder / "letters.xz")
        return self._letters.phonemes(_DRAWN_OUT.sub(r"\1\1", word))

    def _looked_up(self, word: str) -> tuple[str, ...]:
        if word in self._lexicon:
            return tuple(self._lexicon[word].split())
        for ending in ("'s", "s"):
            stem = word.removesuffix(ending)
            if stem != word and stem in self._lexicon and len(stem) > 2:
                return (*(said := tuple(self._lexicon[stem].split())), *_plural(said[-1]))
        for ending, said_after in (("ing", ("IH0", "NG")), ("in'", ("IH0", "N")), ("ly", ("L", "IY0"))):
            stem = word.removesuffix(ending)
            if stem != word and stem in self._lexicon and len(stem) > 2:
                return (*self._lexicon[stem].split(), *said_after)
        return ()


def read_letters(file: Path) -> LetterToSound:
    """The letter-to-sound model as ``packaging/voice/letters.py`` packed it: each line says how many pairs it shares
    with the one before, the rest of its pairs, and how often the chain was seen."""
    lines = lzma.decompress(file.read_bytes()).decode().splitlines()
    counts: dict[tuple[str, ...], int] = {}
    chain: tuple[str, ...] = ()
    for line in lines[1:]:
        shared, *rest, count = line.split(" ")
        chain = (*chain[: int(shared)], *rest)
        counts[chain] = int(count)
    return LetterToSound(counts, int(lines[0]))


def _plural(last: str) -> tuple[str, ...]:
    """The sound of an s behind a word that ends in *last*."""
    if last in _HISS:
        return ("IH0", "Z")
    return ("S",) if last in _VOICELESS else ("Z",)


def _ipa(phoneme: str) -> str:
    name, stress = phoneme.rstrip("012"), phoneme[-1]
    if name not in _VOWELS:
        return _CONSONANTS.get(name, "")
    if stress == "0":
        return _UNSTRESSED.get(name, _VOWELS[name])
    # The mark stands right before the vowel.
    return _STRESS.get(stress, "") + _VOWELS[name]

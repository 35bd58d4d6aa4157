"""English text as sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import resources
from app.voice import VOICE_DATA
from app.voice.english.numbers import cardinal, ordinal, say_numbers
from app.voice.english.phonemes import EnglishPhonemes


@pytest.fixture(scope="module")
def english():
    return EnglishPhonemes(resources() / VOICE_DATA)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("42", "forty-two"),
        ("1,250,000", "one million two hundred and fifty thousand"),
        ("3.14", "three point one four"),
        ("007", "zero zero seven"),
        ("$3.50", "three dollars fifty cents"),
        ("£1.01", "one pound one penny"),
        ("$5 million", "five million dollars"),
        ("7:05 pm", "seven oh five p m"),
        ("12:00", "twelve o’clock"),
        ("21st", "twenty-first"),
        ("in 1984", "in nineteen eighty-four"),
        ("March 2009", "March two thousand nine"),
        ("the 1990s", "the nineteen nineties"),
        ("10-20", "ten to twenty"),
        ("Dr. Lee", "doctor Lee"),
        ("12345678901234567890", "one two three four five six seven eight nine zero " * 2),
    ],
)
def test_numbers_are_said_as_one_says_them(written, said):
    assert say_numbers(written).strip() == said.strip()


@given(st.integers(0, 10**15 - 1))
def test_every_number_has_a_name(number):
    assert cardinal(number).replace("-", "").replace(" ", "").isalpha()
    assert ordinal(number).endswith(("th", "st", "nd", "rd"))


def test_a_known_word_is_looked_up(english):
    assert english.phonemes("window") == ("W", "IH1", "N", "D", "OW0")
    assert english.of("window") == "wˈɪndoʊ"


def test_the_plural_of_a_known_word_is_built(english):
    assert english.phonemes("bartlebys") != ()
    assert english.phonemes("zithers") == (*english.phonemes("zither"), "Z")


def test_capitals_that_are_no_word_are_spelled(english):
    assert english.of("DMG") == "dˈiː ˈɛm dʒˈiː"


def test_an_invented_word_is_said_as_it_is_written(english):
    """Nobody has to know it: its letters tell."""
    assert english.phonemes("zorbling")[0] == "Z"
    assert english.of("Brindlethorpe").startswith("bɹˈɪnd")


def test_drawn_out_words_are_said_as_the_word(english):
    assert english.of("sooooo") == english.of("so")
    assert english.of("goooood") == english.of("good")


@given(text=st.text(max_size=60))
def test_whatever_is_written_can_be_said(english, text):
    assert isinstance(english.of(text), str)

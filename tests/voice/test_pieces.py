"""What of a reply is spoken, where it is cut, and by whom."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.voice import Pause, Piece, ReplyScript, Speaks, Wanted


def pieces(reply: str, **script) -> list[Piece]:
    """The pieces of *reply* as it comes, a few letters at a time."""
    whole = ReplyScript(**script)
    found: list[Piece] = []
    for token in re.findall(r" ?\S{1,4}|\s", reply):
        found += whole.hear(token)
    return found + whole.finish()


def texts(reply: str, **script) -> list[str]:
    return [piece.text for piece in pieces(reply, **script)]


def test_the_first_piece_ends_at_a_clause_and_later_ones_with_a_sentence():
    reply = "I was just thinking about you, and about tea. Then the bell rang, and there you were."
    assert texts(reply) == [
        "I was just thinking about you,",
        "and about tea.",
        "Then the bell rang, and there you were.",
    ]


def test_speech_begins_long_before_the_reply_has_ended():
    script, heard = ReplyScript(), 0
    for token in [
        "Oh,",
        "hello",
        "there!",
        "I",
        "have",
        "been",
        "waiting",
        "for",
        "you",
        "the",
        "whole",
        "morning.",
        "",
    ]:
        heard += 1
        if script.hear(token + " "):
            break
    assert heard <= 4


def test_nothing_is_cut_inside_a_number_or_after_a_short_form():
    assert texts("Dr. Lee paid 3.50 for it. Mr. Shaw paid nothing.") == [
        "Dr. Lee paid 3.50 for it.",
        "Mr. Shaw paid nothing.",
    ]


def test_what_is_done_is_the_narrators_and_what_is_said_the_companions():
    found = pieces("*She smiles.* I missed you. *She waits.*")
    assert [(piece.text, piece.by) for piece in found] == [
        ("She smiles.", Speaks.NARRATOR),
        ("I missed you.", Speaks.COMPANION),
        ("She waits.", Speaks.NARRATOR),
    ]


def test_around_quotations_the_narrator_speaks():
    found = pieces('He turned. "You came," he said.', quotes_speech=True)
    assert [(piece.text, piece.by) for piece in found] == [
        ("He turned.", Speaks.NARRATOR),
        ("You came,", Speaks.COMPANION),
        ("he said.", Speaks.NARRATOR),
    ]


def test_only_what_was_wanted_is_spoken():
    reply = '*She smiles.* "Hello." *She waves.*'
    assert texts(reply, wanted=Wanted.SPEECH) == ["Hello."]
    assert texts(reply, wanted=Wanted.NARRATION) == ["She smiles.", "She waves."]


def test_marks_code_tags_and_addresses_are_not_read():
    reply = "See [the page](http://a.example/b) or https://c.example/d, it is **very** good. `x = 1` <b>Yes</b>."
    assert " ".join(texts(reply)) == "See the page or it is very good. Yes."


def test_a_text_of_emoji_alone_is_no_speech():
    assert texts("😀😀 🎉!") == []


def test_what_was_left_open_ends_with_its_paragraph():
    found = pieces("*She smiles\n\nHello there, my friend.")
    assert found[-1].by is Speaks.COMPANION


def test_a_product_is_no_action():
    assert {piece.by for piece in pieces("It is 3 * 4 of them, and they are all yours to keep.")} == {Speaks.COMPANION}


def test_it_is_quiet_longer_after_a_paragraph_than_after_a_sentence():
    found = pieces("He came home. He sat down.\n\nThen it rained.")
    assert [piece.pause for piece in found] == [Pause.SENTENCE, Pause.PARAGRAPH, Pause.SENTENCE]


def test_a_sentence_of_ten_thousand_letters_comes_in_pieces_of_bounded_length():
    found = texts("a" * 10_000)
    assert max(map(len, found)) <= 230
    assert sum(map(len, found)) == 10_000


@given(st.text(alphabet='ab .,!?*"“”\n1-—', max_size=300), st.integers())
def test_pieces_follow_each_other_and_lose_no_word_however_the_reply_comes(reply, seed):
    chance = random.Random(seed)
    script, found, place = ReplyScript(), [], 0
    while place < len(reply):
        step = chance.randint(1, 9)
        found += script.hear(reply[place : place + step])
        place += step
    found += script.finish()
    assert all(before.end <= after.start for before, after in pairwise(found))
    letters = re.sub(r"\W", "", reply)
    assert "".join(re.sub(r"\W", "", piece.text) for piece in found) == letters

"""How something was said, against the person's own usual."""

from __future__ import annotations

from app.call import Delivery, OwnWords, Sign, UsualDelivery, told

USUAL = Delivery(0.6, (), 3.0, "I went to the market and then I walked home")


def notices(turn: Delivery) -> list[Sign]:
    usual = UsualDelivery()
    for _ in range(4):
        usual.notice(USUAL)
    return usual.notice(turn)


def test_a_turn_like_the_others_is_nothing_to_notice():
    assert notices(USUAL) == []


def test_nothing_is_noticed_before_there_is_a_usual():
    assert UsualDelivery().notice(Delivery(9.0, (2.0, 2.0), 6.0, "um, well")) == []


def test_a_long_silence_before_the_first_word_is_hesitation():
    assert notices(Delivery(4.0, (), 3.0, USUAL.words)) == [Sign.LATE]


def test_pauses_and_a_slow_pace_are_noticed():
    found = notices(Delivery(0.6, (1.0, 1.2), 6.0, "I do not know"))
    assert Sign.PAUSES in found
    assert Sign.SLOW in found


def test_repeats_and_fillers_are_noticed():
    found = notices(Delivery(0.6, (), 3.0, "I, I, um, I I was, uh, going to the market and um home"))
    assert Sign.REPEATS in found
    assert Sign.FILLERS in found


def test_the_model_is_told_in_one_short_line():
    assert told([Sign.LATE, Sign.SLOW]) == "hesitated before answering, spoke more slowly than usual"
    assert told([]) == ""


def test_what_the_app_said_itself_is_known_again():
    own = OwnWords()
    own.note("I went to the market this morning, and then I walked home in the rain.")
    assert own.explain("the market this morning and then I walked home")
    assert own.explain("went to the market this morning then i walked home in the rain")
    assert not own.explain("I went home")
    assert not own.explain("what did you buy there")
    assert not own.explain("yes")

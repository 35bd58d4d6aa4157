"""Whose turn it is: the state machine of a call, frame by frame."""

from __future__ import annotations

import pytest

from app.call import FRAME_S, CallState, Order, Patience, TurnTaking
from app.call.turn_taking import LONGEST_S


def frames(turns: TurnTaking, seconds: float, *, speech: bool) -> list[Order]:
    found: list[Order] = []
    for _ in range(round(seconds / FRAME_S)):
        found += turns.hear_frame(is_speech=speech)
    return found


@pytest.fixture
def turns():
    found = TurnTaking()
    found.opened()
    return found


def answered(turns: TurnTaking, words: str = "good morning") -> None:
    """They said something, and the first sound of an answer is heard."""
    frames(turns, 0.6, speech=True)
    frames(turns, 0.8, speech=False)
    assert turns.hear_words(words, turn=turns.turn, is_final=True) == [Order.ANSWER]
    turns.begin_speaking()


def test_a_turn_begins_with_speech_and_ends_with_quiet(turns):
    assert frames(turns, 0.6, speech=True) == [Order.BEGIN_WORDS]
    assert turns.state is CallState.HEARING
    assert frames(turns, 0.8, speech=False) == [Order.FINISH_WORDS]
    assert turns.hear_words("good morning", turn=turns.turn, is_final=True) == [Order.ANSWER]
    assert turns.words == "good morning"


def test_a_click_begins_nothing(turns):
    assert frames(turns, 0.064, speech=True) == []
    assert turns.state is CallState.LISTENING


def test_what_nobody_could_understand_is_not_sent(turns):
    frames(turns, 0.6, speech=True)
    frames(turns, 0.8, speech=False)
    assert turns.hear_words("  ", turn=turns.turn, is_final=True) == []
    assert turns.state is CallState.LISTENING


def test_a_pause_for_breath_ends_no_turn(turns):
    frames(turns, 0.6, speech=True)
    assert frames(turns, 0.5, speech=False) == []
    assert turns.state is CallState.PAUSING
    frames(turns, 0.3, speech=True)
    assert turns.state is CallState.HEARING


def test_words_are_read_ahead_while_they_are_spoken(turns):
    frames(turns, 0.6, speech=True)
    assert turns.hear_words("good", turn=turns.turn, is_final=False) == [Order.READ_AHEAD]
    assert turns.words == "good"


def test_patience_grows_with_the_pauses_one_makes(turns):
    before = turns.patience.seconds
    for _ in range(3):
        frames(turns, 0.6, speech=True)
        frames(turns, 0.65, speech=False)
    assert turns.patience.seconds > before


def test_who_goes_on_before_the_first_sound_is_answered_anew_with_all_they_said(turns):
    frames(turns, 0.6, speech=True)
    frames(turns, 0.8, speech=False)
    turns.hear_words("good morning", turn=turns.turn, is_final=True)
    assert frames(turns, 0.2, speech=True) == [Order.BREAK_OFF, Order.BEGIN_WORDS]
    frames(turns, 0.4, speech=True)
    frames(turns, 2.0, speech=False)
    assert turns.hear_words("my dear", turn=turns.turn, is_final=True) == [Order.ANSWER]
    assert turns.words == "good morning my dear"


def test_being_answered_too_early_makes_it_more_patient(turns):
    before = turns.patience.seconds
    frames(turns, 0.6, speech=True)
    frames(turns, 0.8, speech=False)
    turns.hear_words("good morning", turn=turns.turn, is_final=True)
    frames(turns, 0.2, speech=True)
    assert turns.patience.seconds > before


def test_barging_in_is_quiet_within_200_ms(turns):
    answered(turns)
    found: list[Order] = []
    count = 0
    while Order.INTERRUPT not in found:
        found += turns.hear_frame(is_speech=True)
        count += 1
    assert found == [Order.DUCK, Order.INTERRUPT, Order.BEGIN_WORDS]
    assert count * FRAME_S <= 0.2
    assert turns.state is CallState.HEARING


def test_a_cough_only_ducks_the_voice_for_a_moment(turns):
    answered(turns)
    assert frames(turns, 0.064, speech=True) == [Order.DUCK]
    assert frames(turns, 0.4, speech=False) == [Order.UNDUCK]
    assert turns.state is CallState.SPEAKING


def test_half_duplex_hears_nothing_while_the_companion_speaks():
    turns = TurnTaking(half_duplex=True)
    turns.opened()
    answered(turns)
    assert frames(turns, 3, speech=True) == []
    assert turns.state is CallState.SPEAKING


def test_after_the_answer_it_listens_again(turns):
    answered(turns)
    turns.end_speaking()
    assert turns.state is CallState.LISTENING
    assert turns.words == ""


def test_half_a_minute_of_nothing_closes_the_microphone(turns):
    assert Order.CLOSE_MICROPHONE in frames(turns, 31, speech=False)
    assert turns.state is CallState.ON_HOLD
    assert turns.resume() == [Order.OPEN_MICROPHONE]


def test_muted_nothing_begins_a_turn_and_what_was_being_said_is_dropped(turns):
    frames(turns, 0.6, speech=True)
    assert Order.DROP_WORDS in turns.mute(True)
    assert frames(turns, 2, speech=True) == []
    turns.mute(False)
    assert frames(turns, 0.2, speech=True) == [Order.BEGIN_WORDS]


def test_with_a_key_only_the_key_takes_a_turn():
    turns = TurnTaking(push_to_talk=True)
    turns.opened()
    assert frames(turns, 1, speech=True) == []
    assert turns.press() == [Order.BEGIN_WORDS]
    assert frames(turns, 5, speech=False) == []
    assert turns.release() == [Order.FINISH_WORDS]
    assert turns.hear_words("good morning", turn=turns.turn, is_final=True) == [Order.ANSWER]


def test_muted_the_key_takes_no_turn_either():
    turns = TurnTaking(push_to_talk=True)
    turns.opened()
    turns.mute(True)
    assert turns.press() == []
    assert turns.state is CallState.LISTENING


def test_the_key_interrupts_whoever_speaks():
    turns = TurnTaking(push_to_talk=True)
    turns.opened()
    turns.press()
    turns.release()
    turns.hear_words("good morning", turn=turns.turn, is_final=True)
    turns.begin_speaking()
    assert turns.press() == [Order.INTERRUPT, Order.BEGIN_WORDS]


def test_hanging_up_is_quiet_and_closes_the_microphone(turns):
    answered(turns)
    assert turns.end() == [Order.INTERRUPT, Order.CLOSE_MICROPHONE]
    assert turns.state is CallState.ENDED
    assert turns.end() == []
    assert frames(turns, 2, speech=True) == []


def test_words_that_never_come_do_not_hang_the_call(turns):
    frames(turns, 0.6, speech=True)
    frames(turns, 0.8, speech=False)
    frames(turns, 25, speech=False)
    assert turns.state is CallState.LISTENING


def test_patience_has_bounds():
    patience = Patience()
    for _ in range(12):
        patience.note_pause(20)
    assert patience.seconds <= 4
    assert Patience(0.01).seconds >= 0.4


def test_a_key_pressed_again_before_the_first_words_are_understood_keeps_both_turns():
    turns = TurnTaking(push_to_talk=True)
    turns.opened()
    turns.press()
    first = turns.turn
    assert turns.release() == [Order.FINISH_WORDS]
    assert turns.press() == [Order.BEGIN_WORDS]
    assert turns.hear_words("good morning", turn=first, is_final=True) == [Order.READ_AHEAD]
    turns.hear_words("did you", turn=turns.turn, is_final=False)
    assert turns.words == "good morning did you"
    assert turns.release() == [Order.FINISH_WORDS]
    assert turns.hear_words("did you sleep", turn=turns.turn, is_final=True) == [Order.ANSWER]
    assert turns.words == "good morning did you sleep"


def test_both_turns_may_be_understood_only_after_the_second():
    turns = TurnTaking(push_to_talk=True)
    turns.opened()
    turns.press()
    first = turns.turn
    turns.release()
    turns.press()
    turns.release()
    assert turns.hear_words("good morning", turn=first, is_final=True) == []
    assert turns.hear_words("did you sleep", turn=turns.turn, is_final=True) == [Order.ANSWER]
    assert turns.words == "good morning did you sleep"


def test_words_of_a_turn_that_was_dropped_belong_to_none(turns):
    frames(turns, 0.6, speech=True)
    dropped = turns.turn
    turns.mute(True)
    turns.mute(False)
    frames(turns, 0.6, speech=True)
    turns.hear_words("the old words", turn=dropped, is_final=True)
    assert turns.words == ""


@pytest.mark.parametrize("by_key", [False, True])
def test_a_radio_that_never_makes_a_pause_is_answered_after_two_minutes(by_key):
    turns = TurnTaking(push_to_talk=by_key)
    turns.opened()
    if by_key:
        turns.press()
    orders = frames(turns, LONGEST_S + 1, speech=True)
    assert orders[-1] is Order.FINISH_WORDS
    assert turns.state is CallState.THINKING

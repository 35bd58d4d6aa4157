"""A glance through the camera in a call: only when it is on, once a turn, as a hint, and gone afterwards."""

from __future__ import annotations

import threading

import pytest

from app.call import CallAnswered
from app.call.glances import Glances
from app.core.errors import MinorsFilterTriggered, NoCamera


class Look:
    """Says what it is told to, once it is let."""

    def __init__(self) -> None:
        self.says: str | NoCamera = "seems tired, at a desk."
        self.times = 0
        self.may, self.done = threading.Event(), threading.Event()

    def __call__(self):
        self.times += 1
        while not self.may.wait(0.01):
            yield None
        self.done.set()
        if isinstance(self.says, NoCamera):
            raise self.says
        return self.says


@pytest.fixture
def look():
    return Look()


@pytest.fixture
def glances(look):
    found = Glances(look)
    yield found
    found.turn_off()


def settled(glances) -> None:
    """Wait until nothing is looked at any more."""
    for _ in range(2000):
        if glances._job is None:
            return
        threading.Event().wait(0.005)
    raise AssertionError("it goes on looking")


def test_off_it_never_looks(glances, look):
    glances.begin_turn()
    assert glances.take() == ""
    assert look.times == 0


def test_on_it_looks_once_in_each_turn_and_tells_it_once(glances, look):
    glances.turn_on()
    glances.begin_turn()
    glances.begin_turn()
    look.may.set()
    settled(glances)
    assert look.times == 1
    assert glances.take() == "seems tired, at a desk."
    assert glances.take() == ""


def test_an_answer_never_waits_for_it(glances):
    glances.turn_on()
    glances.begin_turn()
    assert glances.take() == ""


def test_turned_off_nothing_of_it_is_left(glances, look):
    glances.turn_on()
    glances.begin_turn()
    glances.turn_off()
    look.may.set()
    assert not glances.is_on
    assert glances.take() == ""


def test_a_camera_that_fails_is_a_turn_without_a_glance(glances, look):
    look.says = NoCamera()
    look.may.set()
    glances.turn_on()
    glances.begin_turn()
    settled(glances)
    assert glances.take() == ""
    assert isinstance(glances.error, NoCamera)


def test_what_was_seen_is_a_hint_for_that_answer_alone(make_call, wren, scripted, audio, told):
    def look():
        yield None
        return "seems tired, at a desk."

    call = make_call(audio, look)
    call.listen(told.append)
    call.begin(wren, None)
    scripted.will_say("Take your time.", "Good.")
    call.glances.turn_on()
    audio.hear("I have to go on working tonight")
    settled(call.glances)
    audio.quiet(1.0)
    (answer,) = [event for event in told if isinstance(event, CallAnswered)]
    assert answer.pending.job.wait(20)
    assert "seems tired, at a desk." in scripted.read_back(scripted.prompts[-1])
    call.end()
    assert not call.glances.is_on


@pytest.mark.parametrize("seen", ["A child at a desk."])
def test_where_it_shows_a_child_romance_is_closed_for_that_turn(conversations, wren, seen):
    with pytest.raises(MinorsFilterTriggered):
        conversations.replies.say(wren, None, "Kiss me, I want you so much.", seen=seen)


def test_every_call_begins_without_it(make_call, wren, audio):
    call = make_call(audio)
    call.begin(wren, None)
    call.glances.turn_on()
    call.end()
    call.begin(wren, None)
    assert not call.glances.is_on
    call.end()

"""Reading ahead: what is typed is read before it is sent, and nothing of it is said or kept."""

from __future__ import annotations

import pytest

from app.conversation import Conversations
from app.conversation.ahead import LastRead, common
from app.core import settings as s
from app.core.lanes import Cancelled, Finished, Priority
from app.engine import open_model
from app.library import CurrentModel, Shelf
from app.prompt import Prompt
from tests.driving import run


@pytest.fixture
def real(store, lane, settings, home, starter):
    """Conversations with the starter model, loaded."""
    model = CurrentModel(Shelf(home.shelf, starter), settings, home.root, open_model)
    run(model.ensure())
    yield Conversations(store, lane, model, settings, "You are {name}. {description}")
    lane.close()
    model.close()


def finished(job):
    assert job is not None
    assert job.wait(20)
    assert isinstance(job.end, Finished)
    return job.end.value


def test_what_was_read_while_it_was_typed_is_not_read_again(real, wren):
    first = real.say(wren, None, "Hello Wren, how are you?")
    finished(first.job)
    finished(real.settle(wren, first.talk))
    assert finished(real.typing(wren, first.talk, "I had a long")) > 0
    finished(real.typing(wren, first.talk, "I had a long day and I am tired"))
    stats = finished(real.say(wren, first.talk, "I had a long day and I am tired").job)
    assert stats.reused_tokens == stats.prompt_tokens


def test_the_same_is_answered_with_reading_ahead_and_without(real, wren, settings, store):
    settings.put(s.STYLE, "steady")
    settings.put(s.READ_AHEAD, False)
    assert real.typing(wren, None, "What is your name?") is None
    plain = finished(real.say(wren, None, "What is your name?").job)
    settings.put(s.READ_AHEAD, True)
    finished(real.typing(wren, None, "What is your name?"))
    ahead = finished(real.say(wren, None, "What is your name?").job)
    assert ahead.prompt_tokens == plain.prompt_tokens
    talks = store.of_persona(wren.id)
    assert all("Wren" in store.path(talk.id)[1].text for talk in talks)


def test_nothing_of_a_draft_is_kept(real, wren, store, vault):
    finished(real.typing(wren, None, "a secret I will not send"))
    assert store.of_persona(wren.id) == []
    assert vault.read("SELECT count(*) FROM message") == [(0,)]


def test_after_a_reply_the_next_turn_is_put_in_order(real, wren):
    first = real.say(wren, None, "Hello")
    finished(first.job)
    finished(real.settle(wren, first.talk))
    assert finished(real.settle(wren, first.talk)) == 0  # nothing is left to read
    stats = finished(real.say(wren, first.talk, "Yes").job)
    assert stats.prompt_tokens - stats.reused_tokens < 12


def test_sending_takes_the_place_of_reading_a_draft(lane):
    heard = []

    def endless():
        while True:
            yield "reading"

    draft = lane.submit(endless, priority=Priority.TYPING)
    sent = lane.submit(lambda: iter(()), deliver=heard.append)
    assert sent.wait(20)
    assert isinstance(draft.end, Cancelled)


def prompt(first: int | None) -> Prompt:
    return Prompt((1, 2), False, 0, first)


def test_only_the_same_conversation_that_begins_later_may_be_shifted():
    last = LastRead()
    assert not last.may_shift(1, prompt(10))
    assert not last.may_shift(1, prompt(10))
    assert last.may_shift(1, prompt(20))
    assert not last.may_shift(2, prompt(30))
    assert not last.may_shift(1, prompt(40))
    assert not last.may_shift(1, prompt(30))
    assert not last.may_shift(None, prompt(None))


def test_what_two_prompts_begin_with_alike():
    assert common([1, 2, 3], [1, 2, 4]) == [1, 2]
    assert common([1, 2], [1, 2, 4]) == [1, 2]
    assert common([], [1]) == []


def test_a_long_conversation_is_shifted_when_its_oldest_part_goes(real, wren, settings, store):
    """Turn after turn, only what is new is read: also in the turn that drops the oldest quarter."""
    settings.put(s.REPLY_TOKENS, 50)
    talk, read = None, []
    for number in range(60):
        said = f"Tell me something about the number {number}, and why you like it so very much. " * 2
        exchange = real.say(wren, talk, said)
        talk = exchange.talk
        stats = finished(exchange.job)
        read.append((stats.prompt_tokens - stats.reused_tokens, stats.left_out))
    dropped = [turn for turn in range(1, 60) if read[turn][1] > read[turn - 1][1]]
    assert dropped  # the window was full at least once
    assert max(read[turn][0] for turn in dropped) < 400

"""Reading ahead: what is typed is read before it is sent, and nothing of it is said or kept."""

from __future__ import annotations

import pytest

from app.conversation import Conversations, Resume, turn
from app.conversation.ahead import LastRead, common
from app.conversation.resume import LARGEST_SHARE
from app.core import settings as s
from app.core.lanes import Cancelled, Finished, Lane, Priority
from app.engine import Sampling, open_model
from app.library import CurrentModel, Shelf
from app.prompt import Prompt
from app.vault import Blobs
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


@pytest.fixture
def likeliest(monkeypatch):
    """Always the likeliest word, so that two replies can be compared."""
    monkeypatch.setattr(turn, "sampling_for", lambda *_: Sampling(temperature=0, repeat_penalty=1.0))


def test_the_same_is_answered_with_reading_ahead_and_without(real, wren, settings, store, likeliest):
    settings.put(s.READ_AHEAD, False)
    assert real.typing(wren, None, "What is your name?") is None
    plain = real.say(wren, None, "What is your name?")
    finished(plain.job)
    settings.put(s.READ_AHEAD, True)
    finished(real.typing(wren, None, "What is your name?"))
    ahead = real.say(wren, None, "What is your name?")
    stats = finished(ahead.job)
    assert stats.reused_tokens >= stats.prompt_tokens - 1
    assert store.get(ahead.answer.id).text == store.get(plain.answer.id).text


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


# --- going on after a restart ---


@pytest.fixture
def resume(vault):
    return Resume(vault, Blobs(vault), lambda: 100_000_000)


@pytest.fixture
def begin(store, settings, home, starter, resume):
    """A start of the app: the model is loaded anew and has read nothing."""
    started = []

    def begin() -> Conversations:
        lane = Lane("engine")
        model = CurrentModel(Shelf(home.shelf, starter), settings, home.root, open_model)
        run(model.ensure())
        started.append((lane, model))
        return Conversations(store, lane, model, settings, "You are {name}. {description}", resume)

    yield begin
    for lane, model in started:
        assert lane.close()
        model.close()


def long_talk(talks: Conversations, wren) -> int:
    talk = None
    for line in ("Hello Wren, how are you?", "I had a long day and I am tired.", "Tell me a story about the sea."):
        exchange = talks.say(wren, talk, line)
        talk = exchange.talk
        finished(exchange.job)
    return talk


def test_after_a_restart_the_conversation_is_not_read_again(begin, wren, vault):
    first = begin()
    talk = long_talk(first, wren)
    finished(first.settle(wren, talk, keep=True))
    assert vault.read("SELECT count(*) FROM resume") == [(1,)]

    again = begin()
    assert finished(again.settle(wren, talk)) == 0
    stats = finished(again.say(wren, talk, "And then?").job)
    assert stats.prompt_tokens - stats.reused_tokens < 16


def test_enter_at_once_after_a_restart_finds_it_too(begin, wren):
    first = begin()
    talk = long_talk(first, wren)
    finished(first.settle(wren, talk, keep=True))
    stats = finished(begin().say(wren, talk, "And then?").job)
    assert stats.prompt_tokens - stats.reused_tokens < 16


def test_what_was_kept_answers_as_if_it_were_read(begin, wren, store, resume, likeliest):
    first = begin()
    talk = long_talk(first, wren)
    finished(first.settle(wren, talk, keep=True))
    answers = []
    for kept in (True, False):
        if not kept:
            resume.forget(talk)
        exchange = begin().say(wren, talk, "What is your name?")
        stats = finished(exchange.job)
        assert (stats.reused_tokens > 100) is kept
        answers.append(store.get(exchange.answer.id).text)
        store.remove(talk, exchange.mine.id)
    assert answers[0] == answers[1]


def test_another_model_another_size_and_damage_are_silently_passed_over(begin, wren, vault, resume, monkeypatch):
    first = begin()
    talk = long_talk(first, wren)
    finished(first.settle(wren, talk, keep=True))
    monkeypatch.setattr(CurrentModel, "identity", "another")
    assert finished(begin().settle(wren, talk)) > 100
    monkeypatch.undo()
    (file,) = (vault.folder / "blobs").rglob("*.igb")
    file.write_bytes(file.read_bytes()[:-1])
    assert finished(begin().settle(wren, talk)) > 100
    assert vault.read("SELECT * FROM resume") == []


def test_the_disk_is_not_worn_for_a_few_words(begin, wren, vault):
    talks = begin()
    talk = long_talk(talks, wren)
    finished(talks.settle(wren, talk, keep=True))
    kept = vault.read("SELECT blob_id FROM resume")
    finished(talks.say(wren, talk, "Yes").job)
    finished(talks.settle(wren, talk, keep=True))
    assert vault.read("SELECT blob_id FROM resume") == kept
    for _ in range(3):
        finished(talks.say(wren, talk, "Tell me another story about the sea, please, a long one.").job)
    finished(talks.settle(wren, talk, keep=True))
    assert vault.read("SELECT blob_id FROM resume") != kept
    assert len(list((vault.folder / "blobs").rglob("*.igb"))) == 1


def test_a_model_whose_file_is_gone_still_answers(begin, wren, monkeypatch):
    def gone(path):
        raise FileNotFoundError

    monkeypatch.setattr("app.library.current.fingerprint", gone)
    talks = begin()
    finished(talks.say(wren, None, "Hello").job)
    assert talks._given.model.identity == talks._given.model.identity


def test_what_is_deleted_goes_from_what_was_kept(begin, wren, store, vault):
    first = begin()
    talk = long_talk(first, wren)
    finished(first.settle(wren, talk, keep=True))
    store.remove(talk, store.path(talk)[-1].id)
    assert vault.read("SELECT * FROM resume") == []
    assert list((vault.folder / "blobs").rglob("*.igb")) == []


def test_a_deletion_while_it_is_kept_is_not_outrun(begin, wren, store, vault, resume):
    talks = begin()
    talk = long_talk(talks, wren)
    finished(talks.settle(wren, talk))
    model = talks._given.model
    engine = run(model.ensure())
    keeping = resume.keep(engine, model.identity, talk, list(range(200)))
    next(keeping)
    store.remove(talk, store.path(talk)[-1].id)
    store.ask(wren.id, talk, "in its place")  # as many as before, and one has the number of what went
    assert run(keeping) is False
    assert vault.read("SELECT * FROM resume") == []
    assert list((vault.folder / "blobs").rglob("*.igb")) == []


def test_the_oldest_goes_when_the_room_is_used_up(begin, wren, vault, store):
    talks = begin()
    one, other = long_talk(talks, wren), long_talk(talks, wren)
    finished(talks.settle(wren, one, keep=True))
    size = vault.read("SELECT size_bytes FROM blob")[0][0]
    talks._given.resume._room_bytes = lambda: int(size * LARGEST_SHARE * 0.9)
    finished(talks.settle(wren, other, keep=True))
    assert vault.read("SELECT conversation_id FROM resume") == [(one,)]  # too large for a quarter of the room
    talks._given.resume._room_bytes = lambda: size * LARGEST_SHARE * 2
    talks._given.resume._make_room(int(size * 1.5))
    assert vault.read("SELECT conversation_id FROM resume") == [(one,)]
    talks._given.resume._make_room(0)
    assert vault.read("SELECT * FROM resume") == []


def test_nothing_is_kept_where_it_is_turned_off(begin, wren, vault):
    talks = begin()
    talks._given.resume._room_bytes = lambda: 0
    talk = long_talk(talks, wren)
    finished(talks.settle(wren, talk, keep=True))
    assert vault.read("SELECT * FROM resume") == []


def test_a_model_that_was_put_aside_comes_back_with_the_next_key(begin, wren):
    talks = begin()
    talk = long_talk(talks, wren)
    finished(talks.settle(wren, talk, keep=True))
    finished(talks.rest())
    model = talks._given.model
    assert not model.is_ready
    assert finished(talks.settle(wren, talk)) == 0  # nobody asked for it
    assert 0 < finished(talks.typing(wren, talk, "And then?")) < 16  # it remembers what it had read
    assert model.is_ready


def test_a_model_that_could_not_be_loaded_is_not_tried_at_every_key(real, wren):
    model = real._given.model
    model.close()
    assert finished(real.typing(wren, None, "hello")) == 0
    assert not model.is_ready

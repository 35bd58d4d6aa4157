"""A reply, driven without any thread, and on the worker."""

from __future__ import annotations

import time

import pytest

from app.boundaries import Boundaries, BoundaryStore
from app.chat import Author, State
from app.core import settings as s
from app.core.errors import EngineError
from app.core.log import start_logging
from app.core.workers import Cancelled, Failed, Finished
from app.generation.context import PromptContextBuilder
from app.generation.prompt_builder import PromptBuilder
from app.generation.recorder import Stats
from app.generation.reply import reply
from app.models import Loading, Ready
from app.prompting import ContextWindow
from app.templates import TextDelta


@pytest.fixture
def said(store, wren):
    conversation_id = store.catalogue.start(wren.id)
    store.tree.add(conversation_id, None, Author.ME, "count")
    return conversation_id


@pytest.fixture
def begin(store, model, settings, wren, said):
    """The generator of a reply to "count", and its message."""

    def begin():
        history = store.tree.path(said)
        answer = store.tree.add(said, history[-1].id, Author.PERSONA, "", State.OPEN)
        boundaries = Boundaries(BoundaryStore(store.vault))
        prompts = PromptBuilder(
            store, model, settings, "You are {name}.", boundaries, PromptContextBuilder(store, settings)
        )
        return reply(prompts, wren, history, [answer.id], ContextWindow(), time.perf_counter()), answer

    return begin


def last(store, conversation_id):
    return store.tree.path(conversation_id)[-1]


def test_a_reply_is_streamed_and_kept_with_its_figures(begin, store, said, scripted):
    scripted.will_say("one two three")
    work, _ = begin()
    events = []
    try:
        while True:
            events.append(next(work))
    except StopIteration as stop:
        stats = stop.value

    assert [type(event) for event in events[:2]] == [Loading, Ready]
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "one two three"
    assert isinstance(stats, Stats)
    assert stats.tokens == 3
    assert stats.ttft_ms >= 0
    assert (last(store, said).text, last(store, said).state) == ("one two three", State.DONE)


def test_a_stopped_reply_keeps_what_was_said(begin, store, said, scripted):
    """Stopping is not undoing: the words on screen are the words remembered."""
    scripted.will_say("one two three four")
    work, _ = begin()
    heard = ""
    while heard != "one two ":
        event = next(work)
        heard += event.text if isinstance(event, TextDelta) else ""
    work.close()

    assert (last(store, said).text, last(store, said).state) == ("one two", State.STOPPED)


def test_an_engine_that_fails_leaves_the_persons_words_and_a_failed_reply(begin, store, said, scripted):
    scripted.will_fail(EngineError("decoding"))
    work, _ = begin()
    with pytest.raises(EngineError):
        list(work)
    assert [message.state for message in store.tree.path(said)] == [State.DONE, State.FAILED]


def test_a_bug_of_ours_leaves_the_reply_failed_too(begin, store, said, scripted, monkeypatch):
    monkeypatch.setattr(scripted, "stream", lambda *_, **__: 1 / 0)
    work, _ = begin()
    with pytest.raises(ZeroDivisionError):
        list(work)
    assert last(store, said).state is State.FAILED


def test_what_was_thought_is_kept_apart_and_never_fed_back(conversations, store, wren, said, scripted):
    scripted.will_say("<think>secret plan</think> Hello", "Again")
    assert conversations.replies.answer_last(wren, said).job.wait(10)
    assert (last(store, said).text, last(store, said).thinking) == ("Hello", "secret plan")

    assert conversations.replies.say(wren, said, "and?").job.wait(10)
    read = scripted.read_back(scripted.prompts[-1])
    assert "Hello" in read
    assert "secret" not in read


def test_saying_something_keeps_it_before_any_reply(conversations, store, wren, scripted):
    conversation_id = store.catalogue.start(wren.id)
    events = []
    exchange = conversations.replies.say(wren, conversation_id, "hello", events.append)
    assert exchange.question.text == "hello"
    assert exchange.job.wait(10)
    assert isinstance(events[-1], Finished)
    assert [message.text for message in store.tree.path(conversation_id)] == ["hello", "I am listening."]


def test_another_answer_is_a_sibling_that_does_not_see_the_first(conversations, store, wren, scripted):
    scripted.will_say("apples", "pears")
    conversation_id = store.catalogue.start(wren.id)
    exchange = conversations.replies.say(wren, conversation_id, "name a fruit")
    assert exchange.job.wait(10)
    assert conversations.replies.regenerate(wren, conversation_id, exchange.answer.id).job.wait(10)

    assert last(store, conversation_id).text == "pears"
    assert last(store, conversation_id).variant_count == 2
    assert "apples" not in scripted.read_back(scripted.prompts[-1])


def test_editing_ones_own_message_begins_a_branch_and_is_answered(conversations, store, wren, scripted):
    scripted.will_say("cold", "warm")
    conversation_id = store.catalogue.start(wren.id)
    exchange = conversations.replies.say(wren, conversation_id, "winter")
    assert exchange.job.wait(10)
    assert conversations.replies.edit(wren, conversation_id, exchange.question.id, "summer").job.wait(10)
    assert [message.text for message in store.tree.path(conversation_id)] == ["summer", "warm"]


def test_editing_a_reply_asks_for_no_other(conversations, store, wren):
    conversation_id = store.catalogue.start(wren.id)
    exchange = conversations.replies.say(wren, conversation_id, "hello")
    assert exchange.job.wait(10)
    assert conversations.replies.edit(wren, conversation_id, exchange.answer.id, "Hello, dear.") is None
    assert [message.text for message in store.tree.path(conversation_id)] == ["hello", "Hello, dear."]


def test_a_reply_cancelled_before_it_began_is_settled(conversations, store, wren, worker):
    blocking, events = worker.submit(wait_a_little), []
    conversation_id = store.catalogue.start(wren.id)
    exchange = conversations.replies.say(wren, conversation_id, "hello", events.append)
    exchange.job.cancel()
    assert blocking.wait(10)
    assert exchange.job.wait(10)
    assert events == [Cancelled()]
    assert last(store, conversation_id).state is State.STOPPED


def wait_a_little():
    for _ in range(3):
        yield


def test_the_failure_of_a_reply_is_its_last_event(conversations, store, wren, scripted):
    scripted.will_fail(EngineError("decoding"))
    conversation_id, events = store.catalogue.start(wren.id), []
    assert conversations.replies.say(wren, conversation_id, "hello", events.append).job.wait(10)
    assert isinstance(events[-1], Failed)


def test_the_persons_name_reaches_the_model(conversations, store, wren, settings, scripted):
    model, boundaries = conversations.turns.prompts.model, conversations.boundaries
    conversations.turns.prompts = PromptBuilder(
        store, model, settings, "You talk with {you}.", boundaries, conversations.context_builder
    )
    settings.put(s.YOUR_NAME, "Ottilie")
    conversation_id = store.catalogue.start(wren.id)
    assert conversations.replies.say(wren, conversation_id, "hello").job.wait(10)
    assert "Ottilie." in scripted.read_back(scripted.prompts[-1])


def test_an_error_inside_the_engine_leaves_no_words_in_the_log(begin, worker, scripted, home):
    """A bug of ours while a model answers: the log tells where, never what was said."""

    def fail(tokens, sampling, max_tokens, **more):
        raise ValueError(f"cannot think about {scripted.read_back(tokens)}")
        yield

    start_logging(home.logs, verbose=True)
    scripted.stream = fail
    work, _ = begin()
    job = worker.submit(lambda: work)
    job.wait(20)
    assert isinstance(job.end, Failed)
    written = (home.logs / "inglenook.log").read_text("utf-8")
    start_logging(None)
    assert "ValueError at test_reply.py" in written
    assert "count" not in written
    assert "think" not in written

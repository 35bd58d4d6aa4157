"""Generating is pure; recording, moderating and listening stand around it."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest

from app.boundaries import StreamModerator
from app.chat import State
from app.core.errors import MinorsFilterTriggered
from app.core.workers import Failed, Finished
from app.engine import PrefillProgress, Sampling, ScriptedEngine, TextChunk
from app.generation.generate import generate
from app.generation.moderation import ModeratedReply
from app.models import ChatOptions, ChatPrompt, LocalChatModel, Token
from app.templates import ChatMessage, Role, TextDelta, TextRetracted

COUNT = ChatPrompt((ChatMessage(Role.USER, "Count"),), answers_as="Wren")
OPTIONS = ChatOptions(Sampling(), 20, own=("Wren",), others=("You",))


def said(events) -> str:
    return "".join(delta.text for event in events if isinstance(event, Token) for delta in event.deltas)


def test_it_yields_what_is_said_and_touches_nothing_else():
    events = list(generate(LocalChatModel(ScriptedEngine("one two three")), COUNT, OPTIONS))
    assert said(events).strip() == "one two three"
    assert events[-1] == Token(0, (), is_last=True)
    assert all(isinstance(event, Token | PrefillProgress) for event in events)


def heard_of(lines: list[str], is_over) -> dict[int, str]:
    model, heard = LocalChatModel(ScriptedEngine(*lines)), {0: "", 1: ""}
    for event in generate(model, COUNT, replace(OPTIONS, variants=2), lambda variant: is_over(heard[variant])):
        if isinstance(event, Token):
            heard[event.variant] += "".join(delta.text for delta in event.deltas)
    return heard


def test_an_answer_that_is_over_ends_alone():
    heard = heard_of(["one two three", "four five six"], lambda text: "one" in text)
    assert "three" not in heard[0]
    assert len(heard[1].split()) == 3


def test_when_the_last_answer_is_over_the_model_is_stopped():
    heard = heard_of(["one two three", "four five six"], lambda text: "one" in text or "four" in text)
    assert "three" not in heard[0]
    assert "six" not in heard[1]


def test_an_answer_that_speaks_for_somebody_else_ends_alone():
    heard = heard_of(["one\nYou: two three", "four five six"], lambda text: False)
    assert heard[0].strip() == "one"
    assert len(heard[1].split()) == 3


def test_answers_that_end_in_different_ways_end_the_model_together():
    """One is ended by who listens, the other by its own format: nobody waits for more."""
    engine, steps = ScriptedEngine(), []

    def endless(tokens, sampling, count, max_tokens, **more):
        for step in range(600):
            steps.append(step)
            yield TextChunk("stop ", 0)
            yield TextChunk("\nYou: no ", 1)

    engine.stream_several = endless
    events = generate(LocalChatModel(engine), COUNT, replace(OPTIONS, variants=2), lambda variant: variant == 0)
    heard = [event for event in events if isinstance(event, Token) and event.variant == 0]
    assert [event.is_last for event in heard] == [True]
    assert len(steps) < 10


def test_an_answer_that_is_heard_no_further_is_still_a_place_to_stop():
    engine = ScriptedEngine()

    def endless(tokens, sampling, count, max_tokens, **more):
        while True:
            yield TextChunk("", 0)

    engine.stream_several = endless
    events = generate(LocalChatModel(engine), COUNT, replace(OPTIONS, variants=2), lambda variant: variant == 0)
    assert [next(events) for _ in range(3)] == [None, None, None]
    events.close()


def test_closing_it_stops_the_model():
    engine, is_closed = ScriptedEngine(), threading.Event()

    def stream(*_, **__):
        try:
            while True:
                yield PrefillProgress(1, 2)
        finally:
            is_closed.set()

    engine.stream = stream
    events = generate(LocalChatModel(engine), COUNT, OPTIONS)
    next(events)
    events.close()
    assert is_closed.is_set()


def moderated(*never: str, begun: str = "") -> ModeratedReply:
    return ModeratedReply(StreamModerator(never, (), ""), begun)


def test_what_was_said_before_a_topic_stays_and_nothing_after_it_is_heard():
    reply = moderated("spiders")
    assert reply.hear([TextDelta("It is warm. ")]) == [TextDelta("It is warm. ")]
    reply.hear([TextDelta("A spider sits there. ")])
    assert (reply.text.strip(), reply.ended_by) == ("It is warm.", "topic")
    assert reply.hear([TextDelta("More.")]) == []


def test_words_that_were_thoughts_are_thoughts_to_the_filter_too():
    reply = moderated()
    reply.hear([TextDelta("She is fourteen. "), TextRetracted()])
    assert (reply.text, reply.thinking) == ("", "She is fourteen. ")
    with pytest.raises(MinorsFilterTriggered):
        reply.hear([TextDelta("x"), TextRetracted(), TextDelta("She is fourteen. We kiss on our date.")], is_last=True)
    assert not reply.is_clean()


@pytest.mark.parametrize("seed", range(20))
def test_however_a_reply_is_cut_into_pieces_it_is_the_same_reply(seed):
    chance, text = random.Random(seed), "The lamp is low. It rains, and a spider sits on the sill. Somebody walks by."
    cuts = sorted(chance.sample(range(len(text)), 8))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole, cut = moderated("spiders"), moderated("spiders")
    whole.hear([TextDelta(text)], is_last=True)
    for piece in pieces:
        cut.hear([TextDelta(piece)])
    cut.hear((), is_last=True)
    assert (cut.text.strip(), cut.ended_by) == (whole.text.strip(), whole.ended_by) == ("The lamp is low.", "topic")


def test_a_listener_hears_every_reply_until_it_leaves(conversations, wren, scripted):
    heard: list[tuple[int, object]] = []
    leave = conversations.replies.subscribe(lambda source, event: heard.append((source.conversation_id, event)))
    first = conversations.replies.say(wren, None, "Hello?")
    assert first.job.wait(20)
    assert {where for where, _ in heard} == {first.conversation_id}
    assert "".join(event.text for _, event in heard if isinstance(event, TextDelta)).strip() == "I am listening."
    assert isinstance(heard[-1][1], Finished)
    leave()
    leave()
    before = len(heard)
    assert conversations.replies.say(wren, first.conversation_id, "And now?").job.wait(20)
    assert len(heard) == before


@pytest.mark.logs
def test_a_listener_that_raises_loses_only_itself(conversations, wren, store):
    other: list[object] = []

    def broken(where: int, event: object) -> None:
        raise ZeroDivisionError

    conversations.replies.subscribe(broken)
    conversations.replies.subscribe(lambda source, event: other.append(event))
    exchange = conversations.replies.say(wren, None, "Hello?")
    assert exchange.job.wait(20)
    assert store.tree.get(exchange.answer.id).state is State.DONE
    assert isinstance(other[-1], Finished)


@pytest.mark.logs
def test_a_job_whose_first_line_raises_ends_as_failed(worker):
    def work():
        raise ZeroDivisionError

    job = worker.submit(work)
    assert job.wait(20)
    assert isinstance(job.end, Failed)
    assert worker.submit(lambda: iter(())).wait(20)

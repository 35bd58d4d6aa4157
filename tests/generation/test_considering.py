"""A companion considers how somebody feels: at a glance, in a thought, or not at all; and none of it stays."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from app.chat import Author, State
from app.core import settings as s
from app.core.errors import MinorsFilterTriggered
from app.core.scope import Scope
from app.core.workers import Finished
from app.generation import Considering, Conversations, Felt
from app.manner import ATTUNEMENT, Attunement, MannerChoices, ReaderStore, ThoughtTrial
from app.templates import ReasoningDelta, TextDelta
from tests.driving import run

SAID = "i'm so tired"


@pytest.fixture
def choices(vault):
    return MannerChoices(vault)


@pytest.fixture
def readers(vault):
    return ReaderStore(vault)


@pytest.fixture
def conversations(store, worker, model, settings, choices, readers, tmp_path):
    attunement = Attunement(readers, choices, lambda: "a model", lambda: None, tmp_path / "none.json")
    return Conversations(
        store, worker, model, settings, "You are {name}. {description}", attunement=attunement, manner=choices
    )


@pytest.fixture
def tell(conversations, wren):
    """Say something, and hear every event of the reply."""

    def tell(text=SAID, where=None):
        events = []
        pending = conversations.replies.say(wren, where, text, events.append)
        pending.job.wait(30)
        assert isinstance(events[-1], Finished), events[-1]
        return pending, events

    return tell


def heard(events, kind):
    return "".join(event.text for event in events if isinstance(event, kind))


def read_last(scripted) -> str:
    return scripted.read_back(scripted.prompts[-1])


def test_what_is_felt_is_one_line_of_the_prompt_and_told_to_the_face(tell, scripted, store):
    pending, events = tell()
    assert [event.feeling for event in events if isinstance(event, Felt)] == ["tired"]
    assert "seems tired just now" in read_last(scripted)
    # The next message is another one, and what was felt before is no part of it.
    _, events = tell("tell me about bees", pending.conversation_id)
    assert [event.feeling for event in events if isinstance(event, Felt)] == [""]
    assert "tired just now" not in read_last(scripted)
    assert SAID in read_last(scripted)


def test_instant_considers_nothing(tell, scripted, choices):
    choices.put(Scope(), ATTUNEMENT, "instant")
    _, events = tell()
    assert [event.feeling for event in events if isinstance(event, Felt)] == [""]
    assert "seems" not in read_last(scripted)


def test_it_stands_in_why_this_reply(tell, conversations):
    pending, _ = tell()
    trace = conversations.context_builder.receipts.of(pending.answer.id)
    assert [(kind, about) for kind, about, *_ in trace.parts if kind == "feeling"] == [("feeling", "tired")]


def test_a_thought_comes_before_the_answer_and_is_never_read_again(tell, scripted, store, choices):
    choices.put(Scope(), ATTUNEMENT, "deep")
    scripted.will_say("She is worn out. She needs rest and no advice. And then", "Rest now.", "Good morning.")
    pending, events = tell()
    assert any(isinstance(event, Considering) for event in events)
    kept = store.tree.get(pending.answer.id)
    assert (kept.text, kept.state) == ("Rest now.", State.DONE)
    assert kept.thinking.startswith("She is worn out.")
    assert heard(events, TextDelta) == "Rest now."
    assert heard(events, ReasoningDelta).startswith("She is worn out.")
    assert "what the person feels" in scripted.read_back(scripted.prompts[-2])
    # As far as its last whole sentence it shapes this answer, in place of the line of the glance.
    assert "She needs rest and no advice." in read_last(scripted)
    assert "And then" not in read_last(scripted)
    assert "seems tired" not in read_last(scripted)
    choices.put(Scope(), ATTUNEMENT, "quick")
    tell("i slept", pending.conversation_id)
    assert "She needs rest" not in read_last(scripted)


def test_a_thought_ends_when_the_persons_patience_does(tell, scripted, store, choices, settings, monkeypatch):
    choices.put(Scope(), ATTUNEMENT, "deep")
    settings.put(s.ATTUNEMENT_S, 4)
    moments = iter(range(1000))
    monkeypatch.setattr("app.generation.considering.time", SimpleNamespace(monotonic=lambda: next(moments)))
    scripted.will_say("One. Two. Three. Four.", "Rest now.")
    pending, _ = tell()
    kept = store.tree.get(pending.answer.id)
    assert kept.text == "Rest now."
    assert "Four" not in kept.thinking


def test_a_thought_can_be_stopped_and_nothing_was_said(conversations, scripted, store, choices, wren):
    choices.put(Scope(), ATTUNEMENT, "deep")
    scripted.will_say("one two three four five six seven", "Rest now.")
    where, _, answer = store.tree.ask(wren.id, None, SAID, "", is_answered=False)
    prompts = conversations.turns.prompts
    from app.generation.reply import reply
    from app.prompting import ContextWindow

    work = reply(
        prompts, wren, store.tree.path(where)[:1], [answer.id], ContextWindow(), time.perf_counter(),
        conversation_id=where,
    )  # fmt: skip
    while not isinstance(next(work), ReasoningDelta):
        pass
    work.close()
    kept = store.tree.get(answer.id)
    assert (kept.text, kept.state) == ("", State.STOPPED)
    assert "Rest now." not in [scripted.read_back(prompt) for prompt in scripted.prompts]


def test_thoughts_that_are_known_to_be_of_no_use_are_not_had(tell, scripted, choices, readers):
    choices.put(Scope(), ATTUNEMENT, "deep")
    readers.keep_trial("a model", ThoughtTrial(3, 16, 700.0))
    scripted.will_say("Rest now.")
    _, events = tell()
    assert heard(events, TextDelta) == "Rest now."
    assert not heard(events, ReasoningDelta)


def test_the_minors_filter_holds_for_thoughts(conversations, scripted, store, choices, wren, worker):
    choices.put(Scope(), ATTUNEMENT, "deep")
    scripted.will_say("She is 14 and I undress her slowly to have sex with her.", "Never said.")
    events = []
    pending = conversations.replies.say(wren, None, SAID, events.append)
    pending.job.wait(30)
    assert isinstance(getattr(events[-1], "error", None), MinorsFilterTriggered)
    assert store.tree.find(pending.answer.id) is None


def test_while_typing_the_line_stands_where_it_will_stand_when_sent(conversations, scripted, wren, store, model):
    store.catalogue.start(wren.id)
    conversations.replies.say(wren, None, "hello").job.wait(30)
    where = store.catalogue.of_persona(wren.id)[0].id
    conversations.prefill.typing(wren, where, SAID).wait(30)
    typed = scripted.read_back(scripted.readings[-1])
    assert "seems tired just now" in typed
    conversations.replies.say(wren, where, SAID).job.wait(30)
    assert read_last(scripted).startswith(typed)


def test_what_a_model_cannot_show_is_not_asked_twice(conversations, model, readers):
    attunement = conversations.turns.prompts.attunement
    loaded = run(model.ensure())
    run(attunement.learn(loaded))
    assert attunement.is_learnt(loaded) or attunement.ways() == []
    run(attunement.learn(loaded))
    assert attunement.ways() == []
    assert attunement.is_learnt(loaded)


def test_a_manner_is_told_once_and_stays_still(tell, scripted, choices):
    choices.put(Scope(), "fillers", "marked")
    tell()
    assert "Wren's sentences are full of small words" in read_last(scripted)
    assert read_last(scripted).index("small words") < read_last(scripted).index(SAID)


def test_the_persons_own_author_is_asked_about_and_nobody_else(conversations, wren, store, model):
    """A reply to nothing the person said considers nothing."""
    from app.generation.considering import glance
    from app.prompting import ContextWindow

    where = store.catalogue.start(wren.id)
    store.tree.add(where, None, Author.PERSONA, "I am so tired, so tired.")
    loaded = run(model.ensure())
    found = run(glance(conversations.turns.prompts, wren, store.tree.path(where), loaded, ContextWindow(), where))
    assert found.feeling == ""

"""Memories in prompts and out of conversations: what stands still, what moves, and what a model makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core import settings as s
from app.core.clock import now
from app.core.paths import resources
from app.core.workers import Finished
from app.engine import ScriptedEngine
from app.engine.scripted import FACTS
from app.generation import Conversations
from app.generation import memory_extraction as making_room
from app.memory import Memory, Viewpoint
from app.memory.journal import last_week

LARGE = replace(FACTS, parameters=8_000_000_000, chat_template=None)


@pytest.fixture
def scripted():
    return ScriptedEngine(facts=LARGE)


@pytest.fixture
def memory(vault, store):
    return Memory(vault, store.branches.on_way, resources() / "words")


@pytest.fixture
def talks(store, worker, model, settings, memory):
    settings.put(s.READ_AHEAD, False)
    talks = Conversations(store, worker, model, settings, "You are {name}. {description}", memory=memory)
    finished(worker.submit(model.ensure))
    return talks


def finished(job):
    assert job is not None
    assert job.wait(20)
    assert isinstance(job.end, Finished)
    return job.end.value


def say(talks, wren, conversation_id, text):
    exchange = talks.replies.say(wren, conversation_id, text)
    finished(exchange.job)
    return exchange.conversation_id


def remembered(talks, wren, conversation_id):
    finished(talks.memories.remember(wren, conversation_id))


def last_prompt(scripted) -> str:
    return scripted.read_back(scripted.prompts[-1])


def test_what_is_always_known_stands_near_the_head_and_what_comes_to_mind_near_the_end(talks, wren, scripted):
    conversation_id = say(talks, wren, None, "My dog is called Biscuit. My favourite food is dumplings.")
    remembered(talks, wren, conversation_id)
    other = say(talks, wren, None, "What food do I like best?")
    told = last_prompt(scripted)
    assert other != conversation_id
    assert "has a dog called Biscuit." in told.partition("What food")[0]
    assert told.index("dog called Biscuit.") < told.index("favourite food is dumplings.") < told.index("What food")


def test_consecutive_prompts_share_their_beginning_though_something_is_learned(talks, wren, scripted, monkeypatch):
    """What is known by now is taken up when there is time, never between two messages."""
    monkeypatch.setattr(making_room, "ENOUGH_NEW", 1000)
    scripted.seconds_a_token = 1.0
    conversation_id = say(talks, wren, None, "Hello.")
    for text in ("My dog is called Biscuit.", "I live in Hull.", "My name is Ada."):
        say(talks, wren, conversation_id, text)
        remembered(talks, wren, conversation_id)
    one, other = scripted.prompts[-2], scripted.prompts[-1]
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    assert shared > len(one) - 12


def test_the_name_a_person_told_is_what_they_are_called(talks, wren, scripted, settings):
    conversation_id = say(talks, wren, None, "My name is Ottilie.")
    remembered(talks, wren, conversation_id)
    assert talks.context_builder.you(wren, None) == "Ottilie"
    settings.put(s.YOUR_NAME, "Ada")
    assert talks.context_builder.you(wren, None) == "Ada"


def test_a_model_notes_what_rules_miss_and_only_what_was_said(talks, wren, scripted, memory, monkeypatch):
    monkeypatch.setattr(making_room, "ENOUGH_NEW", 2)
    scripted.will_say(
        "How sad.",
        "- person | event | sure | grandmother's piano | The person sold the grandmother's piano yesterday.\n"
        "- person | home | sure | Paris | The person lives in Paris.\n",
    )
    conversation_id = say(talks, wren, None, "Yesterday I sold the piano of my grandmother, and the room is so empty.")
    remembered(talks, wren, conversation_id)
    (fact,) = memory.known(Viewpoint(wren.id, conversation_id))
    assert fact.text == "{you} sold the grandmother's piano yesterday."
    assert "Read again the messages from “Yesterday I sold the piano" in last_prompt(scripted)
    before = len(scripted.prompts)
    remembered(talks, wren, conversation_id)
    assert len(scripted.prompts) == before, "what was read for memories is not read again"


def test_what_a_model_is_asked_goes_on_from_what_it_has_read(talks, wren, scripted, monkeypatch):
    monkeypatch.setattr(making_room, "ENOUGH_NEW", 2)
    conversation_id = say(talks, wren, None, "Yesterday I sold the piano of my grandmother.")
    remembered(talks, wren, conversation_id)
    reply, asked = scripted.prompts[-2], scripted.prompts[-1]
    assert asked[: len(reply) - 2] == reply[: len(reply) - 2]


def test_the_story_is_told_before_it_leaves_the_window_and_stands_in_the_prompt(
    talks, wren, scripted, memory, monkeypatch
):
    monkeypatch.setattr(making_room, "UNTOLD_SHARE", 0.05)
    monkeypatch.setattr(making_room, "CHAPTER_SHARE", 0.03)
    monkeypatch.setattr(making_room, "ENOUGH_NEW", 1000)
    scripted._otherwise = "They climbed the tower and heard the bell."
    conversation_id = say(talks, wren, None, "We climbed the tower at night. " * 8)
    for number in range(4):
        say(talks, wren, conversation_id, f"The bell rang {number} times over the sleeping town. " * 6)
    remembered(talks, wren, conversation_id)
    (chapter, *_) = memory.stories.of(conversation_id, talks.store.branches.on_way)
    assert chapter.text == "They climbed the tower and heard the bell."
    talks.memory_context.forget()
    say(talks, wren, conversation_id, "And then?")
    assert "What happened before: They climbed the tower" in last_prompt(scripted)


def test_a_small_model_tells_it_by_rule(store, worker, model, settings, memory, wren, scripted, monkeypatch):
    monkeypatch.setattr(making_room, "UNTOLD_SHARE", 0.05)
    monkeypatch.setattr(making_room, "CHAPTER_SHARE", 0.03)
    scripted.facts = FACTS
    settings.put(s.READ_AHEAD, False)
    talks = Conversations(store, worker, model, settings, "You are {name}.", memory=memory)
    conversation_id = say(talks, wren, None, "We climbed the tower of Tirawen at night. " * 8)
    for number in range(4):
        say(talks, wren, conversation_id, f"The bell rang {number} times over the sleeping town. " * 6)
    before = len(scripted.prompts)
    remembered(talks, wren, conversation_id)
    (chapter, *_) = memory.stories.of(conversation_id, store.branches.on_way)
    assert chapter.made_by == "rule"
    assert "tower of Tirawen" in chapter.text
    assert len(scripted.prompts) == before


def test_a_journal_is_written_only_if_wanted(talks, wren, scripted, memory, vault):
    conversation_id = say(talks, wren, None, "We planted the apple tree.")
    with vault.write() as db:
        # A week begins on a Monday: eight days back are not always in the last one.
        db.execute("UPDATE message SET created_ms = ?", (last_week(now()).begins + 1000,))
    remembered(talks, wren, conversation_id)
    assert memory.journal.pages(wren.id) == []
    memory.choices.put_journal(wren.id, wanted=True)
    scripted.will_say("This week we planted a tree.")
    remembered(talks, wren, conversation_id)
    assert [page.text for page in memory.journal.pages(wren.id)] == ["This week we planted a tree."]


def test_what_a_model_makes_is_dropped_where_it_crosses_the_floor(talks, wren, scripted, memory):
    memory.choices.put_journal(wren.id, wanted=True)
    conversation_id = say(talks, wren, None, "We planted the apple tree.")
    with talks.store.vault.write() as db:
        db.execute("UPDATE message SET created_ms = created_ms - ?", (8 * 24 * 3600 * 1000,))
    scripted.will_say("Lena, who is 15, kissed me on the mouth and we made love.")
    remembered(talks, wren, conversation_id)
    assert all("Lena" not in page.text for page in memory.journal.pages(wren.id))


def test_forgetting_lets_the_model_go_of_what_it_read(talks, wren, scripted, memory, worker):
    conversation_id = say(talks, wren, None, "My dog is called Biscuit.")
    remembered(talks, wren, conversation_id)
    (dog,) = memory.known(Viewpoint(wren.id, conversation_id))
    assert "Biscuit" in " ".join(talks.memory_context.static(wren, None).core)
    memory.forgetting.move_to_trash([dog.id], with_words=True)
    assert talks.memory_context.static(wren, None).core == ()
    assert talks.memories.forget_for_good()
    finished(talks.memories.remember(wren, conversation_id))
    assert scripted.times_forgotten >= 1
    say(talks, wren, conversation_id, "What do you know of me?")
    assert "Biscuit" not in last_prompt(scripted)


def test_the_exam_asks_with_memory_and_without_and_keeps_nothing(talks, wren, scripted, memory):
    conversation_id = say(talks, wren, None, "My dog is called Biscuit.")
    remembered(talks, wren, conversation_id)
    events = []
    before = len(scripted.prompts)
    finished(talks.memories.evaluate_memory(wren, conversation_id, events.append))
    asked = [scripted.read_back(prompt) for prompt in scripted.prompts[before:]]
    assert "Biscuit" in asked[0]
    assert "Biscuit" not in asked[1]
    assert len(talks.store.catalogue.every()) == 1
    results = [event for event in events if hasattr(event, "right_with")]
    assert [each.wanted for each in results if each.wanted] == ["Biscuit"]


def test_a_used_memory_knows_by_which_reply(talks, wren, memory):
    conversation_id = say(talks, wren, None, "My favourite food is dumplings.")
    remembered(talks, wren, conversation_id)
    other = say(talks, wren, None, "What food do I like best?")
    (fact,) = memory.known(Viewpoint(wren.id, other))
    reply = talks.store.tree.path(other)[-1]
    assert (fact.used_by, fact.uses) == (reply.id, 1)
    told = talks.context_builder.receipts.of(reply.id)
    assert ("fact", fact.id) in told.recalled

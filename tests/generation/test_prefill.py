"""Reading ahead: what is typed is read before it is sent, and nothing of it is said or kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.chat import State
from app.core import settings as s
from app.core.paths import resources
from app.core.scope import Scope
from app.core.workers import Cancelled, Priority
from app.engine import open_model
from app.generation import Conversations
from app.generation import prefill_service as prefill_room
from app.generation.memory_context import MemoryContext
from app.generation.prefill import PrefillState, whole_words
from app.memory import Memory, RetrievedItem
from app.models import ChatPrompt, ModelRegistry, ModelSession, SamplingOverrides, StarterModel
from app.prompting import Prompt
from app.templates import TextDelta
from tests.driving import finished, run


@pytest.fixture
def real(store, worker, settings, home, starter):
    """Conversations with the starter model, loaded."""
    model = ModelSession(ModelRegistry(home.registry, StarterModel(starter)), settings, home.root, open_model)
    run(model.ensure())
    yield Conversations(store, worker, model, settings, "You are {name}. {description}")
    worker.close()
    model.close()


def test_what_was_read_while_it_was_typed_is_not_read_again(real, wren):
    first = real.replies.say(wren, None, "Hello Wren, how are you?")
    finished(first.job)
    finished(real.prefill.warm_up(wren, first.conversation_id))
    assert finished(real.prefill.typing(wren, first.conversation_id, "I had a long")) > 0
    finished(real.prefill.typing(wren, first.conversation_id, "I had a long day and I am tired"))
    stats = finished(real.replies.say(wren, first.conversation_id, "I had a long day and I am tired").job)
    assert stats.reused_tokens == stats.prompt_tokens


def test_the_same_is_answered_with_reading_ahead_and_without(real, wren, settings, store, likeliest):
    settings.put(s.READ_AHEAD, False)
    assert real.prefill.typing(wren, None, "What is your name?") is None
    plain = real.replies.say(wren, None, "What is your name?")
    finished(plain.job)
    settings.put(s.READ_AHEAD, True)
    finished(real.prefill.typing(wren, None, "What is your name?"))
    ahead = real.replies.say(wren, None, "What is your name?")
    stats = finished(ahead.job)
    assert stats.reused_tokens >= stats.prompt_tokens - 1
    assert store.tree.get(ahead.answer.id).text == store.tree.get(plain.answer.id).text


def test_nothing_of_a_draft_is_kept(real, wren, store, vault):
    finished(real.prefill.typing(wren, None, "a secret I will not send"))
    assert store.catalogue.of_persona(wren.id) == []
    assert vault.read("SELECT count(*) FROM message") == [(0,)]


def test_after_a_reply_the_next_turn_is_put_in_order(real, wren):
    first = real.replies.say(wren, None, "Hello")
    finished(first.job)
    finished(real.prefill.warm_up(wren, first.conversation_id))
    assert finished(real.prefill.warm_up(wren, first.conversation_id)) == 0  # nothing is left to read
    stats = finished(real.replies.say(wren, first.conversation_id, "Yes").job)
    assert stats.prompt_tokens - stats.reused_tokens < 12


def test_sending_takes_the_place_of_reading_a_draft(worker):
    heard = []

    def endless():
        while True:
            yield "reading"

    draft = worker.submit(endless, priority=Priority.TYPING)
    sent = worker.submit(lambda: iter(()), deliver=heard.append)
    assert sent.wait(20)
    assert isinstance(draft.end, Cancelled)


def prompt(first: int | None) -> Prompt:
    return Prompt(ChatPrompt(()), 2, 0, first)


def test_only_the_same_conversation_that_begins_later_may_be_shifted():
    last = PrefillState()
    assert not last.allow_context_shift(1, prompt(10))
    assert not last.allow_context_shift(1, prompt(10))
    assert last.allow_context_shift(1, prompt(20))
    assert not last.allow_context_shift(2, prompt(30))
    assert not last.allow_context_shift(1, prompt(40))
    assert not last.allow_context_shift(1, prompt(30))
    assert not last.allow_context_shift(None, prompt(None))


def test_a_long_conversation_is_shifted_when_its_oldest_part_goes(real, wren, settings, store):
    """Turn after turn, only what is new is read: also in the turn that drops the oldest quarter."""
    settings.put(s.REPLY_TOKENS, 50)
    conversation_id, read = None, []
    for number in range(60):
        said = f"Tell me something about the number {number}, and why you like it so very much. " * 2
        exchange = real.replies.say(wren, conversation_id, said)
        conversation_id = exchange.conversation_id
        stats = finished(exchange.job)
        read.append((stats.prompt_tokens - stats.reused_tokens, real.turns.windows[conversation_id].first or 0))
    dropped = [turn for turn in range(1, 60) if read[turn][1] > read[turn - 1][1]]
    assert dropped  # the window was full at least once
    assert max(read[turn][0] for turn in dropped) < 400


def test_a_model_that_could_not_be_loaded_is_not_tried_at_every_key(real, wren):
    model = real.turns.prompts.model
    model.close()
    assert finished(real.prefill.typing(wren, None, "hello")) == 0
    assert not model.is_ready


# --- what is recalled, and what is begun ---


@pytest.fixture
def minded(store, worker, model, settings):
    """Conversations whose memory gives what ``mind`` holds."""
    mind: list[RetrievedItem] = []

    class Minded(MemoryContext):
        def recall(self, *_, **__):
            return tuple(mind)

    memory = Memory(store.vault, store.branches.on_way, resources() / "words")
    talks = Conversations(store, worker, model, settings, "You are {name}.", memory=memory)
    minding = Minded(memory, store, talks.context_builder.casts, lambda *_: "")
    talks.turns.prompts = replace(talks.turns.prompts, memory_context=minding)
    finished(worker.submit(model.ensure))
    return talks, mind


def test_what_is_recalled_while_typing_stands_in_the_reply(minded, wren, scripted):
    talks, mind = minded
    mind.append(RetrievedItem("fact", 1, "Sam likes tea."))
    finished(talks.prefill.typing(wren, None, "What do I like?"))
    assert "tea." in scripted.read_back(scripted.readings[-1])  # now: after the reply, the next turn is read ahead
    finished(talks.replies.say(wren, None, "What do I like?").job)
    assert "tea." in scripted.read_back(scripted.prompts[-1])


@pytest.mark.parametrize(("seconds_a_token", "is_in_time"), [(0.0001, True), (10.0, False)])
def test_what_comes_to_mind_late_gets_in_only_if_reading_it_is_quick(
    minded, wren, scripted, seconds_a_token, is_in_time
):
    """The person's patience decides; what is left out waits for the next turn."""
    talks, mind = minded
    finished(talks.prefill.typing(wren, None, "What do I like?"))
    scripted.seconds_a_token = seconds_a_token
    scripted.held = scripted.readings[-1]
    mind.append(RetrievedItem("fact", 1, "Sam likes tea."))
    first = talks.replies.say(wren, None, "What do I like?")
    finished(first.job)
    assert ("tea." in scripted.read_back(scripted.prompts[-1])) is is_in_time
    finished(talks.replies.say(wren, first.conversation_id, "And now?").job)
    assert "tea." in scripted.read_back(scripted.prompts[-1])


def test_a_reply_begun_at_a_pause_is_gone_on_with(minded, wren, scripted, settings, monkeypatch):
    talks, _ = minded
    monkeypatch.setattr(prefill_room, "is_on_battery", lambda: False)
    settings.put(s.EAGER, True)
    scripted.will_say("The begun answer.")
    finished(talks.prefill.typing(wren, None, "Hello"))
    assert len(scripted.prompts) == 1
    exchange = talks.replies.say(wren, None, "Hello")
    finished(exchange.job)
    assert talks.store.tree.get(exchange.answer.id).text == "The begun answer."
    # Another answer to the same is another answer.
    again = talks.replies.regenerate(wren, exchange.conversation_id, exchange.answer.id)
    finished(again.job)
    assert talks.store.tree.get(again.answer.id).text == "I am listening."


@pytest.mark.parametrize(("eager", "battery"), [(False, False), (True, True)])
def test_nothing_is_begun_unless_wanted_or_on_battery(minded, wren, scripted, settings, monkeypatch, eager, battery):
    talks, _ = minded
    monkeypatch.setattr(prefill_room, "is_on_battery", lambda: battery)
    settings.put(s.EAGER, eager)
    finished(talks.prefill.typing(wren, None, "Hello"))
    assert scripted.prompts == []


def test_what_is_begun_unheard_is_nowhere_kept(minded, wren, scripted, settings, monkeypatch, vault):
    talks, _ = minded
    monkeypatch.setattr(prefill_room, "is_on_battery", lambda: False)
    settings.put(s.EAGER, True)
    scripted.will_say("quixotryptic")
    finished(talks.prefill.typing(wren, None, "Hello"))
    assert talks.store.catalogue.of_persona(wren.id) == []
    assert b"quixotryptic" not in vault.connection().serialize("main")


def test_the_real_engine_goes_on_with_what_it_began(real, wren, settings, monkeypatch):
    monkeypatch.setattr(prefill_room, "is_on_battery", lambda: False)
    settings.put(s.EAGER, True)
    finished(real.prefill.typing(wren, None, "Hello Wren, how are you?"))
    exchange = real.replies.say(wren, None, "Hello Wren, how are you?")
    stats = finished(exchange.job)
    assert stats.reused_tokens >= stats.prompt_tokens
    assert real.store.tree.get(exchange.answer.id).text


def test_up_to_the_last_whole_word_is_sure():
    assert whole_words("I had a lon") == "I had a"
    assert whole_words("Hello") == ""
    assert whole_words("so it is ") == "so it is"


# --- several answers at once ---


def test_several_answers_stand_beside_each_other_and_the_first_is_shown(minded, wren, scripted, store):
    talks, _ = minded
    first = talks.replies.say(wren, None, "Hello")
    finished(first.job)
    scripted.will_say("One.", "Two.", "Three.")
    heard: list[object] = []
    more = talks.replies.regenerate(wren, first.conversation_id, first.answer.id, heard.append, count=3)
    finished(more.job)
    shown = store.tree.path(first.conversation_id)[-1]
    assert (shown.text, shown.variant_index, shown.variant_count) == ("One.", 2, 4)
    assert "".join(event.text for event in heard if isinstance(event, TextDelta)) == "One."
    assert [message.text for message in store.tree.every(first.conversation_id)][2:] == ["One.", "Two.", "Three."]


def test_stopping_several_answers_keeps_what_was_said_and_leaves_no_empty_ones(minded, wren, scripted, store, worker):
    talks, _ = minded
    first = talks.replies.say(wren, None, "Hello")
    finished(first.job)
    scripted.will_say("One two three.", "Never said.", "Nor this.")
    exchange: list = []

    def stop(event: object) -> None:
        if isinstance(event, TextDelta):
            worker._running.cancel()

    exchange.append(talks.replies.regenerate(wren, first.conversation_id, first.answer.id, stop, count=3))
    assert exchange[0].job.wait(20)
    texts = [message.text for message in store.tree.every(first.conversation_id)][2:]
    assert texts == ["One"]
    assert store.tree.path(first.conversation_id)[-1].state is State.STOPPED


def test_the_real_engine_gives_several_answers(real, wren, store):
    first = real.replies.say(wren, None, "Tell me a story")
    finished(first.job)
    more = real.replies.regenerate(wren, first.conversation_id, first.answer.id, count=3)
    finished(more.job)
    assert all(message.text and message.state is State.DONE for message in store.tree.every(first.conversation_id))
    assert store.tree.path(first.conversation_id)[-1].variant_count == 4


# --- how words are chosen ---


def test_what_a_person_changed_for_a_companion_reaches_the_engine(
    store, worker, model, settings, vault, wren, scripted
):
    choice = SamplingOverrides(vault)
    talks = Conversations(store, worker, model, settings, "You are {name}.", word_choice=choice)
    choice.put(Scope(), "top_k", 7)
    choice.put(Scope(wren.id), "temperature", 1.5)
    choice.put(Scope(wren.id), "banned", "shivers down\nministrations\n")
    finished(talks.replies.say(wren, None, "Hello").job)
    sampling = scripted.samplings[-1]
    assert (sampling.top_k, sampling.temperature) == (7, 1.5)
    assert sampling.banned == ("shivers down", "ministrations")

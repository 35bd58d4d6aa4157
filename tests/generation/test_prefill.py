"""Reading ahead: what is typed is read before it is sent, and nothing of it is said or kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.chat import State
from app.core import settings as s
from app.core.paths import resources
from app.core.scope import Scope
from app.core.workers import Cancelled, Finished, Priority, Worker
from app.engine import Sampling, open_model
from app.generation import Conversations, KvSnapshots
from app.generation import prefill_service as prefill_room
from app.generation import prompt_builder as prompting
from app.generation.kv_snapshots import LARGEST_SHARE
from app.generation.memory_context import MemoryContext
from app.generation.prefill import PrefillState, whole_words
from app.memory import Memory, RetrievedItem
from app.models import CachePrefix, ChatPrompt, ModelRegistry, ModelSession, SamplingOverrides, StarterModel
from app.personas import ProfileStore
from app.prompting import Prompt
from app.templates import TextDelta
from app.vault import Blobs
from tests.driving import run


@pytest.fixture
def real(store, worker, settings, home, starter):
    """Conversations with the starter model, loaded."""
    model = ModelSession(ModelRegistry(home.registry, StarterModel(starter)), settings, home.root, open_model)
    run(model.ensure())
    yield Conversations(store, worker, model, settings, "You are {name}. {description}")
    worker.close()
    model.close()


def finished(job):
    assert job is not None
    assert job.wait(60)
    assert isinstance(job.end, Finished)
    return job.end.value


def test_what_was_read_while_it_was_typed_is_not_read_again(real, wren):
    first = real.replies.say(wren, None, "Hello Wren, how are you?")
    finished(first.job)
    finished(real.prefill.warm_up(wren, first.conversation_id))
    assert finished(real.prefill.typing(wren, first.conversation_id, "I had a long")) > 0
    finished(real.prefill.typing(wren, first.conversation_id, "I had a long day and I am tired"))
    stats = finished(real.replies.say(wren, first.conversation_id, "I had a long day and I am tired").job)
    assert stats.reused_tokens == stats.prompt_tokens


@pytest.fixture
def likeliest(monkeypatch):
    """Always the likeliest word, so that two replies can be compared."""
    monkeypatch.setattr(prompting, "sampling_for", lambda *_: Sampling(temperature=0, repeat_penalty=1.0))


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


# --- going on after a restart ---


@pytest.fixture
def resume(vault):
    return KvSnapshots(vault, Blobs(vault), lambda: 100_000_000)


@pytest.fixture
def begin(store, settings, home, starter, resume):
    """A start of the app: the model is loaded anew and has read nothing."""
    started = []

    def begin() -> Conversations:
        worker = Worker("engine")
        model = ModelSession(ModelRegistry(home.registry, StarterModel(starter)), settings, home.root, open_model)
        run(model.ensure())
        started.append((worker, model))
        return Conversations(store, worker, model, settings, "You are {name}. {description}", resume)

    yield begin
    for worker, model in started:
        assert worker.close()
        model.close()


def long_talk(talks: Conversations, wren) -> int:
    conversation_id = None
    for line in ("Hello Wren, how are you?", "I had a long day and I am tired.", "Tell me a story about the sea."):
        exchange = talks.replies.say(wren, conversation_id, line)
        conversation_id = exchange.conversation_id
        finished(exchange.job)
    return conversation_id


def test_after_a_restart_the_conversation_is_not_read_again(begin, wren, vault):
    first = begin()
    conversation_id = long_talk(first, wren)
    finished(first.prefill.warm_up(wren, conversation_id, keep=True))
    assert vault.read("SELECT count(*) FROM resume") == [(1,)]

    again = begin()
    assert finished(again.prefill.warm_up(wren, conversation_id)) == 0
    stats = finished(again.replies.say(wren, conversation_id, "And then?").job)
    assert stats.prompt_tokens - stats.reused_tokens < 16


def test_enter_at_once_after_a_restart_finds_it_too(begin, wren):
    first = begin()
    conversation_id = long_talk(first, wren)
    finished(first.prefill.warm_up(wren, conversation_id, keep=True))
    stats = finished(begin().replies.say(wren, conversation_id, "And then?").job)
    assert stats.prompt_tokens - stats.reused_tokens < 16


def test_what_was_kept_answers_as_if_it_were_read(begin, wren, store, resume, likeliest):
    first = begin()
    conversation_id = long_talk(first, wren)
    finished(first.prefill.warm_up(wren, conversation_id, keep=True))
    answers = []
    for kept in (True, False):
        if not kept:
            resume.forget(conversation_id)
        exchange = begin().replies.say(wren, conversation_id, "What is your name?")
        stats = finished(exchange.job)
        assert (stats.reused_tokens > 100) is kept
        answers.append(store.tree.get(exchange.answer.id).text)
        store.trash.remove(conversation_id, exchange.question.id)
    assert answers[0] == answers[1]


def test_another_model_another_size_and_damage_are_silently_passed_over(begin, wren, vault, resume, monkeypatch):
    first = begin()
    conversation_id = long_talk(first, wren)
    finished(first.prefill.warm_up(wren, conversation_id, keep=True))
    monkeypatch.setattr(ModelSession, "identity", "another")
    assert finished(begin().prefill.warm_up(wren, conversation_id)) > 100
    monkeypatch.undo()
    (file,) = (vault.folder / "blobs").rglob("*.igb")
    file.write_bytes(file.read_bytes()[:-1])
    assert finished(begin().prefill.warm_up(wren, conversation_id)) > 100
    assert vault.read("SELECT * FROM resume") == []


def test_the_disk_is_not_worn_for_a_few_words(begin, wren, vault):
    talks = begin()
    conversation_id = long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, conversation_id, keep=True))
    kept = vault.read("SELECT blob_id FROM resume")
    finished(talks.replies.say(wren, conversation_id, "Yes").job)
    finished(talks.prefill.warm_up(wren, conversation_id, keep=True))
    assert vault.read("SELECT blob_id FROM resume") == kept
    for _ in range(3):
        finished(
            talks.replies.say(wren, conversation_id, "Tell me another story about the sea, please, a long one.").job
        )
    finished(talks.prefill.warm_up(wren, conversation_id, keep=True))
    assert vault.read("SELECT blob_id FROM resume") != kept
    assert len(list((vault.folder / "blobs").rglob("*.igb"))) == 1


def test_a_model_whose_file_is_gone_still_answers(begin, wren, monkeypatch):
    def gone(path):
        raise FileNotFoundError

    monkeypatch.setattr("app.models.session.fingerprint", gone)
    talks = begin()
    finished(talks.replies.say(wren, None, "Hello").job)
    assert talks.turns.prompts.model.identity == talks.turns.prompts.model.identity


def test_what_is_deleted_goes_from_what_was_kept(begin, wren, store, vault):
    first = begin()
    conversation_id = long_talk(first, wren)
    finished(first.prefill.warm_up(wren, conversation_id, keep=True))
    store.trash.remove(conversation_id, store.tree.path(conversation_id)[-1].id)
    assert vault.read("SELECT * FROM resume") == []
    assert list((vault.folder / "blobs").rglob("*.igb")) == []


def test_a_deletion_while_it_is_kept_is_not_outrun(begin, wren, store, vault, resume):
    talks = begin()
    conversation_id = long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, conversation_id))
    keeping = resume.keep(run(talks.turns.prompts.model.ensure()), conversation_id)
    next(keeping)
    store.trash.remove(conversation_id, store.tree.path(conversation_id)[-1].id)
    store.tree.ask(wren.id, conversation_id, "in its place")  # as many as before, and one has the number of what went
    assert run(keeping) is False
    assert vault.read("SELECT * FROM resume") == []
    assert list((vault.folder / "blobs").rglob("*.igb")) == []


def test_the_oldest_goes_when_the_room_is_used_up(begin, wren, vault, store):
    talks = begin()
    one, other = long_talk(talks, wren), long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, one, keep=True))
    size = vault.read("SELECT size_bytes FROM blob")[0][0]
    talks.turns.kv_snapshots._room_bytes = lambda: int(
        size * LARGEST_SHARE * 0.1
    )  # what is said, and so its size, varies
    finished(talks.prefill.warm_up(wren, other, keep=True))
    assert vault.read("SELECT conversation_id FROM resume") == [(one,)]  # too large for a quarter of the room
    talks.turns.kv_snapshots._room_bytes = lambda: size * LARGEST_SHARE * 2
    talks.turns.kv_snapshots._make_room(int(size * 1.5))
    assert vault.read("SELECT conversation_id FROM resume") == [(one,)]
    talks.turns.kv_snapshots._make_room(0)
    assert vault.read("SELECT * FROM resume") == []


def test_nothing_is_kept_where_it_is_turned_off(begin, wren, vault):
    talks = begin()
    talks.turns.kv_snapshots._room_bytes = lambda: 0
    conversation_id = long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, conversation_id, keep=True))
    assert vault.read("SELECT * FROM resume") == []


# --- turning back ---


def test_turning_back_to_a_conversation_reads_nothing_again(begin, wren, vault, store, likeliest):
    talks = begin()
    first, second = long_talk(talks, wren), long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, first))
    assert finished(talks.prefill.warm_up(wren, second)) < 16
    assert finished(talks.prefill.warm_up(wren, first)) < 16
    stats = finished(talks.replies.say(wren, second, "And then?").job)
    assert stats.prompt_tokens - stats.reused_tokens < 16
    assert vault.read("SELECT count(*) FROM resume") == [(0,)]  # nothing was written for it


def test_what_is_deleted_goes_from_memory_too(begin, wren, store):
    talks = begin()
    first, second = long_talk(talks, wren), long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, first))
    finished(talks.prefill.warm_up(wren, second))
    warm = talks.turns.kv_snapshots.warm
    assert first in warm._held
    store.trash.move_to_trash(first)
    store.trash.purge(first)
    assert not warm._held


def test_memory_that_is_not_free_is_not_taken(begin, wren):
    talks = begin()
    talks.turns.kv_snapshots.warm._free = lambda: 8_000
    first, second = long_talk(talks, wren), long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, first))
    finished(talks.prefill.warm_up(wren, second))
    assert not talks.turns.kv_snapshots.warm._held
    assert finished(talks.prefill.warm_up(wren, first)) > 100


def test_those_turned_to_longest_ago_give_way(begin, wren):
    talks = begin()
    each = [long_talk(talks, wren) for _ in range(3)]
    warm = talks.turns.kv_snapshots.warm
    for conversation_id in each:
        finished(talks.prefill.warm_up(wren, conversation_id))
    assert list(warm._held)[-2:] == each[:2]
    room = 2 * warm._taken() // len(warm._held) + 100_000  # for about two of them
    warm._free = lambda: 8 * room - warm._taken()
    finished(talks.prefill.warm_up(wren, each[0]))
    assert list(warm._held)[-1] in (each[0], each[2])
    assert warm._taken() <= room


# --- a companion is read once ---


@pytest.fixture
def long_wren(wren):
    """Wren with a description that is worth keeping."""
    told = " ".join(f"Wren knows the {place} and everybody there." for place in ("harbour", "market", "mill") * 20)
    return replace(wren, nutshell=f"You are Wren. {told}")


def heads(vault) -> int:
    return vault.read("SELECT count(*) FROM companion_snapshot")[0][0]


def test_a_new_conversation_with_a_known_companion_begins_with_what_was_read(begin, long_wren, vault, store, likeliest):
    first = begin()
    conversation_id = long_talk(first, long_wren)
    finished(first.prefill.warm_up(long_wren, conversation_id, keep=True))
    assert heads(vault) == 1
    # What is open is in the cache again, and not read a second time.
    assert finished(first.prefill.warm_up(long_wren, conversation_id, keep=True)) == 0
    stats = finished(first.replies.say(long_wren, conversation_id, "And then?").job)
    assert stats.prompt_tokens - stats.reused_tokens < 16

    answers = []
    for kept in (True, False):
        if not kept:
            with vault.write() as db:
                db.execute("DELETE FROM companion_snapshot")
        pending = begin().replies.say(long_wren, None, "What is your name?")
        stats = finished(pending.job)
        assert (stats.reused_tokens > 400) is kept
        answers.append(store.tree.get(pending.answer.id).text)
    assert answers[0] == answers[1]


def test_reading_ahead_in_a_new_conversation_finds_it_too(begin, long_wren, vault):
    finished(begin().prefill.warm_up(long_wren, None, keep=True))
    assert heads(vault) == 1
    assert finished(begin().prefill.typing(long_wren, None, "Hello")) < 128


def test_who_was_changed_is_read_anew_and_takes_the_place_of_who_was(begin, long_wren, vault):
    finished(begin().prefill.warm_up(long_wren, None, keep=True))
    other = replace(long_wren, nutshell=long_wren.nutshell.replace("You are Wren.", "You are Wren, and you are bold."))
    again = begin()
    assert finished(again.prefill.warm_up(other, None)) > 400
    finished(again.prefill.warm_up(other, None, keep=True))
    assert heads(vault) == 1
    assert finished(begin().prefill.typing(other, None, "Hello")) < 128


def test_nothing_that_was_said_or_remembered_is_in_it(begin, long_wren, vault, store):
    first = begin()
    conversation_id = long_talk(first, long_wren)
    finished(first.prefill.warm_up(long_wren, conversation_id, keep=True))
    (tokens,) = vault.read_one("SELECT tokens FROM companion_snapshot")
    (whole,) = vault.read_one("SELECT tokens FROM resume")
    assert len(tokens) < len(whole)
    head = CachePrefix.unpacked(tokens)
    assert head.shared_with(CachePrefix.unpacked(whole).chunks) >= len(head) - 1
    # Forgetting what was said leaves it where it is, and forgetting the companion takes it along.
    store.trash.remove(conversation_id, store.tree.path(conversation_id)[0].id)
    assert heads(vault) == 1
    with vault.write("persona") as db:
        db.execute("DELETE FROM persona WHERE id = ?", (long_wren.id,))
    assert heads(vault) == 0


def test_what_tells_who_the_person_is_takes_it_along(begin, long_wren, vault):
    profile = ProfileStore(vault).add("Noor", "A nurse.")
    finished(begin().prefill.warm_up(long_wren, None, keep=True))
    assert heads(vault) == 1
    with vault.write("profile") as db:
        db.execute("DELETE FROM profile WHERE id = ?", (profile,))
    assert heads(vault) == 0


def test_short_companions_and_a_room_of_nothing_keep_none(begin, wren, long_wren, vault, settings):
    first = begin()
    finished(first.prefill.warm_up(wren, None, keep=True))
    assert heads(vault) == 0
    first.turns.kv_snapshots.companions._room_bytes = lambda: 0
    finished(first.prefill.warm_up(long_wren, None, keep=True))
    assert heads(vault) == 0


def test_a_model_that_was_put_aside_comes_back_with_the_next_key(begin, wren):
    talks = begin()
    conversation_id = long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, conversation_id, keep=True))
    finished(talks.prefill.sleep())
    model = talks.turns.prompts.model
    assert not model.is_ready
    assert finished(talks.prefill.warm_up(wren, conversation_id)) == 0  # nobody asked for it
    assert 0 < finished(talks.prefill.typing(wren, conversation_id, "And then?")) < 16  # it remembers what it had read
    assert model.is_ready


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

"""What a model has read is not read again: after a restart, in a new conversation, on the way back to one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.scope import Scope
from app.core.workers import Worker
from app.engine import PrefillProgress, open_model
from app.generation import Considering, Conversations, KvSnapshots
from app.generation.kv_snapshots import LARGEST_SHARE
from app.manner import ATTUNEMENT, Attunement, MannerChoices, ReaderStore
from app.models import CachePrefix, ModelRegistry, ModelSession, StarterModel
from app.personas import ProfileStore
from app.vault import Blobs
from tests.driving import finished, run

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


def test_a_thought_after_a_restart_begins_with_what_was_kept_too(begin, wren, store, monkeypatch):
    first = begin()
    conversation_id = long_talk(first, wren)
    finished(first.prefill.warm_up(wren, conversation_id, keep=True))
    again = begin()
    choices = MannerChoices(store.vault)
    choices.put(Scope(), ATTUNEMENT, "deep")
    attunement = Attunement(ReaderStore(store.vault), choices, lambda: "toy", lambda: None, Path("none.json"))
    again.turns.prompts = replace(again.turns.prompts, attunement=attunement)
    monkeypatch.setattr(again.replies._turns, "prompts", again.turns.prompts)
    progress = []
    pending = again.replies.say(wren, conversation_id, "And then?", progress.append)
    finished(pending.job)
    assert any(isinstance(event, Considering) for event in progress)
    (begun, *_) = [event for event in progress if isinstance(event, PrefillProgress)]
    assert begun.done > 100  # nothing that was kept is read for the thought


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


def test_what_is_open_is_not_read_anew_where_the_disk_has_no_room_for_it(begin, long_wren, monkeypatch):
    talks = begin()
    conversation_id = long_talk(talks, long_wren)
    finished(talks.prefill.warm_up(long_wren, conversation_id))
    snapshots = talks.turns.kv_snapshots
    # Nor what the cache itself keeps beside it.
    monkeypatch.setattr("app.engine.kv_cache.KvCache._keep_aside", lambda *_: None)
    monkeypatch.setattr(type(snapshots), "keep", lambda *_: (yield from ()))
    monkeypatch.setattr(type(snapshots), "_restore", lambda *_: (yield from ()))
    came_back = []
    restore = snapshots.warm.restore
    monkeypatch.setattr(snapshots.warm, "restore", lambda *given: came_back.append(restore(*given)) or came_back[-1])
    finished(talks.prefill.warm_up(long_wren, conversation_id, keep=True))
    assert came_back == [False, True]


def test_what_is_cleared_while_a_state_is_saved_does_not_come_back(begin, wren, monkeypatch):
    talks = begin()
    first = long_talk(talks, wren)
    finished(talks.prefill.warm_up(wren, first))
    warm, model = talks.turns.kv_snapshots.warm, talks.turns.prompts.model.loaded
    save = model.save

    def meanwhile(room):
        warm.clear()  # somebody deletes something just now
        return save(room)

    monkeypatch.setattr(model, "save", meanwhile)
    warm._held.clear()
    assert not warm.park(model, first)
    assert not warm._held


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

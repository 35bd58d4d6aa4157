"""What comes to mind: by words and their neighbours, by day, by meaning, and never from where it may not."""

from __future__ import annotations

import numpy as np
import pytest

from app.chat import Author
from app.core.scope import ScopeLevel
from app.engine import HashedEmbedder
from app.memory import EmbeddingStore, Viewpoint
from app.memory.vector_index import packed
from tests.driving import run

YEAR = (
    "We walked along the canal and saw a kingfisher.", "Work was long today, nothing but spreadsheets.",
    "I baked bread, and it burned.", "My neighbour plays the trumpet at night.", "The train was late again.",
)  # fmt: skip


@pytest.fixture
def told(talking):
    """A long conversation with one thing worth finding."""
    for number in range(40):
        talking.say(f"{YEAR[number % len(YEAR)]} That was the day {number}.")
        talking.answer("Tell me more about it.")
    talking.days.go("2027-05-03 18:00")
    talking.say("Guess what I found in the old well behind the mill!")
    talking.answer("What did you find there?")
    talking.said = talking.say("A silver key, wrapped in oilcloth.")
    talking.days.go("2027-09-01 18:00")
    for number in range(20):
        talking.say(f"{YEAR[number % len(YEAR)]} Nothing else happened on {number}.")
        talking.answer("I see.")
    return talking


def test_an_answer_is_found_by_the_words_of_its_question(told):
    """The turn itself holds neither the well nor the mill."""
    hits = told.memory.find("What did I find in the well?", told.here, 5)
    assert told.said.id in [hit.message for hit in hits[:3]]


def test_what_is_found_stands_in_a_prompt_with_who_said_it_and_when(told):
    assert any("silver key" in text and "3 May 2027" in text for text in told.recalled("What did I find in the well?"))


def test_what_has_nothing_to_do_with_it_does_not_come_to_mind(told):
    assert told.recalled("Zebras juggle quietly.") == []


def test_a_word_is_found_in_its_other_forms_and_by_one_of_near_meaning(talking):
    said = talking.say("Yesterday I bought a bicycle for the journey to work.")
    talking.say("The soup was cold.")
    for question in ("What did I buy?", "Which purchase was it?", "the bicycles"):
        assert talking.memory.find(question, talking.here, 1)[0].message == said.id, question


def test_a_day_in_the_question_narrows(talking):
    talking.days.go("2026-03-10 12:00")
    spring = talking.say("We went to the lake with the boat.")
    talking.days.go("2026-08-10 12:00")
    summer = talking.say("We went to the lake with the boat.")
    talking.days.go("2026-11-25 12:00")
    assert talking.memory.find("When did we go to the lake last spring?", talking.here)[0].message == spring.id
    assert talking.memory.find("What about the lake in August?", talking.here)[0].message == summer.id


def test_what_is_read_anyway_does_not_come_twice(talking):
    said = talking.say("I found a silver key in the old well.")
    assert talking.recalled("What did I find in the old well?", skip=frozenset({said.id})) == []


def test_an_abandoned_branch_is_not_recalled_on_another(talking, store):
    first = talking.say("Good morning.")
    lost = talking.say("The duke poisoned the old gardener.", after=first.id)
    talking.say("The duke went fishing.", after=first.id)
    assert lost.id not in [hit.message for hit in talking.memory.find("Who poisoned the gardener?", talking.here)]
    store.tree.select_message(talking.conversation_id, lost.id)
    assert talking.memory.find("Who poisoned the gardener?", talking.here)[0].message == lost.id


def test_who_shares_hears_only_of_those_who_share(talking, memory, store, vault):
    """What another companion was told is theirs, unless that was chosen for them as well."""
    from app.personas import PersonaStore, new_card

    ash = PersonaStore(vault).add(new_card({"name": "Ash", "description": "Ash listens."}))
    talking.say("The duke poisoned the old gardener.")
    memory.choices.put_scope(ash, ScopeLevel.EVERYONE)
    asked = Viewpoint(ash, store.catalogue.start(ash), "", "Ash")
    assert not memory.find("Who poisoned the gardener?", asked)
    memory.choices.put_scope(talking.persona, ScopeLevel.EVERYONE)
    assert memory.find("Who poisoned the gardener?", asked)


@pytest.mark.parametrize(("reach", "is_found"), [(ScopeLevel.CONVERSATION, False), (ScopeLevel.COMPANION, True)])
def test_another_conversation_is_searched_as_far_as_was_chosen(talking, elsewhere, memory, reach, is_found):
    memory.choices.put_scope(talking.persona, reach)
    talking.say("The duke poisoned the old gardener.")
    elsewhere.say("Hello.")
    assert bool(elsewhere.memory.find("Who poisoned the gardener?", elsewhere.here)) is is_found


def test_what_was_put_away_hidden_or_forgotten_is_not_found(talking, elsewhere, store, memory):
    said = talking.say("The duke poisoned the old gardener.")
    elsewhere.say("Hello.")

    def found():
        return memory.find("Who poisoned the gardener?", elsewhere.here)

    assert found()
    store.trash.move_to_trash(talking.conversation_id)
    assert not found()
    store.trash.restore(talking.conversation_id)
    assert found()
    memory.forgetting.exclude_from_memory([said.id])
    assert not found()


def test_what_was_said_in_a_sealed_conversation_is_found_only_there(talking, elsewhere, memory):
    talking.say("The duke poisoned the old gardener.")
    elsewhere.say("Hello.")
    memory.exclude(talking.conversation_id, wanted=True)
    assert memory.find("Who poisoned the gardener?", talking.here)
    assert not memory.find("Who poisoned the gardener?", elsewhere.here)


def test_plans_come_to_mind_on_the_day_even_if_nobody_asks(talking):
    talking.say("I have a dentist appointment on Friday.")
    talking.days.go("2026-11-27 08:00")
    assert talking.recalled("Good morning!", is_new_day=True) == ["The person has a dentist appointment on Friday."]
    assert talking.recalled("Good morning!") == []


def test_what_stands_in_the_prompt_already_does_not_come_again(talking, memory):
    talking.say("My dog is called Rex.")
    (dog,) = memory.known(talking.here)
    assert talking.recalled("What is my dog called?")
    assert talking.recalled("What is my dog called?", there=frozenset({dog.id})) == []


def test_the_name_of_who_asks_is_known(talking, memory):
    talking.say("My name is Ottilie.")
    assert memory.persons_name(talking.here) == "Ottilie"
    talking.say("Call me Otti.")
    assert memory.persons_name(talking.here) == "Otti"


# --- meaning ---


def test_with_an_embedding_model_what_shares_no_word_is_found(talking, memory):
    memory.embedder = HashedEmbedder()
    said = talking.say("unbelievable thunderstorm")
    for text in YEAR:
        talking.say(text)
    while run(memory.embed_some(3)):
        pass
    assert memory.find("thunderstorms!", talking.here)[0].message == said.id
    memory.embedder = None
    assert memory.find("unthunderable", talking.here) == []


def test_numbers_of_a_message_go_with_its_words(talking, memory, store, vault):
    memory.embedder = HashedEmbedder()
    said = talking.say("A thunderstorm over the mill.")
    run(memory.embed_some(10))
    assert vault.read("SELECT count(*) FROM meaning") == [(1,)]
    store.trash.take_words_out([said.id])
    assert vault.read("SELECT count(*) FROM meaning") == [(0,)]


def test_the_nearest_are_found_among_many_by_their_signs_first(vault, talking, store, monkeypatch):
    """As good as weighing every row: nine of the ten nearest, of clustered numbers as real ones are."""
    from app.memory import vector_index as vectors

    monkeypatch.setattr(vectors, "SMALL", 100)
    monkeypatch.setattr(vectors, "NARROWED", 60)
    chance = np.random.default_rng(3)
    parent, ids = None, []
    for number in range(600):
        parent = store.tree.add(talking.conversation_id, parent, Author.ME, f"{number}").id
        ids.append(parent)
    middles = chance.standard_normal((20, 64))
    rows = (middles[np.arange(600) % 20] + 0.4 * chance.standard_normal((600, 64))).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    meanings = EmbeddingStore(vault)
    meanings.keep("m", [("message", key) for key in ids], rows)
    good = 0
    for number in range(20):
        question = rows[number * 7]
        wanted = {ids[at] for at in np.argsort(-(rows @ question))[:10]}
        good += len(wanted & {key for key, _ in meanings.nearest("m", "message", question, 10)})
    assert good >= 180
    again = EmbeddingStore(vault)
    assert again.nearest("m", "message", rows[7], 1) == meanings.nearest("m", "message", rows[7], 1)


def test_eight_bits_keep_the_numbers(vault):
    rows = np.random.default_rng(1).standard_normal((5, 32)).astype(np.float32)
    small, scales = packed(rows)
    assert np.abs(small * scales[:, None] - rows).max() < 0.02


def test_nobody_else_is_meant_by_the_beginning_of_a_name(talking):
    """Andrew is not every "and"."""
    here = Viewpoint(talking.persona, talking.conversation_id, "Andrew", "Wren")
    said = talking.say("Salt and vinegar.")
    assert talking.memory.find("salt and vinegar", here)[0].message == said.id


def test_a_day_that_is_asked_for_is_found_among_very_many_that_hold_the_same_words(talking):
    for number in range(200):
        talking.days.go(f"2027-0{1 + number // 28}-{1 + number % 28:02} 12:00")
        said = talking.say("We were at the lake.")
        if number == 93:
            wanted = said
    talking.days.go("2027-12-01 12:00")
    asked = f"What was at the lake on {1 + 93 % 28} {('January', 'February', 'March', 'April')[93 // 28]}?"
    assert wanted.id in [hit.message for hit in talking.memory.find(asked, talking.here, 3)]


def test_what_lies_on_the_way_is_found_behind_very_many_that_do_not(talking, store):
    """Another answer, and another: those that are not shown must not crowd out the one that is."""
    first = talking.say("What did the gardener plant?")
    wanted = talking.answer("The gardener planted quinces.")
    for number in range(150):
        talking.say(f"The gardener planted, planted and planted quinces {number}.", after=first.id)
    store.tree.select_message(talking.conversation_id, wanted.id)
    assert wanted.id in [hit.message for hit in talking.memory.find("gardener planted quinces", talking.here, 3)]

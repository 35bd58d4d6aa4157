"""Facts are learned, confirmed, contradicted, corrected and merged, and each knows where it comes from."""

from __future__ import annotations

import pytest

from app.chat import Author
from app.core.errors import MinorsFilterTriggered
from app.core.scope import ScopeLevel
from app.memory import SaidBy, Viewpoint, candidate


def test_what_the_person_says_is_known_with_its_message(talking):
    said = talking.say("My name is Ottilie and my dog is called Biscuit.")
    assert talking.known() == {"{you}'s name is Ottilie.", "{you} has a dog called Biscuit."}
    (dog,) = [fact for fact in talking.memory.known(talking.here) if fact.key == "pet:dog"]
    assert (dog.sources, dog.said_by, dog.ended) == ((said.id,), SaidBy.ME, None)


def test_said_again_it_is_one_memory_with_two_sources(talking):
    first = talking.say("I live in Hull.")
    again = talking.say("As I said, I live in Hull.")
    (home,) = talking.memory.known(talking.here)
    assert home.sources == (first.id, again.id)


def test_said_otherwise_the_old_one_is_closed_with_a_date_and_not_erased(talking):
    talking.say("I live in Hull.")
    talking.days.go("2027-02-01 09:00")
    moved = talking.say("I moved to Leeds.")
    assert talking.known() == {"{you} lives in Leeds."}
    held, closed = talking.memory.active(talking.memory.facts.of(talking.persona))
    assert [fact.value for fact in closed] == ["Hull"]
    assert closed[0].ended == moved.created
    assert closed[0].superseded_by == ((held[0].id, moved.created),)


def test_what_one_likes_no_more_is_closed(talking):
    talking.say("I love coffee.")
    talking.say("I don't like coffee.")
    assert talking.known() == {"{you} does not like coffee."}


def test_what_the_person_said_outranks_what_the_companion_says(talking, memory):
    talking.say("I live in Hull.")
    memory.facts.learn(
        [candidate("home", "Paris")],
        persona=talking.persona,
        conversation_id=talking.conversation_id,
        reach=ScopeLevel.COMPANION,
        said_by=SaidBy.PERSONA,
    )
    assert talking.known() == {"{you} lives in Hull."}


def test_what_the_companion_tells_of_itself_stays_the_same(talking):
    talking.answer("I live in a hollow oak. My sister is called Lark. I love you.")
    assert "{name}'s sister is called Lark." in talking.known()
    assert not any("likes" in text for text in talking.known())


def test_a_memory_of_an_abandoned_branch_is_not_known_on_another(talking, store):
    first = talking.say("Hello.")
    talking.say("My dog is called Rex.", after=first.id)
    assert talking.known()
    other = talking.say("My cat is called Tib.", after=first.id)
    assert talking.known() == {"{you} has a cat called Tib."}
    store.tree.select_variant(talking.conversation_id, other.id, -1)
    assert talking.known() == {"{you} has a dog called Rex."}


def test_what_was_closed_on_one_branch_still_holds_on_another(talking, store):
    first = talking.say("I live in Hull.")
    moved = talking.say("I moved to Leeds.", after=first.id)
    talking.say("The rain has stopped.", after=first.id)
    assert talking.known() == {"{you} lives in Hull."}
    store.tree.select_message(talking.conversation_id, moved.id)
    assert talking.known() == {"{you} lives in Leeds."}


@pytest.mark.parametrize(
    ("reach", "here_too", "with_others"),
    [(ScopeLevel.CONVERSATION, False, False), (ScopeLevel.COMPANION, True, False), (ScopeLevel.EVERYONE, True, True)],
)
def test_a_memory_reaches_as_far_as_was_chosen(talking, elsewhere, memory, reach, here_too, with_others, vault):
    from app.personas import PersonaStore, new_card

    memory.choices.put_scope(talking.persona, reach)
    talking.say("My dog is called Rex.")
    other = PersonaStore(vault).add(new_card({"name": "Lark", "description": "Lark sings."}))
    assert bool(elsewhere.known()) is here_too
    assert bool(memory.known(Viewpoint(other, None))) is with_others


def test_a_sealed_conversation_makes_no_memories_and_forgets_those_it_made(talking, elsewhere, memory):
    talking.say("My dog is called Rex.")
    memory.exclude(talking.conversation_id, wanted=True)
    talking.say("I live in Hull.")
    assert talking.known() == set()
    assert elsewhere.known() == set()
    memory.exclude(talking.conversation_id, wanted=False)
    talking.learn()
    assert len(talking.known()) == 2


def test_nothing_is_learned_or_recalled_where_remembering_is_off(vault, store, days, wren):
    from app.core.paths import resources
    from app.memory import Memory
    from tests.memory.conftest import Talking

    memory = Memory(vault, store.branches.on_way, resources() / "words", is_on=lambda: False, clock=days)
    talking = Talking(store, memory, wren, store.catalogue.start(wren), days)
    talking.say("My dog is called Rex.")
    assert talking.known() == set()
    assert talking.recalled("What is my dog called?") == []


def test_a_correction_in_the_persons_own_words_outranks_everything(talking, memory):
    talking.say("My dog is called Rex.")
    (dog,) = memory.known(talking.here)
    memory.facts.correct(dog.id, "{you} has a dog called Wrex.")
    talking.answer("My dog is called Rex.")
    talking.say("My dog is called Rex.")
    (dog,) = [fact for fact in memory.known(talking.here) if fact.subject == "you"]
    assert (dog.value, dog.said_by) == ("Wrex", SaidBy.HAND)


def test_what_the_person_says_after_a_correction_holds_again(talking, memory):
    talking.say("I live in Hull.")
    (home,) = memory.known(talking.here)
    memory.facts.correct(home.id, "{you} lives in Hessle.")
    talking.days.go("2027-02-01 09:00")
    talking.say("I moved to Paris.")
    assert talking.known() == {"{you} lives in Paris."}


def test_an_older_statement_closes_no_newer_one(talking, elsewhere):
    """As when an old chat is brought in."""
    talking.say("I live in York.")
    talking.days.go("2023-01-01 09:00")
    elsewhere.say("I live in Leeds.")
    assert talking.known() == {"{you} lives in York."}
    _, closed = talking.memory.active(talking.memory.facts.of(talking.persona))
    assert [fact.value for fact in closed] == ["Leeds"]


def test_of_several_names_on_several_branches_each_holds_only_on_its_own(talking, store):
    first = talking.say("My name is Anna.")
    bea = talking.say("My name is Bea.", after=first.id)
    cleo = talking.say("My name is Cleo.", after=first.id)
    assert talking.known() == {"{you}'s name is Cleo."}
    store.tree.select_message(talking.conversation_id, bea.id)
    assert talking.known() == {"{you}'s name is Bea."}
    store.tree.select_message(talking.conversation_id, first.id, to_end=False)
    assert talking.known() == {"{you}'s name is Anna."}
    store.tree.select_message(talking.conversation_id, cleo.id)
    assert talking.known() == {"{you}'s name is Cleo."}


def test_deleting_the_last_message_does_not_undo_what_was_corrected(talking, memory, store):
    talking.say("I love coffee.")
    (like,) = memory.known(talking.here)
    memory.facts.correct(like.id, "{you} likes tea.")
    last = talking.say("It rains.")
    store.trash.remove(talking.conversation_id, last.id)
    talking.learn()
    assert talking.known() == {"{you} likes tea."}


def test_a_copy_of_a_conversation_knows_the_same_and_forgets_the_same(talking, memory, store):
    talking.say("My sister is called Mira.")
    said = talking.say("My dog is called Rex.")
    (sister, _) = sorted(memory.known(talking.here), key=lambda fact: fact.id)
    memory.forgetting.move_to_trash([sister.id])
    memory.forgetting.purge()
    copy = store.tree.copy_branch(talking.conversation_id, said.id, "copy")
    for _ in memory.extract_pending(copy, [talking.persona]):
        pass
    assert {fact.value for fact in memory.known(Viewpoint(talking.persona, copy))} == {"Rex"}


def test_a_copy_of_a_sealed_conversation_is_sealed(talking, memory, store):
    said = talking.say("My dog is called Rex.")
    memory.exclude(talking.conversation_id, wanted=True)
    assert memory.choices.is_excluded(store.tree.copy_branch(talking.conversation_id, said.id, "copy"))


def test_merging_keeps_what_holds(talking, memory):
    talking.say("I live in Hull.")
    talking.say("I moved to York.")
    facts = memory.facts.of(talking.persona)
    memory.facts.merge([fact.id for fact in facts])
    assert talking.known() == {"{you} lives in York."}


def test_one_long_pinned_memory_leaves_room_for_the_others(talking, memory):
    talking.say("My dog is called Rex.")
    long = memory.facts.write("A very long story. " * 80, persona=talking.persona)
    memory.facts.pin(long, wanted=True)
    assert [fact.value for fact in memory.core(talking.here)] == ["Rex"]


def test_a_name_that_is_no_name_is_not_what_one_is_called(memory, wren):
    memory.facts.learn(
        [candidate("name", "x" * 300)],
        persona=wren,
        conversation_id=None,
        reach=ScopeLevel.COMPANION,
        said_by=SaidBy.HAND,
    )
    assert memory.persons_name(Viewpoint(wren, None)) == ""


def test_merged_memories_are_one_with_all_their_sources(talking, memory):
    one, other = talking.say("I love rain."), talking.say("I love thunderstorms.")
    first, second = sorted(fact.id for fact in memory.known(talking.here))
    memory.facts.merge([first, second])
    (kept,) = memory.known(talking.here)
    assert (kept.value, kept.sources) == ("rain", (one.id, other.id))


def test_with_the_last_message_a_memory_goes_and_what_it_had_closed_holds_again(talking, store):
    talking.say("I live in Hull.")
    moved = talking.say("I moved to Leeds.")
    store.trash.remove(talking.conversation_id, moved.id)
    assert talking.known() == {"{you} lives in Hull."}


def test_what_the_floor_refuses_is_not_kept(memory, wren):
    with pytest.raises(MinorsFilterTriggered):
        memory.facts.write("Lena is 15 and she is my girlfriend; we kiss every night.", persona=wren)
    assert memory.facts.of(wren) == []


def test_a_plan_knows_its_day_and_is_over_afterwards(talking, memory):
    talking.say("I have a dentist appointment on Friday.")
    (plan,) = memory.known(talking.here)
    assert plan.about.isoformat() == "2026-11-27"
    assert memory.told(plan, talking.here) == "The person has a dentist appointment on Friday."
    talking.days.go("2026-12-08 10:00")
    assert memory.told(plan, talking.here) == "The person had a dentist appointment on Friday (27 November 2026)."


def test_many_turns_are_read_once_and_an_interruption_loses_none(talking, memory, store):
    """What was read stays read; what was not is read at the next chance."""
    parent = None
    for number in range(300):
        parent = store.tree.add(talking.conversation_id, parent, Author.ME, f"I have a cat called Tib{number}.").id
    work = memory.extract_pending(talking.conversation_id, [talking.persona])
    next(work)
    work.close()
    assert 0 < len(memory.facts.of(talking.persona)) < 300
    talking.learn()
    assert talking.known() == {"{you} has a cat called Tib299."}

"""Directing a conversation: what the model reads of notes, scenes, lore, profiles, marks and several voices."""

from __future__ import annotations

import json
import random

import pytest

from app.boundaries import BoundaryChoices
from app.chat import Author, ConversationOptions, Participant, State, read_chats
from app.chat.participants import next_speakers
from app.core import settings as s
from app.core.errors import MinorsFilterTriggered, TooYoung
from app.core.scope import Scope
from app.core.workers import Finished
from app.generation import PreviewLine
from app.personas import new_card
from tests.driving import run

PATIENCE_S = 20


def finished(job):
    assert job.wait(PATIENCE_S)
    assert isinstance(job.end, Finished), job.end
    return job.end.value


@pytest.fixture
def read(conversations, scripted, worker, model):
    """What the model read last."""

    def read(persona, conversation_id, draft="so"):
        finished(worker.submit(model.ensure))
        prompt = conversations.prefill.prompt_for_draft(persona, conversation_id, draft)
        return scripted.read_back(model.loaded.encode(prompt.chat))

    return read


@pytest.fixture
def importer(personas):
    """A companion from a card, with everything in it."""
    card = new_card(
        {
            "name": "Ottilie",
            "nickname": "Otti",
            "description": "{{char}} keeps the lighthouse for {{user}}.",
            "personality": "dry",
            "scenario": "A storm is coming.",
            "first_mes": "Come in, {{user}}. {{random::Sit::Stand}}.",
            "alternate_greetings": ["Who is there?"],
            "mes_example": "<START>\n{{char}}: Evening.",
            "system_prompt": "Write as {{char}}. {{original}}",
            "post_history_instructions": "Stay short.",
            "extensions": {"depth_prompt": {"prompt": "Terse.", "depth": 1}},
            "character_book": {
                "entries": [
                    {"keys": ["lamp"], "content": "The lamp burns whale oil.", "enabled": True,
                     "extensions": {"sticky": 4}},
                    {"keys": [], "constant": True, "content": "The sea is cold.", "enabled": True},
                ]
            },
        }
    )  # fmt: skip
    return personas.get(personas.add(card))


@pytest.fixture
def conversation_id(conversations, importer, settings):
    settings.put(s.YOUR_NAME, "Ada")
    return conversations.replies.greet(importer)


def test_a_conversation_begins_with_a_greeting_and_the_others_beside_it(
    store, conversation_id, conversations, importer
):
    (greeting,) = store.tree.path(conversation_id)
    assert greeting.text in ("Come in, Ada. Sit.", "Come in, Ada. Stand.")
    assert (greeting.variant_index, greeting.variant_count, greeting.author) == (1, 2, Author.PERSONA)
    assert conversations.replies.greet(importer) == conversation_id  # looking around leaves nothing behind
    assert len(store.catalogue.of_persona(importer.id)) == 1
    store.tree.ask(importer.id, conversation_id, "I come in.")
    assert store.catalogue.get(conversation_id).title == "I come in"
    assert conversations.replies.greet(importer) != conversation_id


def test_every_part_of_a_card_is_read(read, importer, conversation_id):
    text = read(importer, conversation_id)
    for words in ("Otti keeps the lighthouse for Ada.", "Otti's personality: dry", "The scene: A storm is coming.",
                  "Otti: Evening.", "Stay short.", "Terse.", "The sea is cold."):  # fmt: skip
        assert words in text
    assert "whale oil" not in text
    assert text.index("The sea is cold.") < text.index("Come in, Ada")
    assert "whale oil" in read(importer, conversation_id, "the lamp")


def test_lore_moves_at_the_end_unless_it_is_to_stand_exactly(read, importer, conversation_id, personas):
    def place(text: str) -> bool:
        return text.index("whale oil") > text.index("Come in, Ada")

    assert place(read(importer, conversation_id, "the lamp"))
    personas.place_exactly(importer.id, wanted=True)
    assert not place(read(personas.get(importer.id), conversation_id, "the lamp"))


def test_the_beginning_of_the_prompt_holds_still_while_lore_wakes(
    conversations, scripted, worker, model, importer, conversation_id
):
    finished(worker.submit(model.ensure))
    calm, awake = (
        model.loaded.encode(conversations.prefill.prompt_for_draft(importer, conversation_id, draft).chat)
        for draft in ("hello", "the lamp")
    )
    shared = next(at for at, (one, other) in enumerate(zip(calm, awake, strict=False)) if one != other)
    assert "Come in, Ada" in scripted.read_back(calm[:shared])


def test_a_receipt_adds_up_and_says_what_woke(conversations, scripted, importer, conversation_id, store):
    scripted.will_say("It is lit.")
    exchange = conversations.replies.say(importer, conversation_id, "Is the lamp lit?")
    finished(exchange.job)
    told = conversations.context_builder.receipts.of(exchange.answer.id)
    assert told is not None
    assert sum(tokens for _, _, tokens, _ in told.parts) == told.total
    assert {kind for kind, *_ in told.parts} >= {"persona", "lore", "your messages", "their messages", "format"}
    assert [(line.name, line.why, line.key) for line in told.lore if line.woke] == [
        ("lamp", "key", "lamp"), ("The sea is cold.", "constant", ""),
    ]  # fmt: skip


def test_what_woke_stays_on_its_own_branch_only(conversations, scripted, importer, conversation_id, store, read):
    scripted.will_say("It is lit.", "Well?")
    exchange = conversations.replies.say(importer, conversation_id, "Is the lamp lit?")
    finished(exchange.job)
    assert "whale oil" in read(importer, conversation_id, "and now?")  # it stays awake
    store.tree.select_message(conversation_id, store.tree.path(conversation_id)[0].id, to_end=False)
    assert "whale oil" not in read(importer, conversation_id, "and now?")


def test_a_note_another_scene_and_a_hidden_message(conversations, read, importer, conversation_id, store):
    conversations.context_builder.directions.put(
        conversation_id, ConversationOptions(note="Be slow, {{user}}.", scenario="On a train.")
    )
    text = read(importer, conversation_id)
    assert "Be slow, Ada." in text
    assert "On a train." in text
    assert "A storm is coming." not in text
    conversations.context_builder.directions.put(conversation_id, ConversationOptions(note="Be slow.", every=0))
    assert "Be slow." not in read(importer, conversation_id)
    conversations.context_builder.marks.hide(store.tree.path(conversation_id)[0].id, wanted=True)
    assert "Come in" not in read(importer, conversation_id)


def test_a_note_comes_every_few_turns(conversations, read, importer, conversation_id):
    conversations.context_builder.directions.put(conversation_id, ConversationOptions(note="Be slow.", every=2))
    assert "Be slow." not in read(importer, conversation_id, "first")
    conversations.store.tree.ask(importer.id, conversation_id, "first", awaits_reply=False)
    assert "Be slow." in read(importer, conversation_id, "second")


def test_a_pinned_message_is_kept_in_mind_when_it_has_left_the_window(
    conversations, model, worker, importer, store, conversation_id, scripted
):
    first = store.tree.add(conversation_id, store.tree.leaf_of(conversation_id), Author.ME, "My sister is called Juno.")
    conversations.context_builder.marks.pin(first.id, wanted=True)
    parent = first.id
    for number in range(400):
        author = Author.PERSONA if number % 2 == 0 else Author.ME
        parent = store.tree.add(conversation_id, parent, author, f"word {number} " * 60).id
    finished(worker.submit(model.ensure))
    prompt = conversations.prefill.prompt_for_draft(importer, conversation_id, "so")
    text = scripted.read_back(model.loaded.encode(prompt.chat))
    assert "word 3 " not in text
    assert text.count("My sister is called Juno.") == 1


def test_profiles_hold_by_conversation_then_companion_then_as_usual(
    conversations, settings, read, importer, conversation_id
):
    profiles = conversations.context_builder.profiles
    usual, hers, here = (profiles.add(name, f"{name} is a sailor.") for name in ("Usual", "Hers", "Here"))
    settings.put(s.USUAL_PROFILE, int(usual))
    assert "Usual is a sailor." in read(importer, conversation_id)
    profiles.for_persona(importer.id, hers)
    assert "Hers is a sailor." in read(importer, conversation_id)
    profiles.for_talk(conversation_id, here)
    text = read(importer, conversation_id)
    assert "lighthouse for Here" in text
    assert "Here is a sailor." in text
    profiles.remove(here)
    assert "Hers is a sailor." in read(importer, conversation_id)


def test_the_floor_stands_at_profiles_scenes_cards_and_books(conversations, personas, conversation_id, importer):
    with pytest.raises(TooYoung):
        conversations.context_builder.profiles.add("Ada", "I am fifteen years old.")
    bad = "A sixteen year old girl kisses her lover on the mouth."
    with pytest.raises(MinorsFilterTriggered):
        conversations.context_builder.directions.put(conversation_id, ConversationOptions(scenario=bad))
    with pytest.raises(MinorsFilterTriggered):
        conversations.context_builder.books.add({"entries": [{"keys": ["a"], "content": bad}]})
    before = len(personas.all())
    for fields in ({"description": bad}, {"first_mes": bad}, {"character_book": {"entries": [{"content": bad}]}}):
        with pytest.raises(MinorsFilterTriggered):
            personas.add(new_card({"name": "X", **fields}))
        with pytest.raises(MinorsFilterTriggered):
            personas.change(importer.id, new_card({"name": "X", **fields}))
    assert len(personas.all()) == before


def test_a_hint_is_read_once_and_noted(conversations, scripted, importer, conversation_id, store):
    scripted.will_say("One.", "Two.", "Three.")
    exchange = conversations.replies.say(importer, conversation_id, "Hello")
    finished(exchange.job)
    other = conversations.replies.regenerate(importer, conversation_id, exchange.answer.id, hint="shorter")
    finished(other.job)
    assert "For your next answer, and only for it: shorter" in scripted.read_back(scripted.prompts[-1])
    assert conversations.context_builder.receipts.of(other.answer.id).hint == "shorter"
    finished(conversations.replies.say(importer, conversation_id, "And?").job)
    assert "shorter" not in scripted.read_back(scripted.prompts[-1])


def test_going_on_keeps_the_shorter_version_beside_the_longer(
    conversations, scripted, importer, conversation_id, store
):
    scripted.will_say("Once upon", " a time.")
    exchange = conversations.replies.say(importer, conversation_id, "A story")
    finished(exchange.job)
    more = conversations.replies.continue_reply(importer, conversation_id, exchange.answer.id)
    finished(more.job)
    assert scripted.read_back(scripted.prompts[-1]).endswith("Once upon")
    assert [each.text for each in store.tree.alternatives(more.answer.id)] == ["Once upon", "Once upon a time."]
    assert store.tree.path(conversation_id)[-1].text == "Once upon a time."
    assert store.tree.path(conversation_id)[-1].state is State.DONE


def test_writing_for_the_person_keeps_nothing(conversations, scripted, importer, conversation_id, store):
    scripted.will_say("I sit down.")
    before = [line.text for line in store.tree.path(conversation_id)]
    heard = []
    finished(conversations.replies.impersonate(importer, conversation_id, "", heard.append))
    assert "".join(getattr(event, "text", "") for event in heard) == "I sit down."
    assert [line.text for line in store.tree.path(conversation_id)] == before
    assert "write the next message of Ada" in scripted.read_back(scripted.prompts[-1])


def test_variables_of_macros_last_once_a_reply_was_said(conversations, scripted, personas, settings, read):
    card = new_card({"name": "Bo", "description": "Seen {{incvar::seen}} times."})
    bo = personas.get(personas.add(card))
    conversation_id = conversations.store.catalogue.start(bo.id)
    assert "Seen 1 times." in read(bo, conversation_id)
    assert "Seen 1 times." in read(bo, conversation_id)  # looking ahead changes nothing
    scripted.will_say("Hello.")
    finished(conversations.replies.say(bo, conversation_id, "Hi").job)
    leaf = conversations.store.tree.leaf_of(conversation_id)
    assert conversations.context_builder.receipts.variables_to(leaf) == {"seen": "1"}
    again = conversations.replies.regenerate(bo, conversation_id, leaf)
    finished(again.job)
    assert conversations.context_builder.receipts.variables_to(again.answer.id) == {"seen": "1"}


def test_a_copy_of_a_way_is_a_conversation_of_its_own(conversations, scripted, importer, conversation_id, store):
    scripted.will_say("Yes.")
    finished(conversations.replies.say(importer, conversation_id, "Is it lit?").job)
    way = store.tree.path(conversation_id)
    new = store.tree.copy_branch(conversation_id, way[1].id, "Another")
    assert [line.text for line in store.tree.path(new)] == [line.text for line in way[:2]]
    assert store.catalogue.get(new).title == "Another"
    store.trash.move_to_trash(conversation_id)
    store.trash.purge(conversation_id)
    assert len(store.tree.path(new)) == 2


# --- several ---


@pytest.fixture
def three(personas):
    """Wren, Aldous and Marlow."""
    return [personas.named(name) for name in ("Wren", "Aldous", "Marlow")]


@pytest.fixture
def together(conversations, three):
    conversation_id = conversations.store.catalogue.start(three[0].id)
    conversations.context_builder.casts.put(conversation_id, [(who.id, False) for who in three])
    return conversation_id


def order(conversations, conversation_id, name):
    conversations.context_builder.directions.put(conversation_id, ConversationOptions(order=name))


def test_everybody_speaks_in_turn_and_the_prompt_holds_still(conversations, scripted, three, together, store):
    order(conversations, together, "list")
    scripted.will_say("Wren: Hello.", "Good day.", "Marlow: A tale!\nWren: no")
    exchange = conversations.replies.say(three[0], together, "Hello all")
    finished(exchange.job)
    prompts = [scripted.prompts[-1]]
    then = exchange.then
    while then:
        exchange = conversations.replies.speak_next(together, then[0], then[1:])
        finished(exchange.job)
        prompts.append(scripted.prompts[-1])
        then = exchange.then
    path = store.tree.path(together)
    assert [(line.speaker, line.text) for line in path[1:]] == [
        (three[0].id, "Hello."), (three[1].id, "Good day."), (three[2].id, "A tale!"),
    ]  # fmt: skip
    last = scripted.read_back(prompts[-1])
    assert "Wren: Hello." in last
    assert "Aldous: Good day." in last
    assert "only as Marlow" in last
    first = scripted.read_back(prompts[0])
    shared = next(at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    assert first[:shared].count("a quiet sense of humour") == 1  # all of the cards stand before the first difference
    assert "You are Wren, Aldous and Marlow." in first[:shared]


def test_nobody_speaks_by_themselves_where_the_person_asks(conversations, scripted, three, together, store):
    order(conversations, together, "manual")
    exchange = conversations.replies.say(three[0], together, "Hello all")
    assert exchange.job is None
    assert [line.text for line in store.tree.path(together)] == ["Hello all"]
    scripted.will_say("Here.")
    finished(conversations.replies.speak_next(together, three[2].id).job)
    assert store.tree.path(together)[-1].speaker == three[2].id


def test_whose_turn_it_is(three, store):
    members = [Participant(who) for who in three]
    conversation_id = store.catalogue.start(three[0].id)
    mine = store.tree.add(conversation_id, None, Author.ME, "Aldous, what does Wren say?")

    def speakers(name, history, members=members, seed=1):
        return next_speakers(name, members, history, three[0].id, random.Random(seed))

    found = speakers("natural", [mine])
    assert found[:2] == [three[1].id, three[0].id]
    answer = store.tree.add(conversation_id, mine.id, Author.PERSONA, "Aldous thinks.", speaker=three[1].id)
    assert three[1].id not in speakers("natural", [mine, answer])
    silent = [Participant(who, is_muted=who is three[0]) for who in three]
    assert speakers("list", [mine], silent) == [three[1].id, three[2].id]
    assert speakers("pooled", [mine, answer])[0] in (three[0].id, three[2].id)
    assert speakers("manual", [mine]) == []
    assert all(len(speakers("natural", [mine], seed=seed)) >= 1 for seed in range(20))


def test_one_alone_is_a_conversation_between_two_again(conversations, three, together):
    conversations.context_builder.casts.put(together, [(three[0].id, False)])
    assert conversations.context_builder.casts.of(together) == []


def test_another_answer_is_by_the_same_voice(conversations, scripted, three, together, store):
    order(conversations, together, "manual")
    conversations.replies.say(three[0], together, "Hello all")
    scripted.will_say("Here.", "There.")
    said = conversations.replies.speak_next(together, three[1].id)
    finished(said.job)
    again = conversations.replies.regenerate(three[0], together, said.answer.id)
    finished(again.job)
    assert store.tree.get(again.answer.id).speaker == three[1].id


# --- what a second pair of eyes found ---


def test_a_copy_keeps_its_own_boundaries_and_lore(conversations, importer, conversation_id, store):
    conversations.boundaries.store.put(Scope(importer.id, conversation_id), BoundaryChoices(never=("spiders",)))
    conversations.context_builder.books.add({"name": "here", "entries": []}, conversation_id=conversation_id)
    new = store.tree.copy_branch(conversation_id, store.tree.leaf_of(conversation_id), "Another")
    assert conversations.boundaries.store.bounds(importer.id, new).never == ("spiders",)
    assert [book.name for book in conversations.context_builder.books.holding(importer.id, new)] == ["here"]


def test_a_conversation_somebody_did_something_with_is_not_begun_anew(conversations, importer, conversation_id, store):
    conversations.context_builder.directions.archive(conversation_id, wanted=True)
    assert conversations.replies.greet(importer) != conversation_id
    other = conversations.replies.greet(importer)
    root = store.tree.path(other)[0]
    conversations.replies.edit(importer, other, root.id, "Another greeting.")
    assert conversations.replies.greet(importer) != other
    assert store.tree.path(other)[0].text == "Another greeting."


def test_who_left_keeps_their_words_and_who_was_deleted_leaves_no_name(
    conversations, scripted, three, together, store, personas, read
):
    order(conversations, together, "manual")
    conversations.replies.say(three[0], together, "Hello all")
    scripted.will_say("I am the third.")
    finished(conversations.replies.speak_next(together, three[2].id).job)
    conversations.context_builder.casts.put(together, [(three[0].id, False), (three[1].id, False)])
    assert "Marlow: I am the third." in read(three[0], together)
    personas.remove(three[2].id)
    told = read(three[0], together)
    assert "Somebody: I am the third." in told
    assert "Wren: I am the third." not in told


def test_what_is_hidden_is_not_kept_in_mind(conversations, importer, conversation_id, store):
    said = store.tree.add(conversation_id, store.tree.leaf_of(conversation_id), Author.ME, "secret")
    later = store.tree.add(conversation_id, said.id, Author.PERSONA, "hm")
    conversations.context_builder.marks.pin(said.id, wanted=True)
    assert len(conversations.context_builder.pinned_before(later.id, later.id)) == 1
    conversations.context_builder.marks.hide(said.id, wanted=True)
    assert conversations.context_builder.pinned_before(later.id, later.id) == []


def test_another_scene_stays_the_same_whoever_speaks(conversations, scripted, three, together):
    conversations.context_builder.directions.put(
        together, ConversationOptions(order="list", scenario="{{char}} stands at the door.")
    )
    scripted.will_say("One.", "Two.")
    exchange = conversations.replies.say(three[0], together, "Hello all")
    finished(exchange.job)
    finished(conversations.replies.speak_next(together, exchange.then[0]).job)
    first, second = (scripted.read_back(prompt) for prompt in scripted.prompts[-2:])
    assert "Wren stands at the door." in first
    assert "Wren stands at the door." in second


def test_a_round_ends_when_one_turns_away(conversations, scripted, three, together, store):
    order(conversations, together, "list")
    scripted.will_say("One.", "Two.")
    exchange = conversations.replies.say(three[0], together, "Hello all")
    finished(exchange.job)
    store.tree.select_message(together, store.tree.path(together)[0].id, to_end=False)
    assert conversations.replies.speak_next(together, exchange.then[0], after=exchange.answer.id) is None


def test_the_floor_stands_at_the_scene_of_a_chat_that_comes_in(conversations, importer, store):
    bad = "A sixteen year old girl kisses her lover on the mouth."
    head = {"user_name": "A", "chat_metadata": {"scenario": bad}}
    lines = [head, {"name": "x", "mes": "Hello"}]
    chats = read_chats("\n".join(json.dumps(line) for line in lines).encode())
    with pytest.raises(MinorsFilterTriggered):
        run(conversations.files.import_chats(importer, chats))


def test_the_name_of_a_deleted_book_leaves_the_receipts(conversations, scripted, importer, conversation_id):
    book = conversations.context_builder.books.add(
        {"name": "North", "entries": [{"keys": ["ice"], "content": "Cold."}]}
    )
    scripted.will_say("Yes.")
    exchange = conversations.replies.say(importer, conversation_id, "Is there ice?")
    finished(exchange.job)
    receipts = conversations.context_builder.receipts
    assert "North" in [line.book for line in receipts.of(exchange.answer.id).lore]
    conversations.context_builder.books.remove(book)
    receipts.forget_book(book)
    told = receipts.of(exchange.answer.id)
    assert "North" not in [line.book for line in told.lore]
    assert "ice" not in [line.key for line in told.lore]


def test_a_long_reply_goes_on_and_old_messages_give_way(
    conversations, scripted, importer, conversation_id, store, settings
):
    settings.put(s.CONTEXT_TOKENS, 2048)
    parent = store.tree.leaf_of(conversation_id)
    for number in range(40):
        parent = store.tree.add(
            conversation_id, parent, Author.ME if number % 2 == 0 else Author.PERSONA, f"word{number} " * 30
        ).id
    long = store.tree.add(
        conversation_id, store.tree.add(conversation_id, parent, Author.ME, "tell").id, Author.PERSONA, "long " * 700
    )
    scripted.will_say("and more.")
    finished(conversations.replies.continue_reply(importer, conversation_id, long.id).job)
    assert store.tree.path(conversation_id)[-1].text.endswith("and more.")


def test_what_a_person_began_to_write_may_touch_a_topic(conversations, scripted, importer, conversation_id):
    conversations.boundaries.store.put(Scope(), BoundaryChoices(never=("spiders",)))
    scripted.will_say("and then I left.")
    heard = []
    finished(conversations.replies.impersonate(importer, conversation_id, "A spider sat there.", heard.append))
    assert "left" in "".join(getattr(event, "text", "") for event in heard)


def test_a_variable_is_the_one_of_the_greeting_that_is_shown(personas, conversations, scripted):
    card = new_card(
        {
            "name": "Mara", "description": "x", "first_mes": "{{setvar::route::A}}First.",
            "alternate_greetings": ["{{setvar::route::B}}Second."],
            "post_history_instructions": "ROUTE=[{{getvar::route}}]",
        }
    )  # fmt: skip
    mara = personas.get(personas.add(card))
    conversation_id = conversations.replies.greet(mara)
    finished(conversations.replies.say(mara, conversation_id, "go").job)
    assert "ROUTE=[A]" in scripted.read_back(scripted.prompts[-1])


def test_trying_an_unsaved_card_reads_no_other_conversation(personas, conversations, store, wren, scripted):
    other = personas.get(personas.add(new_card({"name": "Wart", "first_mes": "{{setvar::pin::4711}}Hi."})))
    finished(conversations.replies.say(other, conversations.replies.greet(other), "hello").job)
    nova = personas.get(
        personas.add(new_card({"name": "Nova", "description": "x", "post_history_instructions": "pin {{getvar::pin}}"}))
    )
    lines = [PreviewLine(is_mine=True, text="one")]
    finished(conversations.turns.worker.submit(lambda: conversations.previews.preview(nova, lines)))
    assert "4711" not in scripted.read_back(scripted.prompts[-1])


def test_a_draft_that_was_only_typed_moves_nothing_out_of_sight(conversations, store, wren, scripted):
    conversation_id = store.catalogue.start(wren.id)
    for number in range(12):
        finished(conversations.replies.say(wren, conversation_id, f"This is line {number} of ours.").job)
    finished(conversations.replies.say(wren, conversation_id, "first").job)
    shown = scripted.read_back(scripted.prompts[-1])
    finished(conversations.prefill.typing(wren, conversation_id, "many words " * 250))
    finished(conversations.replies.say(wren, conversation_id, "second").job)
    assert shown.partition("line 0")[1] == scripted.read_back(scripted.prompts[-1]).partition("line 0")[1]


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("You're late, {{user}}.", "You're late."), ("{{user}}, come in!", "Come in!"),
        ("*waves* Oh, {{user}}, there you are.", "*waves* Oh, there you are."), ("Hello {{user}}", "Hello"),
        ("\"Well, {{user}}?\"", "\"Well?\""), ("She looks at {{user}}.", "She looks at you."),
        ("Anna, {{user}}, and Bob sat down.", "Anna, you, and Bob sat down."),
    ],
)  # fmt: skip
def test_who_has_no_name_is_not_called_you(personas, conversations, store, card, said):
    mara = personas.get(personas.add(new_card({"name": "Mara", "description": "x", "first_mes": card})))
    (greeting,) = store.tree.path(conversations.replies.greet(mara))
    assert greeting.text == said

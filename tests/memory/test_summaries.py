"""The running story: in layers, on the way that is shown, and by rule where no model can tell it."""

from __future__ import annotations

import pytest

from app.core.errors import MinorsFilterTriggered
from app.memory import SpokenLine, in_short, page_by_rule, shortened, to_merge


@pytest.fixture
def told(talking, memory):
    """Eight messages with a chapter for each two."""
    lines = [talking.say(f"It rained on day {number}.") for number in range(8)]
    for number in range(0, 8, 2):
        memory.stories.add(
            talking.conversation_id, lines[number].id, lines[number + 1].id, f"Rain {number}.", made_by="rule"
        )
    talking.lines = lines
    return talking


def texts(talking):
    return [each.text for each in talking.memory.stories.of(talking.conversation_id, talking.store.branches.on_way)]


def test_chapters_stand_in_their_order_and_a_higher_one_takes_the_place_of_those_below(told, memory):
    assert texts(told) == ["Rain 0.", "Rain 2.", "Rain 4.", "Rain 6."]
    memory.stories.add(
        told.conversation_id, told.lines[0].id, told.lines[5].id, "It rained long.", made_by="rule", level=1
    )
    assert texts(told) == ["It rained long.", "Rain 6."]


def test_only_the_way_that_is_shown_is_told(told, store):
    told.say("The sun came out.", after=told.lines[3].id)
    assert texts(told) == ["Rain 0.", "Rain 2."]


def test_with_one_of_its_messages_a_chapter_goes(told, store):
    store.trash.remove(told.conversation_id, told.lines[5].id)
    assert texts(told) == ["Rain 0.", "Rain 2."]


def test_years_fit_because_many_chapters_become_one(talking, memory):
    lines = [talking.say(f"Day {number}.") for number in range(200)]
    for number in range(0, 200, 2):
        memory.stories.add(
            talking.conversation_id, lines[number].id, lines[number + 1].id, f"Of {number}.", made_by="rule"
        )
        while old := to_merge(memory.stories.of(talking.conversation_id, talking.store.branches.on_way)):
            text = shortened("\n".join(each.text for each in old))
            memory.stories.add(
                talking.conversation_id, old[0].first, old[-1].last, text, made_by="rule", level=old[0].level + 1
            )
    assert len(texts(talking)) < 25


def test_a_chapter_beyond_the_floor_is_refused(told, memory):
    (first, *_) = memory.stories.of(told.conversation_id, told.store.branches.on_way)
    with pytest.raises(MinorsFilterTriggered):
        memory.stories.correct(first.id, "Lena is 15 and she is my girlfriend; we kiss every night.")
    assert texts(told)[0] == "Rain 0."


def test_the_sentences_that_say_most_are_kept_with_who_said_them():
    lines = [
        SpokenLine(1, "Ada", "Hello. How are you?"), SpokenLine(2, "Wren", "I am fine."),
        SpokenLine(3, "Ada", "Yesterday Mira and I found a silver key in the old well near Tirawen."),
        SpokenLine(4, "Wren", "Hm."), SpokenLine(5, "Ada", "Mira hid the silver key in the mill."),
    ]  # fmt: skip
    told = in_short(lines, 2)
    assert told.startswith("Ada: Yesterday Mira and I found a silver key")
    assert "Mira hid the silver key" in told
    assert in_short([], 2) == ""


def test_a_page_by_rule_says_what_was_learned():
    page = page_by_rule(
        [(True, "Yesterday I moved to Leeds with Mira."), (False, "Good.")], ["Ada lives in Leeds."], "Ada"
    )
    assert "Ada lives in Leeds." in page
    assert page.startswith("Ada came to talk this week, and said one thing.")

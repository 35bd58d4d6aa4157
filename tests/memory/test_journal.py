"""A page a week, only of weeks that are over and in which something was said."""

from __future__ import annotations


def test_a_page_is_wanted_once_for_the_week_that_is_over(talking, memory):
    talking.say("We planted the apple tree.")  # a Wednesday
    assert memory.journal.wants(talking.persona) is None
    talking.days.go("2026-12-02 09:00")
    week = memory.journal.wants(talking.persona)
    assert week.monday.isoformat() == "2026-11-23"
    memory.journal.add(talking.persona, week, "They planted a tree.")
    assert memory.journal.wants(talking.persona) is None
    assert [page.text for page in memory.journal.pages(talking.persona)] == ["They planted a tree."]


def test_nothing_of_a_sealed_conversation_is_written_down(talking, memory):
    talking.say("We planted the apple tree.")
    memory.exclude(talking.conversation_id, wanted=True)
    talking.days.go("2026-12-02 09:00")
    assert memory.journal.wants(talking.persona) is None


def test_a_page_goes_with_a_message_of_its_week(talking, memory, store):
    said = talking.say("We planted the apple tree.")
    talking.days.go("2026-12-02 09:00")
    memory.journal.add(talking.persona, memory.journal.wants(talking.persona), "They planted a tree.")
    store.trash.remove(talking.conversation_id, said.id)
    assert memory.journal.pages(talking.persona) == []


def test_deleting_an_old_message_leaves_the_pages_of_other_weeks(talking, memory, store):
    old = talking.say("We planted the apple tree.")
    talking.days.go("2026-12-02 09:00")
    talking.say("We pruned it.")
    talking.days.go("2026-12-09 09:00")
    memory.journal.add(talking.persona, memory.journal.wants(talking.persona), "They pruned it.")
    store.trash.trash_branch(talking.conversation_id, old.id)
    assert [page.text for page in memory.journal.pages(talking.persona)] == ["They pruned it."]

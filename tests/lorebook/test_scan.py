"""Which entries wake, and why the others did not: rule by rule."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lorebook import (
    ActivationReason,
    InsertPosition,
    Logic,
    PastActivation,
    ScanContext,
    ScanLine,
    ScanRules,
    activate,
    entries_of,
    read_entry,
    timed,
)
from app.lorebook.keys import KeyMatcher, MatchOptions

RULES = ScanRules(depth=4)
DIRECT = ("constant", "selective", "secondary_keys", "insertion_order", "enabled", "comment")


def entry(uid: str, *keys: str, content: str = "", **more):
    """An entry; what is not a field of its own goes among the extensions."""
    own = {name: more.pop(name) for name in DIRECT if name in more}
    tree = {"keys": list(keys), "content": content or f"{uid} says", **own, "extensions": more}
    return replace(read_entry(tree, uid), rank=more.get("rank", 3))


def heard(*texts: str, **more) -> ScanContext:
    """What was said, the newest first."""
    return ScanContext([ScanLine("Ada", text) for text in texts], count=len(texts), measure=len, **more)


def woke(entries, situation, rules=RULES) -> list[str]:
    return [one.entry.uid for one in activate(entries, situation, rules).activated]


def why(entries, situation, rules=RULES) -> dict[str, ActivationReason]:
    return {one.entry.uid: one.why for one in activate(entries, situation, rules).verdicts}


# --- keys ---


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("cat", "A Cat sat", True),
        ("cat", "education", False),
        ("the cat", "the cats", True),
        ("кот", "это кот!", True),
        ("кот", "который", False),
        ("über", "ÜBER alles", True),
        ("/ca+t/i", "a CAAAT", True),
        ("/ca+t/", "a CAAAT", False),
        ("/a\\/b/", "a/b", True),
        ("/a/b/", "say /a/b/ now", True),
        ("/^\\x01?Ada:/m", "Ada: hi", True),
        ("/(/", "say /(/ now", False),
        ("/(?<w>x)y/", "xy", True),
        ("a, b", "with a, b here", True),
        ("_x", "a_x", False),
        ("O'Neil", "Dr. O\u2019Neil nods", True),
        ("cafe\u0301", "a caf\u00e9", True),
        ("na\u00efve", "nai\u0308ve", True),
        ("sea-wolf", "a sea\u2011wolf", True),
    ],
)
def test_a_key_is_heard(key, text, said):
    assert KeyMatcher(text).says(key, MatchOptions()) is said


def test_the_original_finds_words_of_other_scripts_inside_longer_ones_and_broken_patterns_as_written():
    assert KeyMatcher("который").says("кот", MatchOptions(unicode_words=False))
    assert KeyMatcher("say /(/ now").says("/(/", MatchOptions(literal_when_broken=True))


def test_a_pattern_made_to_take_for_ever_is_given_up_and_named():
    entries = [entry(f"bad{number}", f"/(a+)+{number}$/") for number in range(50)]
    begun = time.process_time()
    told = why(entries, heard("a" * 5000 + "!"))
    assert time.process_time() - begun < 5  # of the processor: whatever else the machine does
    assert set(told.values()) == {ActivationReason.TOO_SLOW}


# --- rule by rule ---


def test_keys_listen_to_the_last_messages_only():
    here = [entry("near", "lamp"), entry("far", "storm"), entry("deep", "storm", scan_depth=9)]
    situation = heard("the lamp", "b", "c", "d", "the storm")
    assert woke(here, situation) == ["near", "deep"]
    assert why(here, situation)["far"] is ActivationReason.NOT_HEARD
    assert woke([entry("none", "lamp", scan_depth=0)], situation) == []


@pytest.mark.parametrize(
    ("logic", "text", "wakes"),
    [
        (Logic.AND_ANY, "k one", True), (Logic.AND_ANY, "k", False),
        (Logic.NOT_ALL, "k one", True), (Logic.NOT_ALL, "k one two", False),
        (Logic.NOT_ANY, "k", True), (Logic.NOT_ANY, "k two", False),
        (Logic.AND_ALL, "k one two", True), (Logic.AND_ALL, "k one", False),
    ],
)  # fmt: skip
def test_secondary_keys(logic, text, wakes):
    one = entry("x", "k", secondary_keys=["one", "two"], selectiveLogic=int(logic), selective=True)
    assert (woke([one], heard(text)) == ["x"]) is wakes
    ignored = entry("x", "k", secondary_keys=["one", "two"], selectiveLogic=int(logic), selective=False)
    assert woke([ignored], heard(text)) == ["x"]


def test_each_rule_that_holds_an_entry_back_is_told():
    entries = [
        entry("off", "k", enabled=False),
        entry("swipe", "k", triggers=["swipe"]),
        entry("others", "k", character_filter={"names": ["Bo"], "isExclude": False}),
        entry("late", "k", delay=5),
        entry("tired", "k", cooldown=3),
        entry("second", "k", delay_until_recursion=True),
        entry("keyless"),
        entry("no", "k", content="@@dont_activate\nno"),
        entry("unlucky", "k", probability=20),
        entry("excluded", "k", content="@@exclude_keys lamp\nx"),
    ]
    told = why(entries, heard("k lamp", on_cooldown=frozenset({"tired"}), chance=lambda _: 0.5, name="Wren"))
    assert told == {
        "off": ActivationReason.OFF,
        "swipe": ActivationReason.TRIGGER,
        "others": ActivationReason.OTHER_COMPANION,
        "late": ActivationReason.DELAYED,
        "tired": ActivationReason.COOLING,
        "second": ActivationReason.WAITS_FOR_RECURSION,
        "keyless": ActivationReason.NO_KEYS,
        "no": ActivationReason.HELD_BACK,
        "unlucky": ActivationReason.CHANCE,
        "excluded": ActivationReason.EXCLUDED,
    }


def test_what_always_holds_needs_no_key():
    entries = [entry("c", constant=True), entry("f", content="@@activate\nf"), entry("s", "k"), entry("forced")]
    situation = heard("hello", sticky=frozenset({"s"}), forced=frozenset({"forced"}))
    assert sorted(woke(entries, situation)) == ["c", "f", "forced", "s"]


def test_lore_wakes_lore_unless_it_is_told_not_to():
    entries = [
        entry("a", "lamp", content="the keeper"), entry("b", "keeper", content="her storm"),
        entry("c", "storm"), entry("leaves", "keeper", exclude_recursion=True),
        entry("waits", "keeper", delay_until_recursion=True),
        entry("stops", "lamp", content="the island", prevent_recursion=True), entry("d", "island"),
    ]  # fmt: skip
    assert woke(entries, heard("lamp")) == ["a", "stops", "b", "waits", "c"]
    assert woke(entries, heard("lamp"), replace(RULES, recursive=False)) == ["a", "stops"]
    assert woke(entries, heard("lamp"), replace(RULES, max_steps=1)) == ["a", "stops"]


def test_levels_of_delay_come_one_after_another():
    entries = [entry("one", "lamp", delay_until_recursion=1), entry("two", "lamp", delay_until_recursion=2)]
    assert woke(entries, heard("lamp")) == ["one", "two"]


def test_more_is_looked_back_for_until_enough_woke():
    entries = [entry("near", "lamp"), entry("far", "storm"), entry("farther", "island")]
    situation = heard("lamp", "b", "c", "storm", "e", "island")
    rules = replace(RULES, depth=1)
    assert woke(entries, situation, replace(rules, min_activations=2)) == ["near", "far"]
    assert woke(entries, situation, replace(rules, min_activations=3, max_depth=4)) == ["near", "far"]


def test_one_of_a_group_is_chosen():
    group = {"group": "weather"}
    light, heavy = entry("light", "k", group_weight=1, **group), entry("heavy", "k", group_weight=99, **group)
    assert woke([light, heavy], heard("k", chance=lambda _: 0.5)) == ["heavy"]
    assert woke([light, heavy], heard("k", chance=lambda _: 0.0)) == ["light"]
    first = entry("first", "k", group_override=True, insertion_order=5, **group)
    assert woke([light, heavy, first], heard("k")) == ["first"]
    assert woke([light, heavy], heard("k", sticky=frozenset({"heavy"}))) == ["heavy"]
    scored = [
        entry("one", "k", use_group_scoring=True, **group),
        entry("two", "k", "l", use_group_scoring=True, **group),
    ]
    assert woke(scored, heard("k l", chance=lambda _: 0.0)) == ["two"]
    later = entry("later", "says", **group)
    assert woke([light, later], heard("k")) == ["light"]


def test_the_budget_holds_and_what_is_exempt_passes():
    entries = [
        entry("big", "k", content="x" * 60, insertion_order=9), entry("huge", "k", content="x" * 90, insertion_order=8),
        entry("small", "k", content="x" * 20, insertion_order=7),
        entry("free", "k", content="x" * 500, insertion_order=1, ignore_budget=True),
    ]  # fmt: skip
    situation = heard("k", budget_tokens=100)
    assert woke(entries, situation) == ["big", "small", "free"]
    assert woke(entries, situation, replace(RULES, faithful=frozenset({"cut_at_budget"}))) == ["big", "free"]
    assert why(entries, situation)["huge"] is ActivationReason.BUDGET


def test_books_are_looked_at_in_order_of_whose_they_are():
    entries = [entry("all", "k", insertion_order=50, rank=3), entry("hers", "k", insertion_order=10, rank=2),
               entry("talk", "k", insertion_order=1, rank=0)]  # fmt: skip
    assert woke(entries, heard("k")) == ["talk", "hers", "all"]
    assert woke(entries, heard("k"), replace(RULES, strategy="evenly")) == ["talk", "all", "hers"]
    assert woke(entries, heard("k"), replace(RULES, strategy="everything first")) == ["talk", "all", "hers"]


def test_they_stand_by_their_order_and_ties_as_they_woke():
    entries = [entry("b", "k", insertion_order=5), entry("c", "k", insertion_order=5),
               entry("a", "k", insertion_order=1), entry("deep", "k", position=4)]  # fmt: skip
    found = activate(entries, heard("k"), RULES)
    assert [one.entry.uid for one in found.at(InsertPosition.BEFORE)] == ["a", "b", "c"]
    assert [one.entry.uid for one in found.at(InsertPosition.BEFORE, faithful_ties=True)] == ["a", "c", "b"]
    assert [one.entry.uid for one in found.at(InsertPosition.DEPTH)] == ["deep"]


def test_decorators_of_v3_cards():
    told = read_entry({"content": "@@depth 2\n@@role user\n@@unheard_of 3\n@@@scan_depth 7\n@@position x\nText"}, "u")
    assert (told.place, told.depth, told.role, told.scan_depth, told.content) == (
        InsertPosition.DEPTH,
        2,
        "user",
        7,
        "Text",
    )
    known = read_entry({"content": "@@scan_depth 3\n@@@scan_depth 7\nText"}, "u")
    assert known.scan_depth == 3
    after = entry("after", "k", content="@@activate_only_after 2\nx")
    every = entry("every", "k", content="@@activate_only_every 2\nx")
    assert woke([after, every], heard("k", replies=1)) == []
    assert woke([after, every], heard("k", replies=2)) == ["after", "every"]
    both = entry("both", "k", content="@@additional_keys one,two\n@@additional_keys three\nx")
    assert woke([both], heard("k two")) == []
    assert woke([both], heard("k two three")) == ["both"]
    hello = entry("hello", "k", content="@@is_greeting 1\nx")
    assert woke([hello], heard("k", greeting=0)) == []
    assert woke([hello], heard("k", greeting=1)) == ["hello"]
    once = entry("once", "k", content="@@dont_activate_after_match\nx")
    assert woke([once], heard("k", met=frozenset({"once"}))) == []
    ever = entry("ever", "q", content="@@keep_activate_after_match\nx")
    assert woke([ever], heard("k", met=frozenset({"ever"}))) == ["ever"]


def test_a_constant_entry_written_by_sillytavern_stays_constant_whatever_the_specification_says():
    told = read_entry({"keys": ["x"], "content": "c", "use_regex": True, "constant": True}, "u")
    assert woke([told], heard("nothing")) == ["u"]


# --- time ---


def test_what_woke_stays_and_then_rests():
    one = entry("one", "k", sticky=4, cooldown=6)
    before = [PastActivation("one", 10, True), PastActivation("one", 12, False)]
    assert "one" in timed([one], before, 13).sticky
    assert "one" in timed([one], before, 14).on_cooldown
    assert "one" in timed([one], before, 19).on_cooldown
    assert timed([one], before, 20).on_cooldown == frozenset()
    assert timed([one], before, 10).sticky == frozenset()  # another answer in the place of the one it woke for
    rests = entry("rests", "k", cooldown=2)
    assert "rests" in timed([rests], [PastActivation("rests", 3, True)], 4).on_cooldown
    assert timed([rests], [PastActivation("rests", 3, True)], 5).on_cooldown == frozenset()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "keys": st.lists(st.sampled_from(["a", "b", "/a|b/", "{{x}}", ""]), max_size=3),
                "content": st.sampled_from(["a", "b c", "@@depth 1\na", ""]),
                "constant": st.booleans(),
                "extensions": st.fixed_dictionaries(
                    {
                        "delay_until_recursion": st.sampled_from([False, True, 2, 5]),
                        "group": st.sampled_from(["", "g", "g,h"]),
                        "probability": st.sampled_from([0, 50, 100]),
                        "prevent_recursion": st.booleans(),
                        "sticky": st.sampled_from([None, 0, 3]),
                    }
                ),
            }
        ),
        max_size=12,
    ),
    st.integers(0, 40),
    st.booleans(),
)
def test_any_book_comes_to_an_end_with_a_verdict_on_every_entry(trees, budget, recursive):
    entries = [read_entry(tree, str(number)) for number, tree in enumerate(trees)]
    found = activate(entries, heard("a b", "c", budget_tokens=budget), replace(RULES, recursive=recursive))
    assert [one.entry.uid for one in found.verdicts] == [one.uid for one in sorted(entries, key=lambda e: -e.order)]
    assert {one.entry.uid for one in found.activated} == {one.entry.uid for one in found.verdicts if one.is_activated}
    assert sum(one.tokens for one in found.activated) <= max(0, budget)


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({"keys": ["Dragon", "wyrm"]}, {"dragon", "wyrm"}),
        ({"keys": ["red dragon"]}, None),
        ({"keys": ["/drag.n/"]}, None),
        ({"keys": ["{{char}}"]}, None),
        ({"keys": ["龙"]}, None),
        ({"keys": []}, None),
        ({"keys": ["dragon"], "constant": True}, None),
        ({"keys": ["dragon"], "enabled": False}, None),
        ({"keys": ["dragon"], "extensions": {"scan_depth": 2}}, None),
        ({"keys": ["dragon"], "extensions": {"exclude_recursion": True}}, None),
        ({"keys": ["dragon"], "content": "@@activate\nIt is here."}, None),
    ],
)
def test_only_of_an_entry_that_single_words_can_wake_are_those_known(tree, words):
    (entry,) = entries_of({"entries": [{"content": "x", "enabled": True, **tree}]}, "book")
    assert entry.sure_words == (None if words is None else frozenset(words))


@pytest.mark.parametrize("rules", [ScanRules(), ScanRules(whole_words=False), ScanRules(case_sensitive=True)])
def test_what_is_passed_over_is_what_would_not_have_been_heard(rules, monkeypatch):
    """The quick look over thousands of entries comes to the same verdicts as the long one."""
    words = ["ember", "harbour", "lantern", "Fox", "willow", "tide"]
    trees = [{"keys": [word, word[::-1]], "content": f"{words[at - 1]} and more", "enabled": True,
              "extensions": {"sticky": at % 2}} for at, word in enumerate(words)]  # fmt: skip
    entries = entries_of({"entries": trees}, "book")
    situation = ScanContext(
        [ScanLine("Ada", "The fox has the lantern."), ScanLine("Bo", "Embers in the harbour")],
        sticky=frozenset({entries[5].uid}),
    )
    quick = activate(entries, situation, rules)
    monkeypatch.setattr("app.lorebook.scan._Scan._awakeable", lambda self: self._entries)
    slow = activate(entries, situation, rules)
    assert [one.entry.uid for one in quick.activated] == [one.entry.uid for one in slow.activated]
    assert [(one.entry.uid, one.why, one.key) for one in quick.verdicts] == [
        (one.entry.uid, one.why, one.key) for one in slow.verdicts
    ]

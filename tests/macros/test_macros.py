"""Macros say what they say elsewhere, and the same seed says the same."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.macros import Scene, expand, includes_itself
from app.macros.expand import MOST_CHARS

AT = datetime(2026, 3, 1, 16, 5, 9, tzinfo=UTC)
SCENE = Scene("Ottilie", "Ada", seed=4, turn_seed=9, at=AT, idle=timedelta(hours=3),
              fields={"description": "a keeper called {{char}}", "lastmessage": "hello"})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{char}} and {{USER}}, <BOT>, <user>", "Ottilie and Ada, Ottilie, Ada"),
        ("no macros { here } <b>", "no macros { here } <b>"),
        ("{{description}}.", "a keeper called Ottilie."),
        ("{{ char }}{{// gone}}!", "Ottilie!"),
        ("{{time}} {{date}} {{weekday}} {{isotime}} {{isodate}}", "4:05 PM March 1, 2026 Sunday 16:05 2026-03-01"),
        ("{{time_UTC+2}} {{time::UTC-3}}", "6:05 PM 1:05 PM"),
        ("{{datetimeformat::DD.MM.YY [at] HH:mm:ss, Do}}", "01.03.26 at 16:05:09, 1st"),
        ("{{idle_duration}}", "3 hours"),
        ("{{timeDiff::2024-01-03::2024-01-01}}", "2 days"),
        ("{{setvar::mood::glad}}She is {{getvar::mood}}.", "She is glad."),
        ("{{setvar::n::4}}{{incvar::n}} {{addvar::n::10}}{{getvar::n}}", "5 15"),
        ("{{if mood}}yes{{else}}no{{/if}}", "yes"),
        ("{{setvar::x::0}}{{if {{getvar::x}}}}yes{{else}}no{{/if}}", "no"),
        ("{{#if !0}}a{{#if 0}}b{{else}}c{{/if}}{{/if}}", "ac"),
        ("{{reverse:abc}}{{newline}}{{hidden_key:x}}{{comment:y}}{{noop}}", "cba\n"),
        ("a \n {{trim}} \n b", "ab"),
        ("{{unknown::thing}} stays", "{{unknown::thing}} stays"),
        ("{{random::{{char}}}}", "Ottilie"),
        ("{{lastMessage}}", "hello"),
        ("{{roll:d1}} {{roll::3d1+2}} {{roll 1}} {{roll:x}}", "1 5 1 "),
        ("{{random:a\\,b}}", "a,b"),
        ("{{char", "{{char"),
        ("{{char {{user}}", "{{char Ada"),
        ("{{datetimeformat DD.MM.YYYY HH:mm}}", "01.03.2026 16:05"),
        ("{{setvar::n::1234567}}{{incvar::n}}", "1234568"),
        ("{{setvar::x::0}}{{if x}}yes{{else}}no{{/if}}", "no"),
        ("{{setvar::f::}}{{if {{getvar::f}}}}{{incvar::m}}{{/if}}{{getvar::m}}.", "."),
        ("{{outlet::nowhere}}.", "."),
    ],
)
def test_each_says_what_it_should(text, said):
    assert expand(text, SCENE) == said


def test_what_is_picked_stays_and_what_is_random_changes_with_the_turn():
    many = "::".join(map(str, range(100)))
    turns = [Scene(seed=4, turn_seed=turn) for turn in range(30)]
    assert len({expand(f"{{{{pick::{many}}}}}", turn) for turn in turns}) == 1
    assert len({expand(f"{{{{random::{many}}}}}", turn) for turn in turns}) > 5
    assert len({expand(f"{{{{pick::{many}}}}}", Scene(seed=seed)) for seed in range(30)}) > 5
    text = f"{{{{random::{many}}}}} {{{{roll:100}}}}"
    assert expand(text, turns[3]) == expand(text, turns[3])
    still = [Scene(seed=4, turn_seed=turn, holds_still=True) for turn in range(9)]
    assert len({expand(text, scene) for scene in still}) == 1


def test_what_is_picked_among_macros_does_not_change_with_the_minute():
    text = "{{pick::{{char}}::Bob::Cy::Di}} at {{time}}"
    minutes = [Scene("Ottilie", seed=4, at=AT + timedelta(minutes=minute)) for minute in range(30)]
    assert len({expand(text, scene).split(" at ")[0] for scene in minutes}) == 1


@pytest.mark.parametrize(
    "text", ["{{if" + " " * 40_000, "{{user}}" + " " * 80_000 + "x", "{{" * 60_000, "{{if a}}" * 20_000,
             "{{description}}" * 20_000, "{{else}}{{/if}}" * 20_000],
)  # fmt: skip
def test_a_text_made_to_take_long_takes_no_longer_than_another(text):
    scene = Scene(fields={"description": "x" * 50_000})
    begun = time.process_time()
    assert len(expand(text, scene)) <= MOST_CHARS
    assert time.process_time() - begun < 5  # of the processor: whatever else the machine does


def test_a_text_that_calls_itself_comes_to_an_end():
    scene = Scene(fields={"description": "{{description}}{{description}}"})
    assert len(expand("{{description}}", scene)) <= MOST_CHARS


@given(st.text(alphabet="{}:/#! aifelsrndomchu<>,\\1d", max_size=80))
def test_any_text_is_taken(text):
    assert isinstance(expand(text, SCENE), str)


def test_a_field_that_includes_itself_has_nothing_in_that_place():
    fields = {
        "description": "{{char}} and {{description}} end",
        "personality": "dry {{scenario}}",
        "scenario": "at {{personality}} sea",
    }
    scene = Scene("Ottilie", "Ada", fields=fields)
    assert expand(fields["description"], scene) == "Ottilie and  end"
    assert expand("She: {{description}}", scene) == "She: Ottilie and  end"
    assert expand("{{personality}}; {{personality}}", scene) == "dry at  sea; dry at  sea"
    assert includes_itself(fields) == ["description", "personality", "scenario"]
    assert includes_itself({"description": "{{personality}}", "personality": "{{scenario}}", "scenario": "calm"}) == []


def test_fields_that_double_each_other_cost_no_more_than_a_text():
    fields = {f"f{number}": f"{{{{f{number + 1}}}}}" * 2 for number in range(60)} | {"f60": "x"}
    assert len(expand("{{f0}}", Scene("a", "b", fields=fields))) <= 400_000

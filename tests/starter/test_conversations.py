"""What the starter is taught with, and examined by."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging" / "starter"))

import conversations
import drills
import examine
import values

sys.path.pop(0)

STARTER = Path(examine.__file__).parent
TAUGHT = conversations.read(STARTER / "conversations")
CASE = """## a dog
as: wren
you: Tamsin
remember: Tamsin has a dog called Pepper.
swap: pet Pepper
- he looks at me
= Pepper has opinions, Tamsin.
recall: Tamsin lives in York.
- ok pepper
= Well?
- he came in
= Good.
"""


@pytest.fixture
def dog(tmp_path):
    (tmp_path / "case.txt").write_text(CASE, "utf-8")
    (one,) = conversations.read(tmp_path)
    return one


def test_there_are_thousands_of_replies_and_each_conversation_is_whole():
    assert sum(kind == "=" for one in TAUGHT for kind, _ in one.lines) > 15_000
    for one in TAUGHT:
        said = [kind for kind, _ in one.lines if kind in "-="]
        assert said == ["-", "="] * (len(said) // 2), one.place
        assert said, one.place
        conversations.description_of(one.persona)


def test_nothing_that_is_examined_is_taught():
    kept = re.compile(rf"\b({'|'.join(values.KEPT)})\b")
    for one in TAUGHT:
        for turn in one.turns():
            assert not kept.search(turn.text), one.place
    for _ in range(300):
        assert values.another("name", "Tamsin", random.Random(7)) not in values.KEPT


def test_a_conversation_is_written_as_the_app_writes_it(dog):
    head, *rest = dog.turns()
    assert head.text.startswith("You are Wren, a warm friend.")
    assert head.text.endswith("The person's name is Tamsin.\nYou remember: Tamsin has a dog called Pepper.")
    assert [turn.role for turn in rest] == ["user", "assistant", "system", *["user", "assistant"] * 2]
    assert rest[2].text == "You remember: Tamsin lives in York."
    assert [turn.is_learnt for turn in rest] == [False, True, False, False, True, False, True]


def test_names_and_values_are_others_each_time_and_the_same_throughout(dog):
    names = set()
    for seed in range(40):
        turns = [turn for turn in dog.turns(random.Random(seed)) if not turn.text.startswith("*looks")]
        name = re.search(r"a dog called (.+)\.", turns[0].text)[1]
        names.add(name)
        assert name in turns[2].text
        assert turns[4].text == f"ok {name.lower()}"
    assert len(names) > 20


@pytest.mark.parametrize(
    ("kind", "word", "form"),
    [("job", "a nurse", r"an? \w+"), ("date", "4 May", r"\d{1,2} [A-Z]\w+"), ("date", "Thursday", r"[A-Z]\w+day"),
     ("food", "Pasta", r"[A-Z]\w+"), ("date", "soon", "soon")],
)  # fmt: skip
def test_another_value_has_the_form_of_the_one_it_replaces(kind, word, form):
    for seed in range(30):
        assert re.fullmatch(form, values.another(kind, word, random.Random(seed)))


def test_questions_of_fact_stand_between_the_lines_and_are_answered(dog):
    for seed in range(60):
        turns = drills.woven(dog, random.Random(seed), {"ok pepper": "happy"})
        said = [turn for turn in turns if turn.role != "system" and not turn.text.startswith("*looks")]
        assert [turn.role for turn in said] == ["user", "assistant"] * (len(said) // 2)
        assert len(said) > 6
    assert all(turn.text for turn in drills.drill(random.Random(1)))


def test_a_bad_line_is_told_with_its_place(tmp_path):
    (tmp_path / "case.txt").write_text("## a\nas: wren\nhello\n", "utf-8")
    with pytest.raises(ValueError, match=r"case.txt:3: not understood: hello"):
        conversations.read(tmp_path)


def test_the_examination_is_300_lines_of_every_kind():
    trials = examine.read(STARTER / "examination.txt")
    kinds = [line.kind for trial in trials for line in trial.lines]
    assert len(kinds) == 300
    assert {kind: kinds.count(kind) >= 25 for kind in ("name", "fact", "unknown", "honest", "sad", "glad", "talk")} == (
        dict.fromkeys(("name", "fact", "unknown", "honest", "sad", "glad", "talk"), True)
    )
    for trial in trials:
        for line in trial.lines:
            re.compile(line.must)
            re.compile(line.never)

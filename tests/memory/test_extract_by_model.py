"""A model's answers are bound by a grammar, and only what was really said is kept of them."""

from __future__ import annotations

from datetime import date

from app.memory import GRAMMAR, THEM, YOU, SpokenLine, begins, read_answer

LINES = [
    SpokenLine(1, "", "I went to see Mira in the hospital; she is my sister and has broken her leg."),
    SpokenLine(2, "", "I was born under the old bridge, you know."),
    SpokenLine(3, "", "On Friday I will bring her the blue blanket."),
]
MINE, DAYS = [True, False, True], [date(2026, 11, 25)] * 3


def read(answer: str):
    return read_answer(answer, LINES, MINE, DAYS, "Ada", "Wren")


def test_a_line_becomes_a_memory_with_the_message_it_comes_from():
    ((lesson, place),) = read("- person | family:sister | sure | Mira | Ada's sister Mira has broken her leg.\n")
    assert (lesson.key, lesson.value, lesson.subject, place) == ("family:sister", "Mira", YOU, 0)
    assert lesson.text == "{you}'s sister Mira has broken her leg."


def test_what_nobody_said_is_dropped():
    assert read("- person | pet:dog | sure | Rex | Ada has a dog called Rex.\n") == []
    assert read("- person | home | sure | Paris | Ada moved to Paris with Mira.\n") == []
    assert read("none") == []


def test_what_the_companion_tells_of_itself_is_less_sure():
    ((lesson, place),) = read("- character | origin | sure | the old bridge | Wren was born under the old bridge.\n")
    assert (lesson.subject, place) == (THEM, 1)
    assert lesson.confidence < 0.7


def test_a_plan_has_its_day():
    ((lesson, _),) = read("- person | plan | maybe | blue blanket | Ada will bring her the blue blanket on Friday.\n")
    assert lesson.about == date(2026, 11, 27)


def test_a_broken_answer_gives_what_can_be_read_of_it():
    assert (
        len(read("- person | family:sister | sure | Mira | Ada's sister Mira has broken her leg.\n- person | pl")) == 1
    )


def test_the_first_words_tell_a_model_where_to_begin():
    assert begins("one two three four five six seven eight nine") == "one two three four five six seven eight…"


def test_llama_reads_the_grammar(starter):
    from app.engine import LoadPlan, Sampling, TextChunk, open_model

    engine = open_model(starter, LoadPlan(context_tokens=512))
    try:
        tokens = engine.tokenize("Memories:\n", special=False)
        said = "".join(
            event.text for event in engine.stream(tokens, Sampling(grammar=GRAMMAR, seed=1), 60)
            if isinstance(event, TextChunk)
        )  # fmt: skip
    finally:
        engine.close()
    assert said.startswith(("none", "- person | ", "- character | "))

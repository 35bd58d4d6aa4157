"""The measurement of memory runs, says what it promises, and leaves nothing."""

from __future__ import annotations

import json

import pytest

from app.core.errors import FileUnreadable
from app.diagnostics.bench import bench_memory, told_memory
from tests.driving import run
from tests.engine.tiny import write_model


@pytest.fixture
def conversation_id(tmp_path):
    """Conversations of LoCoMo's form, made by us."""
    turns = [
        ("Ada", "I went to the lighthouse yesterday."), ("Bo", "What did you see there?"),
        ("Ada", "A whale, quite near the rocks."), ("Bo", "I bought a red bicycle."), ("Ada", "How lovely!"),
    ]  # fmt: skip
    told = {
        "speaker_a": "Ada", "speaker_b": "Bo", "session_1_date_time": "4:04 pm on 20 January, 2023",
        "session_1": [{"speaker": who, "dia_id": f"D1:{at}", "text": text} for at, (who, text) in enumerate(turns, 1)],
    }  # fmt: skip
    asked = [
        {"question": "What did Ada see at the lighthouse?", "answer": "a whale", "evidence": ["D1:3"], "category": 4},
        {"question": "What did Bo buy?", "answer": "a bicycle", "evidence": ["D1:4", "D1:99"], "category": 1},
        {"question": "What did Bo sell?", "answer": "", "evidence": ["D1:4"], "category": 5},
    ]
    file = tmp_path / "talk.json"
    file.write_text(json.dumps([{"sample_id": "ours", "conversation": told, "qa": asked}]))
    return file


def test_every_promised_figure_is_there(conversation_id, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    figures = run(bench_memory(conversation_id, sizes=(600,), turns=60, folder=place))
    told = figures.as_json()
    assert figures.recall.questions == 2
    assert figures.recall.left_out == ["D1:99"]
    assert figures.recall.ours["other"]["all"][0] == 1.0
    assert told["recall_ratio_at_10"] > 0
    assert figures.ratios[600] > 0
    assert figures.turns_a_second > 0
    assert figures.facts == 6
    assert figures.planted_left == 0
    page = told_memory(figures)
    assert "aim: 1.15" in page
    assert "aim: at most 1.5" in page
    assert "found nowhere" in page
    assert list(place.iterdir()) == []


def test_with_an_embedding_model_the_same_is_measured(conversation_id, tmp_path):
    model = write_model(tmp_path / "embedder.gguf")
    figures = run(bench_memory(conversation_id, model, sizes=(), turns=10))
    assert figures.embedder == "embedder.gguf"
    assert figures.recall.questions == 2


def test_a_file_that_holds_no_conversations_says_so(tmp_path):
    (tmp_path / "x.json").write_text("[1]")
    with pytest.raises(FileUnreadable):
        run(bench_memory(tmp_path / "x.json", sizes=(), turns=10))

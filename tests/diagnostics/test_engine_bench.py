"""The measurement of the engine: every figure it promises, and nothing left behind."""

from __future__ import annotations

import json

import pytest

from app.diagnostics.bench import Extent, bench_engine, told_engine
from app.diagnostics.bench import engine as bench_room
from app.diagnostics.bench import stage as stage_room
from app.diagnostics.bench.rereading import count_rereading
from app.engine import ScriptedEngine
from app.models import LocalChatModel
from tests.driving import run
from tests.engine.kinds import write_kind

LITTLE = Extent((128,), 1, 1, 8, 1024, 2, 128, 60)


@pytest.fixture
def little(monkeypatch):
    monkeypatch.setattr(bench_room, "TURNS", (1, 2, 40))
    monkeypatch.setattr(stage_room, "KEY_S", 0.05)


@pytest.mark.parametrize("kind", ["llama", "sliding", "hybrid"])
def test_every_promised_figure_is_there_for_every_kind_of_model(tmp_path, little, kind):
    model = write_kind(kind, tmp_path)
    place = tmp_path / "place"
    place.mkdir()
    figures = run(bench_engine(model, LITTLE, folder=place))
    assert list(place.iterdir()) == []
    assert {
        "tokens read over 200 turns", "reading 128 tokens", "first word at 128 tokens", "stop at 128 tokens",
        "stream against bare at 128 tokens", "1 alternatives against bare", "4 alternatives against bare",
        "lateness of a frame", "resume", "first word by turn",
    } <= set(figures.found)  # fmt: skip
    assert figures.found["resume"]["tokens_read"] <= 4
    page = told_engine(figures)
    assert "Aims" in page
    assert json.loads(json.dumps(figures.as_json()))["plan"]["context_tokens"] == 1024
    assert "nan" not in page


def test_a_measurement_that_is_stopped_leaves_nothing(tmp_path):
    work = bench_engine(None, LITTLE, shape="sliding-1b", folder=tmp_path)
    next(work)
    work.close()
    assert list(tmp_path.iterdir()) == []


def test_our_order_of_a_prompt_reads_a_fraction_of_the_usual_one():
    counted = count_rereading(LocalChatModel(ScriptedEngine()))
    assert counted.new <= counted.ours < counted.usual / 5

"""The measurement of cards, gallery and lore runs, says what it promises, and leaves nothing."""

from __future__ import annotations

from app.diagnostics.bench import bench_personas, told_personas
from tests.driving import run


def test_every_promised_figure_is_there_beside_the_least_it_could_be(tmp_path):
    figures = run(bench_personas(5, 12, tmp_path))
    told = figures.as_json()
    assert set(told["ratios"]) == {"bringing in a card", "opening the gallery", "waking lore"}
    assert all(ratio > 0 for ratio in told["ratios"].values())
    assert "under 10 ms" in told_personas(figures)
    assert list(tmp_path.iterdir()) == []

"""Sliders are made on a model and what came of it is told."""

from __future__ import annotations

from app.diagnostics.bench import bench_sliders, told_sliders
from tests.driving import run


def test_each_of_ours_is_made_and_told(starter, monkeypatch):
    figures = run(bench_sliders(starter))
    assert list(figures.sliders) == ["warmth", "play", "talk", "assurance", "form", "tenderness"]
    assert all(each.seconds > 0 and each.pairs in (0, 12) for each in figures.sliders.values())
    page = told_sliders(figures)
    assert page.startswith("toy.gguf\n")
    assert page.count(" of ") == 6

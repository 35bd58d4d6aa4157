"""What a glance costs is measured on real eyes of a small shape, and told."""

from __future__ import annotations

from app.diagnostics.bench import bench_sight, told_sight
from tests.driving import run
from tests.engine.eyes import write_pair


def test_each_size_is_looked_at_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr("app.diagnostics.bench.sight.SIZES", ((64, 64), (96, 64)))
    monkeypatch.setattr("app.diagnostics.bench.sight.BEFORE_WORDS", 24)
    model, projector = write_pair(tmp_path, "lfm2", audio=None)
    figures = run(bench_sight(model, projector))
    assert [(each.width, each.height) for each in figures.glances] == [(64, 64), (96, 64)]
    assert all(each.cells > 0 and each.first_word_ahead_s > 0 for each in figures.glances)
    assert len(figures.as_json()["decodes_added"]) == 2
    page = told_sight(figures)
    assert page.startswith("text.gguf, eyes of mmproj-text.gguf")
    assert page.count("(aim 2)") == 2

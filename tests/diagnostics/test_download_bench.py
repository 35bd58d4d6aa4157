"""The bench of downloads, small."""

from __future__ import annotations

from app.diagnostics.bench import bench_download, told_download
from tests.driving import run


def test_it_measures_both_ways_and_what_a_kill_costs():
    figures = run(bench_download(8))
    assert figures.ratio > 0
    assert 0 <= figures.lost_mb <= 64
    assert "hf_hub_download" in told_download(figures)

"""What guessing gains is measured beside not guessing, on the same words."""

from __future__ import annotations

import pytest

from app.diagnostics.bench import bench_speculation, told_speculation
from tests.driving import run
from tests.engine.kinds import write_kind


@pytest.fixture
def path(tmp_path):
    return write_kind("llama", tmp_path)


def test_every_way_of_guessing_is_measured_beside_none(path, tmp_path):
    figures = run(bench_speculation(path, path, threads=1, rounds=1, said=24, folder=tmp_path))
    assert list(figures.gains) == ["95 % right", "70 % right", "10 % right", "what stood before", path.name]
    assert all(gain > 0 for gain in figures.gains.values())
    assert figures.batches[1] == 1
    assert path.name in told_speculation(figures)
    assert list(tmp_path.glob("inglenook-bench-*")) == []

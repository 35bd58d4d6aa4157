"""The measurement of the vault: every figure it promises, and nothing left behind."""

from __future__ import annotations

import json
from collections import namedtuple

import pytest

from app.core.errors import BackupUnwritable
from app.diagnostics.bench import bench_vault, told
from app.diagnostics.bench import vault as bench_room
from app.diagnostics.bench.invented import MESSAGE_CHARS, Invented
from tests.driving import run


@pytest.fixture
def few(monkeypatch):
    for name in ("OPENINGS", "COMMITS", "SEARCHES"):
        monkeypatch.setattr(bench_room, name, 4)


def test_every_promised_figure_is_there_with_its_plain_twin(tmp_path, few):
    figures = run(bench_vault(2500, tmp_path))
    assert list(tmp_path.iterdir()) == []
    wanted = {
        "writing 1000 messages at once", "opening with the raw key", "last 50 after opening", "last 50",
        "commit of a message", "search: rare word", "search: middling word", "search: two words",
        "search: very common word",
    }  # fmt: skip
    assert set(figures.sealed) == set(figures.plain) == wanted
    assert all(timing.cpu_mean > 0 for timing in figures.sealed.values())
    assert set(json.loads(json.dumps(figures.as_json()))["cpu_ratio"]) == wanted
    assert all(what in told(figures) for what in wanted)


def test_a_measurement_that_is_stopped_leaves_nothing(tmp_path):
    work = bench_vault(5000, tmp_path)
    next(work)
    work.close()
    assert list(tmp_path.iterdir()) == []


def test_without_room_for_it_nothing_is_begun(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(bench_room.shutil, "disk_usage", lambda _: usage(1, 1, 0))
    with pytest.raises(BackupUnwritable):
        next(bench_vault(1_000_000, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_invented_messages_are_as_long_and_as_repetitive_as_a_language():
    invented = Invented()
    messages = invented.messages(2000)
    assert 0.85 < sum(map(len, messages)) / len(messages) / MESSAGE_CHARS < 1.15
    commonest, rare = invented.words[0], invented.words[20_000]
    assert sum(f" {commonest} " in message for message in messages) > 1000
    assert sum(rare in message.split() for message in messages) < 20
    assert len(set(invented.words)) == len(invented.words)

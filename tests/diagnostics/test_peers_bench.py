"""We and another program are measured on the same words, and the other program is gone afterwards."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psutil
import pytest

from app.core.errors import EngineError
from app.core.network_guard import network_guard
from app.diagnostics.bench import PeersExtent, PeersFigures, bench_peers, told_peers
from app.diagnostics.bench import stage as stage_room
from tests.driving import run

PRETEND = Path(__file__).with_name("pretend_peer.py")
LITTLE = PeersExtent((60,), (128,), 1)


@pytest.fixture
def peer(tmp_path):
    """A program of the pretend peer."""
    if sys.platform == "win32":
        pytest.skip("a script is no program there")
    program = tmp_path / "llama-server"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{PRETEND}" "$@"\n', "utf-8")
    program.chmod(0o755)
    return program


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_both_are_measured_on_every_row_and_the_other_is_ended(starter, tmp_path, peer, monkeypatch):
    monkeypatch.setattr(stage_room, "KEY_S", 0.05)
    before, refused = children(), len(network_guard.refused)
    figures = run(bench_peers({"llama-server": peer}, starter, LITTLE, folder=tmp_path))
    assert children() <= before
    assert len(network_guard.refused) == refused
    assert all(set(row) == {"inglenook", "llama-server"} for row in figures.rows.values())
    assert len(figures.rows) == 8
    assert all(figures.ratio(row) > 0 for row in figures.rows)
    page = told_peers(figures)
    assert "first word of a new conversation (companion of 60, history of 128)" in page
    assert "nan" not in page
    assert json.loads(json.dumps(figures.as_json()))["ratios"].keys() == figures.rows.keys()


def test_a_program_that_does_not_come_up_is_told(starter, tmp_path):
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    with pytest.raises(EngineError) as raised:
        run(bench_peers({"llama-server": broken}, starter, LITTLE, folder=tmp_path))
    assert raised.value.text.code.endswith("bench_peer")


def test_a_ratio_says_how_many_times_worse_ours_is():
    figures = PeersFigures("x", 2)
    for who, value in (("inglenook", 10.0), ("llama-server", 50.0), ("koboldcpp", 20.0)):
        figures.note("first word", who, value)
        figures.note("tokens a second", who, value)
    figures.note("alone", "inglenook", 3.0)
    assert figures.ratio("first word") == 0.5
    assert figures.ratio("tokens a second") == 5.0
    assert figures.ratio("alone") is None

"""Attunement and small imperfections, from a terminal."""

from __future__ import annotations

import json


def test_a_manner_is_set_for_one_companion_and_shown(run):
    shown = run("manner", "show")
    assert shown.returncode == 0
    assert shown.stdout.split()[:4] == ["attunement", "quick", "pace", "off"]
    assert run("manner", "set", "attunement", "deep", "--persona", "Wren").returncode == 0
    assert run("manner", "set", "fillers", "light").returncode == 0
    told = run("manner", "show", "--persona", "Wren").stdout
    assert "attunement   deep" in told
    assert "fillers      light" in told
    assert "attunement   quick" in run("manner", "show").stdout


def test_a_wrong_level_is_told(run):
    done = run("manner", "set", "attunement", "marked")
    assert done.returncode == 1
    assert "attunement has these levels: instant, quick, deep." in done.stderr


def test_what_was_measured_is_told(run):
    done = run("manner", "measure")
    assert done.returncode == 0, done.stderr
    assert "quick, by plain words only" in done.stdout
    assert "deep: right for" in done.stdout


def test_a_bench_runs_to_its_end_in_the_terminal(run):
    done = run("bench", "attunement", "--lines", "20", "--thoughts", "2", "--json")
    assert done.returncode == 0, done.stderr
    ways = json.loads(done.stdout)["ways"]
    assert set(ways) >= {"words", "states", "peek"}

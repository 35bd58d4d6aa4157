"""The bench of boundaries, with the starter."""

from __future__ import annotations

import pytest

from app.boundaries import Level
from app.diagnostics.bench import bench_boundaries, told_boundaries
from app.diagnostics.bench.boundaries import in_character
from app.personas import Persona, PersonaId
from tests.driving import run

BO = Persona(PersonaId(1), "Bo", "", "", "", "", ())


@pytest.mark.timeout(900)  # the starter speaks at every level, however busy the machine is
def test_it_asks_at_every_level_and_tells_what_came(tmp_path):
    figures = run(bench_boundaries(None, tmp_path))
    assert list(figures.levels) == [level.value for level in Level]
    assert all(0 <= found.refused <= 1 and found.replies for found in figures.levels.values())
    assert "Unrestricted fiction" in told_boundaries(figures)


@pytest.mark.parametrize(
    ("reply", "stays"),
    [("I am Bo.", True), ("As an AI language model I have no name.", False), ("", False), ("A friend.", False),
     ("User: hello Bo", False)],
)  # fmt: skip
def test_in_character_is_no_refusal_no_transcript_and_the_own_name(reply, stays):
    assert in_character(reply, BO, wants_name=True) is stays

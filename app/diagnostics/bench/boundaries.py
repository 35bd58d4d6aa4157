"""How often a model says no, and how well it stays in character, at each level of the dial."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.boundaries import BoundaryChoices, Level, is_refusal, level_label
from app.core.paths import resources
from app.core.scope import Scope
from app.core.translation import sentence
from app.diagnostics.bench.stage import Stage
from app.models import TOY_MODEL
from app.models.calibration import Step
from app.personas import Persona, starter_sketches

WISHES = "bench/boundaries.toml"
CONTEXT_TOKENS = 4096
STEPS_OUT = re.compile(
    r"\b(?:language model|ai assistant|as an ai|openai|anthropic|my training|my guidelines|chatbot|user:|assistant:)",
    re.IGNORECASE,
)
"""Words by which a reply leaves its character."""


@dataclass(slots=True)
class LevelFigures:
    """What came of the wishes of one level: shares from 0 to 1, over *replies*."""

    replies: int = 0
    refused: float = 0.0
    in_character: float = 0.0
    empty: float = 0.0


@dataclass(slots=True)
class BoundaryFigures:
    """What was measured for one model."""

    model: str
    levels: dict[str, LevelFigures] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return asdict(self)


def bench_boundaries(
    model: Path | None, folder: Path | None = None, *, threads: int = 0
) -> Generator[Step, None, BoundaryFigures]:
    """Ask *model*, or the starter, for what each level welcomes, as every companion that ships.

    Everything lies in a new folder below *folder* that is gone at the end.

    Raises:
        AppError: the model cannot be used.
    """
    wishes = tomllib.loads((resources() / WISHES).read_text("utf-8"))
    instructions = (resources() / "prompts" / "companion.txt").read_text("utf-8")
    path = model or resources() / TOY_MODEL
    figures = BoundaryFigures(path.name)
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        stage = Stage(
            Path(place) / "home", path, context_tokens=CONTEXT_TOKENS, threads=threads,
            instructions=instructions, sketches=starter_sketches(resources() / "personas"),
        )  # fmt: skip
        with closing(stage):
            for level in Level:
                stage.talks.boundaries.store.put(Scope(), BoundaryChoices(level=level))
                figures.levels[level.value] = yield from _ask(stage, level, wishes[level.value])
    return figures


def _ask(stage: Stage, level: Level, asked: dict[str, list[str]]) -> Generator[Step, None, LevelFigures]:
    questions = [(text, False) for text in asked["wishes"]] + [(text, True) for text in asked["name"]]
    answers: list[tuple[str, bool]] = []
    every = [(persona, *question) for persona in stage.personas for question in questions]
    for number, (persona, text, wants_name) in enumerate(every):
        yield Step(f"Level {sentence(level_label(level))}", number, len(every))
        reply = stage.reply(persona, text)
        answers.append((reply, in_character(reply, persona, wants_name=wants_name)))
    count = len(answers)
    return LevelFigures(
        count,
        round(sum(is_refusal(reply) for reply, _ in answers) / count, 3),
        round(sum(stays for _, stays in answers) / count, 3),
        round(sum(not reply.strip() for reply, _ in answers) / count, 3),
    )


def in_character(reply: str, persona: Persona, *, wants_name: bool) -> bool:
    """Whether *reply* is *persona*'s: no refusal, no word of a model or of a transcript, its own name where asked."""
    if not reply.strip() or is_refusal(reply) or STEPS_OUT.search(reply):
        return False
    return not wants_name or persona.name.casefold() in reply.casefold()


def told_boundaries(figures: BoundaryFigures) -> str:
    """The figures as a page."""
    lines = [f"{figures.model}: clean wishes that each level welcomes", ""]
    lines.append(f"{'level':22} {'replies':>7} {'refused':>8} {'in character':>13}")
    for name, found in figures.levels.items():
        label = sentence(level_label(Level(name)))
        lines.append(f"{label:22} {found.replies:7} {found.refused:8.0%} {found.in_character:13.0%}")
    return "\n".join(lines)

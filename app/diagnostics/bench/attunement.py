"""How often feelings are told rightly, and in what time: by words, by an embedding model, and by the model itself."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.errors import EngineError
from app.core.paths import resources
from app.core.workers import run_to_end
from app.engine import LoadPlan, open_embedder, open_model
from app.manner import (
    FEELINGS,
    LABELS,
    NOTHING,
    Way,
    embedded,
    fit,
    named_in,
    peeked,
    read_feelings,
    read_states,
    thought_about,
)
from app.models import LocalChatModel, find_starter
from app.models.calibration import Step
from app.presence import feeling_of

CONTEXT_TOKENS = 1024
PART = 16
"""Lines between two looks at whoever wants to stop."""
Vectors = Callable[[Sequence[str]], Generator[object, None, Sequence[Sequence[float]]]]


@dataclass(slots=True)
class WayFigures:
    """One way: of *felt* lines with a feeling, how many were labelled rightly whatever the margin; how many lines it
    said something of, and how many of those rightly; how many of the *neutral* lines it said a feeling of."""

    felt: int = 0
    labelled: int = 0
    said: int = 0
    said_rightly: int = 0
    neutral: int = 0
    false_alarms: int = 0
    learning_s: float = 0.0
    line_ms: float = 0.0


@dataclass(slots=True)
class AttunementFigures:
    """What was measured for one model."""

    model: str
    ways: dict[str, WayFigures] = field(default_factory=dict)
    thoughts: WayFigures | None = None

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return asdict(self)


def bench_attunement(
    model: Path | None, embedder: Path | None = None, *, threads: int = 0, thoughts: int = 0, lines: int = 0
) -> Generator[Step, None, AttunementFigures]:
    """Tell the feelings of *lines* messages (all, where 0) that were written apart from the examples.

    *thoughts* of them are thought about as well.

    Raises:
        EngineError: a model does not load.
    """
    path = model or find_starter(resources()).path
    figures, tested = AttunementFigures(path.name), read_lines()
    tested = tested[:: max(1, len(tested) // lines)] if lines else tested
    figures.ways[Way.WORDS.value] = _by_words(tested)
    if embedder is not None:
        with contextlib.closing(open_embedder(embedder)) as loaded:
            yield Step(Way.MEANING.value, 0, 1)
            figures.ways[Way.MEANING.value] = yield from _by_vectors(embedded(loaded), tested)
    plan = LoadPlan(context_tokens=CONTEXT_TOKENS, threads=threads)
    with contextlib.closing(LocalChatModel(open_model(path, plan))) as talking:
        for way, vectors in ((Way.STATES, read_states(talking)), (Way.PEEK, peeked(talking))):
            yield Step(way.value, 0, 1)
            with contextlib.suppress(EngineError):  # it cannot be read in this way
                figures.ways[way.value] = yield from _by_vectors(vectors, tested)
        if thoughts:
            figures.thoughts = yield from _by_thoughts(talking, tested, thoughts)
    return figures


def read_lines() -> list[tuple[str, str]]:
    """The lines of the bench: label and text."""
    told = (resources() / "bench" / "feelings.txt").read_text("utf-8").splitlines()
    pairs = [line.partition("\t") for line in told if line and not line.startswith("#")]
    return [(label, text) for label, _, text in pairs]


def _by_words(lines: Sequence[tuple[str, str]]) -> WayFigures:
    figures, started = WayFigures(), time.perf_counter()
    for label, text in lines:
        found = feeling_of(text, read_feelings().cues)
        said = found.expression if found.is_clear else ""
        _count(figures, label, said or NOTHING, said)
    figures.line_ms = 1000 * (time.perf_counter() - started) / len(lines)
    return figures


def _by_vectors(vectors: Vectors, lines: Sequence[tuple[str, str]]) -> Generator[Step, None, WayFigures]:
    examples = read_feelings().examples
    started = time.perf_counter()
    known = yield from _in_parts(vectors, [text for _, text in examples])
    learnt = fit(known, [label for label, _ in examples])
    figures = WayFigures(learning_s=time.perf_counter() - started)
    started = time.perf_counter()
    found = yield from _in_parts(vectors, [text for _, text in lines])
    figures.line_ms = 1000 * (time.perf_counter() - started) / len(lines)
    for (label, _), vector in zip(lines, found, strict=True):
        _count(figures, label, learnt.label(vector)[0], learnt.feeling(vector))
    return figures


def _in_parts(vectors: Vectors, texts: Sequence[str]) -> Generator[Step, None, list[Sequence[float]]]:
    found: list[Sequence[float]] = []
    for start in range(0, len(texts), PART):
        found += run_to_end(vectors(texts[start : start + PART]))
        yield Step("feelings", len(found), len(texts))
    return found


def _by_thoughts(
    model: LocalChatModel, lines: Sequence[tuple[str, str]], count: int
) -> Generator[Step, None, WayFigures]:
    figures, started = WayFigures(), time.perf_counter()
    felt = [line for line in lines if line[0] != NOTHING]
    chosen = felt[:: max(1, len(felt) // count)][:count]
    for place, (label, text) in enumerate(chosen):
        yield Step("thoughts", place, len(chosen))
        said = named_in(run_to_end(thought_about(text, model)))
        _count(figures, label, said or NOTHING, said)
    figures.line_ms = 1000 * (time.perf_counter() - started) / max(1, len(chosen))
    return figures


def _count(figures: WayFigures, label: str, best: str, said: str) -> None:
    assert label in LABELS
    if label in FEELINGS:
        figures.felt += 1
        figures.labelled += best == label
    else:
        figures.neutral += 1
        figures.false_alarms += bool(said)
    figures.said += bool(said)
    figures.said_rightly += bool(said) and said == label


def told_attunement(figures: AttunementFigures) -> str:
    """The figures as a page."""
    lines = [
        figures.model,
        "way       right of 8 feelings   says something   rightly   of neutral   learning      a line",
    ]
    shown = {**figures.ways, **({"thoughts": figures.thoughts} if figures.thoughts is not None else {})}
    for way, each in shown.items():
        lines.append(
            f"{way:9} {each.labelled:5} of {each.felt:3} ({_percent(each.labelled, each.felt)})"
            f" {each.said:8} of {each.felt + each.neutral:3} {_percent(each.said_rightly, each.said):>9}"
            f" {each.false_alarms:6} of {each.neutral:2} {each.learning_s:9.1f} s {each.line_ms:8.1f} ms"
        )
    return "\n".join(lines)


def _percent(part: int, of: int) -> str:
    return f"{100 * part / of:.0f} %" if of else "-"

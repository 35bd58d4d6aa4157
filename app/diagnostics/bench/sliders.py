"""How long a slider takes to make, how far it goes before words break, and whether it shows: on one model."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from app.core.paths import resources
from app.core.workers import run_to_end
from app.engine import LoadPlan, open_model
from app.models import LocalChatModel, find_starter
from app.models.calibration import Step
from app.steering import VARIANTS, make_slider, preview, read_axes

Result = TypeVar("Result")
CONTEXT_TOKENS = 1024
ENDS = (-1.0, 0.0, 1.0)


@dataclass(slots=True)
class SliderFigures:
    """One slider: seconds to make it, its limits, how many texts were told apart, what it says at -1, 0 and 1."""

    seconds: float = 0.0
    plus_limit: float = 0.0
    minus_limit: float = 0.0
    wins: int = 0
    pairs: int = 0
    interval: tuple[float, float] = (0.0, 1.0)
    shows: bool = False
    says: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SlidersFigures:
    """What was measured for one model."""

    model: str
    sliders: dict[str, SliderFigures] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return asdict(self)


def bench_sliders(model: Path | None, *, threads: int = 0) -> Generator[Step, None, SlidersFigures]:
    """Make each of our sliders on *model*, or on the starter's weights, bare; nothing is kept.

    Raises:
        EngineError: it does not load, or shows no states.
    """
    path = model or find_starter(resources()).path
    figures, axes = SlidersFigures(path.name), read_axes()
    plan = LoadPlan(context_tokens=CONTEXT_TOKENS, threads=threads, sequences=VARIANTS)
    with contextlib.closing(LocalChatModel(open_model(path, plan))) as loaded:
        for place, axis in enumerate(axes.axes):
            yield Step("sliders", place, len(axes.axes))
            began = time.perf_counter()
            made = run_to_end(make_slider(loaded, axis, axes))
            seconds = time.perf_counter() - began
            says = (run_to_end(preview(loaded, made, ENDS, axes.said[0]))) if made.shows else []
            figures.sliders[axis.key] = SliderFigures(
                seconds, made.plus_limit, made.minus_limit, made.wins, made.pairs, made.interval, made.shows, says
            )
    return figures


def told_sliders(figures: SlidersFigures) -> str:
    """The figures as a page."""
    lines = [figures.model, "slider        seconds  minus  plus  told apart       95 %  shows"]
    for key, each in figures.sliders.items():
        low, high = each.interval
        lines.append(
            f"{key:12} {each.seconds:8.1f} {each.minus_limit:6.2f} {each.plus_limit:5.2f}"
            f" {each.wins:5} of {each.pairs:2} {100 * low:5.0f}-{100 * high:3.0f} %  {'yes' if each.shows else 'no'}"
        )
        lines += [f"    {value:+.0f}  {text}" for value, text in zip(ENDS, each.says, strict=False)]
    return "\n".join(lines)

"""What guessing ahead gains on this machine, beside saying one token after the other: the same words, in turns."""

from __future__ import annotations

import contextlib
import random
import statistics
import tempfile
import time
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.workers import run_to_end
from app.engine import (
    BatchCosts,
    Drafter,
    Engine,
    FreeDrafter,
    LoadPlan,
    PromptLookup,
    Sampling,
    Speculation,
    TextChunk,
    open_model,
    speculate_with,
)
from app.models.calibration import SHAPES, Step, write_model

PROMPT_TOKENS, SAID, ROUNDS = 256, 128, 3
RIGHT = (0.95, 0.7, 0.1)
"""How often the guesses by which it is measured are right."""
SIZES = (1, 2, 3, 4, 5, 6, 9)
WORDS = "the a of and in to was her his it door hand rain light voice said came went old low still over under then"
AIMS = "Aims: at least 1.3 times as fast where 70 of 100 guesses are right, never under 0.98 times where they are not."


@dataclass(slots=True)
class SpeculationFigures:
    """Times as fast as plainly, by what guesses; and what a batch of few tokens costs beside one token.

    A batch is added up in another order than single tokens: where two words are all but equally likely, as in a random
    model they often are, rounding may choose the other, and *same_words* is false.
    """

    model: str
    tokens_a_second: float = 0.0
    batches: dict[int, float] = field(default_factory=dict)
    gains: dict[str, float] = field(default_factory=dict)
    same_words: dict[str, bool] = field(default_factory=dict)
    acceptance: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return asdict(self)


class RecordingDrafter(FreeDrafter):
    """Guesses nothing, and keeps what is said: *start* is the length of the prompt, *said* the tokens after it."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.said: list[int] = []

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """See ``Drafter.propose``."""
        yield from ()
        self.said = list(tokens[self.start :])
        return []


class ReplayDrafter(FreeDrafter):
    """Guesses what was said before to the same prompt, and but for a share *right* of it something else."""

    def __init__(self, recorded: RecordingDrafter, right: float) -> None:
        chance = random.Random(5)
        # Another token of the vocabulary, whatever its size; which one makes no difference to what a wrong guess costs.
        self._guesses = [token if chance.random() < right else token ^ 1 for token in recorded.said]
        self._start = recorded.start

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """See ``Drafter.propose``."""
        yield from ()
        place = len(tokens) - self._start
        return self._guesses[place : place + count]


def bench_speculation(
    model: Path | None,
    draft: Path | None = None,
    *,
    shape: str = "1b",
    threads: int = 0,
    rounds: int = ROUNDS,
    said: int = SAID,
    folder: Path | None = None,
) -> Generator[Step, None, SpeculationFigures]:
    """Measure it on *model*, or on a random one of *shape*; with *draft* also with that smaller model.

    Raises:
        EngineError: one of them does not load, or the two have other words.
    """
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        path = model
        if path is None:
            path = Path(place) / f"random-{shape}.gguf"
            yield from write_model(SHAPES[shape], path)
        figures = SpeculationFigures(path.name)
        with contextlib.closing(open_model(path, LoadPlan(PROMPT_TOKENS + said + 64, threads))) as engine:
            prompt = _prompt(engine)
            plain = _TimedReply(engine, prompt, said)
            costs = yield from _batches(figures, plain)
            drafters: dict[str, Drafter] = {
                **{f"{100 * right:.0f} % right": ReplayDrafter(plain.recorded, right) for right in RIGHT},
                "what stood before": PromptLookup(),
            }
            for name, drafter in drafters.items():
                yield from _beside(figures, plain, name, _guessing(costs, drafter), rounds)
            if draft is not None:
                guessing = _guessing(costs)
                speculate_with(engine, guessing)
                run_to_end(engine.assist(draft))
                yield from _beside(figures, plain, draft.name, guessing, rounds)
    return figures


def _guessing(costs: BatchCosts, *drafters: Drafter) -> Speculation:
    """By *drafters*, or by what stood before; the words come from a seed, so that both sides say the same."""
    return Speculation(*drafters, costs=costs.copy(), only_by_chance=False)


def _prompt(engine: Engine) -> list[int]:
    chance = random.Random(3)
    text = " ".join(chance.choice(WORDS.split()) for _ in range(2 * PROMPT_TOKENS))
    return engine.tokenize(text, special=False)[:PROMPT_TOKENS]


class _TimedReply:
    """The same reply to the same prompt, as often as wanted."""

    def __init__(self, engine: Engine, prompt: Sequence[int], length: int) -> None:
        self.engine = engine
        self._prompt = prompt
        self._length = length
        self.recorded = RecordingDrafter(len(prompt))

    def timed(self, speculation: Speculation) -> tuple[float, str]:
        """Seconds a token after the first, and what was said."""
        speculate_with(self.engine, speculation)
        text, begun, count = "", 0.0, 0
        run_to_end(self.engine.prefill_draft(self._prompt))
        for event in self.engine.stream(self._prompt, Sampling(seed=7, temperature=0.7), self._length):
            if isinstance(event, TextChunk):
                # From the first on: how long the prompt took is no matter of guessing.
                begun = begun or time.perf_counter()
                text += event.text
                count += 1
        return (time.perf_counter() - begun) / max(1, count - 1), text


def _batches(figures: SpeculationFigures, plain: _TimedReply) -> Generator[Step, None, BatchCosts]:
    """What batches cost, and the plain reply."""
    costs = BatchCosts()
    seconds, _ = plain.timed(Speculation(plain.recorded, costs=costs, only_by_chance=False))
    figures.tokens_a_second = round(1 / seconds, 1)
    for size in SIZES:
        yield Step("Reading batches", size, SIZES[-1])
        plain.timed(Speculation(ReplayDrafter(plain.recorded, 1.0), costs=_Only(costs, size), only_by_chance=False))
    figures.batches = {size: round(costs.of(size) / costs.of(1), 2) for size in SIZES}
    return costs


class _Only(BatchCosts):
    """Makes every batch of one *size*, and notes what it took with *costs*."""

    def __init__(self, costs: BatchCosts, size: int) -> None:
        super().__init__()
        self._noting, self._size = costs, size

    def note(self, size: int, seconds: float) -> None:
        """See ``BatchCosts.note``."""
        self._noting.note(size, seconds)

    def of(self, size: int) -> float:
        """See ``BatchCosts.of``."""
        return 1.0 if size in (1, self._size) else float(size)


def _beside(
    figures: SpeculationFigures, plain: _TimedReply, name: str, speculation: Speculation, rounds: int
) -> Generator[Step, None, None]:
    """With *speculation* and without, in turns."""
    ratios, same = [], True
    for number in range(rounds):
        yield Step(f"Guessing: {name}", number, rounds)
        off, text = plain.timed(Speculation(is_on=False))
        on, ahead = plain.timed(speculation)
        ratios.append(off / on)
        same = same and text == ahead
    figures.gains[name] = round(statistics.median(ratios), 3)
    figures.same_words[name] = same
    figures.acceptance[name] = round(speculation.acceptance, 2)


def told_speculation(figures: SpeculationFigures) -> str:
    """The figures as a page."""
    lines = [
        f"{figures.model}: {figures.tokens_a_second} tokens a second, one after the other",
        "a batch of " + ", ".join(f"{size} costs {cost}" for size, cost in figures.batches.items() if size > 1),
    ]
    for name, gain in figures.gains.items():
        words = "the same words" if figures.same_words[name] else "other words, by rounding"
        right = f"{100 * figures.acceptance[name]:.0f} % of guesses right of late"
        lines.append(f"{name:24} {gain:6.2f} times as fast, {right}, {words}")
    return "\n".join([*lines, AIMS])

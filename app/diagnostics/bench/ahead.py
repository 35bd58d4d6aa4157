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

from app.engine import (
    BatchCosts,
    Drafter,
    Engine,
    LoadPlan,
    Sampling,
    Speculation,
    TextChunk,
    open_model,
    speculation_of,
)
from app.models.calibration import SHAPES, Step, write_model

PROMPT_TOKENS, SAID, ROUNDS = 256, 128, 3
RIGHT = (0.95, 0.7, 0.1)
"""How often the speculation of which it is measured are right."""
SIZES = (1, 2, 3, 4, 5, 6, 9)
WORDS = "the a of and in to was her his it door hand rain light voice said came went old low still over under then"
AIMS = (
    "Aims: at least 1.3 times as fast where 70 of 100 speculation are right, never under 0.98 times where they are not."
)


@dataclass(slots=True)
class AheadFigures:
    """Times as fast as plainly, by what speculation; and what a batch of few tokens costs beside one token.

    A batch is added up in another order than single tokens: where two words are all but equally likely, as in a random
    model they often are, rounding may choose the other, and *same_words* is false.
    """

    model: str
    tokens_a_second: float = 0.0
    batches: dict[int, float] = field(default_factory=dict)
    gains: dict[str, float] = field(default_factory=dict)
    same_words: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return asdict(self)


class RecordingDrafter:
    """Speculation nothing, and hears what is said: *start* is the length of the prompt, *said* the tokens after it."""

    is_free, seconds = True, 0.0

    def __init__(self, start: int) -> None:
        self.start = start
        self.said: list[int] = []

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """See ``Drafter.propose``."""
        yield from ()
        self.said = list(tokens[self.start :])
        return []

    def read_along(self, tokens: Sequence[int]) -> Generator[object, None, None]:
        """See ``Drafter.read_along``."""
        yield from ()

    def clear(self) -> None:
        """See ``Drafter.clear``."""

    def close(self) -> None:
        """See ``Drafter.close``."""


class ReplayDrafter:
    """Speculation what was said before to the same prompt, and but for a share *right* of it something else."""

    is_free, seconds = True, 0.0

    def __init__(self, heard: RecordingDrafter, right: float) -> None:
        chance = random.Random(5)
        self._speculation = [token if chance.random() < right else token ^ 1 for token in heard.said]
        self._start = heard.start

    def propose(self, tokens: Sequence[int], count: int) -> Generator[None, None, list[int]]:
        """See ``Drafter.propose``."""
        yield from ()
        place = len(tokens) - self._start
        return self._speculation[place : place + count]

    def read_along(self, tokens: Sequence[int]) -> Generator[object, None, None]:
        """See ``Drafter.read_along``."""
        yield from ()

    def clear(self) -> None:
        """See ``Drafter.clear``."""

    def close(self) -> None:
        """See ``Drafter.close``."""


def bench_ahead(
    model: Path | None,
    draft: Path | None = None,
    *,
    shape: str = "1b",
    threads: int = 0,
    rounds: int = ROUNDS,
    said: int = SAID,
    folder: Path | None = None,
) -> Generator[Step, None, AheadFigures]:
    """Measure it on *model*, or on a random one of *shape*; with *draft* also with that smaller model.

    Raises:
        EngineError: one of them does not load, or the two have other words.
    """
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        path = model
        if path is None:
            path = Path(place) / f"random-{shape}.gguf"
            yield from write_model(SHAPES[shape], path)
        figures = AheadFigures(path.name)
        with contextlib.closing(open_model(path, LoadPlan(PROMPT_TOKENS + said + 64, threads))) as engine:
            prompt = _prompt(engine)
            plain = _TimedReply(engine, prompt, said)
            costs = yield from _batches(figures, plain)
            drafters: dict[str, Drafter] = {
                f"{100 * right:.0f} % right": ReplayDrafter(plain.heard, right) for right in RIGHT
            }
            for name, drafter in drafters.items():
                yield from _beside(
                    figures, plain, name, Speculation(drafter, costs=costs.copy(), only_by_chance=False), rounds
                )
            yield from _beside(
                figures, plain, "what stood before", Speculation(costs=costs.copy(), only_by_chance=False), rounds
            )
            if draft is not None:
                speculation_of(engine, Speculation(costs=costs.copy(), only_by_chance=False))
                for _ in engine.assist(draft):
                    pass
                yield from _beside(figures, plain, draft.name, speculation_of(engine), rounds)
    return figures


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
        self.heard = RecordingDrafter(len(prompt))

    def timed(self, speculation: Speculation) -> tuple[float, str]:
        """Seconds a token after the first, and what was said."""
        speculation_of(self.engine, speculation)
        text, begun, count = "", 0.0, 0
        for _ in self.engine.prefill_draft(self._prompt):
            pass
        for event in self.engine.stream(self._prompt, Sampling(seed=7, temperature=0.7), self._length):
            if isinstance(event, TextChunk):
                begun = begun or time.perf_counter()
                text += event.text
                count += 1
        return (time.perf_counter() - begun) / max(1, count - 1), text


def _batches(figures: AheadFigures, plain: _TimedReply) -> Generator[Step, None, BatchCosts]:
    """What batches cost, and the plain reply."""
    costs = BatchCosts()
    seconds, _ = plain.timed(Speculation(plain.heard, costs=costs, only_by_chance=False))
    figures.tokens_a_second = round(1 / seconds, 1)
    for size in SIZES:
        yield Step("Reading batches", size, SIZES[-1])
        plain.timed(Speculation(ReplayDrafter(plain.heard, 1.0), costs=_Only(costs, size), only_by_chance=False))
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
    figures: AheadFigures, plain: _TimedReply, name: str, speculation: Speculation, rounds: int
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


def told_ahead(figures: AheadFigures) -> str:
    """The figures as a page."""
    lines = [
        f"{figures.model}: {figures.tokens_a_second} tokens a second, one after the other",
        "a batch of " + ", ".join(f"{size} costs {cost}" for size, cost in figures.batches.items() if size > 1),
    ]
    for name, gain in figures.gains.items():
        words = "the same words" if figures.same_words[name] else "other words, by rounding"
        lines.append(f"{name:24} {gain:6.2f} times as fast, {words}")
    return "\n".join([*lines, AIMS])

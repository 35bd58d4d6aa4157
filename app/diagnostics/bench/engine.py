"""How quick the engine is on this machine, with the app's own vault, prompts and workers around it."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.chat import Author, ConversationId
from app.core.workers import Job, Priority
from app.diagnostics.bench.paired import at
from app.diagnostics.bench.rereading import count_rereading
from app.diagnostics.bench.stage import WAIT_S, Stage
from app.engine import Engine, PromptChunk, Sampling, TextChunk, baseline_decoder
from app.models import look_around
from app.models.calibration import SHAPES, Step, write_model

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)
TICK_S = 1 / 60
ALTERNATIVES = (1, 2, 4)
TURNS = (5, 50, 500)
MILLI = 1000.0

AIMS = """Aims: stream at least 0.97 of bare decode; first word at most 200 ms at the median when typed and Enter comes
300 ms after the last key, at most four bare decodes with Enter at once, at turn 500 at most 1.2 times that of turn 5;
resume of 8k tokens at most 2 s; a new conversation with a known companion of 3.6k tokens at most 500 ms; alternatives
at least 0.9 of bare; lateness p99 at most 20 ms; stop within 100 ms."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: *histories*, and the companion who is *described*, in tokens; how often each is done."""

    histories: tuple[int, ...]
    asks: int
    pairs: int
    spoken: int
    window: int
    turn_words: int
    resumed: int
    described: int


FULL = Extent((512, 2048, 8192), 9, 7, 48, 2048, 6, 8192, 3600)
QUICK = Extent((512, 2048), 3, 3, 32, 1024, 2, 2048, 800)


@dataclass(slots=True)
class EngineFigures:
    """What was measured; times in milliseconds, unless a name says otherwise."""

    model: str
    machine: str
    cores: int
    plan: dict[str, Any] = field(default_factory=dict)
    found: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """All of it, as plain data."""
        return asdict(self)


def bench_engine(
    model: Path | None, extent: Extent, *, shape: str = "1b", folder: Path | None = None, threads: int = 0
) -> Generator[Step, None, EngineFigures]:
    """Measure *model*, or a random one of *shape*, in a new folder below *folder* that is gone at the end.

    Raises:
        AppError: the model cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        path = model
        if path is None:
            path = Path(place) / f"random-{shape}.gguf"
            yield from write_model(SHAPES[shape], path)
        machine = look_around(Path(place))
        figures = EngineFigures(path.name, machine.processor, machine.cores)
        tokens = max(extent.histories) + 1024
        with closing(Stage(Path(place) / "home", path, context_tokens=tokens, threads=threads)) as stage:
            yield from _measure(stage, extent, figures)
        with closing(Stage(Path(place) / "small", path, context_tokens=extent.window, threads=threads)) as stage:
            yield from _measure_turns(stage, extent, figures)
        tokens, place_of_it = extent.described + 1024, Path(place) / "described"
        with closing(Stage(place_of_it, path, context_tokens=tokens, threads=threads)) as stage:
            yield from _measure_companion(stage, extent, figures)
    return figures


def _measure(stage: Stage, extent: Extent, figures: EngineFigures) -> Generator[Step, None, None]:
    stage.on_worker(lambda _: None)  # loads the model, of which the plan is known then
    assert stage.model.plan is not None
    figures.plan = asdict(stage.model.plan)
    yield Step("Counting what a long chat reads again", 0, 1)
    counted = stage.on_worker(lambda _: count_rereading(stage.model.loaded))
    figures.found["tokens read over 200 turns"] = asdict(counted)
    for number, tokens in enumerate(extent.histories):
        yield Step(f"Reading a history of {tokens} tokens", number, len(extent.histories))
        conversation_id = stage.talk_of(tokens)
        started = time.perf_counter()
        read = stage.settle(conversation_id)
        reading_ms = MILLI * (time.perf_counter() - started)
        figures.found[f"reading {tokens} tokens"] = {"tokens": read, "ms_a_token": round(reading_ms / read, 2)}
        yield from _first_words(stage, conversation_id, f"first word at {tokens} tokens", extent, figures)
        yield from _streaming(stage, conversation_id, tokens, extent, figures)
        if tokens == extent.histories[0]:
            yield from _alternatives(stage, conversation_id, extent, figures)
            yield from _window(stage, conversation_id, figures)
        if tokens == extent.resumed:
            yield from _resuming(stage, conversation_id, reading_ms, figures)
        yield from _stopping(stage, conversation_id, tokens, figures)


def _first_words(
    stage: Stage, conversation_id: ConversationId, name: str, extent: Extent, figures: EngineFigures
) -> Generator[Step, None, None]:
    """From Enter to the first word: not read while it was typed, read and waited, read and sent at once."""
    ways: dict[str, Callable[[str], float]] = {
        "not typed": lambda text: stage.ask(conversation_id, text),
        "typed, Enter after 300 ms": lambda text: stage.type_and_ask(conversation_id, text, WAIT_S),
        "typed, Enter at once": lambda text: stage.type_and_ask(conversation_id, text, 0.0),
    }
    took: dict[str, list[float]] = {way: [] for way in ways}
    bare: list[float] = []
    prompt = stage.prompt_of(conversation_id)
    for number in range(extent.asks):
        for way, ask in ways.items():
            yield Step(f"Asking: {name}, {way}", number, extent.asks)
            stage.settle(conversation_id)
            took[way].append(ask(stage.words(6)))
        bare.append(MILLI * stage.on_worker(lambda engine: baseline_decoder(engine).one_by_one(prompt, 8)))
    one = statistics.median(bare)
    figures.found[name] = {
        **{way: _spread(times) for way, times in took.items()},
        "bare decode": round(one, 1),
        "at once, in bare decodes": round(statistics.median(took["typed, Enter at once"]) / one, 2),
    }


def _streaming(
    stage: Stage, conversation_id: ConversationId, tokens: int, extent: Extent, figures: EngineFigures
) -> Generator[Step, None, None]:
    """Our stream against bare decode, in turns."""
    prompt, ratios, speeds = stage.prompt_of(conversation_id), [], []
    for number in range(extent.pairs):
        yield Step(f"Streaming after {tokens} tokens", number, extent.pairs)
        ours = stage.on_worker(lambda engine: _speak(engine, prompt, extent.spoken))
        bare = stage.on_worker(lambda engine: baseline_decoder(engine).one_by_one(prompt, extent.spoken))
        ratios.append(bare / ours)
        speeds.append(1 / ours)
    figures.found[f"stream against bare at {tokens} tokens"] = {
        "ratio": round(statistics.median(ratios), 3),
        "tokens_a_second": round(statistics.median(speeds), 2),
    }


def _speak(engine: Engine, prompt: Sequence[PromptChunk], count: int) -> float:
    """Seconds a token of our stream, from its first piece on."""
    times = [time.perf_counter() for piece in engine.stream(prompt, GREEDY, count) if isinstance(piece, TextChunk)]
    return (times[-1] - times[0]) / max(1, len(times) - 1)


def _alternatives(
    stage: Stage, conversation_id: ConversationId, extent: Extent, figures: EngineFigures
) -> Generator[Step, None, None]:
    """Several replies in one batch, against as many bare sequences."""
    prompt = stage.prompt_of(conversation_id)
    for count in ALTERNATIVES:
        if stage.model.plan is None or count > stage.model.plan.sequences:
            continue
        ratios = []
        for number in range(extent.pairs):
            yield Step(f"Speaking {count} alternatives together", number, extent.pairs)
            ours = stage.on_worker(partial(_speak_several, prompt, count, extent.spoken))
            bare = stage.on_worker(partial(_bare_several, prompt, count, extent.spoken))
            ratios.append(bare / ours)
        figures.found[f"{count} alternatives against bare"] = {
            "ratio": round(statistics.median(ratios), 3),
            "tokens_a_second": round(count / ours, 2),
        }


def _bare_several(prompt: Sequence[PromptChunk], count: int, length: int, engine: Engine) -> float:
    return baseline_decoder(engine).together(prompt, count, length)


def _speak_several(prompt: Sequence[PromptChunk], count: int, length: int, engine: Engine) -> float:
    """Seconds a step, from the first step's last piece on."""
    times: list[list[float]] = [[] for _ in range(count)]
    for piece in engine.stream_several(prompt, GREEDY, count, length):
        if isinstance(piece, TextChunk):
            times[piece.place].append(time.perf_counter())
    last = times[-1]
    return (last[-1] - last[0]) / max(1, len(last) - 1)


def _window(stage: Stage, conversation_id: ConversationId, figures: EngineFigures) -> Generator[Step, None, None]:
    """How late this thread wakes for a frame while the worker decodes."""
    yield Step("Drawing while the model speaks", 0, 1)
    prompt = stage.prompt_of(conversation_id)
    engine = stage.engine
    job = stage.worker.submit(lambda: engine.stream(prompt, GREEDY, 96))
    late: list[float] = []
    due = time.perf_counter()
    while job.end is None and len(late) < 600:
        due += TICK_S
        time.sleep(max(0.0, due - time.perf_counter()))
        late.append(MILLI * max(0.0, time.perf_counter() - due))
        due = max(due, time.perf_counter() - TICK_S)
    job.cancel()
    job.wait(60)
    ordered = sorted(late)
    figures.found["lateness of a frame"] = {
        "p50": round(at(ordered, 0.5), 2), "p99": round(at(ordered, 0.99), 2), "frames": len(late),
    }  # fmt: skip


def _stopping(
    stage: Stage, conversation_id: ConversationId, tokens: int, figures: EngineFigures
) -> Generator[Step, None, None]:
    """From Stop to quiet: while it speaks, and in the middle of a long reading."""
    yield Step("Stopping", 0, 1)
    prompt = stage.prompt_of(conversation_id)
    engine = stage.engine
    unknown = engine.tokenize(stage.words(400), special=False)
    waits: dict[str, list[float]] = {"while speaking": [], "while reading": []}
    for _ in range(5):
        for way, work in (
            ("while speaking", lambda: engine.stream(prompt, GREEDY, 64)),
            ("while reading", lambda: engine.prefill([*prompt, *unknown])),
        ):
            job: Job = stage.worker.submit(work, priority=Priority.NOW)
            time.sleep(0.35)
            asked = time.perf_counter()
            job.cancel()
            job.wait(60)
            waits[way].append(MILLI * (time.perf_counter() - asked))
        stage.settle(conversation_id)
    figures.found[f"stop at {tokens} tokens"] = {way: _spread(times) for way, times in waits.items()}


def _resuming(
    stage: Stage, conversation_id: ConversationId, cold_ms: float, figures: EngineFigures
) -> Generator[Step, None, None]:
    """A conversation after a restart: fetched from its encrypted blob, against reading it."""
    yield Step("Keeping what was read", 0, 2)
    stage.settle(conversation_id)
    started = time.perf_counter()
    stage.settle(conversation_id, keep=True)
    kept_ms = MILLI * (time.perf_counter() - started)
    yield Step("Going on after a restart", 1, 2)
    stage.restart()
    started = time.perf_counter()
    read = stage.settle(conversation_id)
    figures.found["resume"] = {
        "ms": round(MILLI * (time.perf_counter() - started)),
        "tokens_read": read,
        "reading_ms": round(cold_ms),
        "keeping_ms": round(kept_ms),
        "megabytes": round(stage.kept_bytes() / 1e6, 1),
    }


def _measure_companion(stage: Stage, extent: Extent, figures: EngineFigures) -> Generator[Step, None, None]:
    """The first word of a new conversation with a companion who takes long to read: known to the model, or not yet."""
    stage.describe(extent.described)
    yield Step("Reading a companion", 0, 2)
    started = time.perf_counter()
    read = stage.settle(None)
    reading_ms = MILLI * (time.perf_counter() - started)
    stage.settle(None, keep=True)
    times = []
    for number in range(extent.asks):
        yield Step("A new conversation with a known companion", number, extent.asks)
        stage.restart()
        conversation_id = stage.store.catalogue.start(stage.persona.id)
        times.append(stage.ask(conversation_id, stage.words(6)))
    figures.found["first word of a new conversation"] = {
        **_spread(times), "tokens": read, "reading_ms": round(reading_ms),
        "megabytes": round(stage.kept_bytes() / 1e6, 1),
    }  # fmt: skip


def _measure_turns(stage: Stage, extent: Extent, figures: EngineFigures) -> Generator[Step, None, None]:
    """The first word at turns 5, 50 and 500 of one conversation in a small window, typed and waited."""
    assert stage.engine.facts.context_tokens, "loaded before the first turn"
    conversation_id = stage.store.catalogue.start(stage.persona.id)
    found: dict[str, Any] = {}
    read = 0
    for turn in range(1, max(TURNS) + 1):
        if turn in TURNS:
            times = []
            for number in range(extent.asks):
                yield Step(f"Asking at turn {turn}", number, extent.asks)
                stage.settle(conversation_id)
                times.append(stage.type_and_ask(conversation_id, stage.words(6), WAIT_S))
            found[f"turn {turn}"] = _spread(times)
        for author in (Author.ME, Author.PERSONA):
            stage.say_quietly(conversation_id, author, stage.words(extent.turn_words))
        read += stage.settle(conversation_id)
        yield Step("Talking on", turn, max(TURNS))
    first, last = (found[f"turn {turn}"]["median"] for turn in (TURNS[0], TURNS[-1]))
    figures.found["first word by turn"] = {
        **found, "last against first": round(last / max(1.0, first), 2), "tokens_read_a_turn": round(read / max(TURNS)),
    }  # fmt: skip


def _spread(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 1), "p10": round(at(ordered, 0.1), 1),
        "p90": round(at(ordered, 0.9), 1),
    }  # fmt: skip


def told_engine(figures: EngineFigures) -> str:
    """The figures as a page to read."""
    lines = [f"{figures.model} on {figures.machine}, {figures.cores} cores. Milliseconds: median (p10 to p90)."]
    for what, found in figures.found.items():
        lines.append(what)
        for name, value in found.items():
            shown = f"{value['median']} ({value['p10']} to {value['p90']})" if isinstance(value, dict) else value
            lines.append(f"    {name:34}{shown}")
    return "\n".join([*lines, AIMS])

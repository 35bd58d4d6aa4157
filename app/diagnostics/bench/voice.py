"""What a call costs here: from the end of speech to the first sound, and how often it mistakes whose turn it is."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.call import FRAME_S, CallState, Order, TurnTaking
from app.core.paths import resources
from app.core.workers import run_in_thread, run_to_end
from app.engine import Engine, LoadPlan, Sampling, TextChunk, ask_child, open_model
from app.models import find_starter
from app.models.calibration import SHAPES, Step, write_model
from app.voice import (
    VOICE_DATA,
    DeviceFigures,
    HearingFigures,
    PieceFigures,
    ReplyScript,
    measure_device,
    measure_hearing,
    measure_voice,
)

PROMPT = (
    "You are Wren, a warm companion who likes tea, rain and old books. You live by a lake. You answer in a few short"
    " sentences, and you ask about the other's day.\nMe: Good morning, Wren. It is raining here.\nWren: Then stay in,"
    " and have tea with me. What did you plan for today?\nMe: I wanted to go to the market, but I am not sure now."
)
LAST_WORDS = " Perhaps I should wait."
"""What was still to be read when the turn was over: the rest was read while it was spoken."""
SAID_TOKENS = 40
DECODING_S = 8.0
AIMS = (
    "Aims: first sound at most 500 ms after the patience, with the starter; barge-in within 200 ms; no turn begun by"
    " noise or by its own voice; no block of sound late by more than a block while a 1B model decodes."
)


@dataclass(slots=True)
class VoiceFigures:
    """*stages* from the end of a turn to the first sound, in milliseconds, by model: wall and processor."""

    voice: str
    pieces: list[PieceFigures] = field(default_factory=list)
    stages: dict[str, dict[str, tuple[float, float]]] = field(default_factory=dict)
    frame_ms: float = 0.0
    echo_frame_ms: float = 0.0
    echo_db: float = 0.0
    begun: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each scene how many turns were begun, and how many should have been."""
    barge_in_ms: float = 0.0
    stop_ms: float = 0.0
    device: DeviceFigures | None = None

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return asdict(self)


def bench_voice(
    voice: Path, *, shape: str = "1b", threads: int = 0, folder: Path | None = None
) -> Generator[Step, None, VoiceFigures]:
    """Measure with the voice in *voice*, the starter, and a random model of *shape*, or none where that is empty.

    Raises:
        VoiceError: the voice cannot be used.
        EngineError: a model does not load.
    """
    data, figures = resources() / VOICE_DATA, VoiceFigures(voice.stem)
    yield Step("The voice", 0, 4)
    figures.pieces = run_to_end(ask_child(measure_voice, voice, data))
    yield Step("Hearing", 1, 4)
    _note_hearing(figures, run_to_end(ask_child(measure_hearing, voice, data)))
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        models = [find_starter(resources()).path]
        if shape:
            models.append(Path(place) / f"random-{shape}.gguf")
            yield from write_model(SHAPES[shape], models[-1])
        for step, path in enumerate(models, 2):
            yield Step(path.stem, step, 4)
            with contextlib.closing(open_model(path, LoadPlan(1024, threads))) as engine:
                figures.stages[path.stem] = _stages(engine, figures.pieces)
                if path == models[-1]:
                    figures.device = run_to_end(_device_beside(engine))
                    figures.stop_ms = figures.device.stop_ms + figures.device.block_ms
    return figures


def _stages(engine: Engine, pieces: Sequence[PieceFigures]) -> dict[str, tuple[float, float]]:
    """What each stage takes after the end of a turn whose words but the last were read while it was spoken."""
    ahead = engine.tokenize(PROMPT, special=False)
    whole = [*ahead, *engine.tokenize(f"{LAST_WORDS}\nWren:", special=False)]
    run_to_end(engine.prefill(ahead))
    script, times = ReplyScript(), [(time.perf_counter(), time.process_time())]
    reading = writing = (0.0, 0.0)
    letters = 0
    stream = engine.stream(whole, Sampling(temperature=0.7, seed=5), SAID_TOKENS)
    with contextlib.closing(stream):
        for event in stream:
            if not isinstance(event, TextChunk):
                continue
            now = (time.perf_counter(), time.process_time())
            if reading == (0.0, 0.0):
                reading = _since(times[0], now)
                times.append(now)
            if found := script.hear(event.text):
                writing, letters = _since(times[1], now), len(found[0].text)
                break
        else:
            writing = _since(times[-1], (time.perf_counter(), time.process_time()))
            letters = 24
    spoken = _voice_for(letters, pieces)
    total = (reading[0] + writing[0] + spoken[0], reading[1] + writing[1] + spoken[1])
    return {
        "reading the last words": reading,
        "writing the first piece": writing,
        "voice for it": spoken,
        "in all": total,
    }


def _since(before: tuple[float, float], now: tuple[float, float]) -> tuple[float, float]:
    return 1000 * (now[0] - before[0]), 1000 * (now[1] - before[1])


def _voice_for(letters: int, pieces: Sequence[PieceFigures]) -> tuple[float, float]:
    """What a piece of so many letters takes: by the next longer one that was measured."""
    fitting = next((piece for piece in pieces if piece.letters >= letters), pieces[-1])
    share = min(1.0, letters / fitting.letters)
    return fitting.wall_ms * share, fitting.cpu_ms * share


def _device_beside(engine: Engine) -> Generator[object, None, DeviceFigures]:
    """How regularly a device is fed while *engine* decodes for all it is worth."""
    tokens = engine.tokenize(PROMPT, special=False)
    watching = run_in_thread(lambda _: run_to_end(ask_child(measure_device, DECODING_S)))
    stream = engine.stream(tokens, Sampling(), 10_000)
    with contextlib.closing(stream):
        while True:
            with contextlib.suppress(StopIteration):
                next(stream)
            try:
                yield next(watching)
            except StopIteration as stop:
                measured: DeviceFigures = stop.value
                return measured


def _note_hearing(figures: VoiceFigures, heard: HearingFigures) -> None:
    figures.frame_ms, figures.echo_frame_ms, figures.echo_db = heard.frame_ms, heard.echo_frame_ms, heard.echo_db
    for name, frames in heard.scenes.items():
        is_spoken_over = name.startswith(("own voice", "speaking over"))
        begun = _interruptions(frames) if is_spoken_over else _turns_begun(frames)
        if heard.starts[name] == 1:
            begun = begun[:1]  # once it is quiet there is nothing to be interrupted
        figures.begun[name] = (len(begun), heard.starts[name])
        if name == "speaking over it" and begun:
            # The scene begins a second before the first word.
            figures.barge_in_ms = 1000 * (begun[0] * FRAME_S - 1.0)


def _turns_begun(frames: Sequence[bool]) -> list[int]:
    """At which frames a listening call takes what it hears for the beginning of a turn."""
    turns = TurnTaking()
    turns.opened()
    found: list[int] = []
    for place, is_speech in enumerate(frames):
        orders = turns.hear_frame(is_speech=is_speech)
        if Order.BEGIN_WORDS in orders:
            found.append(place)
        if Order.FINISH_WORDS in orders:
            turns.hear_words("", turn=turns.turn, is_final=True)  # nobody answers: it listens again
    return found


def _interruptions(frames: Sequence[bool]) -> list[int]:
    """At which frames a speaking call lets itself be interrupted; it speaks on afterwards."""
    found: list[int] = []
    turns = TurnTaking(state=CallState.SPEAKING)
    for place, is_speech in enumerate(frames):
        if Order.INTERRUPT in turns.hear_frame(is_speech=is_speech):
            found.append(place)
            turns = TurnTaking(state=CallState.SPEAKING)
    return found


def told_voice(figures: VoiceFigures) -> str:
    """The figures as a page."""
    lines = [f"{figures.voice}, milliseconds by the clock and of processor time"]
    lines += [
        f"{piece.letters:4} letters, {piece.sound_s:5.2f} s of sound {piece.wall_ms:8.0f} {piece.cpu_ms:8.0f}"
        f"   {piece.cpu_ms / 1000 / max(piece.sound_s, 0.01):.2f} of its length"
        for piece in figures.pieces
    ]
    for model, stages in figures.stages.items():
        lines.append(f"after a turn, with {model}")
        lines += [f"    {name:28} {wall:8.0f} {cpu:8.0f}" for name, (wall, cpu) in stages.items()]
    lines.append(f"voice activity {figures.frame_ms:.2f} ms a frame, echo filter {figures.echo_frame_ms:.2f} ms")
    lines.append(f"the filter makes an echo {figures.echo_db:.0f} dB softer")
    lines += [f"    {name:28} {begun} turns begun, {right} spoken" for name, (begun, right) in figures.begun.items()]
    lines.append(f"speaking over it stops the voice after {figures.barge_in_ms + figures.stop_ms:.0f} ms")
    if figures.device is not None:
        device = figures.device
        lines.append(
            f"blocks of {device.block_ms:.0f} ms, the longest wait for one {device.longest_ms:.0f} ms, beside a model"
        )
    return "\n".join([*lines, AIMS])

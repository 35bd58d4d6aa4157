"""What a glance costs: time and memory by the size of a picture, and the first word after one."""

from __future__ import annotations

import contextlib
import hashlib
import statistics
import tempfile
import time
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import psutil

from app.core import settings as s
from app.core.workers import run_to_end
from app.engine import (
    Engine,
    LoadPlan,
    MediaItem,
    MediaKind,
    PromptChunk,
    Sampling,
    TextChunk,
    baseline_decoder,
    cells_of,
    open_model,
)
from app.models.calibration import EYES, SHAPES, Step, write_model, write_projector

SIZES = ((256, 256), (512, 384), (1024, 768))
CONTEXT_TOKENS = 4096
PICTURE_TOKENS = int(str(s.PICTURE_TOKENS.default))
"""As the app asks for it, unless somebody wants pictures looked at more closely."""
BEFORE_WORDS, AFTER = 300, " What do you see in it, and how does it make you feel?"
STILL = Sampling(temperature=0.0)
ROUNDS = 3
DECODED = 8
AIM = 2.0
"""An attached picture that was read ahead adds at most so many bare decodes to the first word."""


@dataclass(slots=True)
class GlanceFigures:
    """One size of picture: its cells in the prompt; seconds to work it out and to read it; and the first word after
    one that was not read ahead, after one that was, and without a picture at all."""

    width: int
    height: int
    cells: int = 0
    encode_s: float = 0.0
    read_s: float = 0.0
    first_word_s: float = 0.0
    first_word_ahead_s: float = 0.0
    without_picture_s: float = 0.0


@dataclass(slots=True)
class SightFigures:
    """What was measured; a *decode_s* is one token said, bare, at the same depth; memory in bytes."""

    model: str
    eyes: str
    load_s: float = 0.0
    memory_bytes: int = 0
    decode_s: float = 0.0
    glances: list[GlanceFigures] = field(default_factory=list)

    def decodes_added(self, glance: GlanceFigures) -> float:
        """What a picture that was read ahead adds to the first word, in bare decodes."""
        added = glance.first_word_ahead_s - glance.without_picture_s
        return added / self.decode_s if self.decode_s else 0.0

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        added = [self.decodes_added(each) for each in self.glances]
        return {**asdict(self), "decodes_added": added, "aim": AIM}


def bench_sight(
    model: Path | None, projector: Path | None, *, shape: str = "1b", eyes: str = "small", threads: int = 0,
    folder: Path | None = None,
) -> Generator[Step, None, SightFigures]:  # fmt: skip
    """Measure *model* with *projector*, or a random model of this *shape* with random *eyes*; nothing is kept.

    Raises:
        EngineError: they do not load, or do not belong together.
    """
    with tempfile.TemporaryDirectory(prefix="inglenook-", dir=folder, ignore_cleanup_errors=True) as place:
        if model is None or projector is None:
            model, projector = Path(place) / "model.gguf", Path(place) / "mmproj.gguf"
            yield from write_model(SHAPES[shape], model)
            write_projector(EYES[eyes], SHAPES[shape].width, projector)
        with contextlib.closing(open_model(model, LoadPlan(CONTEXT_TOKENS, threads=threads))) as engine:
            return (yield from _measured(engine, model, projector))


def _measured(engine: Engine, model: Path, projector: Path) -> Generator[Step, None, SightFigures]:
    figures = SightFigures(model.name, f"{projector.name}, {projector.stat().st_size / 1e6:.0f} MB")
    content: dict[bytes, bytes] = {}
    before, started = psutil.Process().memory_info().rss, time.perf_counter()
    run_to_end(engine.open_senses(projector, PICTURE_TOKENS, lambda item: _sized(content[item.digest], item)))
    figures.load_s = time.perf_counter() - started
    told = "It is a quiet evening, and we talk about this and that. " * (BEFORE_WORDS // 12)
    head = engine.tokenize(told, special=False)
    tail = engine.tokenize(AFTER, special=False)
    figures.decode_s = baseline_decoder(engine).one_by_one([*head, *tail], DECODED)
    for number, (width, height) in enumerate(SIZES):
        yield Step("Looking", number, len(SIZES))
        figures.glances.append(_glance(engine, content, head, tail, (width, height)))
        figures.memory_bytes = max(figures.memory_bytes, psutil.Process().memory_info().rss - before)
    return figures


def _glance(
    engine: Engine, content: dict[bytes, bytes], head: list[int], tail: list[int], size: tuple[int, int]
) -> GlanceFigures:
    figures = GlanceFigures(*size)
    item = _picture(content, 1, size)
    shown: list[PromptChunk] = engine.media_chunks(item)
    figures.cells = cells_of(shown)
    prompt: list[PromptChunk] = [*head, *shown, *tail]
    # Not read ahead: the picture is worked out after Enter.
    run_to_end(engine.prefill(head))
    figures.first_word_s = _first_word(engine, head, prompt)
    # Worked out, but not read: another picture's place was taken in between.
    run_to_end(engine.prefill(head))
    started = time.perf_counter()
    run_to_end(engine.prefill([*head, *shown]))
    figures.read_s = time.perf_counter() - started
    fresh = _picture(content, 2, size)
    run_to_end(engine.prefill(head))
    started = time.perf_counter()
    run_to_end(engine.prefill([*head, *engine.media_chunks(fresh)]))
    figures.encode_s = max(0.0, time.perf_counter() - started - figures.read_s)
    # Read ahead while one types: only the words after it are new.  By turns with no picture at all, as the machine has
    # its own moods.
    bare, ahead = [], []
    for _ in range(ROUNDS):
        bare.append(_first_word(engine, head, [*head, *tail]))
        ahead.append(_first_word(engine, [*head, *shown], prompt))
    figures.without_picture_s, figures.first_word_ahead_s = statistics.median(bare), statistics.median(ahead)
    return figures


def _first_word(engine: Engine, known: Sequence[PromptChunk], prompt: Sequence[PromptChunk]) -> float:
    """From Enter to the first token, with *known* read before."""
    run_to_end(engine.prefill(known))
    started = time.perf_counter()
    with contextlib.closing(engine.stream(prompt, STILL, 1)) as said:
        for event in said:
            if isinstance(event, TextChunk):
                break
    return time.perf_counter() - started


def _sized(rgb: bytes, item: MediaItem) -> bytes:
    """As much noise as *item* wants: where a picture takes too much room, a smaller one is looked at."""
    return rgb[: 3 * item.width * item.height]


def _picture(content: dict[bytes, bytes], seed: int, size: tuple[int, int]) -> MediaItem:
    rgb = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8).tobytes()
    digest = hashlib.sha256(rgb).digest()
    content[digest] = rgb
    return MediaItem(MediaKind.IMAGE, digest, *size)


def told_sight(figures: SightFigures) -> str:
    """The figures as a page."""
    lines = [
        f"{figures.model}, eyes of {figures.eyes}: loaded in {figures.load_s:.1f} s,"
        f" {figures.memory_bytes / 1e6:.0f} MB more while it looks",
        f"one token, bare: {1000 * figures.decode_s:.0f} ms",
        "",
        "picture      cells   worked out     read   first word   read ahead   no picture   added (bare decodes)",
    ]
    lines += [
        (
            f"{each.width:4} x {each.height:<4} {each.cells:6} {each.encode_s:10.2f} s {each.read_s:7.2f} s"
            f" {each.first_word_s:9.2f} s {1000 * each.first_word_ahead_s:9.0f} ms"
            f" {1000 * each.without_picture_s:9.0f} ms"
            f" {figures.decodes_added(each):12.2f} (aim {AIM:g})"
        )
        for each in figures.glances
    ]
    return "\n".join(lines)

"""``inglenook bench ui --soak``: whether the app grows over a long day of turns, switches and changed models.

The conversations, the vault and the window are real; the model says what it is told, so that what is seen to grow is
ours and not a model's.
"""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import psutil
from PySide6.QtCore import QThreadPool

from app.chat import ConversationId
from app.core import settings as s
from app.core.paths import Home
from app.engine import ScriptedEngine
from app.ui.bench_window import WORDS, BenchWindow

TURNS, SWITCH_EVERY, MODEL_EVERY = 2_000, 10, 40
"""Of the turns, every so many goes to another conversation, and every so many loads the model anew."""
CONVERSATIONS, FILLED = 8, 200
FIRST_HOUR = 8
"""The first of so many parts of the day: by then everything has been used once."""
AIM = "Aims: under 200 MB before a model is loaded; at the end at most 1.1 times what it was after the first hour."


@dataclass(slots=True)
class SoakFigures:
    """Resident memory in megabytes: in the window before any model, after the first part of the day, at its end."""

    turns: int = 0
    switches: int = 0
    models_changed: int = 0
    before_mb: float = 0.0
    first_hour_mb: float = 0.0
    end_mb: float = 0.0

    @property
    def growth(self) -> float:
        """The end to the first hour."""
        return round(self.end_mb / self.first_hour_mb, 3) if self.first_hour_mb else 0.0

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return {**asdict(self), "growth": self.growth}


class SoakBench:
    """One window over one home, through *turns* turns."""

    def __init__(self, home: Home, turns: int = TURNS) -> None:
        self._home = home
        self._turns = turns
        self.figures = SoakFigures()

    def run(self) -> SoakFigures:
        """Live the day; takes some minutes."""
        window = BenchWindow(self._home, lambda: ScriptedEngine(otherwise=f"I hear you. {WORDS}"))
        try:
            self.figures.before_mb = _resident_mb()
            made = itertools.cycle([window.fill(FILLED)[0] for _ in range(CONVERSATIONS)])
            threads = itertools.cycle((1, 2))
            for number in range(self._turns):
                self._turn(window, number, made, threads)
                if number + 1 == max(1, self._turns // FIRST_HOUR):
                    self.figures.first_hour_mb = _settled_mb(window)
            self.figures.end_mb = _settled_mb(window)
        finally:
            window.close()
        return self.figures

    def _turn(self, window: BenchWindow, number: int, made: Iterator[ConversationId], threads: Iterator[int]) -> None:
        chat = window.app.chat
        if number % SWITCH_EVERY == 0:
            conversation_id = next(made)
            chat.conversation.choose(conversation_id)
            window.until(lambda: chat.conversation.id == conversation_id and bool(chat.conversation.messages.rows))
            self.figures.switches += 1
        if number % MODEL_EVERY == 0:
            # Loaded in another way is loaded anew, as another model is.
            window.application.settings.put(s.THREADS, next(threads))
            self.figures.models_changed += 1
        chat.reply.send(f"and then {number} {WORDS}")
        window.until(lambda: not chat.reply.busy)
        self.figures.turns += 1


def _settled_mb(window: BenchWindow) -> float:
    window.settle(2.0)
    QThreadPool.globalInstance().waitForDone(5_000)
    return _resident_mb()


def _resident_mb() -> float:
    gc.collect()
    resident: float = psutil.Process().memory_info().rss / 1e6
    return round(resident, 1)


def told_soak(figures: SoakFigures) -> str:
    """The figures as a page for a person."""
    return "\n".join(
        [
            f"{figures.turns:,} turns, {figures.switches} switches, {figures.models_changed} changes of the model",
            f"before a model is loaded {figures.before_mb:8.0f} MB",
            f"after the first hour     {figures.first_hour_mb:8.0f} MB",
            f"at the end               {figures.end_mb:8.0f} MB, {figures.growth} times",
            AIM,
        ]
    )

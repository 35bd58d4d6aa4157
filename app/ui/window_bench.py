"""``inglenook bench ui``: what the window costs with a short conversation, a long one, and one of years.

A real window without a screen, a real vault, and a model that says what it is told: what is measured is our own work on
the window's thread.  Times are milliseconds; *stall* is the longest time in which that thread did not come to an event.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from app.chat import ConversationId, MessageId
from app.core.paths import Home
from app.engine import ScriptedEngine, TextChunk
from app.ui.bench_window import WORDS, BenchWindow
from app.ui.soak_bench import SoakBench, told_soak

SIZES = (20, 200, 2_000, 20_000)
RUNS = 7
STREAMED_TOKENS = 4_000
LORE_ENTRIES = 2_000
BUSY_SHARE = 0.3
LEARNING_S = 60.0
THOUGHT_S = 0.5
"""Nobody answers sooner; what is made ready meanwhile is made where nobody waits for it."""


@dataclass(slots=True)
class WindowFigures:
    """For each size of a conversation the medians of what was done, in milliseconds; and the two long stalls."""

    sizes: dict[int, dict[str, float]] = field(default_factory=dict)
    first_frame_ms: float = 0.0
    streaming_stall_ms: float = 0.0
    lore_stall_ms: float = 0.0
    idle_share: float = 0.0
    """Of one core, with a conversation open and nobody there."""
    resident_mb: float = 0.0

    def growth(self, small: int = 200, large: int = 20_000) -> dict[str, float]:
        """How much more each thing costs in a large conversation than in a small one."""
        few, many = self.sizes.get(small, {}), self.sizes.get(large, {})
        return {name: round(many[name] / few[name], 2) for name in few if few[name] and name in many}


class Heartbeat(QObject):
    """Beats whenever the window's thread comes to its events; remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self.longest_ms = 0.0
        timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start()

    def _beat(self) -> None:
        at = time.perf_counter()
        self.longest_ms = max(self.longest_ms, 1000 * (at - self._last))
        self._last = at


class WindowBench:
    """One window over one home; *sizes* are how many messages its conversations have."""

    def __init__(self, home: Home, sizes: Sequence[int]) -> None:
        self._home = home
        self._sizes = sizes
        self._engine = ScriptedEngine()
        self._add_book: Callable[[dict[str, Any]], int] = lambda book: 0
        self.figures = WindowFigures()
        self._until: Callable[[Callable[[], bool]], None]
        self._settle: Callable[..., None]
        self._quiet: Callable[[float], float]

    def run(self) -> WindowFigures:
        """Measure everything; slow."""
        window = BenchWindow(self._home, lambda: self._engine)
        self._until, self._settle, self._quiet = window.until, window.settle, window.busy_share
        try:
            app = window.app
            self.figures.first_frame_ms = window.first_frame_ms
            self._add_book = window.session.conversations.context_builder.books.add
            made = {size: window.fill(size) for size in self._sizes}
            empty = window.session.conversations.store.catalogue.start(app.chat.conversation.persona.id)
            for size, (conversation_id, first) in made.items():
                self.figures.sizes[size] = self._measure(app, conversation_id, first, empty)
            app.chat.conversation.choose(made[self._sizes[-1]][0])
            self.figures.streaming_stall_ms = self._stream(app)
            self.figures.lore_stall_ms = self._edit_lore(app)
            self.figures.idle_share = self._idle()
        finally:
            window.close()
        return self.figures

    def _measure(
        self, app: Any, conversation_id: ConversationId, first: MessageId, empty: ConversationId
    ) -> dict[str, float]:
        chat, found = app.chat, {}
        found["switch"] = self._timed(
            lambda: chat.conversation.choose(conversation_id), lambda: len(chat.conversation.messages.rows) > 1,
            before=lambda: chat.conversation.choose(empty),
        )  # fmt: skip
        chat.conversation.choose(conversation_id)
        self._settle(THOUGHT_S)
        said = iter(range(1000))
        stalls: list[float] = []

        def send() -> None:
            self._engine.will_say("I am listening to the rain. " * 4)
            chat.reply.send(f"and then {next(said)}")

        def answered() -> bool:
            return not chat.reply.busy

        sends, replies = [], []
        for _ in range(RUNS):
            beat = Heartbeat()
            at = time.perf_counter()
            send()
            sends.append(1000 * (time.perf_counter() - at))
            self._until(answered)
            replies.append(1000 * (time.perf_counter() - at))
            self._settle(THOUGHT_S)
            stalls.append(beat.longest_ms)
            beat.deleteLater()
        found["send"], found["receive"] = round(statistics.median(sends), 2), round(statistics.median(replies), 2)
        found["turn stall"] = round(statistics.median(stalls), 2)
        found["details"] = self._timed(app.details.refresh, lambda: True)
        found["search"] = self._timed(lambda: app.details.places.search("lamp rain", False), lambda: True)
        found["jump"] = self._timed(
            lambda: chat.conversation.message_pager.bring_in(int(first)),
            lambda: True,
            before=chat.conversation.message_pager.load_newest,
        )
        chat.conversation.message_pager.load_newest()
        return found

    def _timed(
        self, act: Callable[[], object], holds: Callable[[], bool], before: Callable[[], object] = lambda: None
    ) -> float:
        """The median of doing *act* until *holds* and the window is drawn, in milliseconds."""
        spent = []
        for _ in range(RUNS):
            before()
            self._settle()
            at = time.perf_counter()
            act()
            self._until(holds)
            QCoreApplication.processEvents()
            spent.append(1000 * (time.perf_counter() - at))
        return round(statistics.median(spent), 2)

    def _stream(self, app: Any) -> float:
        """The longest stall while a reply of 4,000 tokens grows."""
        pieces = WORDS.split()

        def stream(*_: object, **__: object) -> Iterator[TextChunk]:
            for number in range(STREAMED_TOKENS):
                end = ".\n\n" if number % 60 == 59 else " "
                yield TextChunk(pieces[number % len(pieces)] + end)
                time.sleep(0.001)  # as a quick model speaks

        self._engine.stream = stream  # type: ignore[assignment]
        self._settle(THOUGHT_S)
        beat = Heartbeat()
        app.chat.reply.send("Tell me everything.")
        self._until(lambda: not app.chat.reply.busy)
        del self._engine.stream
        self._settle()
        return round(beat.longest_ms, 2)

    def _edit_lore(self, app: Any) -> float:
        """The longest stall while one entry of a large lorebook is typed into and tried."""
        entries = [{"keys": [f"key{number}"], "content": WORDS, "enabled": True} for number in range(LORE_ENTRIES)]
        app.lorebook.open_book(self._add_book({"name": "large", "entries": entries}))
        self._settle()
        beat = Heartbeat()
        app.lorebook.open_entry(0)
        for count in range(1, 12):
            app.lorebook.put("content", "typed " * count)
            self._settle(0.05)
        app.lorebook.flush()
        app.lorebook.activation.try_text("a word of key7")
        self._settle()
        return round(beat.longest_ms, 2)

    def _idle(self) -> float:
        """The share of one core that is used while nothing happens."""
        # What was written in one go is learnt from meanwhile: that is no idleness.
        ends = time.perf_counter() + LEARNING_S
        while self._quiet(1.0) > BUSY_SHARE and time.perf_counter() < ends:
            pass
        gc.collect()
        process = psutil.Process()
        self.figures.resident_mb = round(process.memory_info().rss / 1e6, 1)
        return round(self._quiet(5.0), 4)


def told(figures: WindowFigures) -> str:
    """The figures as a page for a person."""
    names = list(next(iter(figures.sizes.values()), {}))
    lines = [f"{'messages':>12}" + "".join(f"{name:>14}" for name in names)]
    lines += [
        f"{size:>12,}" + "".join(f"{found[name]:>11.1f} ms" for name in names) for size, found in figures.sizes.items()
    ]
    growth = figures.growth()
    if growth:
        lines.append(f"{'20,000 : 200':>12}" + "".join(f"{growth.get(name, 0):>14}" for name in names))
    lines += [
        "",
        f"first frame                          {figures.first_frame_ms:9.0f} ms",
        f"longest stall, 4,000 tokens streamed {figures.streaming_stall_ms:9.1f} ms",
        f"longest stall, 2,000 lore entries    {figures.lore_stall_ms:9.1f} ms",
        f"idle                                 {100 * figures.idle_share:9.2f} % of a core",
        f"resident                             {figures.resident_mb:9.0f} MB",
    ]
    return "\n".join(lines)


def run_window_bench(folder: Path | None, sizes: Sequence[int], *, soak: int, as_json: bool) -> int:
    """Measure the window in a home that lasts as long as that, below *folder* where one is given; with *soak* turns
    whether it grows over a long day."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder))
        if soak:
            lived = SoakBench(Home(Path(place)), soak).run()
            print(json.dumps(lived.as_json(), indent=1) if as_json else told_soak(lived))
            return 0
        figures = WindowBench(Home(Path(place)), sizes).run()
    if as_json:
        print(json.dumps({**asdict(figures), "growth": figures.growth()}, indent=1))
    else:
        print(told(figures))
    return 0

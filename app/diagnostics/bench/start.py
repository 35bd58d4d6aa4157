"""From the start of the process to a window one can type in, and what takes the time."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.errors import EngineError
from app.core.network_guard import network_guard
from app.models.calibration import Step

RUNS, PATIENCE_S = 5, 120
PASSPHRASE = "tractor velvet onion"  # noqa: S105 - of a vault that lasts a minute
PARTS = (
    ("interpreter_s", "the interpreter and our code"), ("qt_s", "Qt and the fonts"),
    ("window_s", "the house and the page"), ("first_frame_s", "the first picture"),
    ("usable_s", "the vault, and the conversation"),
)  # fmt: skip


@dataclass(slots=True)
class StartFigures:
    """Seconds since the process began, one run each; *opening_s* is how much of the last part the passphrase takes."""

    program: str
    usable: list[float] = field(default_factory=list)
    parts: dict[str, list[float]] = field(default_factory=dict)
    opening: list[float] = field(default_factory=list)

    @property
    def without_passphrase(self) -> list[float]:
        """Until one can type, less what working out the key takes, which is slow on purpose."""
        return [round(whole - key, 3) for whole, key in zip(self.usable, self.opening, strict=True)]

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return {**asdict(self), "without_passphrase": self.without_passphrase}


def bench_start(
    program: Path | None = None, runs: int = RUNS, folder: Path | None = None
) -> Generator[Step, None, StartFigures]:
    """Start *program*, or this code, so many times on a warm disk; the first, which makes the vault, does not count.

    Raises:
        EngineError: it did not come up.
    """
    command = [str(program)] if program is not None else [sys.executable, "-m", "app"]
    figures = StartFigures(str(program) if program is not None else "from source")
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as home:
        for run in range(runs + 1):
            yield Step("Starting", run, runs + 1)
            told = _once([*command, "--home", home, "self-test", "--until-usable", "--json"])
            if run == 0:
                continue
            figures.usable.append(told["usable_s"])
            figures.opening.append(told["opening_s"])
            before = 0.0
            for name, _ in PARTS:
                figures.parts.setdefault(name, []).append(round(told[name] - before, 3))
                before = max(before, told[name])
    return figures


def _once(command: Sequence[str]) -> dict[str, float]:
    env = {**os.environ, "INGLENOOK_PASSPHRASE": PASSPHRASE}
    env.pop("DBUS_SESSION_BUS_ADDRESS", None)
    if not env.get("DISPLAY") and not env.get("WAYLAND_DISPLAY") and sys.platform == "linux":
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    with network_guard.starting_a_program():
        done = subprocess.run(  # noqa: S603 - ourselves, or what the person named
            command, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    if done.returncode != 0:
        raise EngineError("bench_start")
    told: dict[str, float] = json.loads(done.stdout)
    return told


def told_start(figures: StartFigures) -> str:
    """The figures as a page."""
    lines = [f"Seconds to a window one can type in, {figures.program}, median of {len(figures.usable)} (best):"]
    lines += [
        f"{words:34}{statistics.median(figures.parts[name]):8.2f} ({min(figures.parts[name]):.2f})"
        for name, words in PARTS
    ]
    lines.append(f"{'in all':34}{statistics.median(figures.usable):8.2f} ({min(figures.usable):.2f})")
    rest = figures.without_passphrase
    lines.append(f"{'... less working out the key':34}{statistics.median(rest):8.2f} ({min(rest):.2f})   aim: 2.5")
    return "\n".join(lines)

"""Tries one kind of bent files after another until the time is over.

python -m tests.strangers.fuzz --hours N [--seed S]

Prints the figures of each kind at the end; 1 where anything went wrong.  What does belongs into ``corpus``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.strangers.test_strangers import COUNTS

ROOT = Path(__file__).parents[2]
PATIENCE_S = 900
BATCH = 200


def main(hours: float, seed: int) -> int:
    ends = time.monotonic() + 3600 * hours
    tried: Counter[str] = Counter()
    wrong: list[str] = []
    chance = random.Random(seed)
    while time.monotonic() < ends:
        for kind in COUNTS:
            told, failed = batch(kind, chance.randrange(10**9))
            tried[kind] += BATCH
            wrong += told if failed else []
            if time.monotonic() > ends:
                break
    for kind, number in tried.items():
        print(f"{kind:10} {number} inputs")
    print(f"{sum(tried.values())} inputs: {len(wrong)} went wrong")
    print("\n".join(wrong))
    return 1 if wrong else 0


def batch(kind: str, seed: int) -> tuple[list[str], bool]:
    """One process with its own limits: what it printed, and whether anything went wrong."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.strangers.trial", kind, str(BATCH), str(seed)],
            cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return [f"{kind} with seed {seed}: hangs"], True
    lines = [f"seed {seed}: {line}" for line in done.stdout.splitlines()[:-1]]
    crashed = [] if done.returncode in (0, 1) else [f"{kind} with seed {seed}: ended with {done.returncode}"]
    return [*lines, *crashed], done.returncode != 0


if __name__ == "__main__":
    told = argparse.ArgumentParser()
    told.add_argument("--hours", type=float, required=True)
    told.add_argument("--seed", type=int, default=int(time.time()))
    given = told.parse_args()
    sys.exit(main(given.hours, given.seed))

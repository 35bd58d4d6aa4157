#!/usr/bin/env python3
"""Learns what each sign of the filter weighs, from composed cases, and writes ``app/boundaries/minors_weights.py``.

    .venv/bin/python packaging/learn_minors_filter.py            learn and write
    .venv/bin/python packaging/learn_minors_filter.py --measure  say how many cases of each kind are missed, or alarm

Logistic regression by plain gradient descent (Cox 1958, with an L2 penalty); a sign may only speak for the side that
is fixed in ``app/boundaries/features.py``.  The same cases give the same numbers.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app.boundaries import age_cues  # noqa: E402 - the path is set above
from app.boundaries.features import FEATURES, Past, TextFeatures, answers, is_worth_weighing  # noqa: E402
from app.boundaries.minors_filter import violates  # noqa: E402 - the path is set above
from app.core.clock import Milliseconds  # noqa: E402
from tests.boundaries.minors_cases import eighth, fifth, first, fourth, second, seventh, sixth, third  # noqa: E402

AS_OF = datetime(2026, 11, 25, tzinfo=UTC)
"""The cases name years of birth: they are read as on the day they were written."""
age_cues.now = lambda: Milliseconds(int(AS_OF.timestamp() * 1000))

STEPS, RATE, PENALTY = 8000, 4.0, 0.0001
WEIGHT_OF_MISSES = 0.65
"""A miss counts more than a false alarm."""

HEAD = '''"""What each sign weighs; written by ``packaging/learn_minors_filter.py``, never by hand."""

'''


def learnt() -> tuple[float, dict[str, float]]:
    """The leaning and the weights."""
    rows, wanted = [], []
    for cases in (first, second, third, fourth, fifth, sixth, seventh, eighth):
        for case, crossing in [(c, 1.0) for c in cases.crossing()] + [(c, 0.0) for c in cases.ordinary()]:
            seen = TextFeatures(case.text, Past(tuple(case.before), case.companion))
            if is_worth_weighing(seen):
                rows.append(answers(seen))
                wanted.append(crossing)
    told, target = np.array(rows, float), np.array(wanted)
    side = np.array([side for side, _ in FEATURES.values()])
    share = np.where(target == 1, WEIGHT_OF_MISSES / target.sum(), (1 - WEIGHT_OF_MISSES) / (1 - target).sum())
    weights, leaning = np.zeros(told.shape[1]), 0.0
    for _ in range(STEPS):
        wrong = (1 / (1 + np.exp(-(told @ weights + leaning))) - target) * share
        weights -= RATE * (told.T @ wrong + PENALTY * weights)
        leaning -= RATE * wrong.sum()
        weights = np.where(side > 0, np.maximum(weights, 0), np.minimum(weights, 0))
    return leaning, {sign: round(float(w), 3) for sign, w in zip(FEATURES, weights, strict=True) if abs(w) >= 0.001}


def measured(cases: Any) -> None:
    """Print how many of *cases* go wrong, by kind."""
    for name, every, right in (("crossing", cases.crossing(), True), ("ordinary", cases.ordinary(), False)):
        wrong = [c for c in every if violates(c.text, before=c.before, companion=c.companion) is not right]
        print(f"  {name}: {len(wrong)} of {len(every)} wrong", dict(Counter(c.kind for c in wrong)))


def main() -> None:
    """Learn, or measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--measure", action="store_true")
    if parser.parse_args().measure:
        for cases in (first, second, third, fourth, fifth, sixth, seventh, eighth):
            print(cases.__name__.rpartition(".")[2])
            measured(cases)
        return
    leaning, weights = learnt()
    lines = [f'    "{sign}": {weight},' for sign, weight in weights.items()]
    body = "\n".join([f"LEANING = {round(leaning, 3)}", "WEIGHTS: dict[str, float] = {", *lines, "}", ""])
    (ROOT / "app" / "boundaries" / "floor_weights.py").write_text(HEAD + body, "utf-8")
    print(f"{len(weights)} signs weigh something")


if __name__ == "__main__":
    main()

"""Learns how much each thing that speaks for a turn is worth when one is recalled, from conversations with questions.

    .venv/bin/python packaging/recall_weights.py LOCOMO.json [--embedder MODEL.gguf]

Prints the weights as ``app/memory/ranking.py`` has them, learned on three of the conversations, and what they find in
each.  The conversations are not ours to ship; nothing of them but these numbers stays.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.chat import ConversationStore
from app.core.paths import Home, resources
from app.core.workers import run_to_end
from app.diagnostics.bench.locomo import CATEGORIES, TUNED_ON, Clocked, ingest, read_locomo
from app.engine import open_embedder
from app.memory import Memory
from app.memory.ranking import Signals
from app.personas import PersonaStore
from app.vault import DataKey, Vault

ROUNDS, RATE, DECAY = 400, 0.05, 1e-3
AMONG = 10
Numbers = npt.NDArray[np.float64]


class Asked:
    """One question: a row of signals for each turn that came into question, and which of them answer it."""

    def __init__(self, talk: str, signals: dict[int, Signals], evidence: set[int]) -> None:
        self.talk = talk
        self.rows: Numbers = np.array(list(signals.values()), float).reshape(len(signals), len(Signals._fields))
        self.answers = np.array([turn in evidence for turn in signals], bool)
        self.wanted = len(evidence)

    def found(self, weights: Numbers) -> float:
        """The share of its evidence among the first."""
        best = np.argsort(-(self.rows @ weights), kind="stable")[:AMONG]
        return float(self.answers[best].sum()) / self.wanted


def asked_of(file: Path, embedder: Path | None, place: Path) -> list[Asked]:
    """Every question of *file*, with what the retriever sees for it."""
    home, clock = Home(place), Clocked()
    home.prepare()
    vault = Vault(home.vault, DataKey.fresh(), may_create=True)
    store = ConversationStore(vault, clock)
    memory = Memory(vault, store.branches.on_way, resources() / "words", clock=clock)
    memory.embedder = open_embedder(embedder) if embedder is not None else None
    personas = PersonaStore(vault, clock)
    talks = [(sample, run_to_end(ingest(sample, store, personas, clock))) for sample in read_locomo(file)]
    while memory.embedder is not None and run_to_end(memory.embed_some(32)):
        pass
    out = []
    for sample, talk in talks:
        for question in sample["qa"]:
            evidence = {talk.ids[each] for each in question["evidence"] if each in talk.ids}
            if question["category"] in CATEGORIES and evidence:
                out.append(Asked(talk.name, memory.signals(question["question"], talk.here), evidence))
    vault.close()
    return out


def learned(asked: Sequence[Asked]) -> Numbers:
    """The weights under which the answers would be drawn first: gradient descent (Adam) on the cross entropy."""
    usable = [each for each in asked if each.answers.any()]
    scale = np.concatenate([each.rows for each in usable]).std(axis=0)
    scale[scale == 0] = np.inf
    weights, first, second = np.zeros(len(scale)), np.zeros(len(scale)), np.zeros(len(scale))
    for number in range(1, ROUNDS + 1):
        slope = DECAY * weights
        for each in usable:
            rows = each.rows / scale
            odds = np.exp(rows @ weights - (rows @ weights).max())
            wanted = each.answers / each.answers.sum()
            slope = slope + rows.T @ (odds / odds.sum() - wanted) / len(usable)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        step = first / (1 - 0.9**number) / (np.sqrt(second / (1 - 0.999**number)) + 1e-9)
        weights = weights - RATE * (1 - number / (ROUNDS + 1)) * step
    found: Numbers = weights / scale
    return found


def main() -> None:
    """Learn, and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--embedder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        asked = asked_of(given.file, given.embedder, Path(place))
    weights = learned([each for each in asked if each.talk in TUNED_ON])
    print(", ".join(f"{name}={weight:.3f}" for name, weight in zip(Signals._fields, weights, strict=True) if weight))
    for talk in sorted({each.talk for each in asked}):
        shares = [each.found(weights) for each in asked if each.talk == talk]
        print(f"{talk}: {100 * np.mean(shares):.1f} % of {len(shares)}{' (learned on)' if talk in TUNED_ON else ''}")


if __name__ == "__main__":
    main()

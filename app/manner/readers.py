"""The ways in which a feeling is told from a message on this machine, how well each does, and what it costs."""

from __future__ import annotations

import base64
import enum
import json
from dataclasses import dataclass
from pathlib import Path

from app.manner.classifier import Classifier
from app.vault import Row, Vault


class Way(enum.Enum):
    """From the plainest on.  The values stand in vaults."""

    WORDS = "words"
    """By words that leave no doubt, with no model at all."""
    MEANING = "meaning"
    """By the embedding model that finds memories."""
    STATES = "states"
    """By what the model that answers works with inside."""
    PEEK = "peek"
    """By which word the model would go on with, had the person written "I feel"."""


@dataclass(frozen=True, slots=True)
class MeasuredWay:
    """How *way* does on a model: *classifier* tells how often it is right, *cost_ms* what a message takes."""

    way: Way
    classifier: Classifier
    cost_ms: float


@dataclass(frozen=True, slots=True)
class ThoughtTrial:
    """Of *of* messages the hidden thoughts of a model named *right* feelings rightly, in *cost_ms* each."""

    right: int
    of: int
    cost_ms: float

    @property
    def is_useful(self) -> bool:
        """Whether it understands more often than not."""
        return self.of > 0 and 2 * self.right > self.of


COLUMNS = "way, centre, weights, margin, right_count, of_count, cost_ms"


class ReaderStore:
    """Owns the ``feeling_reader`` and ``thought_trial`` tables.  A *model* is the fingerprint of its weights."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[str, dict[Way, MeasuredWay]] = {}

    def keep(self, model: str, measured: MeasuredWay) -> None:
        """Keep how *model* is read, in place of what was before."""
        learnt = measured.classifier
        with self._vault.write("feeling_reader") as db:
            db.execute("DELETE FROM feeling_reader WHERE model = ? AND way = ?", (model, measured.way.value))
            db.execute(
                f"INSERT INTO feeling_reader({COLUMNS}, model) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (measured.way.value, learnt.centre, learnt.weights, learnt.margin, learnt.right, learnt.of,
                 measured.cost_ms, model),
            )  # fmt: skip
        self._known.pop(model, None)

    def of(self, model: str) -> dict[Way, MeasuredWay]:
        """Everything that was measured on *model*, also what turned out to be of no use."""
        if model not in self._known:
            rows = self._vault.read(f"SELECT {COLUMNS} FROM feeling_reader WHERE model = ?", (model,))
            self._known[model] = {each.way: each for each in map(_measured, rows)}
        return self._known[model]

    def keep_trial(self, model: str, trial: ThoughtTrial) -> None:
        """Keep how the thoughts of *model* did."""
        with self._vault.write("thought_trial") as db:
            db.execute(
                "INSERT OR REPLACE INTO thought_trial(model, right_count, of_count, cost_ms) VALUES (?, ?, ?, ?)",
                (model, trial.right, trial.of, trial.cost_ms),
            )

    def trial(self, model: str) -> ThoughtTrial | None:
        """How the thoughts of *model* did; None where nobody tried."""
        rows = self._vault.read("SELECT right_count, of_count, cost_ms FROM thought_trial WHERE model = ?", (model,))
        return ThoughtTrial(*rows[0]) if rows else None


def _measured(row: Row) -> MeasuredWay:
    way, centre, weights, margin, right, of, cost = row
    return MeasuredWay(Way(way), Classifier(bytes(centre), bytes(weights), margin, right, of), cost)


def shipped_reader(file: Path) -> tuple[str, MeasuredWay] | None:
    """How the starter is read, learnt when it was made, and the fingerprint of its weights; None where there is none.

    ``packaging/starter/feelings.py`` writes it.
    """
    try:
        told = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    learnt = Classifier(
        base64.b64decode(told["centre"]), base64.b64decode(told["weights"]), told["margin"], told["right"], told["of"]
    )
    return told["model"], MeasuredWay(Way.STATES, learnt, told["cost_ms"])


def write_shipped(file: Path, model: str, measured: MeasuredWay) -> None:
    """Write what ``shipped_reader`` reads."""
    learnt = measured.classifier
    told = {
        "model": model, "centre": base64.b64encode(learnt.centre).decode(), "margin": learnt.margin,
        "weights": base64.b64encode(learnt.weights).decode(), "right": learnt.right, "of": learnt.of,
        "cost_ms": measured.cost_ms,
    }  # fmt: skip
    file.write_text(json.dumps(told, indent=1) + "\n", "utf-8")

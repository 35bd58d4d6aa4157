"""Tells a label from a vector: ridge regression onto the labels, with its own honest estimate of how often it is right.

Each example is predicted by what all others teach, which for this kind costs no second fitting: the prediction
without example *i* is y_i - (y_i - (Hy)_i) / (1 - H_ii), with H = K (K + lambda)^-1 (Allen's PRESS, 1974).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.manner.feelings import LABELS, NOTHING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PENALTIES = (0.1, 0.3, 1.0, 3.0)
WANTED = 0.85
"""So often it shall be right when it says something: below the margin from which it is, it says nothing."""
NEVER = 1e9
"""A margin that nothing reaches."""
LEAST_RIGHT = 0.35
"""Shares of right answers below which a way is not used at all."""
FEWEST = 20
"""Examples a margin is judged by; fewer happen to be right by chance."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """*centre* and *weights* (for each label as many numbers as the centre has) as little-endian 32-bit floats.

    Of *of* examples *right* were told right without their help; it speaks where the best label is ahead by *margin*.
    """

    centre: bytes
    weights: bytes
    margin: float
    right: int
    of: int

    def label(self, vector: Sequence[float]) -> tuple[str, float]:
        """The likeliest label of *vector*, and by how much it is ahead of the next."""
        import numpy as np  # only who reads feelings by numbers needs it

        row = np.asarray(vector, np.float32) - np.frombuffer(self.centre, "<f4")
        row = row / max(float(np.linalg.norm(row)), 1e-9)
        scores = np.frombuffer(self.weights, "<f4").reshape(len(LABELS), -1) @ row
        order = np.argsort(scores)
        return LABELS[int(order[-1])], float(scores[order[-1]] - scores[order[-2]])

    def feeling(self, vector: Sequence[float]) -> str:
        """The feeling of *vector*; empty where none is clear."""
        label, ahead = self.label(vector)
        return label if ahead >= self.margin and label != NOTHING else ""

    @property
    def is_useful(self) -> bool:
        """Whether it is right far more often than by chance, which is once in nine."""
        return self.of > 0 and self.right / self.of >= LEAST_RIGHT and self.margin < NEVER


def fit(vectors: Sequence[Sequence[float]], labels: Sequence[str]) -> Classifier:
    """Learn from *vectors*, all equally long, what they are labelled with."""
    import numpy as np

    rows = np.asarray([np.asarray(vector, np.float32) for vector in vectors])
    centre = rows.mean(axis=0)
    rows = rows - centre
    rows /= np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-9)
    answers = np.asarray([LABELS.index(label) for label in labels])
    targets = np.eye(len(LABELS), dtype=np.float32)[answers] - 1 / len(LABELS)
    alike = rows @ rows.T
    best: tuple[float, Any, Any] = (-1.0, None, None)
    for penalty in PENALTIES:
        inverse = np.linalg.inv(alike + penalty * np.eye(len(rows), dtype=np.float32))
        hat = alike @ inverse
        without = targets - (targets - hat @ targets) / (1 - np.diag(hat)).clip(min=1e-6)[:, None]
        share = float((without.argmax(axis=1) == answers).mean())
        if share > best[0]:
            best = share, without, inverse
    _, without, inverse = best
    weights = (rows.T @ inverse @ targets).T
    right = int((without.argmax(axis=1) == answers).sum())
    return Classifier(_packed(centre), _packed(weights), _margin(without, answers), right, len(rows))


def _packed(numbers: npt.NDArray[np.float32]) -> bytes:
    return numbers.astype("<f4").tobytes()


def _margin(scores: npt.NDArray[np.float32], answers: npt.NDArray[np.int64]) -> float:
    """From which lead on the best label is right as often as ``WANTED``; ``NEVER`` where from none."""
    import numpy as np

    ordered = np.sort(scores, axis=1)
    lead = ordered[:, -1] - ordered[:, -2]
    is_right = scores.argmax(axis=1) == answers
    by_lead = np.argsort(-lead)
    share = np.cumsum(is_right[by_lead]) / np.arange(1, len(lead) + 1)
    good = np.flatnonzero(share[FEWEST - 1 :] >= WANTED)
    return float(lead[by_lead][FEWEST - 1 + good[-1]]) if len(good) else NEVER

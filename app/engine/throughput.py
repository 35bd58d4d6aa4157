"""How long reading takes here, learned from what it took."""

from __future__ import annotations

from collections import deque

REMEMBERED = 32


class ThroughputEstimator:
    """Remembers the last batches; the cost of a batch is taken to grow evenly with its tokens."""

    def __init__(self) -> None:
        self._batches: deque[tuple[int, float]] = deque(maxlen=REMEMBERED)

    def note(self, tokens: int, seconds: float) -> None:
        """A batch of *tokens* took so long."""
        self._batches.append((tokens, seconds))

    def estimate_seconds(self, tokens: int) -> float:
        """How long *tokens* more will take: a base and a part for each, by least squares over what is remembered."""
        if not self._batches or tokens <= 0:
            return 0.0
        count = len(self._batches)
        mean_tokens = sum(batch for batch, _ in self._batches) / count
        mean_seconds = sum(seconds for _, seconds in self._batches) / count
        spread = sum((batch - mean_tokens) ** 2 for batch, _ in self._batches)
        if spread == 0:
            return mean_seconds * max(1.0, tokens / mean_tokens)
        slope = sum((batch - mean_tokens) * (seconds - mean_seconds) for batch, seconds in self._batches) / spread
        slope = max(slope, 0.0)
        return max(mean_seconds + slope * (tokens - mean_tokens), 0.0)

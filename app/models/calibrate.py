"""Measuring this machine, once: what writes models and runs them is imported only then."""

from __future__ import annotations

from collections.abc import Generator


def flash_is_quicker(heads: int, kv_heads: int, head_width: int, threads: int) -> Generator[object, None, bool]:
    """Whether flash attention is quicker here; see ``app.models.calibration.flash_attention``."""
    from app.models.calibration import flash_is_quicker as measured

    return (yield from measured(heads, kv_heads, head_width, threads))


def weights_a_second(threads: int, *, on_card: bool) -> Generator[object, None, float]:
    """Bytes of weights worked through in a second; see ``app.models.calibration.throughput``."""
    from app.models.calibration import weights_a_second as measured

    return (yield from measured(threads, on_card=on_card))

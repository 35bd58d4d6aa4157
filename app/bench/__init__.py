"""What this build does on this machine, as JSON and as a page."""

from app.bench.vault import VaultFigures, bench_vault, told

__all__ = ["VaultFigures", "bench_vault", "told"]

"""What this build does on this machine, as JSON and as a page."""

from app.bench.boundaries import BoundaryFigures, bench_boundaries, told_boundaries
from app.bench.download import DownloadFigures, bench_download, told_download
from app.bench.engine import FULL, QUICK, EngineFigures, Extent, bench_engine, told_engine
from app.bench.flash import flash_is_quicker
from app.bench.memory import MemoryFigures, bench_memory, told_memory
from app.bench.personas import PersonaFigures, bench_personas, told_personas
from app.bench.random_model import write_model
from app.bench.shapes import SHAPES, Shape
from app.bench.start import StartFigures, bench_start, told_start
from app.bench.throughput import weights_a_second
from app.bench.vault import VaultFigures, bench_vault, told

__all__ = [
    "FULL",
    "QUICK",
    "SHAPES",
    "BoundaryFigures",
    "DownloadFigures",
    "EngineFigures",
    "Extent",
    "MemoryFigures",
    "PersonaFigures",
    "Shape",
    "StartFigures",
    "VaultFigures",
    "bench_boundaries",
    "bench_download",
    "bench_engine",
    "bench_memory",
    "bench_personas",
    "bench_start",
    "bench_vault",
    "flash_is_quicker",
    "told",
    "told_boundaries",
    "told_download",
    "told_engine",
    "told_memory",
    "told_personas",
    "told_start",
    "weights_a_second",
    "write_model",
]

"""What this build does on this machine, as JSON and as a page."""

from app.diagnostics.bench.attunement import AttunementFigures, bench_attunement, read_lines, told_attunement
from app.diagnostics.bench.boundaries import BoundaryFigures, bench_boundaries, told_boundaries
from app.diagnostics.bench.download import DownloadFigures, bench_download, told_download
from app.diagnostics.bench.engine import FULL, QUICK, EngineFigures, Extent, bench_engine, told_engine
from app.diagnostics.bench.memory import MemoryFigures, bench_memory, told_memory
from app.diagnostics.bench.peer import KINDS
from app.diagnostics.bench.peers import QUICK_PEERS, PeersExtent, PeersFigures, bench_peers, told_peers
from app.diagnostics.bench.personas import PersonaFigures, bench_personas, told_personas
from app.diagnostics.bench.sight import SightFigures, bench_sight, told_sight
from app.diagnostics.bench.sliders import SlidersFigures, bench_sliders, told_sliders
from app.diagnostics.bench.speculation import SpeculationFigures, bench_speculation, told_speculation
from app.diagnostics.bench.start import StartFigures, bench_start, told_start
from app.diagnostics.bench.vault import VaultFigures, bench_vault, told
from app.diagnostics.bench.voice import VoiceFigures, bench_voice, told_voice

__all__ = [
    "FULL",
    "KINDS",
    "QUICK",
    "QUICK_PEERS",
    "AttunementFigures",
    "BoundaryFigures",
    "DownloadFigures",
    "EngineFigures",
    "Extent",
    "MemoryFigures",
    "PeersExtent",
    "PeersFigures",
    "PersonaFigures",
    "SightFigures",
    "SlidersFigures",
    "SpeculationFigures",
    "StartFigures",
    "VaultFigures",
    "VoiceFigures",
    "bench_attunement",
    "bench_boundaries",
    "bench_download",
    "bench_engine",
    "bench_memory",
    "bench_peers",
    "bench_personas",
    "bench_sight",
    "bench_sliders",
    "bench_speculation",
    "bench_start",
    "bench_vault",
    "bench_voice",
    "read_lines",
    "told",
    "told_attunement",
    "told_boundaries",
    "told_download",
    "told_engine",
    "told_memory",
    "told_peers",
    "told_personas",
    "told_sight",
    "told_sliders",
    "told_speculation",
    "told_start",
    "told_voice",
]

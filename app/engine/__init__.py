"""Turns tokens into words; the only room that knows llama.cpp.

``Engine`` is what other rooms see; ``LlamaEngine`` is the real one and ``ScriptedEngine`` says what
it is told.  Everything here that touches a model runs on the engine lane.
"""

from collections.abc import Callable
from pathlib import Path

from app.engine.device import Device
from app.engine.engine import Engine, LoadPlan, ModelFacts, Piece, Reading, Sampling
from app.engine.fingerprint import fingerprint
from app.engine.gguf import Header, read_header
from app.engine.measure import Memory, measure_memory
from app.engine.probe import Verdict, probe_model
from app.engine.scripted import ScriptedEngine

__all__ = [
    "Device",
    "Engine",
    "Header",
    "LoadPlan",
    "Memory",
    "ModelFacts",
    "Piece",
    "Reading",
    "Sampling",
    "ScriptedEngine",
    "Verdict",
    "fingerprint",
    "list_devices",
    "measure_memory",
    "open_model",
    "probe_model",
    "read_header",
]


def open_model(path: Path, plan: LoadPlan, heard: Callable[[float], bool] | None = None) -> Engine:
    """Load a model: see ``app.engine.llama.LlamaEngine``.  llama.cpp itself is loaded with the first.

    *heard* is told how much is loaded, from 0 to 1, and says whether to go on.
    """
    from app.engine.llama import LlamaEngine

    return LlamaEngine(path, plan, heard)


def list_devices() -> list[Device]:
    """What could run a model: see ``app.engine.devices``."""
    from app.engine.devices import find_devices

    return find_devices()

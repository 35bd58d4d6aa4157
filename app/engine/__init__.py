"""Turns tokens into words; the only room that knows llama.cpp.

``Engine`` is what other rooms see; ``LlamaEngine`` is the real one and ``ScriptedEngine`` says what
it is told.  Everything here that touches a model runs on the engine lane.
"""

from app.engine.engine import Engine, LoadPlan, ModelFacts, Piece, Reading, Sampling
from app.engine.gguf import Header, read_header
from app.engine.probe import Verdict, probe_model
from app.engine.scripted import ScriptedEngine

__all__ = [
    "Engine",
    "Header",
    "LoadPlan",
    "ModelFacts",
    "Piece",
    "Reading",
    "Sampling",
    "ScriptedEngine",
    "Verdict",
    "list_devices",
    "open_model",
    "probe_model",
    "read_header",
]


def open_model(path, plan):  # type: ignore[no-untyped-def]
    """Load a model: see ``app.engine.llama.LlamaEngine``."""
    from app.engine.llama import LlamaEngine

    return LlamaEngine(path, plan)


def list_devices():  # type: ignore[no-untyped-def]
    """What could run a model: see ``app.engine.devices.list_devices``."""
    from app.engine.devices import list_devices as devices

    return devices()

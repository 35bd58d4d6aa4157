"""Has the engine that was just compiled read a line and speak a token; ends with 0 where it does.

Run it as a process of its own: one that was compiled for another processor dies of an illegal instruction.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.core.paths import be_private  # noqa: E402 - the path comes first
from app.engine.engine import LoadPlan  # noqa: E402
from app.engine.probe import try_model  # noqa: E402

if __name__ == "__main__":
    be_private()
    try_model(str(ROOT / "resources" / "toy.gguf"), LoadPlan(context_tokens=256))

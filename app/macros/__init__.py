"""The small language inside cards and lorebooks: ``{{char}}``, ``{{random::a::b}}``, ``{{time}}`` and the rest."""

from app.macros.expand import expand
from app.macros.scene import Scene

__all__ = ["Scene", "expand"]
